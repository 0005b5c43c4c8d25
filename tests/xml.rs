//! What each rule of the XML Object makes of a schema: document in, the table beside the model out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use sdkwright::{
    Config, Generator,
    config::Layout,
    diagnostic::{Sources, render::short},
};

/// Generates the SDK of a document whose operation sends a schema; returns its files and the findings.
fn generate(version: &str, schema: &str, components: &str) -> (Vec<(String, String)>, String) {
    let text = format!(
        "openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths:\n  /things:\n    post:\n      \
         operationId: send\n      tags: [things]\n      requestBody:\n        required: true\n        content: {{ application/xml: {{ schema: {schema} }} }}\n      \
         responses: {{ '204': {{ description: Done. }} }}\ncomponents:\n  schemas:\n    Other: {{ type: object, properties: {{ x: {{ type: string }} }} }}\n{components}"
    );
    sdk(&text)
}

/// Generates the SDK of a document; returns its files and the findings.
fn sdk(text: &str) -> (Vec<(String, String)>, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.yaml");
    std::fs::write(&path, text).unwrap();
    let mut config = Config::default();
    config.spec = Some(path);
    config.layout = Layout::Crate;
    let mut sources = Sources::default();
    let outcome = Generator::new(config).run(&mut sources);
    let findings = short::render(&outcome.report, &sources);
    let Some(tree) = outcome.tree else {
        panic!("{findings}");
    };
    let files = tree.iter();
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    (files.collect(), findings)
}

fn file<'f>(files: &'f [(String, String)], path: &str) -> &'f str {
    let found = files.iter().find(|(name, _)| name == path);
    &found.unwrap_or_else(|| panic!("no {path}")).1
}

/// Returns the line of the table for a property `a` of a schema, and the findings.
fn member(version: &str, property: &str) -> (String, String) {
    let components = format!(
        "    Named: {{ type: object, xml: {{ name: named }}, properties: {{ x: {{ type: string }} }} }}\n    \
         Thing: {{ type: object, properties: {{ a: {property} }} }}\n"
    );
    let (files, findings) = generate(
        version,
        "{ $ref: '#/components/schemas/Thing' }",
        &components,
    );
    let table = file(&files, "src/models/thing.rs");
    let line = table
        .lines()
        .find(|line| line.trim().starts_with("Member::"));
    let line = line.unwrap_or_else(|| panic!("{table}")).trim();
    (line.trim_end_matches(',').to_owned(), findings)
}

