//! Path items, operations, bodies and responses (OpenAPI 3.0.3 sections 4.7.9 to 4.7.17).

use indexmap::IndexMap;
use openapiv3::{MediaType, Operation, ReferenceOr, RequestBody, Response, Responses, StatusCode};

use super::{Document, Node, child, follow, open, security_requirements};
use crate::{
    api::Method,
    diagnostic::{Diagnostic, Pointer, Report, codes},
};

/// The key under which `load` keeps operations with methods that OpenAPI 3.0 does not know.
const OTHER_METHODS: &str = "x-sdkwright-operations";

/// The operations of one path.
#[derive(Clone, Debug)]
pub struct PathItemNode {
    /// Where it stands.
    pub pointer: Pointer,
    /// The methods that the path has, with the pointers to their operations.
    pub operations: Vec<(Method, Pointer)>,
    /// The pointers to operations that no call can be made of; each was reported.
    pub refused: Vec<Pointer>,
    /// The pointers to the parameters that all operations share.
    pub parameters: Vec<Pointer>,
}

/// Reads the path item at a pointer.
pub fn path_item(
    document: &Document,
    pointer: &Pointer,
    report: &mut Report,
) -> Option<PathItemNode> {
    // From OpenAPI 3.1 on, a path item may have more than the one that it refers to.
    let last = follow(document, pointer);
    let mut places = vec![pointer.clone()];
    if last != *pointer {
        places.push(last);
    }
    let mut item = PathItemNode {
        pointer: pointer.clone(),
        operations: Vec::new(),
        refused: Vec::new(),
        parameters: Vec::new(),
    };
    for place in places {
        let node = Node::open(document, place, report)?;
        for (method, at) in operations(document, &node, &mut item.refused, report) {
            if !item.operations.iter().any(|(known, _)| *known == method) {
                item.operations.push((method, at));
            }
        }
        item.pointer = node.pointer().clone();
        item.parameters.extend(items(&node, "parameters", report));
    }
    Some(item)
}

/// Returns the methods that a path item has, with the pointers to their operations.
fn operations(
    document: &Document,
    node: &Node<'_>,
    refused: &mut Vec<Pointer>,
    report: &mut Report,
) -> Vec<(Method, Pointer)> {
    let mut operations: Vec<(Method, Pointer)> = Method::ALL
        .into_iter()
        .filter(|method| node.raw(method.key()).is_some())
        .map(|method| (method.clone(), node.at(method.key())))
        .collect();
    let Some(others) = node.open_member(OTHER_METHODS, report) else {
        return operations;
    };
    for name in others.keys() {
        match Method::of_name(name) {
            Some(method) => operations.push((method, others.at(name))),
            None => {
                let message = format!("`{name}` is not a method that a call can have");
                let at = others.at(name);
                report.push(
                    Diagnostic::new(codes::UNSUPPORTED_METHOD, message)
                        .label(document.place(&at), "the operation is left out")
                        .omits(
                            format!("{name} {}", node.pointer().last()),
                            document.place(&at),
                        ),
                );
                refused.push(at);
            }
        }
    }
    operations
}

/// Reads the operation at a pointer.
pub fn operation(document: &Document, pointer: &Pointer, report: &mut Report) -> Option<Operation> {
    let node = open(document, pointer, report)?;
    let parameters = items(&node, "parameters", report)
        .iter()
        .map(child)
        .collect();
    Some(Operation {
        tags: node.strings("tags", report),
        summary: node.string("summary", report),
        description: node.string("description", report),
        external_docs: None,
        operation_id: node.string("operationId", report),
        parameters,
        request_body: node
            .raw("requestBody")
            .map(|_| child(&node.at("requestBody"))),
        responses: responses(document, &node, report),
        callbacks: IndexMap::new(),
        deprecated: node.boolean("deprecated", report).unwrap_or_default(),
        security: security_requirements(&node, report),
        servers: Vec::new(),
        extensions: node.extensions(),
    })
}

fn responses(document: &Document, node: &Node<'_>, report: &mut Report) -> Responses {
    let mut responses = Responses::default();
    let Some(node) = node.open_member("responses", report) else {
        return responses;
    };
    for key in node.keys().filter(|key| !key.starts_with("x-")) {
        let response: ReferenceOr<Response> = child(&node.at(key));
        if key == "default" {
            responses.default = Some(response);
            continue;
        }
        let class = key.chars().next().and_then(|digit| digit.to_digit(10));
        match (key.parse::<u16>(), class) {
            (Ok(code @ 100..=599), _) => {
                responses.responses.insert(StatusCode::Code(code), response);
            }
            (Err(_), Some(class @ 1..=5)) if key[1..].eq_ignore_ascii_case("xx") => {
                responses
                    .responses
                    .insert(StatusCode::Range(class as u16), response);
            }
            _ => report.push(
                Diagnostic::new(codes::INVALID_STATUS, format!("`{key}` is not a status"))
                    .label(document.place(&node.at(key)), "not a status"),
            ),
        }
    }
    responses
}

/// Reads the request body at a pointer.
pub fn request_body(
    document: &Document,
    pointer: &Pointer,
    report: &mut Report,
) -> Option<(Pointer, RequestBody)> {
    let node = open(document, pointer, report)?;
    let body = RequestBody {
        description: node.string("description", report),
        content: content(&node, report),
        required: node.boolean("required", report).unwrap_or_default(),
        extensions: node.extensions(),
    };
    Some((node.pointer().clone(), body))
}

/// Reads the response at a pointer.
pub fn response(
    document: &Document,
    pointer: &Pointer,
    report: &mut Report,
) -> Option<(Pointer, Response)> {
    let node = open(document, pointer, report)?;
    let response = Response {
        description: node.string("description", report).unwrap_or_default(),
        headers: IndexMap::new(),
        content: content(&node, report),
        links: IndexMap::new(),
        extensions: node.extensions(),
    };
    Some((node.pointer().clone(), response))
}

/// Reads the media types of a body, a response or a parameter.
pub(super) fn content(node: &Node<'_>, report: &mut Report) -> IndexMap<String, MediaType> {
    let Some(node) = node.open_member("content", report) else {
        return IndexMap::new();
    };
    let mut content = IndexMap::new();
    for key in node.keys() {
        let Some(media) = node.open_member(key, report) else {
            continue;
        };
        content.insert(
            key.clone(),
            MediaType {
                schema: media.raw("schema").map(|_| child(&media.at("schema"))),
                example: media.raw("example").cloned(),
                examples: IndexMap::new(),
                encoding: IndexMap::new(),
                extensions: media.extensions(),
            },
        );
    }
    content
}

/// Returns the pointers to the items of a list.
pub(super) fn items(node: &Node<'_>, key: &str, report: &mut Report) -> Vec<Pointer> {
    let count = node.list(key, report).map_or(0, Vec::len);
    (0..count).map(|index| node.at(key).join(index)).collect()
}
