//! Where two JSON values differ.

use std::collections::BTreeSet;

use serde_json::Value;

/// Returns where a value is not what it should be, and how. The order of items counts, that of
/// members does not.
pub(crate) fn differences(is: &Value, should_be: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    compare("", Some(is), Some(should_be), &mut differences);
    differences
}

fn compare(
    place: &str,
    is: Option<&Value>,
    should_be: Option<&Value>,
    differences: &mut Vec<String>,
) {
    match (is, should_be) {
        (Some(Value::Object(members)), Some(Value::Object(expected))) => {
            let keys: BTreeSet<_> = members.keys().chain(expected.keys()).collect();
            for key in keys {
                let place = format!("{place}/{key}");
                compare(&place, members.get(key), expected.get(key), differences);
            }
        }
        (Some(Value::Array(items)), Some(Value::Array(expected))) => {
            for at in 0..items.len().max(expected.len()) {
                let place = format!("{place}/{at}");
                compare(&place, items.get(at), expected.get(at), differences);
            }
        }
        _ if is == should_be => {}
        _ => {
            let [is, should_be] = [is, should_be].map(|value| match value {
                Some(value) => value.to_string(),
                None => "nothing".to_owned(),
            });
            differences.push(format!("{place} is {is} and should be {should_be}"));
        }
    }
}
