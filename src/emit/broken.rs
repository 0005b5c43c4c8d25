//! The parts of items that rustfmt breaks at other places than prettyplease: types of fields and of
//! parameters, variants, statics.
//!
//! What enters: a line as prettyplease printed it, and those that follow it. What leaves: the text that
//! rustfmt prints in place of it and of as many more lines as it says.

use super::format::{ARGUMENTS, WIDTH};

/// What a level of nesting is indented by.
const INDENT: &str = "    ";

/// Returns the part that a line starts, as rustfmt prints it, and how many more lines it took.
pub(super) fn reprinted(line: &str, more: &[&str]) -> Option<(String, usize)> {
    typed(line, more)
        .or_else(|| wide_field(line).map(|text| (text, 0)))
        .or_else(|| wide_static(line, more))
        .or_else(|| builder(line, more))
        .or_else(|| small_value(line, more))
}

/// How long the fields of a struct's value are that rustfmt keeps in one line (`struct_lit_width`).
const SMALL_VALUE: usize = 18;

/// A field whose value is a struct of one field, which is short.
fn small_value(line: &str, more: &[&str]) -> Option<(String, usize)> {
    let [inner, end, ..] = more else { return None };
    let (name, path) = line.trim().strip_suffix(" {")?.split_once(": ")?;
    let is_value = !name.contains(' ') && path.rsplit("::").next()?.starts_with(char::is_uppercase);
    let inner = inner.trim().strip_suffix(',')?;
    (is_value && end.trim() == "}," && inner.len() <= SMALL_VALUE)
        .then(|| (format!("{line} {inner} }},"), 2))
}

/// Returns a variant whose type was put on a line of its own as one line, where it fits.
pub(super) fn variant(line: &str, more: &[&str]) -> Option<(String, usize)> {
    let [inner, end, ..] = more else { return None };
    let name = line.trim_start().strip_suffix('(')?;
    let is_name = name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphanumeric);
    let inner = inner.trim().strip_suffix(',')?;
    let joined = format!("{line}{inner}),");
    (is_name && end.trim() == ")," && joined.len() <= WIDTH).then_some((joined, 2))
}

