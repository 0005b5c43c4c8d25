//! A program whose build script generates the SDK that it uses: built and run.
//!
//! The program is `tests/fixtures/build-script-app`. It is built into the target folder of these
//! tests, so that its dependencies are compiled once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::Mutex,
    thread,
};

use serde_json::Value;

const APP: &str = "tests/fixtures/build-script-app";

/// One document at a time: each is another build of the same program.
static BUILD: Mutex<()> = Mutex::new(());

/// What Cargo did.
struct Build {
    output: Output,
    /// The program, where it could be built.
    program: Option<PathBuf>,
    /// What the build script printed for Cargo, where it succeeded.
    script: String,
}

impl Build {
    /// Builds the program, from another document where one is given.
    fn of(document: Option<&Path>) -> Self {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(["build", "--offline", "--package", "build-script-app"])
            .args(["--message-format", "json-render-diagnostics"])
            .env("CARGO_TERM_COLOR", "never")
            .env("CARGO_TARGET_DIR", target())
            .env_remove("GREETINGS");
        if let Some(document) = document {
            command.env("GREETINGS", document);
        }
        let output = command.output().unwrap();
        let messages: Vec<Value> = String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .filter(|message: &Value| {
                let package = message["package_id"].as_str().unwrap_or_default();
                package.contains("build-script-app")
            })
            .collect();
        let find = |reason: &str, key: &str| {
            messages
                .iter()
                .filter(|message| message["reason"] == reason)
                .find_map(|message| message[key].as_str())
                .map(PathBuf::from)
        };
        let script = find("build-script-executed", "out_dir")
            .map(|out_dir| fs::read_to_string(out_dir.with_file_name("output")).unwrap());
        Self {
            program: find("compiler-artifact", "executable"),
            script: script.unwrap_or_default(),
            output,
        }
    }

    fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).replace('\\', "/")
    }
}

/// Returns the target folder of these tests: they are in its `debug/deps`.
fn target() -> PathBuf {
    let test = env::current_exe().unwrap();
    test.ancestors().nth(3).unwrap().to_owned()
}

/// Writes the document of the program, changed, to a folder.
fn changed(folder: &Path, from: &str, to: &str) -> PathBuf {
    let text = fs::read_to_string(Path::new(APP).join("greetings.yaml")).unwrap();
    assert!(text.contains(from), "{from}");
    let path = folder.join("changed.yaml");
    fs::write(&path, text.replace(from, to)).unwrap();
    path
}

/// Answers one request with JSON; returns the URL, and how to get the request's head.
fn answer(json: &'static str) -> (String, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let head = BufReader::new(&stream)
            .lines()
            .map(Result::unwrap)
            .take_while(|line| !line.is_empty())
            .collect();
        write!(
            stream,
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{json}",
            json.len(),
        )
        .unwrap();
        head
    });
    (url, server)
}

#[test]
fn the_program_calls_what_its_build_script_generated() {
    let _lock = BUILD.lock();
    let build = Build::of(None);
    assert!(build.output.status.success(), "{}", build.stderr());
    let stderr = build.stderr();
    assert!(!stderr.contains("warning"), "{stderr}");

    let told: Vec<&str> = build.script.lines().collect();
    assert_eq!(
        told,
        [
            "cargo::rerun-if-env-changed=GREETINGS",
            "cargo::rerun-if-changed=greetings.overlay.yaml",
            "cargo::rerun-if-changed=greetings.yaml",
        ]
    );

    let (url, server) = answer(r#"{"text":"Good day, Ada","mood":"formal"}"#);
    let output = Command::new(build.program.unwrap())
        .args([url.as_str(), "Ada L."])
        .output()
        .unwrap();
    assert_eq!(
        (
            String::from_utf8_lossy(&output.stdout).trim_end(),
            String::from_utf8_lossy(&output.stderr).as_ref(),
        ),
        ("Good day, Ada (formal)", "")
    );
    let head = server.join().unwrap();
    assert_eq!(head[0], "GET /greetings/Ada%20L.?mood=formal HTTP/1.1");
    assert!(
        head.iter().any(|line| line == "accept: application/json"),
        "{head:?}"
    );
}

#[test]
fn a_finding_is_a_warning_of_cargo() {
    let _lock = BUILD.lock();
    let folder = tempfile::tempdir().unwrap();
    let document = changed(
        folder.path(),
        "tags: [greetings]",
        "tags: [greetings]\n      deprecated: no such thing",
    );
    let build = Build::of(Some(&document));
    assert!(build.output.status.success(), "{}", build.stderr());
    let warning = "changed.yaml:8:7: `deprecated` must be `true` or `false`, not a string";
    let told = |line: &str| line.starts_with("cargo::warning=") && line.contains(warning);
    assert!(build.script.lines().any(told), "{}", build.script);
    let rerun = format!("cargo::rerun-if-changed={}", document.display());
    assert!(build.script.lines().any(|line| line == rerun));
    let stderr = build.stderr();
    assert!(stderr.contains(warning), "{stderr}");
}

#[test]
fn a_broken_document_breaks_the_build_and_says_where() {
    let _lock = BUILD.lock();
    let folder = tempfile::tempdir().unwrap();
    let document = changed(
        folder.path(),
        "mood: { $ref: \"#/components/schemas/Mood\" }",
        "mood: { $ref: \"#/components/schemas/Mod\" }",
    );
    let build = Build::of(Some(&document));
    assert!(!build.output.status.success());
    let stderr = build.stderr();
    for expected in [
        "error: build-script-app@0.0.0: ",
        "changed.yaml:21:23: `#/components/schemas/Mod` does not exist",
        "There is a similar name: `Mood`.",
        "no SDK was generated: 1 error",
    ] {
        assert!(stderr.contains(expected), "{expected} in\n{stderr}");
    }
}
