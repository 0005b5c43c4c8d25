//! The Authlete SDK against mock servers that others wrote: Prism and Steady, which npm installs as
//! `xtask/conform/package-lock.json` pins them.
//!
//! Each is started on the loopback interface with the document and its overlay, every call of `tests/wire` is
//! sent to it, and it is ended by its process.

use std::{
    error::Error,
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::specification;

/// How long a server may take to listen.
const START: Duration = Duration::from_secs(60);

/// A mock server, and how it is started: `{port}` and `{document}` stand for what they say.
struct MockServer {
    name: &'static str,
    arguments: &'static [&'static str],
}

const SERVERS: [MockServer; 2] = [
    // Requests that the document forbids get an error that says why; the seed makes the answers the same each time.
    MockServer {
        name: "prism",
        arguments: &[
            "mock",
            "--errors",
            "--dynamic",
            "--seed",
            "86",
            "--host",
            "127.0.0.1",
            "--port",
            "{port}",
            "{document}",
        ],
    },
    MockServer {
        name: "steady",
        arguments: &[
            "--host",
            "127.0.0.1",
            "--port",
            "{port}",
            "--quiet",
            "--no-color",
            "{document}",
        ],
    },
];

/// Runs all calls against each server; returns whether none found anything.
pub(crate) fn run() -> Result<bool, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the chores are in a folder of the repository");
    let folder = root.join("target/conform");
    install(&folder)?;
    let document = folder.join("authlete.json");
    fs::write(&document, specification::mended(root)?.to_string())?;
    let mut conforms = true;
    for server in &SERVERS {
        conforms &= server.judge(root, &folder, &document)?;
    }
    Ok(conforms)
}

/// Installs the servers, where that was not done before.
fn install(folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let mut is_there = folder.join("node_modules").is_dir();
    for name in ["package.json", "package-lock.json"] {
        let wanted = fs::read(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("conform")
                .join(name),
        )?;
        is_there &= fs::read(folder.join(name)).is_ok_and(|found| found == wanted);
        fs::write(folder.join(name), wanted)?;
    }
    if is_there {
        return Ok(());
    }
    let status = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .status()?;
    match status.success() {
        true => Ok(()),
        false => Err("npm did not install the mock servers".into()),
    }
}

impl MockServer {
    fn judge(&self, root: &Path, folder: &Path, document: &Path) -> Result<bool, Box<dyn Error>> {
        let port = free_port()?;
        let log = folder.join(format!("{}.log", self.name));
        println!("{}: every call of tests/wire", self.name);
        let mut running = Running(self.start(folder, document, port, &log)?);
        running.wait_for(port, &log)?;
        let status = Command::new(env!("CARGO"))
            .args([
                "test",
                "--locked",
                "--quiet",
                "--test",
                "wire",
                "--",
                "--ignored",
            ])
            .env("RUST_BACKTRACE", "0")
            .env("SDKWRIGHT_MOCK_SERVER_NAME", self.name)
            .env("SDKWRIGHT_MOCK_SERVER", format!("http://127.0.0.1:{port}"))
            .current_dir(root)
            .status()?;
        if !status.success() {
            println!(
                "{}: found something; it says more in {}",
                self.name,
                log.display()
            );
        }
        Ok(status.success())
    }

    fn start(
        &self,
        folder: &Path,
        document: &Path,
        port: u16,
        log: &Path,
    ) -> Result<Child, Box<dyn Error>> {
        let program: PathBuf = folder.join("node_modules/.bin").join(self.name);
        let log = fs::File::create(log)?;
        let arguments = self.arguments.iter().map(|argument| match *argument {
            "{port}" => port.to_string(),
            "{document}" => document.display().to_string(),
            other => other.to_owned(),
        });
        let child = Command::new(&program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .map_err(|error| format!("{} does not start: {error}", program.display()))?;
        Ok(child)
    }
}

/// Returns a port that nobody listens on.
fn free_port() -> Result<u16, Box<dyn Error>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

/// A process that ends with this.
struct Running(Child);

impl Running {
    /// Waits until the server listens.
    fn wait_for(&mut self, port: u16, log: &Path) -> Result<(), Box<dyn Error>> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let begun = Instant::now();
        while TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_err() {
            if let Some(status) = self.0.try_wait()? {
                return Err(format!("the server ended ({status}): see {}", log.display()).into());
            }
            if begun.elapsed() > START {
                return Err(format!("the server does not listen: see {}", log.display()).into());
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
