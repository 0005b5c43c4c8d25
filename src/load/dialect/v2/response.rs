//! Responses.

use serde_json::{Map, Value};

use super::super::Upgrade;
use super::parameter::{content, types_or_json};

/// Rewrites a response.
pub(super) fn rewrite(upgrade: &mut Upgrade<'_>, response: &mut Map<String, Value>) {
    if response.contains_key("$ref") {
        return;
    }
    let examples = response.shift_remove("examples");
    let Some(schema) = response.shift_remove("schema") else {
        // Without a schema there is no content, whatever examples say.
        return;
    };
    let is_file = schema.get("format").and_then(Value::as_str) == Some("binary");
    let types = match upgrade.media.produces() {
        [] if is_file => vec!["application/octet-stream".to_owned()],
        produces => types_or_json(produces),
    };
    let mut content = content(upgrade, &types, Some(schema), "/schema");
    if let Some(Value::Object(examples)) = examples {
        for (media_type, example) in examples {
            if let Some(Value::Object(media)) = content.get_mut(&media_type) {
                let token = super::super::escaped(&media_type);
                upgrade.made(
                    &format!("/content/{token}/example"),
                    &format!("/examples/{token}"),
                );
                media.insert("example".to_owned(), example);
            }
        }
    }
    response.insert("content".to_owned(), Value::Object(content));
}
