//! Settings in the header of a document: its first lines `# key = value`.

use std::path::Path;

use sdkwright::{
    Config,
    config::Layer,
    diagnostic::{Report, Sources},
};

/// Returns the settings that the header of a document gives, and those that its path implies.
///
/// Relative paths start at the folder of the document. What is wrong with the header is reported, at
/// its place in the document.
pub(crate) fn settings(
    path: &Path,
    document: &str,
    sources: &mut Sources,
    report: &mut Report,
) -> Config {
    // What is no setting is left out in a way that leaves lines and columns as they are.
    let header: String = document
        .lines()
        .map_while(|line| line.strip_prefix("# "))
        .map(|line| match line.contains(" = ") {
            true => format!("  {line}\n"),
            false => "\n".to_owned(),
        })
        .collect();
    let folder = path.parent().unwrap_or(Path::new(""));
    let source = sources.add(path.display().to_string(), header);
    let mut config = Config::default();
    config.apply(Layer::parse(source, folder, sources, report));
    config.spec = Some(path.to_owned());
    config
}
