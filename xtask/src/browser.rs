//! Calls of the Authlete SDK in WebAssembly: compiled for browsers, and made over `fetch` by Node.js, which has the
//! same one.

use std::{
    error::Error,
    path::Path,
    process::{Command, ExitStatus},
};

use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// Compiles and makes all calls; returns whether all went as they should. Where the compiler's target cannot be had,
/// it says so, and nothing is checked.
pub(crate) fn run() -> Result<bool, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    if !has_target()? {
        println!("nothing is checked: `rustup target add {TARGET}` does not succeed here");
        return Ok(true);
    }
    let mut build = Command::new("cargo");
    build.current_dir(&root);
    build.args(["build", "--locked", "--quiet", "--package", "browser"]);
    if !status(build.args(["--target", TARGET]))?.success() {
        return Err("it does not compile".into());
    }
    let module = root.join("target").join(TARGET).join("debug/browser.wasm");
    let out = root.join("target/browser");
    // It is of the version of the library, which Cargo.lock has once.
    Bindgen::new()
        .input_path(module)
        .nodejs(true)?
        .typescript(false)
        .generate(&out)?;
    let mut run = Command::new("node");
    run.arg(root.join("xtask/browser/run.mjs"));
    // A module is found by its whole path only.
    run.arg(out.canonicalize()?.join("browser.js"));
    Ok(status(&mut run)?.success())
}

/// Returns whether the compiler has the target, for which it is asked where it does not.
fn has_target() -> Result<bool, Box<dyn Error>> {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()?;
    let folder = String::from_utf8(output.stdout)?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(true);
    }
    // Not every toolchain comes by rustup.
    let added = Command::new("rustup")
        .args(["target", "add", TARGET])
        .status();
    Ok(added.is_ok_and(|status| status.success()))
}

fn status(command: &mut Command) -> Result<ExitStatus, Box<dyn Error>> {
    let program = command.get_program().to_owned();
    let status = command.status();
    status.map_err(|error| format!("{} does not start: {error}", program.display()).into())
}
