//! What a call of the Authlete SDK costs beside plain reqwest that sends and reads the same:
//! `cargo xtask bench --calls`.
//!
//! The server is a process of its own on the loopback interface. Both take turns in one run, in pairs,
//! so that what else the machine does touches both alike. It fails where a call
//! costs more than [`MOST_TIME`] or [`MOST_ALLOCATIONS`].

#![expect(clippy::print_stdout, reason = "it talks to whoever runs it")]

mod server;

use std::{
    error::Error,
    io::{BufRead, BufReader},
    process::{Child, Command, ExitCode, Stdio},
    time::{Duration, Instant},
};

use authlete::{
    Client,
    models::{IntrospectionRequest, IntrospectionResponse},
    runtime::codec,
};
use tokio::runtime::Runtime;

/// A call may take so much more time than reqwest does, by the median of pairs: 1.04 to 1.05 were measured on an idle
/// machine, 1.05 to 1.06 on a busy one. It is 1 to 2 µs, whatever the network takes, though the SDK has less
/// instructions to do: it is more code, of which the processor has less at hand.
const MOST_TIME: f64 = 1.1;
/// A call may make so many more allocations than reqwest does.
const MOST_ALLOCATIONS: u64 = 25;

/// How often each has its turn, and how many calls that is.
const TURNS: u32 = 400;
const CALLS: u32 = 25;

/// How many calls are made at once.
const AT_ONCE: usize = 10_000;

const TOKEN: &str = "BearerTokenOfAService";
const SERVICE: &str = "715948317";

