//! The program as users run it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod check;
mod explain;
mod findings;
mod formats;
mod generate;
mod init;
mod lock;
mod settings;
mod streams;
mod usage;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;

const DOCUMENT: &str = r##"openapi: 3.0.3
info:
  title: Pet Store
  version: "1.0"
paths:
  /{shop}/pets:
    get:
      operationId: listPets
      parameters:
        - { name: shop, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: The pets.
          content:
            application/json:
              schema:
                type: array
                items: { $ref: "#/components/schemas/Pet" }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
"##;

/// A folder with a document in it.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), DOCUMENT).unwrap();
    folder
}

fn command(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sdkwright"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("GITHUB_WORKSPACE");
    command
}

struct Run {
    exit: i32,
    stdout: String,
    stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            exit: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn run(folder: &TempDir, arguments: &[&str]) -> Run {
    command(folder, arguments).output().unwrap().into()
}

/// Runs the program and expects an exit code.
#[track_caller]
fn expect(folder: &TempDir, arguments: &[&str], exit: i32) -> Run {
    let run = run(folder, arguments);
    assert_eq!(
        run.exit, exit,
        "stdout:\n{}\nstderr:\n{}",
        run.stdout, run.stderr
    );
    run
}

fn exists(folder: &TempDir, path: &str) -> bool {
    folder.path().join(path).exists()
}

fn edit(path: &Path, change: impl FnOnce(&mut String)) {
    let mut text = fs::read_to_string(path).unwrap();
    change(&mut text);
    fs::write(path, text).unwrap();
}

/// Returns the number before a word, as in `3 unchanged`.
fn number_before(line: &str, word: &str) -> usize {
    let words: Vec<&str> = line.split([' ', ',', ';']).collect();
    let at = words.iter().position(|other| *other == word).unwrap();
    words[at - 1].parse().unwrap()
}
