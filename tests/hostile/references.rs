//! References that lead out of the folder, and files that are none.

use std::{fs, path::Path, time::Instant};

use sdkwright::{Config, Generator, diagnostic::Sources};

use super::{MAX_TIME, codes};

/// Generates the document at a path.
fn generate(path: &Path) -> Vec<&'static str> {
    let mut config = Config::default();
    config.spec = Some(path.to_owned());
    let started = Instant::now();
    let outcome = Generator::new(config).run(&mut Sources::default());
    assert!(started.elapsed() < MAX_TIME);
    codes(&outcome)
}

/// Returns a document whose only schema is what a reference leads to.
fn referring(to: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\npaths:\n  /a:\n    get:\n      responses:\n        \
         '200': {{description: Ok., content: {{application/json: {{schema: {{$ref: '{to}'}}}}}}}}\n"
    )
}

#[test]
fn no_file_outside_the_folder_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("inside");
    fs::create_dir(&inside).unwrap();
    fs::write(folder.path().join("secret.yaml"), "type: string\n").unwrap();
    let path = inside.join("api.yaml");
    for (to, code) in [
        ("../secret.yaml", "reference-outside-folder"),
        ("a/../../secret.yaml", "reference-outside-folder"),
        ("%2e%2e/secret.yaml", "reference-outside-folder"),
        ("..%2fsecret.yaml", "reference-outside-folder"),
        ("/etc/passwd", "reference-outside-folder"),
        ("%2fetc/passwd", "reference-outside-folder"),
        ("C:\\secret.yaml", "remote-reference"),
        ("..\\secret.yaml", "reference-outside-folder"),
        ("file:///etc/passwd", "remote-reference"),
        ("//host/secret.yaml", "remote-reference"),
        ("https://host.example/secret.yaml", "remote-reference"),
        ("a%00b", "missing-referred-file"),
    ] {
        fs::write(&path, referring(to)).unwrap();
        assert_eq!(generate(&path), [code], "{to}");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("inside");
    fs::create_dir(&inside).unwrap();
    fs::write(folder.path().join("secret.yaml"), "type: string\n").unwrap();
    fs::write(inside.join("plain.yaml"), "type: string\n").unwrap();
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, inside.join(name)).unwrap();
    link("../secret.yaml", "out.yaml");
    link("..", "up");
    link("plain.yaml", "in.yaml");
    link("circle.yaml", "circle.yaml");
    let path = inside.join("api.yaml");
    for (to, expected) in [
        ("out.yaml", &["reference-outside-folder"][..]),
        ("up/secret.yaml", &["reference-outside-folder"]),
        ("circle.yaml", &["missing-referred-file"]),
        ("in.yaml", &[]),
    ] {
        fs::write(&path, referring(to)).unwrap();
        assert_eq!(generate(&path), expected, "{to}");
    }
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_are_no_documents() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.yaml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    for path in [Path::new("/dev/zero"), Path::new("/dev/full"), &pipe] {
        assert_eq!(generate(path), ["unreadable-input"], "{}", path.display());
    }
    let path = folder.path().join("api.yaml");
    fs::write(&path, referring("pipe.yaml")).unwrap();
    assert_eq!(generate(&path), ["missing-referred-file"]);
}