fn main() -> ExitCode {
    let done = match std::env::args().nth(1).as_deref() {
        Some("serve") => server::run().map(|()| true),
        Some("sdk") => only(Contest::by_sdk),
        Some("reqwest") => only(Contest::by_reqwest),
        Some(_) | None => compare(),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The server, which ends when this does.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start() -> Result<Self, Box<dyn Error>> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = String::new();
        let output = child.stdout.take().ok_or("the server says nothing")?;
        BufReader::new(output).read_line(&mut url)?;
        Ok(Self {
            child,
            url: url.trim().to_owned(),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is gone already where this fails.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Both ways to make the same call.
struct Contest {
    runtime: Runtime,
    sdk: Client,
    plain: reqwest::Client,
    url: String,
    body: IntrospectionRequest,
}

impl Contest {
    fn new(url: &str) -> Result<Self, Box<dyn Error>> {
        let sdk = Client::builder()
            .base_url(url)
            .bearer(TOKEN)
            .service_id(SERVICE)
            .build()?;
        let plain = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self {
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?,
            sdk,
            plain,
            url: format!("{url}/api/{SERVICE}/auth/introspection"),
            body: IntrospectionRequest::new("eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl"),
        })
    }

    fn by_sdk(&self) {
        let answer = self
            .runtime
            .block_on(async { self.sdk.introspection().process(&self.body).await });
        assert!(answer.expect("it is answered").usable == Some(true));
    }

    fn by_reqwest(&self) {
        let answer = self.runtime.block_on(async {
            let response = self
                .plain
                .post(&self.url)
                .timeout(Duration::from_secs(60))
                .bearer_auth(TOKEN)
                .header("accept", "application/json")
                .header("content-type", "application/json")
                .body(codec::to_vec(&self.body).expect("it is written"))
                .send()
                .await?
                .error_for_status()?;
            let answer = codec::from_slice(&response.bytes().await?);
            Ok::<IntrospectionResponse, reqwest::Error>(answer.expect("it is read"))
        });
        assert!(answer.expect("it is answered").usable == Some(true));
    }
}

/// Returns the time of a call, on average of a turn.
fn time(call: impl Fn()) -> Duration {
    let started = Instant::now();
    for _ in 0..CALLS {
        call();
    }
    started.elapsed() / CALLS
}

/// Returns how many allocations a call makes, and of how many bytes in all.
fn allocations(call: impl Fn()) -> (u64, u64) {
    let counted = allocation_counter::measure(|| (0..CALLS).for_each(|_| call()));
    let calls = u64::from(CALLS);
    (counted.count_total / calls, counted.bytes_total / calls)
}

/// Makes many calls in one way, for a profiler to watch.
fn only(call: fn(&Contest)) -> Result<bool, Box<dyn Error>> {
    let server = Server::start()?;
    let contest = Contest::new(&server.url)?;
    (0..TURNS * CALLS).for_each(|_| call(&contest));
    Ok(true)
}

fn compare() -> Result<bool, Box<dyn Error>> {
    let server = Server::start()?;
    let contest = Contest::new(&server.url)?;
    let (sdk, plain) = (|| contest.by_sdk(), || contest.by_reqwest());
    // Connections are there before anything counts.
    time(sdk);
    time(plain);
    let (ours, theirs) = (allocations(sdk), allocations(plain));
    let (mut best, mut best_plain) = (Duration::MAX, Duration::MAX);
    let mut ratios = Vec::new();
    for turn in 0..TURNS {
        // Whoever is first has the cooler caches.
        let (one, other) = match turn % 2 {
            0 => (time(sdk), time(plain)),
            _ => {
                let other = time(plain);
                (time(sdk), other)
            }
        };
        ratios.push(one.as_secs_f64() / other.as_secs_f64());
        (best, best_plain) = (best.min(one), best_plain.min(other));
    }
    ratios.sort_by(f64::total_cmp);
    let median = ratios[ratios.len() / 2];
    println!(
        "one call after another, {} of each, keep-alive",
        TURNS * CALLS
    );
    println!("            best time  allocations    bytes");
    let row = |name: &str, time: Duration, (count, bytes): (u64, u64)| {
        println!(
            "{name:<9} {:>9.1} µs {count:>12} {bytes:>8}",
            time.as_secs_f64() * 1e6
        );
    };
    row("SDK", best, ours);
    row("reqwest", best_plain, theirs);
    let more = ours.0.saturating_sub(theirs.0);
    println!(
        "time {median:.3} of reqwest's by the median of pairs, {:.3} by the best turns; {more} allocations more",
        best.as_secs_f64() / best_plain.as_secs_f64()
    );
    let is_done = at_once(&server.url)?;
    Ok(median <= MOST_TIME && more <= MOST_ALLOCATIONS && is_done)
}

/// Makes very many calls at once through one client. The server answers none before all are there.
fn at_once(url: &str) -> Result<bool, Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let client = Client::builder()
        .base_url(format!("{url}/hold/{AT_ONCE}"))
        .bearer(TOKEN)
        .service_id(SERVICE)
        .build()?;
    let before = resident()?;
    let started = Instant::now();
    let (answered, while_waiting) = runtime.block_on(async {
        let body = IntrospectionRequest::new("token");
        let calls: Vec<_> = (0..AT_ONCE)
            .map(|_| tokio::spawn(client.introspection().process(&body).send()))
            .collect();
        let mut answered = 0;
        let mut most = 0;
        for (number, call) in calls.into_iter().enumerate() {
            answered += usize::from(matches!(call.await, Ok(Ok(_))));
            if number == 0 {
                most = resident().unwrap_or(0);
            }
        }
        (answered, most)
    });
    println!(
        "{answered} of {AT_ONCE} calls at once answered in {:.2} s; {:.1} MB more memory meanwhile, {:.1} kB a call \
         with its connection",
        started.elapsed().as_secs_f64(),
        while_waiting.saturating_sub(before) as f64 / 1e3,
        while_waiting.saturating_sub(before) as f64 / AT_ONCE as f64,
    );
    Ok(answered == AT_ONCE)
}

/// Returns the memory of this process, in kilobytes.
fn resident() -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.ok_or("the system tells no memory")?.parse()?)
}
