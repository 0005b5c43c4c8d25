//! The operations of the document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::document::{Document, array, object, text};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// An operation of the document.
pub(crate) struct Operation<'d> {
    pub(crate) id: &'d str,
    pub(crate) method: String,
    pub(crate) path: &'d str,
    pub(crate) group: &'d str,
    pub(crate) name: &'d str,
    pub(crate) parameters: Vec<Parameter<'d>>,
    /// The schemas of the request body by media type.
    pub(crate) bodies: BTreeMap<&'d str, &'d Value>,
    /// By status, the media type and the schema of the answer where it has a body.
    pub(crate) responses: BTreeMap<u16, Option<(&'d str, &'d Value)>>,
    pub(crate) is_authorized: bool,
}

pub(crate) struct Parameter<'d> {
    pub(crate) name: &'d str,
    pub(crate) place: &'d str,
    pub(crate) schema: &'d Value,
}

impl Document {
    /// Returns the operations in the order of the document.
    pub(crate) fn operations(&self) -> Vec<Operation<'_>> {
        let mut operations = Vec::new();
        for (path, item) in object(&self.root["paths"]) {
            for method in METHODS {
                if let Some(operation) = item.get(method) {
                    operations.push(self.operation(path, method, item, operation));
                }
            }
        }
        operations
    }

    fn operation<'d>(
        &'d self,
        path: &'d str,
        method: &str,
        item: &'d Value,
        operation: &'d Value,
    ) -> Operation<'d> {
        let parameters = [item, operation].map(|node| node.get("parameters"));
        let parameters = parameters.into_iter().flatten().flat_map(array);
        let responses = object(&operation["responses"]).iter();
        let security = operation.get("security").unwrap_or(&self.root["security"]);
        Operation {
            id: text(&operation["operationId"]),
            method: method.to_uppercase(),
            path,
            group: text(&operation["x-speakeasy-group"]),
            name: text(&operation["x-speakeasy-name-override"]),
            parameters: parameters.map(|node| self.parameter(node)).collect(),
            bodies: match operation.get("requestBody") {
                Some(body) => self.contents(body),
                None => BTreeMap::new(),
            },
            responses: responses
                .map(|(status, response)| {
                    let contents = self.contents(response);
                    assert!(contents.len() < 2, "an answer has one media type");
                    let status = status.parse().expect("each status is a number");
                    (status, contents.into_iter().next())
                })
                .collect(),
            is_authorized: !array(security).is_empty(),
        }
    }

    fn parameter<'d>(&'d self, node: &'d Value) -> Parameter<'d> {
        let node = self.resolve(node);
        for unknown in ["style", "explode", "allowReserved", "content"] {
            assert!(node.get(unknown).is_none(), "the tests know no `{unknown}`");
        }
        Parameter {
            name: text(&node["name"]),
            place: text(&node["in"]),
            schema: &node["schema"],
        }
    }

    fn contents<'d>(&'d self, node: &'d Value) -> BTreeMap<&'d str, &'d Value> {
        match self.resolve(node).get("content") {
            Some(contents) => object(contents)
                .iter()
                .map(|(media_type, content)| (media_type.as_str(), &content["schema"]))
                .collect(),
            None => BTreeMap::new(),
        }
    }
}

impl Operation<'_> {
    /// Returns the media types that answers have.
    pub(crate) fn accepts(&self) -> BTreeSet<&str> {
        let contents = self.responses.values().flatten();
        contents.map(|(media_type, _)| *media_type).collect()
    }
}