/// A field or a parameter whose type was broken between angle brackets.
fn typed(line: &str, more: &[&str]) -> Option<(String, usize)> {
    let code = line.trim_start();
    let (name, _) = code.strip_suffix('<')?.split_once(": ")?;
    let indent = &line[..line.len() - code.len()];
    let is_end = |line: &&str| {
        line.strip_prefix(indent)
            .is_some_and(|it| it.starts_with('>'))
    };
    let end = more.iter().position(is_end)?;
    if more[end].trim() != ">," {
        return None;
    }
    let mut joined = line.to_owned();
    for line in &more[..=end] {
        let line = line.trim();
        if line.starts_with('>') {
            let inner = joined.trim_end_matches(',').len();
            joined.truncate(inner);
        } else if joined.ends_with(',') {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    if joined.len() <= WIDTH {
        return Some((joined, end + 1));
    }
    // Only fields are broken after their colon.
    name.strip_prefix("pub ")?;
    wide_field(&joined)
        .filter(|text| text.lines().all(|line| line.len() <= WIDTH))
        .map(|text| (text, end + 1))
}

/// A field that is too wide for its line: its type goes to the next.
fn wide_field(line: &str) -> Option<String> {
    let code = line.trim_start();
    let indent = &line[..line.len() - code.len()];
    if line.len() <= WIDTH || !code.starts_with("pub ") || !code.ends_with(',') {
        return None;
    }
    let (name, kind) = code.split_once(": ")?;
    Some(format!("{indent}{name}:\n{indent}{INDENT}{kind}"))
}

/// A static whose name and type are too wide for one line: what fits decides where it is broken.
fn wide_static(line: &str, more: &[&str]) -> Option<(String, usize)> {
    if line.len() <= WIDTH || !line.starts_with("static ") {
        return None;
    }
    let (head, value) = line.split_once(" = ")?;
    let (name, kind) = head.split_once(": ")?;
    if head.len() + " =".len() > WIDTH {
        return Some((format!("{name}:\n{INDENT}{kind} = {value}"), 0));
    }
    let end = more.iter().position(|line| *line == "};")?;
    let lines: String = more[..=end]
        .iter()
        .map(|line| format!("\n{INDENT}{line}"))
        .collect();
    Some((format!("{head} =\n{INDENT}{value}{lines}"), end + 1))
}

/// A builder with one link, which is one line, or has a line for each argument.
fn builder(line: &str, more: &[&str]) -> Option<(String, usize)> {
    let [link, after, ..] = more else { return None };
    let code = line.trim_start();
    let indent = &line[..line.len() - code.len()];
    if code != "core: Core::builder()" || after.trim_start().starts_with('.') {
        return None;
    }
    let (method, arguments) = link.trim().strip_suffix("),")?.split_once('(')?;
    let arguments = super::statement::split(arguments);
    let width: usize = arguments.iter().map(|argument| argument.len() + 2).sum();
    let joined = format!("{line}{}", link.trim());
    if width - 2 <= ARGUMENTS && joined.len() <= WIDTH {
        return Some((joined, 1));
    }
    let arguments: String = arguments
        .iter()
        .map(|argument| format!("{indent}{INDENT}{argument},\n"))
        .collect();
    Some((format!("{line}{method}(\n{arguments}{indent}),"), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "PostOneOfComplexRequestDenmarkCategorizationDataReportingStatus";

    #[test]
    fn types_that_fit_are_not_broken() {
        let lines = ["    Option<&'a models::Pet>,", ">,"];
        assert_eq!(
            reprinted("body: impl Into<", &lines),
            Some(("body: impl Into<Option<&'a models::Pet>>,".to_owned(), 2))
        );
        let lines = ["    String,", "    Vec<String>,", ">,"];
        assert_eq!(
            reprinted("pub pets: BTreeMap<", &lines),
            Some(("pub pets: BTreeMap<String, Vec<String>>,".to_owned(), 3))
        );
    }

    #[test]
    fn types_of_fields_that_do_not_fit_go_to_the_next_line() {
        let inner = format!("    {LONG},");
        let expected = format!("    pub data_reporting_status:\n        Option<{LONG}>,");
        let lines = [inner.as_str(), "    >,"];
        let line = "    pub data_reporting_status: Option<";
        assert_eq!(reprinted(line, &lines), Some((expected, 2)));
        let line = format!("    pub data_reporting_status_of: {LONG}Its,");
        let expected = format!("    pub data_reporting_status_of:\n        {LONG}Its,");
        assert_eq!(line.len(), 101);
        assert_eq!(reprinted(&line, &[]), Some((expected, 0)));
        assert_eq!(reprinted("    pub status: Status,", &[]), None);
    }

    #[test]
    fn variants_that_fit_are_one_line() {
        let line = format!("    {LONG}(");
        assert_eq!(
            variant(&line, &["        Pet,", "    ),"]),
            Some((format!("    {LONG}(Pet),"), 2))
        );
        let inner = format!("        {LONG},");
        assert_eq!(variant(&line, &[&inner, "    ),"]), None);
    }

    #[test]
    fn short_values_are_one_line() {
        let line = "        next: runtime::NextPage::Url {";
        let joined = |inner| super::small_value(line, &[inner, "        },"]);
        let expected = "        next: runtime::NextPage::Url { next: &[\"next\"] },";
        assert_eq!(
            joined("            next: &[\"next\"],"),
            Some((expected.to_owned(), 2))
        );
        assert_eq!(joined("            next: &[\"nextLink\"],"), None);
        assert_eq!(super::small_value("    pub fn a() {", &["b,", "},"]), None);
    }

    #[test]
    fn statics_are_broken_where_they_fit() {
        let name = "A".repeat(80);
        let line = format!("static {name}: Operation = Operation {{");
        let expected =
            format!("static {name}: Operation =\n    Operation {{\n        id: 1,\n    }};");
        assert_eq!(reprinted(&line, &["    id: 1,", "};"]), Some((expected, 2)));
        let name = "A".repeat(90);
        let line = format!("static {name}: Operation = Operation {{");
        let expected = format!("static {name}:\n    Operation = Operation {{");
        assert_eq!(reprinted(&line, &["    id: 1,", "};"]), Some((expected, 0)));
    }

    #[test]
    fn arguments_of_a_builder_are_a_line_each_where_they_are_wide() {
        let line = "            core: Core::builder()";
        let link = "                .credential_from_env(\"HTTPBearer\", \"SDK_HTTP_BEARER\", \
                    CredentialKind::Bearer),";
        assert_eq!(
            reprinted(line, &[link, "        }"]),
            Some((
                "            core: Core::builder().credential_from_env(\n                \
                 \"HTTPBearer\",\n                \"SDK_HTTP_BEARER\",\n                \
                 CredentialKind::Bearer,\n            ),"
                    .to_owned(),
                1
            ))
        );
        let short = "                .server(Server::default()),";
        assert_eq!(
            reprinted(line, &[short, "        }"]),
            Some((format!("{line}.server(Server::default()),"), 1))
        );
        assert_eq!(
            reprinted(line, &[link, "                .server(1),"]),
            None
        );
    }
}
