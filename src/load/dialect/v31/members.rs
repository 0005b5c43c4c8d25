//! Items and members whose schemas follow from where they are.

use serde_json::{Map, Value};

use super::super::escaped;
use super::schema::Schema;

/// The key under which the schemas of the first items are kept.
pub(crate) const PREFIX_ITEMS_KEY: &str = "x-sdkwright-prefix-items";

/// The key under which the schema of further items is kept.
pub(super) const ITEMS_KEY: &str = "x-sdkwright-rest-items";

impl Schema<'_> {
    /// Items whose schemas follow from their positions are items of anything, or of what they have
    /// in common.
    pub(super) fn prefix_items(&mut self) {
        let Some(Value::Array(prefix)) = self.members.get("prefixItems") else {
            return;
        };
        let length = prefix.len();
        let rest = self.members.get("items").cloned();
        let closed = rest.as_ref().is_some_and(is_nothing);
        let common = prefix
            .first()
            .filter(|first| prefix.iter().all(|item| item == *first))
            .filter(|first| closed || rest.is_none() || rest.as_ref() == Some(*first))
            .filter(|first| is_plain(first))
            .cloned();
        if let Some(rest) = self.members.shift_remove("items")
            && common.as_ref() != Some(&rest)
        {
            self.insert(ITEMS_KEY, rest);
            self.moved
                .push(("/items".to_owned(), format!("/{ITEMS_KEY}")));
        }
        let most = self.members.get("maxItems").and_then(Value::as_u64);
        if closed && most.is_none_or(|most| u64::try_from(length).is_ok_and(|it| most > it)) {
            self.insert("maxItems", length);
        }
        self.insert("items", common.unwrap_or_else(|| Value::Object(Map::new())));
        self.made("items", "prefixItems/0");
        if let Some(prefix) = self.members.shift_remove("prefixItems") {
            self.insert(PREFIX_ITEMS_KEY, prefix);
            self.moved
                .push(("/prefixItems".to_owned(), format!("/{PREFIX_ITEMS_KEY}")));
        }
    }

    /// Members whose schemas follow from patterns are additional members.
    pub(super) fn patterns(&mut self) {
        let open = match self.members.get("additionalProperties") {
            None | Some(Value::Bool(false)) => true,
            Some(Value::Bool(true) | Value::Object(_)) => false,
            Some(_) => return,
        };
        let patterns = self
            .members
            .get_mut("patternProperties")
            .and_then(Value::as_object_mut)
            .filter(|patterns| open && !patterns.is_empty());
        if let Some(patterns) = patterns {
            let values = if patterns.len() == 1 {
                patterns.iter_mut().next().map(|(pattern, value)| {
                    let from = format!("/patternProperties/{}", escaped(pattern));
                    (from, std::mem::take(value))
                })
            } else {
                None
            };
            match values {
                Some((from, values)) => {
                    self.members.shift_remove("patternProperties");
                    self.insert("additionalProperties", values);
                    self.moved.push((from, "/additionalProperties".to_owned()));
                }
                None => {
                    self.insert("additionalProperties", true);
                    self.made("additionalProperties", "patternProperties");
                }
            }
        } else if !self.members.contains_key("additionalProperties")
            && let Some(values) = self.members.shift_remove("unevaluatedProperties")
        {
            self.insert("additionalProperties", values);
            self.moved.push((
                "/unevaluatedProperties".to_owned(),
                "/additionalProperties".to_owned(),
            ));
        }
    }
}

/// Returns whether no value is of a schema, which was `false` before.
fn is_nothing(schema: &Value) -> bool {
    schema.as_object().is_some_and(|members| {
        members.len() == 1
            && members
                .get("not")
                .and_then(Value::as_object)
                .is_some_and(Map::is_empty)
    })
}

/// Returns whether a schema holds no other schemas, so that it may stand in two places.
fn is_plain(schema: &Value) -> bool {
    schema.as_object().is_some_and(|members| {
        members
            .values()
            .all(|value| !value.is_object() && !value.is_array())
            && !members.contains_key("$ref")
    })
}
