//! Findings before and after the settings.

use super::Rules;
use crate::{
    config::{Config, Ignore, Level, Lint},
    diagnostic::{Code, Diagnostic, Place, Pointer, Report, SourceId, Sources, codes},
};

fn sources() -> (Sources, SourceId) {
    let mut sources = Sources::default();
    let id = sources.add("api.yaml", "openapi: 3.0.3\n");
    (sources, id)
}

fn config(lints: &[(&str, Level)], ignore: &[&str], strict: bool) -> Config {
    let mut config = Config::default();
    let lints = lints.iter();
    config.lints = lints
        .map(|(code, level)| ((*code).to_owned(), Lint::from(*level)))
        .collect();
    config.ignore = ignore
        .iter()
        .map(|entry| Ignore::try_from(*entry).unwrap())
        .collect();
    config.strict = strict;
    config
}

fn at(id: SourceId, pointer: &str) -> Place {
    Place::node(id, Pointer::parse(pointer).unwrap())
}

/// Two findings, of which the second costs an operation.
fn found(id: SourceId) -> Report {
    let mut report = Report::default();
    let place = at(id, "/paths/~1pets/get/responses/20x");
    report.push(Diagnostic::new(codes::INVALID_STATUS, "a status").at(place));
    report.push(
        Diagnostic::new(codes::UNSUPPORTED_BODY, "a body")
            .at(at(id, "/components/requestBodies/Pet/content"))
            .omits("POST /pets", at(id, "/paths/~1pets/post")),
    );
    report
}

/// Applies settings to the findings; returns what is told, and how much is not.
fn told(config: &Config) -> (Vec<String>, usize) {
    let (sources, id) = sources();
    let mut report = found(id);
    let rules = Rules::of(config, &mut report);
    let hidden = rules.apply(&mut report, &sources, true);
    (short(&report), hidden)
}

fn short(report: &Report) -> Vec<String> {
    let diagnostics = report.diagnostics().iter();
    diagnostics
        .map(|it| {
            format!(
                "{:?} {}: {} {:?}",
                it.severity, it.code.name, it.message, it.raised
            )
        })
        .collect()
}

#[test]
fn without_settings_everything_is_told_as_it_was_found() {
    assert_eq!(
        told(&Config::default()),
        (
            vec![
                "Warning invalid-status: a status None".to_owned(),
                "Warning unsupported-body: a body None".to_owned(),
            ],
            0
        )
    );
}

#[test]
fn levels_hide_raise_and_lower() {
    let lints = [
        ("invalid-status", Level::Allow),
        ("unsupported-body", Level::Deny),
    ];
    assert_eq!(
        told(&config(&lints, &[], false)),
        (
            vec!["Error unsupported-body: a body Some(Denied)".to_owned()],
            1
        )
    );
    let (mut report, config) = (
        Report::default(),
        config(&[("ignored-keyword", Level::Warn)], &[], false),
    );
    report.push(Diagnostic::new(codes::IGNORED_KEYWORD, "a note"));
    Rules::of(&config, &mut report).apply(&mut report, &Sources::default(), true);
    assert_eq!(short(&report), ["Warning ignored-keyword: a note None"]);
}

#[test]
fn ignored_places_are_not_told_even_when_denied() {
    let lints = [("invalid-status", Level::Deny)];
    let (told, hidden) = told(&config(
        &lints,
        &["invalid-status #/paths/~1pets/get"],
        false,
    ));
    assert_eq!(told, ["Warning unsupported-body: a body None"]);
    assert_eq!(hidden, 1);
}

#[test]
fn an_entry_that_matches_nothing_is_told() {
    let (told, _) = told(&config(
        &[],
        &["unknown-type", "#/paths/~1dogs", "#/paths"],
        false,
    ));
    assert_eq!(
        told,
        [
            "Warning unsupported-body: a body None",
            "Warning unused-ignore: `unknown-type` of `ignore` matches no finding None",
            "Warning unused-ignore: `#/paths/~1dogs` of `ignore` matches no finding None",
        ]
    );
    // Two that match the same are both of use.
    let (told, _) = self::told(&config(&[], &["invalid-status", "#/**/20x"], false));
    assert_eq!(told, ["Warning unsupported-body: a body None"]);
}

