//! Findings as a log of SARIF 2.1.0 (OASIS), which code scanning services read.
//!
//! One run with the rules that were broken. The places of a finding beside the main one are related
//! locations, and the JSON pointer of a place is a logical location. Columns count code units of UTF-16
//! from 1, and the end is behind the last one (section 3.30).

use serde_json::{Value, json};

use super::super::codes::{self, Stage};
use super::super::{Code, Diagnostic, Label, Place, Report, Sources};
use super::path;
use super::region::{Unit, region};
use super::spots::Spots;
use super::word;

/// Returns the log. `folder` is where the program runs, as seen from the root of the repository.
pub fn render(report: &Report, sources: &Sources, folder: &str) -> String {
    let mut spots = Spots::new(sources);
    let found = report.diagnostics();
    let rules: Vec<&Code> = codes::ALL
        .iter()
        .copied()
        .filter(|code| found.iter().any(|diagnostic| diagnostic.code == *code))
        .collect();
    let results: Vec<Value> = found
        .iter()
        .map(|diagnostic| result(diagnostic, &rules, &mut spots, folder))
        .collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules.iter().map(|code| rule(code)).collect::<Vec<_>>(),
                },
            },
            "invocations": [{ "executionSuccessful": !report.has_errors() }],
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// Returns a `reportingDescriptor` (section 3.49).
fn rule(code: &Code) -> Value {
    json!({
        "id": code.name,
        "shortDescription": { "text": code.summary() },
        "fullDescription": { "text": code.explanation },
        "help": { "text": code.help },
        "defaultConfiguration": { "level": word(code.severity) },
        "properties": { "tags": [tag(code.stage)] },
    })
}

fn tag(stage: Stage) -> &'static str {
    match stage {
        Stage::Settings => "settings",
        Stage::Load => "load",
        Stage::Lower => "lower",
        Stage::Pass => "pass",
        Stage::Write => "write",
    }
}

/// Returns a `result` (section 3.27).
fn result(diagnostic: &Diagnostic, rules: &[&Code], spots: &mut Spots<'_>, folder: &str) -> Value {
    let mut text = diagnostic.message.clone();
    if let Some(raised) = diagnostic.raised {
        text.push_str(&format!("\nnote: {}", raised.as_str()));
    }
    text.push_str(&format!("\nhelp: {}", diagnostic.remedy()));
    let mut result = json!({
        "ruleId": diagnostic.code.name,
        "ruleIndex": rules.iter().position(|code| *code == diagnostic.code),
        "level": word(diagnostic.severity),
        "message": { "text": text },
    });
    let mut locations = diagnostic.labels.iter().enumerate();
    if let Some((_, main)) = locations.next() {
        result["locations"] = json!([location(main, spots, folder)]);
    }
    let related: Vec<Value> = locations
        .map(|(id, label)| {
            let mut location = location(label, spots, folder);
            location["id"] = json!(id);
            location
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    result
}

/// Returns a `location` (section 3.28).
fn location(label: &Label, spots: &mut Spots<'_>, folder: &str) -> Value {
    let uri = path::uri(spots.source(&label.place), folder);
    let mut location = json!({ "physicalLocation": { "artifactLocation": { "uri": uri } } });
    if let Some(region) = region(&label.place, Unit::Utf16, spots) {
        location["physicalLocation"]["region"] = json!({
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        });
    }
    if let Place::Node { pointer, .. } | Place::Value { pointer, .. } = &label.place {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": format!("#{pointer}") }]);
    }
    if !label.text.is_empty() {
        location["message"] = json!({ "text": label.text });
    }
    location
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::fixture;
    use super::render;
    use crate::diagnostic::{Report, Sources};

    fn log() -> Value {
        let (report, sources) = fixture::report();
        serde_json::from_str(&render(&report, &sources, "sub")).unwrap()
    }

    #[test]
    fn a_result_has_its_places() {
        let log = log();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "utf16CodeUnits");
        assert_eq!(
            run["invocations"],
            json!([{ "executionSuccessful": false }])
        );
        let place = |line: usize| {
            json!({
                "artifactLocation": { "uri": "sub/api.yaml" },
                "region": { "startLine": line, "startColumn": 3, "endLine": line, "endColumn": 5 },
            })
        };
        assert_eq!(
            run["results"][0],
            json!({
                "ruleId": "duplicate-key",
                "ruleIndex": 1,
                "level": "error",
                "message": {
                    "text": "the key `/a` stands here twice\nhelp: Remove or rename one of them.",
                },
                "locations": [{
                    "physicalLocation": place(6),
                    "logicalLocations": [{ "fullyQualifiedName": "#/paths/~1a" }],
                    "message": { "text": "again here" },
                }],
                "relatedLocations": [{
                    "id": 1,
                    "physicalLocation": place(3),
                    "logicalLocations": [{ "fullyQualifiedName": "#/paths/~1a" }],
                    "message": { "text": "first here" },
                }],
            })
        );
        let whole = &run["results"][1]["locations"][0]["physicalLocation"];
        assert_eq!(
            *whole,
            json!({ "artifactLocation": { "uri": "sub/api.yaml" } })
        );
        assert_eq!(run["results"][2]["locations"], Value::Null);
        assert_eq!(run["results"][2]["level"], "note");
    }

    #[test]
    fn rules_are_those_that_were_broken() {
        let log = log();
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(result["ruleId"], rules[index]["id"]);
        }
        assert_eq!(rules.len(), 3);
        for rule in rules {
            assert!(
                rule["help"]["text"].is_string() && rule["fullDescription"]["text"].is_string()
            );
        }
    }

    #[test]
    fn no_finding_is_a_log_too() {
        let text = render(&Report::default(), &Sources::default(), "");
        let log: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(log["runs"][0]["results"], json!([]));
        assert_eq!(
            log["runs"][0]["invocations"][0]["executionSuccessful"],
            true
        );
    }
}
