//! Objects.

use std::fmt::Display;

use serde_json::{Map, Value, json};

use crate::difference::differences;
use crate::document::{Document, array, object, text};
use crate::modelled;
use crate::synthesis::{Purpose, Synthesis};
use crate::table::{OBJECTS, Object};

/// A model and its schema.
struct Case<'d> {
    document: &'d Document,
    model: &'static Object,
    schema: Map<String, Value>,
    is_requested: bool,
    is_answered: bool,
}

/// Runs `check` on every object.
fn for_each(mut check: impl FnMut(&Case<'_>)) {
    let document = Document::mended();
    let mut modelled = modelled(&document);
    for model in OBJECTS {
        let schema = modelled
            .remove(model.schema)
            .expect("the document has the schema");
        check(&Case {
            document: &document,
            model,
            schema: schema.flat,
            is_requested: schema.is_requested,
            is_answered: schema.is_answered,
        });
    }
}

/// Runs `check` on every property of every object, and on a value that has that property and what is
/// required.
fn for_each_property(mut check: impl FnMut(&Case<'_>, &Property<'_>, &mut Value)) {
    for_each(|case| {
        let (full, least) = (case.full(Purpose::Response), case.least());
        for (name, schema) in case.properties() {
            let mut value = least.clone();
            value[name] = full[name].clone();
            let property = Property {
                name,
                is_required: case.is_required(name),
                is_nullable: schema.get("nullable") == Some(&json!(true)),
                schema,
            };
            check(case, &property, &mut value);
        }
    });
}

struct Property<'c> {
    name: &'c str,
    schema: Map<String, Value>,
    is_required: bool,
    is_nullable: bool,
}

impl Case<'_> {
    fn full(&self, purpose: Purpose) -> Value {
        let schema = Value::Object(self.schema.clone());
        Synthesis::new(self.document, purpose).value(self.model.schema, &schema)
    }

    /// Returns a value without what is optional.
    fn least(&self) -> Value {
        let mut value = self.full(Purpose::Response);
        object_mut(&mut value).retain(|name, _| self.is_required(name));
        value
    }

    fn properties(&self) -> impl Iterator<Item = (&str, Map<String, Value>)> {
        let properties = object(&self.schema["properties"]).iter();
        properties.map(|(name, schema)| (name.as_str(), self.document.flat(schema)))
    }

    fn is_required(&self, name: &str) -> bool {
        let required = self.schema.get("required").into_iter().flat_map(array);
        required.into_iter().any(|required| required == name)
    }

    #[track_caller]
    fn survives(&self, value: &Value) {
        self.becomes(value, value);
    }

    #[track_caller]
    fn becomes(&self, value: &Value, expected: &Value) {
        let schema = self.model.schema;
        match (self.model.round_trip)(value) {
            Ok(written) => {
                let differences = differences(&written, expected);
                assert!(differences.is_empty(), "{schema}: {differences:#?}");
            }
            Err(error) => panic!("{schema}: {error}"),
        }
    }

    #[track_caller]
    fn is_refused(&self, value: &Value, what: impl Display) -> String {
        match (self.model.round_trip)(value) {
            Ok(_) => panic!("{}: {what} was read", self.model.schema),
            Err(error) => error.to_string(),
        }
    }
}

#[test]
fn a_value_with_every_property_survives() {
    for_each(|case| {
        assert!(case.is_requested || case.is_answered);
        if case.is_requested {
            case.survives(&case.full(Purpose::Request));
        }
        if case.is_answered {
            let full = case.full(Purpose::Response);
            for (name, _) in case.properties() {
                assert!(full.get(name).is_some(), "{}.{name}", case.model.schema);
            }
            case.survives(&full);
        }
    });
}

#[test]
fn the_example_survives() {
    let mut count = 0;
    for_each(|case| {
        if let Some(example) = case.schema.get("example") {
            case.survives(example);
            count += 1;
        }
    });
    assert!(count > 1, "the document has examples");
}

#[test]
fn the_examples_of_properties_survive() {
    let mut count = 0;
    for_each_property(|case, property, value| {
        if let Some(example) = property.schema.get("example") {
            value[property.name] = example.clone();
            case.survives(value);
            count += 1;
        }
    });
    assert!(count > 50, "the document has examples");
}

