//! The documented settings file that `sdkwright init` writes.

use std::fmt::Write;

use super::SETTINGS;

/// Returns a settings file in which every setting is explained.
///
/// The settings that are given, as pairs of a name and a TOML literal, are set; all others stand
/// there as comments, with their default or an example.
///
/// ```
/// let text = sdkwright::config::reference(&[("spec", "\"api.yaml\"".to_owned())]);
/// assert!(text.contains("\nspec = \"api.yaml\"\n"));
/// assert!(text.contains("\n# out_dir = \"sdk\"\n"));
/// ```
pub fn reference(given: &[(&str, String)]) -> String {
    let mut text = String::from(
        "# Settings of sdkwright. Paths are relative to this file.\n\
         # A line that begins with `# name =` shows the default, or an example where there is none.\n",
    );
    for setting in SETTINGS {
        text.push('\n');
        for line in setting.docs() {
            let space = if line.is_empty() { "" } else { " " };
            push_line(&mut text, format_args!("#{space}{line}"));
        }
        let name = setting.name;
        match given.iter().find(|(other, _)| *other == name) {
            Some((_, literal)) => push_line(&mut text, format_args!("{name} = {literal}")),
            None => push_line(&mut text, format_args!("# {name} = {}", setting.example)),
        }
    }
    text
}

fn push_line(text: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(text, "{line}").expect("writing to a string never fails");
}
