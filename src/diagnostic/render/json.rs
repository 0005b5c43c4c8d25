//! Findings as JSON, an object a line.
//!
//! | key | value |
//! | --- | --- |
//! | `code` | the code, as `sdkwright explain` takes it |
//! | `severity` | `error`, `warning` or `note` |
//! | `message` | what is wrong |
//! | `help` | the remedy |
//! | `notes` | what more there is to say, a list of texts |
//! | `omits` | the operations that are left out for it, such as `GET /pets` |
//! | `labels` | the places, the main one first; none where the finding is about no file |
//! | `rendered` | what `human` shows, without colours |
//!
//! A label has `file`, `line`, `column`, `end_line` and `end_column`, `pointer` (a JSON pointer),
//! `text` and `primary`. Lines and columns count from 1, columns in Unicode characters, and
//! the end is behind the last character; what is not known is `null`. Keys may be added, and none is
//! renamed.

use serde_json::{Value, json};

use super::super::{Diagnostic, Label, Place, Raised, Report, Sources};
use super::region::{Unit, region};
use super::spots::Spots;
use super::{human, word};

/// Returns a line for each finding.
pub fn render(report: &Report, sources: &Sources) -> String {
    let mut spots = Spots::new(sources);
    let mut text = String::new();
    for diagnostic in report.diagnostics() {
        text.push_str(&object(diagnostic, &mut spots).to_string());
        text.push('\n');
    }
    text
}

fn object<'a>(diagnostic: &'a Diagnostic, spots: &mut Spots<'a>) -> Value {
    let omits = diagnostic.omits.iter();
    let omits: Vec<&str> = omits.map(|omission| omission.operation.as_str()).collect();
    let labels = diagnostic.labels.iter().enumerate();
    let labels: Vec<Value> = labels.map(|(index, it)| label(index, it, spots)).collect();
    json!({
        "code": diagnostic.code.name,
        "severity": word(diagnostic.severity),
        "message": diagnostic.message,
        "help": diagnostic.remedy(),
        "notes": diagnostic.raised.map(Raised::as_str).as_slice(),
        "omits": omits,
        "labels": labels,
        "rendered": human::one(diagnostic, spots, false),
    })
}

fn label(index: usize, label: &Label, spots: &mut Spots<'_>) -> Value {
    let pointer = match &label.place {
        Place::Source(_) | Place::Position { .. } => None,
        Place::Node { pointer, .. } | Place::Value { pointer, .. } => Some(pointer.as_str()),
    };
    let region = region(&label.place, Unit::Characters, spots);
    json!({
        "file": spots.source(&label.place).name,
        "line": region.map(|region| region.line),
        "column": region.map(|region| region.column),
        "end_line": region.map(|region| region.end_line),
        "end_column": region.map(|region| region.end_column),
        "pointer": pointer,
        "text": label.text,
        "primary": index == 0,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::render;

    #[test]
    fn an_object_a_line() {
        let (report, sources) = fixture::report();
        let rendered = render(&report, &sources);
        let lines: Vec<serde_json::Value> = rendered
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(
            lines[0],
            serde_json::json!({
                "code": "duplicate-key",
                "severity": "error",
                "message": "the key `/a` stands here twice",
                "help": "Remove or rename one of them.",
                "notes": [],
                "omits": [],
                "labels": [
                    {
                        "file": "api.yaml", "line": 6, "column": 3, "end_line": 6, "end_column": 5,
                        "pointer": "/paths/~1a", "text": "again here", "primary": true,
                    },
                    {
                        "file": "api.yaml", "line": 3, "column": 3, "end_line": 3, "end_column": 5,
                        "pointer": "/paths/~1a", "text": "first here", "primary": false,
                    },
                ],
                "rendered": "error[duplicate-key]: the key `/a` stands here twice\n --> api.yaml:6:3\n  |\n3 |   /a: {}\n  |   -- first here\n...\n6 |   /a: {}\n  |   ^^ again here\n  |\n  = help: Remove or rename one of them.\n",
            })
        );
        assert_eq!(
            lines[1]["labels"],
            serde_json::json!([{
                "file": "api.yaml", "line": null, "column": null, "end_line": null,
                "end_column": null, "pointer": null, "text": "", "primary": true,
            }])
        );
        assert_eq!(lines[1]["message"], "nothing\nhere");
        assert_eq!(lines[2]["labels"], serde_json::json!([]));
        assert_eq!(lines.len(), 3);
    }
}
