//! How fast the models of the Authlete SDK are read and written, beside the same structs with serde's
//! derives over serde_json: `cargo xtask bench --codec`.
//!
//! Both take turns in one run, and the best turn of each counts, so that what else the machine does
//! touches both alike.

#![expect(clippy::print_stdout, reason = "it talks to whoever runs it")]

mod payload;

/// The structs with serde's derives, which `build.rs` makes.
mod twins {
    use serde::{Deserialize, Serialize};

    /// What is null is like what is not there.
    type Nullable<T> = Option<T>;

    include!(concat!(env!("OUT_DIR"), "/twins.rs"));
}

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use authlete::{
    models,
    runtime::codec::{self, Decode, Encode},
};
use payload::Document;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// How often each has its turn.
const TURNS: u32 = 500;

/// How long a turn takes at least: less than what the system gives a program at once, so that there are
/// turns that nothing interrupts.
const TURN: Duration = Duration::from_millis(1);

/// The time of one call, of ours and of the twin.
#[derive(Clone, Copy)]
struct Times {
    ours: Duration,
    twin: Duration,
}

impl Times {
    /// Returns how many times faster ours is.
    fn ratio(self) -> f64 {
        self.twin.as_secs_f64() / self.ours.as_secs_f64()
    }
}

/// Times both in turn; the best turn of each counts.
fn race(mut ours: impl FnMut(), mut twin: impl FnMut()) -> Times {
    let (calls_of_ours, calls_of_twin) = (calls(&mut ours), calls(&mut twin));
    let mut best = Times {
        ours: Duration::MAX,
        twin: Duration::MAX,
    };
    for _ in 0..TURNS {
        best.ours = best.ours.min(time(&mut ours, calls_of_ours));
        best.twin = best.twin.min(time(&mut twin, calls_of_twin));
    }
    best
}

/// Returns how many calls fill a turn.
fn calls(call: &mut impl FnMut()) -> u32 {
    let mut calls = 1;
    while time(call, calls) * calls < TURN {
        calls *= 2;
    }
    calls
}

/// Returns how long a call takes, on average of so many.
fn time(call: &mut impl FnMut(), calls: u32) -> Duration {
    let started = Instant::now();
    for _ in 0..calls {
        call();
    }
    started.elapsed() / calls
}

/// Reads and writes one payload with both.
fn bench<Model: Decode + Encode, Twin: DeserializeOwned + Serialize>(
    name: &str,
    payload: &Value,
) -> Result<(), Box<dyn std::error::Error>> {
    let text = payload.to_string().into_bytes();
    let model: Model = codec::from_slice(&text)?;
    let twin: Twin = serde_json::from_slice(&text)?;
    let reading = race(
        || drop(black_box(codec::from_slice::<Model>(black_box(&text)))),
        || drop(black_box(serde_json::from_slice::<Twin>(black_box(&text)))),
    );
    let writing = race(
        || drop(black_box(codec::to_vec(black_box(&model)))),
        || drop(black_box(serde_json::to_vec(black_box(&twin)))),
    );
    for (what, times) in [("read", reading), ("write", writing)] {
        let speed = |time: Duration| text.len() as f64 / time.as_secs_f64() / 1e6;
        println!(
            "{name:<12} {what:<6} {:>9} bytes {:>6.0} MB/s  serde {:>6.0} MB/s  {:.2}x",
            text.len(),
            speed(times.ours),
            speed(times.twin),
            times.ratio(),
        );
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document = Document::read()?;
    let example = |schema: &str| document.example(schema).ok_or("there is no example");
    let clients = document.clients().ok_or("there is no client")?;
    bench::<models::Service, twins::Service>("service", &example("service")?)?;
    bench::<models::Client, twins::Client>("client", &example("client")?)?;
    bench::<models::ClientGetListResponse, twins::ClientGetListResponse>("clients", &clients)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads and writes with both; returns what they wrote.
    fn both<Model: Decode + Encode, Twin: DeserializeOwned + Serialize>(
        payload: &Value,
    ) -> [Value; 2] {
        let text = payload.to_string();
        let model: Model = codec::from_slice(text.as_bytes()).unwrap();
        let twin: Twin = serde_json::from_str(&text).unwrap();
        [
            codec::to_vec(&model).unwrap(),
            serde_json::to_vec(&twin).unwrap(),
        ]
        .map(|text| serde_json::from_slice(&text).unwrap())
    }

    #[test]
    fn models_and_twins_read_and_write_the_same() {
        let document = Document::read().unwrap();
        let service = document.example("service").unwrap();
        for written in both::<models::Service, twins::Service>(&service) {
            assert_eq!(written, service);
        }
        let client = document.example("client").unwrap();
        for written in both::<models::Client, twins::Client>(&client) {
            assert_eq!(written, client);
        }
    }

    #[test]
    fn a_list_is_about_a_megabyte() {
        let document = Document::read().unwrap();
        let clients = document.clients().unwrap();
        assert!((900_000..1_100_000).contains(&clients.to_string().len()));
        for written in both::<models::ClientGetListResponse, twins::ClientGetListResponse>(&clients)
        {
            assert_eq!(written, clients);
        }
    }

    #[test]
    fn a_ratio_above_one_is_faster_than_the_twin() {
        let times = Times {
            ours: Duration::from_millis(2),
            twin: Duration::from_millis(3),
        };
        assert!((times.ratio() - 1.5).abs() < 1e-9);
    }
}