#[test]
fn each_keyword_says_how_a_member_stands() {
    let rows = [
        ("{ type: string }", r#"Member::element("a", Kind::Text)"#),
        (
            "{ type: integer, xml: { attribute: true } }",
            r#"Member::attribute("a", Kind::Number)"#,
        ),
        (
            "{ type: boolean, xml: { name: b } }",
            r#"Member::element("a", Kind::Boolean).named(Name::of("b"))"#,
        ),
        (
            "{ type: string, xml: { prefix: p, namespace: 'urn:n' } }",
            r#"Member::element("a", Kind::Text).named(Name::of("a").namespace("urn:n").prefix("p"))"#,
        ),
        (
            "{ type: string, xml: { name: 'p:b' } }",
            r#"Member::element("a", Kind::Text).named(Name::of("b").prefix("p"))"#,
        ),
        // Without an element around them, items have the name of the property, whatever the list says.
        (
            "{ type: array, items: { type: string }, xml: { name: b } }",
            r#"Member::element("a", Kind::List(&Kind::Text))"#,
        ),
        (
            "{ type: array, items: { type: string, xml: { name: b } } }",
            r#"Member::element("a", Kind::List(&Kind::Text)).named(Name::of("b"))"#,
        ),
        (
            "{ type: array, items: { type: string }, xml: { wrapped: true } }",
            r#"Member::element("a", Kind::List(&Kind::Text)).around(Name::of("a"))"#,
        ),
        (
            "{ type: array, items: { type: string, xml: { name: b } }, xml: { wrapped: true, name: c } }",
            r#"Member::element("a", Kind::List(&Kind::Text)).named(Name::of("c")).around(Name::of("b"))"#,
        ),
        (
            "{ type: array, items: { type: string }, xml: { wrapped: true, name: c } }",
            r#"Member::element("a", Kind::List(&Kind::Text)).named(Name::of("c")).around(Name::of("c"))"#,
        ),
        (
            "{ type: array, items: { type: integer }, xml: { attribute: true } }",
            r#"Member::attribute("a", Kind::List(&Kind::Number))"#,
        ),
        // A component is called like the property, unless it has a name of its own.
        (
            "{ $ref: '#/components/schemas/Other' }",
            r#"Member::element("a", Kind::of::<super::Other>())"#,
        ),
        (
            "{ $ref: '#/components/schemas/Named' }",
            r#"Member::element("a", Kind::of::<super::Named>()).named(Name::of("named"))"#,
        ),
        (
            "{ allOf: [{ $ref: '#/components/schemas/Named' }], xml: { name: b } }",
            r#"Member::element("a", Kind::of::<super::Named>()).named(Name::of("b"))"#,
        ),
        (
            "{ type: array, items: { $ref: '#/components/schemas/Named' } }",
            r#"Member::element("a", Kind::List(&Kind::of::<super::Named>())).named(Name::of("named"))"#,
        ),
        (
            "{ allOf: [{ $ref: '#/components/schemas/Other' }, { xml: { name: b }, description: d }] }",
            r#"Member::element("a", Kind::of::<super::Other>()).named(Name::of("b"))"#,
        ),
        (
            "{ type: array, items: { allOf: [{ $ref: '#/components/schemas/Other' }, { xml: { name: b } }] } }",
            r#"Member::element("a", Kind::List(&Kind::of::<super::Other>())).named(Name::of("b"))"#,
        ),
        (
            "{ type: string, format: date-time }",
            r#"Member::element("a", Kind::Token)"#,
        ),
        (
            "{ type: string, format: byte }",
            r#"Member::element("a", Kind::Bytes)"#,
        ),
        (
            "{ type: string, enum: [x, y] }",
            r#"Member::element("a", Kind::Token)"#,
        ),
        (
            "{ type: integer, enum: [1, 2] }",
            r#"Member::element("a", Kind::Number)"#,
        ),
        (
            "{ type: string, nullable: true }",
            r#"Member::element("a", Kind::Text).nullable()"#,
        ),
        (
            "{ type: object, additionalProperties: { type: integer } }",
            r#"Member::element("a", Kind::Map(&Kind::Number))"#,
        ),
        ("{}", r#"Member::element("a", Kind::Any)"#),
    ];
    for (property, expected) in rows {
        let (line, findings) = member("3.0.3", property);
        assert_eq!(line, expected, "{property}");
        assert!(!findings.contains("xml"), "{findings}");
    }
}

/// Documents of XML that JSON was made of have them.
#[test]
fn keys_may_say_what_was_xml() {
    for (key, expected) in [
        (
            "'@a'",
            r#"Member::attribute("@a", Kind::Text).named(Name::of("a"))"#,
        ),
        ("'#text'", r##"Member::text("#text", Kind::Text)"##),
        (
            "'m:a'",
            r#"Member::element("m:a", Kind::Text).named(Name::of("a").prefix("m"))"#,
        ),
    ] {
        let thing =
            format!("    Thing: {{ type: object, properties: {{ {key}: {{ type: string }} }} }}\n");
        let (files, findings) = generate("3.0.3", "{ $ref: '#/components/schemas/Thing' }", &thing);
        let table = file(&files, "src/models/thing.rs");
        assert!(table.contains(expected), "{table}");
        assert!(!findings.contains("xml"), "{findings}");
    }
}

#[test]
fn node_types_say_the_same_and_more() {
    let rows = [
        (
            "{ type: string, xml: { nodeType: element } }",
            r#"Member::element("a", Kind::Text)"#,
        ),
        (
            "{ type: string, xml: { nodeType: attribute } }",
            r#"Member::attribute("a", Kind::Text)"#,
        ),
        (
            "{ type: string, xml: { nodeType: text } }",
            r#"Member::text("a", Kind::Text)"#,
        ),
        (
            "{ type: string, xml: { nodeType: cdata } }",
            r#"Member::cdata("a", Kind::Text)"#,
        ),
        (
            "{ $ref: '#/components/schemas/Other', xml: { nodeType: none } }",
            r#"Member::inline("a", Kind::of::<super::Other>())"#,
        ),
        (
            "{ $ref: '#/components/schemas/Other', xml: { name: b } }",
            r#"Member::element("a", Kind::of::<super::Other>()).named(Name::of("b"))"#,
        ),
        (
            "{ type: array, items: { type: string, xml: { name: b } }, xml: { nodeType: element } }",
            r#"Member::element("a", Kind::List(&Kind::Text)).around(Name::of("b"))"#,
        ),
        (
            "{ type: array, items: { type: string }, xml: { nodeType: none, name: b } }",
            r#"Member::element("a", Kind::List(&Kind::Text))"#,
        ),
        (
            "{ type: array, minItems: 2, maxItems: 2, prefixItems: [{ type: string, xml: { name: b } }, { type: number, xml: { nodeType: text } }] }",
            r#"Member::element("a", Kind::Tuple(&[Member::element("", Kind::Text).named(Name::of("b")).required(), Member::text("", Kind::Number).required()]))"#,
        ),
    ];
    for (property, expected) in rows {
        let (line, findings) = member("3.2.0", property);
        assert_eq!(line, expected, "{property}");
        assert!(!findings.contains("xml"), "{findings}");
    }
}

#[test]
fn the_root_element_is_called_like_the_schema_or_the_component() {
    let rows = [
        (
            "{ $ref: '#/components/schemas/Other' }",
            "call.xml(\"application/xml\", body)",
            "",
        ),
        (
            "{ type: object, xml: { name: root, namespace: 'urn:n', prefix: p }, properties: { x: { type: string } } }",
            "call.xml(\"application/xml\", body)",
            "",
        ),
        (
            "{ allOf: [{ $ref: '#/components/schemas/Other' }], xml: { name: root } }",
            "call.xml_as(\"application/xml\", \"root\", \"\", body)",
            "",
        ),
        (
            "{ type: array, xml: { name: list }, items: { $ref: '#/components/schemas/Other' } }",
            "call.xml_as(\"application/xml\", \"list\", \"\", body)",
            "",
        ),
        (
            "{ type: array, xml: { name: list, namespace: 'urn:n' }, items: { type: string, xml: { name: word } } }",
            "call.xml_as(\"application/xml\", \"{urn:n}list\", \"word\", body)",
            "",
        ),
        (
            "{ type: object, additionalProperties: { type: integer } }",
            "call.xml_as(\"application/xml\", \"root\", \"\", body)",
            "unnamed-xml",
        ),
        // What has no structure is text.
        (
            "{ type: string }",
            "call.bytes(\"application/xml\", body.into())",
            "",
        ),
        (
            "{ type: object }",
            "call.bytes(\"application/xml\", body.into())",
            "",
        ),
        ("{}", "call.bytes(\"application/xml\", body.into())", ""),
    ];
    for (schema, expected, finding) in rows {
        let (files, findings) = generate("3.0.3", schema, "");
        let operations = file(&files, "src/operations/things.rs");
        assert!(operations.contains(expected), "{schema}\n{operations}");
        assert_eq!(findings.contains("xml"), !finding.is_empty(), "{findings}");
        assert!(findings.contains(finding), "{findings}");
    }
}

/// Only XML is asked for, so only XML comes; what else there is has a method.
#[test]
fn an_answer_in_xml_is_a_model_unless_there_is_json() {
    let xml = "application/xml: { schema: { type: object, properties: { x: { type: string } } } }";
    let json = xml.replace("/xml", "/json");
    let model = "Get => custom runtime::Xml<models::GetResponse>";
    for (types, expected, other) in [
        (xml.to_owned(), model, None),
        (
            format!("{xml}, application/pdf: {{}}"),
            model,
            Some("alternative!(Get.as_pdf => runtime::Binary, \"application/pdf\");"),
        ),
        (
            format!("{xml}, text/html: {{}}"),
            model,
            Some("alternative!(Get.as_html => runtime::Text, \"text/html\");"),
        ),
        (
            format!("{xml}, {json}"),
            "Get => json models::GetResponse",
            Some("alternative!(Get.as_xml => runtime::Text, \"application/xml\");"),
        ),
    ] {
        let (files, _) = sdk(&format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n  /things:\n    get:\n      \
             operationId: get\n      tags: [things]\n      responses: {{ '200': {{ description: Read., content: {{ {types} }} }} }}\n"
        ));
        let operations = file(&files, "src/operations/things.rs");
        assert!(operations.contains(expected), "{operations}");
        match other {
            Some(other) => assert!(operations.contains(other), "{operations}"),
            None => assert!(!operations.contains("alternative!"), "{operations}"),
        }
    }
}

#[test]
fn a_crate_pays_for_xml_only_where_it_has_some() {
    let (files, _) = generate("3.0.3", "{ $ref: '#/components/schemas/Other' }", "");
    let manifest = file(&files, "Cargo.toml");
    for line in [
        "quick-xml = { version = \"0.42\", default-features = false, optional = true }",
        "xml = [\"dep:quick-xml\"]",
        "things = [\"xml\"]",
    ] {
        assert!(manifest.lines().any(|it| it == line), "{line}\n{manifest}");
    }
    let table = file(&files, "src/models/other.rs");
    assert!(table.contains("#[cfg(feature = \"xml\")]\nruntime::xml::table!(Other as"));
    let runtime = file(&files, "src/runtime/mod.rs");
    assert!(
        runtime.contains("#[cfg(feature = \"xml\")]\npub mod xml;"),
        "{runtime}"
    );

    let (files, _) = generate("3.0.3", "{ type: string }", "");
    let manifest = file(&files, "Cargo.toml");
    assert!(!manifest.contains("xml"), "{manifest}");
    assert!(!files.iter().any(|(path, _)| path.contains("runtime/xml")));
}