#[test]
fn a_missing_optional_property_stays_missing() {
    for_each(|case| case.survives(&case.least()));
    for_each_property(|case, _, value| case.survives(value));
}

#[test]
fn a_missing_required_property_is_an_error_that_names_it() {
    let mut count = 0;
    for_each_property(
        |case,
         Property {
             name, is_required, ..
         },
         value| {
            if *is_required {
                object_mut(value).remove(*name);
                let error = case.is_refused(value, format_args!("nothing as {name}"));
                let schema = case.model.schema;
                assert!(error.contains(&format!("`{name}`")), "{schema}: {error}");
                count += 1;
            }
        },
    );
    assert!(count > 30, "the document has required properties");
}

/// Where `null` says something else than absence, it is told from it in what a request can hold.
#[test]
fn null_reads_as_absent_or_stays_null() {
    let mut kept = 0;
    for_each_property(|case, property, value| {
        let name = property.name;
        value[name] = Value::Null;
        if property.is_required {
            assert!(!property.is_nullable, "the tests know no such property");
            case.is_refused(value, format_args!("null as {name}"));
        } else if property.is_nullable && case.is_requested {
            case.survives(value);
            kept += 1;
        } else {
            let mut without = value.clone();
            object_mut(&mut without).remove(name);
            case.becomes(value, &without);
        }
    });
    assert!(kept > 10, "the document has properties that may be null");
}

#[test]
fn an_unknown_property_is_kept_where_the_document_allows_it_and_else_ignored() {
    let mut kept = 0;
    for_each(|case| {
        let full = case.full(Purpose::Response);
        let mut value = full.clone();
        value["noSuchProperty"] = json!({ "deep": [null, 1.5, "text"] });
        if case.schema.get("additionalProperties") == Some(&json!(true)) {
            case.survives(&value);
            kept += 1;
        } else {
            case.becomes(&value, &full);
        }
    });
    assert_eq!(kept, 1, "`client` alone keeps what it does not know");
}

#[test]
fn an_unknown_value_of_an_enumeration_survives() {
    let mut count = 0;
    for_each_property(|case, Property { name, schema, .. }, value| {
        let items = schema.get("items").map(|items| case.document.flat(items));
        value[name] = match items.as_ref().and_then(|items| items.get("enum")) {
            Some(values) => json!([values[0], "NO_SUCH_VALUE", values[0]]),
            None if schema.contains_key("enum") => json!("NO_SUCH_VALUE"),
            None => return,
        };
        case.survives(value);
        count += 1;
    });
    assert!(
        count > 100,
        "the document has properties with listed values"
    );
}

#[test]
fn a_value_of_another_type_is_an_error() {
    let wrong = [
        json!("1"),
        json!(1),
        json!(1.5),
        json!(true),
        json!([1]),
        json!({ "a": 1 }),
    ];
    for_each_property(|case, Property { name, schema, .. }, value| {
        for wrong in &wrong {
            if !is_of_type(wrong, text(&schema["type"])) {
                value[name] = wrong.clone();
                case.is_refused(value, format_args!("{wrong} as {name}"));
            }
        }
    });
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        // None of the lists of the document holds numbers.
        "array" => false,
        "object" => value.is_object(),
        other => panic!("the tests know no {other}"),
    }
}

#[test]
fn an_integer_out_of_range_is_an_error() {
    let mut count = 0;
    for_each_property(|case, Property { name, schema, .. }, value| {
        if schema["type"] != "integer" {
            return;
        }
        let (most, least) = match schema.get("format").map(text) {
            Some("int32") => (i64::from(i32::MAX), i64::from(i32::MIN)),
            _ => (i64::MAX, i64::MIN),
        };
        for extreme in [most, 0, -1, least] {
            value[name] = json!(extreme);
            case.survives(value);
        }
        for beyond in [i128::from(most) + 1, i128::from(least) - 1] {
            value[name] = serde_json::from_str(&beyond.to_string()).unwrap();
            case.is_refused(value, format_args!("{beyond} as {name}"));
        }
        count += 1;
    });
    assert!(count > 100, "the document has integers");
}

fn object_mut(value: &mut Value) -> &mut Map<String, Value> {
    value.as_object_mut().unwrap()
}
