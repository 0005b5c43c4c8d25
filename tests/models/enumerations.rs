//! Enumerations.

use serde_json::json;

use crate::document::{Document, array, text};
use crate::synthesis::AWKWARD;
use crate::table::ENUMERATIONS;

#[test]
fn each_value_is_known_and_survives() {
    let document = Document::mended();
    for model in ENUMERATIONS {
        let schema = &document.root["components"]["schemas"][model.schema];
        for value in array(&schema["enum"]) {
            assert_eq!((model.round_trip)(value).unwrap(), *value);
            let [debug, as_str, display] = (model.texts)(text(value));
            assert!(!debug.starts_with("Unknown"), "{}: {value}", model.schema);
            assert_eq!([&as_str, &display], [text(value); 2]);
        }
    }
}

#[test]
fn an_unknown_value_survives() {
    for model in ENUMERATIONS {
        for value in ["NO_SUCH_VALUE", "", AWKWARD] {
            assert_eq!((model.round_trip)(&json!(value)).unwrap(), json!(value));
            let [debug, as_str, display] = (model.texts)(value);
            assert_eq!(debug, format!("Unknown({value:?})"), "{}", model.schema);
            assert_eq!([&as_str, &display], [value; 2]);
        }
    }
}

#[test]
fn what_is_no_text_is_an_error() {
    for model in ENUMERATIONS {
        for value in [json!(null), json!(1), json!(true), json!([]), json!({})] {
            let result = (model.round_trip)(&value);
            assert!(result.is_err(), "{}: {value}", model.schema);
        }
    }
}
