//! Operations.

use std::collections::HashMap;

use openapiv3::{Operation as Source, ReferenceOr};
use serde_json::Value;

use super::{Lowering, schema::brief};
use crate::{
    api::{Docs, Method, Name, Operation, SecurityScheme, Segment},
    diagnostic::{Code, Diagnostic, Omission, Pointer, codes},
    load::read,
};

impl Lowering<'_> {
    /// Lowers every operation of the document, in its order.
    pub(super) fn operations(&mut self, schemes: &[SecurityScheme]) -> Vec<Operation> {
        let mut operations = Vec::new();
        let mut ids: HashMap<String, Pointer> = HashMap::new();
        let paths = Pointer::root().join("paths");
        let keys: Vec<String> = self
            .document
            .get(&paths)
            .and_then(Value::as_object)
            .map(|paths| {
                paths
                    .keys()
                    .filter(|key| !key.starts_with("x-"))
                    .cloned()
                    .collect()
            })
            .unwrap_or_default();
        for path in keys {
            let pointer = paths.join(&path);
            let before_path = self.report.mark();
            if !is_valid(&path) {
                let diagnostic =
                    Diagnostic::new(codes::INVALID_PATH, format!("`{path}` is not a path"));
                self.report_at(diagnostic, &pointer, "its operations are left out");
            }
            let Some(item) = read::path_item(self.document, &pointer, self.report) else {
                continue;
            };
            for (method, at) in &item.operations {
                let before = self.report.mark();
                let (lowered, since) = match is_valid(&path) {
                    true => (
                        self.operation(&path, *method, at, &item.parameters, schemes, &mut ids),
                        before,
                    ),
                    false => (Err(codes::INVALID_PATH), before_path),
                };
                match lowered {
                    Ok(operation) => operations.push(operation),
                    Err(code) => {
                        let omission = Omission {
                            operation: format!("{} {path}", method.as_str()),
                            place: self.document.place(at),
                        };
                        let code = self.report.charge(since, code, omission);
                        self.omitted.push((at.clone(), code));
                    }
                }
            }
        }
        operations
    }

    /// Lowers one operation; `Err`, with the reason that was reported, where it cannot be called.
    fn operation(
        &mut self,
        path: &str,
        method: Method,
        pointer: &Pointer,
        shared: &[Pointer],
        schemes: &[SecurityScheme],
        ids: &mut HashMap<String, Pointer>,
    ) -> Result<Operation, &'static Code> {
        let Some(source) = read::operation(self.document, pointer, self.report) else {
            return Err(codes::INVALID_KEYWORD);
        };
        let id = self.operation_id(path, method, pointer, source.operation_id.as_deref(), ids);
        let name = Name::Path(vec![Segment::Operation(brief(&id))]);
        let security = self.security(source.security.as_deref(), pointer, schemes);
        let lowered = self.described(path, method, pointer, shared, &name, source)?;
        Ok(Operation {
            id,
            security,
            ..lowered
        })
    }

    /// Lowers the operation of a webhook, which callers receive; `None`, with a finding, where
    /// nothing can be made of it.
    pub(super) fn received(
        &mut self,
        (webhook, method, pointer): (&str, Method, &Pointer),
        shared: &[Pointer],
        name: &Name,
        ids: &mut HashMap<String, Pointer>,
    ) -> Option<Operation> {
        let source = read::operation(self.document, pointer, self.report)?;
        let id = self.operation_id(
            webhook,
            method,
            pointer,
            source.operation_id.as_deref(),
            ids,
        );
        let lowered = self.described("", method, pointer, shared, name, source);
        Some(Operation {
            id,
            ..lowered.ok()?
        })
    }

    /// Lowers what an operation says, but for its id and its security.
    fn described(
        &mut self,
        path: &str,
        method: Method,
        pointer: &Pointer,
        shared: &[Pointer],
        name: &Name,
        source: Source,
    ) -> Result<Operation, &'static Code> {
        let own: Vec<Pointer> = source
            .parameters
            .iter()
            .filter_map(|parameter| match parameter {
                ReferenceOr::Reference { reference } => Some(read::target(reference)),
                ReferenceOr::Item(_) => None,
            })
            .collect();
        let parameters = self.parameters(path, shared, &own, name)?;
        let body = match source.request_body {
            Some(_) => self.body(&pointer.join("requestBody"), name)?,
            None => None,
        };
        let responses = self.responses(&source.responses, name);
        let extension = |key: &str| {
            source
                .extensions
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let group = extension("x-speakeasy-group");
        Ok(Operation {
            id: String::new(),
            origin: pointer.clone(),
            place: self.document.place(pointer),
            method,
            path: path.to_owned(),
            tags: source.tags,
            group: group
                .split('.')
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect(),
            name: extension("x-speakeasy-name-override"),
            parameters,
            body,
            responses,
            security: Vec::new(),
            docs: Docs {
                summary: source.summary,
                description: source.description,
                example: None,
                deprecated: source.deprecated,
            },
        })
    }

    /// Returns an id that no other operation has.
    fn operation_id(
        &mut self,
        path: &str,
        method: Method,
        pointer: &Pointer,
        given: Option<&str>,
        ids: &mut HashMap<String, Pointer>,
    ) -> String {
        let made = || format!("{} {path}", method.key());
        let given = given.map(str::trim).filter(|id| !id.is_empty());
        let id = match given {
            Some(id) => match ids.get(id) {
                Some(first) => {
                    let diagnostic = Diagnostic::new(
                        codes::DUPLICATE_OPERATION_ID,
                        format!("`{id}` is the id of two operations"),
                    )
                    .label(
                        self.document.place(&pointer.join("operationId")),
                        "gets an id made of its method and path",
                    )
                    .label(
                        self.document.place(&first.join("operationId")),
                        "keeps the id",
                    );
                    self.report(diagnostic);
                    made()
                }
                None => id.to_owned(),
            },
            None => made(),
        };
        ids.insert(id.clone(), pointer.clone());
        id
    }
}

/// Returns whether a path starts with `/` and closes every brace that it opens.
fn is_valid(path: &str) -> bool {
    let mut open = false;
    let balanced = path.chars().all(|character| match character {
        '{' => !std::mem::replace(&mut open, true),
        '}' => std::mem::replace(&mut open, false),
        _ => true,
    });
    path.starts_with('/') && balanced && !open && !path.contains("{}")
}