#[test]
fn nothing_is_of_no_use_where_an_error_ended_the_run() {
    let (sources, id) = sources();
    let mut report = Report::default();
    report.push(Diagnostic::new(codes::DANGLING_REFERENCE, "an error").at(at(id, "/paths")));
    let config = config(&[], &["unknown-type", "#/paths"], false);
    let hidden = Rules::of(&config, &mut report).apply(&mut report, &sources, false);
    assert_eq!(short(&report), ["Error dangling-reference: an error None"]);
    assert_eq!(hidden, 0);
}

#[test]
fn strict_makes_an_error_of_what_costs_an_operation() {
    let error = "Error unsupported-body: a body Some(Strict)".to_owned();
    let status = "Warning invalid-status: a status None".to_owned();
    let status = || status.clone();
    assert_eq!(
        told(&config(&[], &[], true)),
        (vec![status(), error.clone()], 0)
    );
    let warn = [("unsupported-body", Level::Warn)];
    assert_eq!(told(&config(&warn, &[], true)), (vec![status(), error], 0));
    // What was accepted by name stays accepted.
    let allow = [("unsupported-body", Level::Allow)];
    assert_eq!(told(&config(&allow, &[], true)), (vec![status()], 1));
    assert_eq!(
        told(&config(&[], &["unsupported-body"], true)),
        (vec![status()], 1)
    );
}

#[test]
fn what_stops_generation_cannot_be_lowered() {
    let mut report = Report::default();
    let lints = [
        ("dangling-reference", Level::Allow),
        ("duplicate-key", Level::Warn),
        ("empty-input", Level::Deny),
    ];
    Rules::of(&config(&lints, &["not-openapi #/info"], false), &mut report);
    assert_eq!(
        short(&report),
        [
            "Error invalid-setting: `dangling-reference` cannot be at `allow`: nothing can be \
             generated then None",
            "Error invalid-setting: `duplicate-key` cannot be at `warn`: nothing can be generated \
             then None",
            "Error invalid-setting: `not-openapi` cannot be ignored: nothing can be generated then \
             None",
        ]
    );
}

#[test]
fn an_unknown_code_gets_the_nearest_known_one() {
    let mut report = Report::default();
    let config = config(
        &[("invalid-statu", Level::Deny)],
        &["frobnicate #/paths"],
        false,
    );
    Rules::of(&config, &mut report).apply(&mut report, &Sources::default(), true);
    let found: Vec<(&Code, Option<&str>)> = report
        .diagnostics()
        .iter()
        .map(|it| (it.code, it.help.as_deref()))
        .collect();
    assert_eq!(
        found,
        [
            (codes::UNKNOWN_LINT, Some("did you mean `invalid-status`?")),
            (codes::UNKNOWN_LINT, None),
        ]
    );
}

#[test]
fn operations_that_a_finding_elsewhere_costs_are_named() {
    let (sources, id) = sources();
    let mut report = found(id);
    let mut inside = Diagnostic::new(codes::INVALID_PATH, "a path").at(at(id, "/paths/pets"));
    inside = inside.omits("GET pets", at(id, "/paths/pets/get"));
    report.push(inside);
    let mut shared = Diagnostic::new(codes::UNSUPPORTED_BODY, "shared").at(at(id, "/components"));
    for number in 0..9 {
        let operation = format!("GET /{number}");
        shared = shared.omits(operation, at(id, &format!("/paths/~1{number}/get")));
    }
    report.push(shared);
    Rules::of(&Config::default(), &mut report).apply(&mut report, &sources, true);
    let labels: Vec<Vec<&str>> = report
        .diagnostics()
        .iter()
        .map(|it| it.labels.iter().map(|label| label.text.as_str()).collect())
        .collect();
    assert_eq!(
        labels,
        [
            vec![""],
            vec!["", "`POST /pets` is left out"],
            vec![""],
            vec![
                "",
                "`GET /0` is left out",
                "`GET /1` is left out",
                "`GET /2` is left out, and 6 more",
            ],
        ]
    );
}
