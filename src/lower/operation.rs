//! Operations.

use std::collections::HashMap;

use openapiv3::{Operation as Source, ReferenceOr};
use serde_json::Value;

use super::{Lowering, path::Path, schema::brief};
use crate::{
    api::{Docs, Method, Name, Operation, SecurityScheme, Segment},
    diagnostic::{Code, Diagnostic, Omission, Pointer, codes},
    load::read::{self, PathItemNode},
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
            let parsed = Path::parse(&path);
            if parsed.is_none() {
                let diagnostic =
                    Diagnostic::new(codes::INVALID_PATH, format!("`{path}` is not a path"));
                self.report_at(diagnostic, &pointer, "its operations are left out");
            }
            let Some(item) = read::path_item(self.document, &pointer, self.report) else {
                continue;
            };
            let refused = item.refused.iter().cloned();
            self.omitted
                .extend(refused.map(|at| (at, codes::UNSUPPORTED_METHOD)));
            for (method, at) in &item.operations {
                let before = self.report.mark();
                let (lowered, since) = match &parsed {
                    Some(parsed) => {
                        let place = (path.as_str(), parsed, method, at);
                        (self.operation(place, &item, schemes, &mut ids), before)
                    }
                    None => (Err(codes::INVALID_PATH), before_path),
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
        (path, parsed, method, pointer): (&str, &Path, &Method, &Pointer),
        item: &PathItemNode,
        schemes: &[SecurityScheme],
        ids: &mut HashMap<String, Pointer>,
    ) -> Result<Operation, &'static Code> {
        let Some(source) = read::operation(self.document, pointer, self.report) else {
            return Err(codes::INVALID_KEYWORD);
        };
        let id = self.operation_id(path, method, pointer, source.operation_id.as_deref(), ids);
        let name = Name::Path(vec![Segment::Operation(brief(&id))]);
        let security = self.security(source.security.as_deref(), pointer, schemes);
        let server = self.server_of(pointer, item);
        let lowered = self.described(parsed, method, pointer, &item.parameters, &name, source)?;
        Ok(Operation {
            id,
            server,
            security,
            ..lowered
        })
    }

    /// Lowers the operation of a webhook, which callers receive; `None`, with a finding, where
    /// nothing can be made of it.
    pub(super) fn received(
        &mut self,
        (webhook, method, pointer): (&str, &Method, &Pointer),
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
        let path = Path {
            written: webhook.to_owned(),
            template: String::new(),
            query: Vec::new(),
        };
        let lowered = self.described(&path, method, pointer, shared, name, source);
        let mut lowered = lowered.ok()?;
        for response in &mut lowered.responses {
            // Whoever answers chooses.
            response.alternatives.clear();
        }
        Some(Operation { id, ..lowered })
    }

    /// Lowers what an operation says, but for its id and its security.
    fn described(
        &mut self,
        path: &Path,
        method: &Method,
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
        let mut responses = self.responses(&source.responses, name);
        if *method == Method::Head {
            // They have none, whatever the document says (RFC 9110 section 9.3.2).
            for response in &mut responses {
                (response.content, response.stream) = (None, None);
                response.alternatives.clear();
            }
        }
        let extension = |key: &str| {
            source
                .extensions
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let group = extension("x-speakeasy-group");
        let pagination = self.pagination(&source.extensions, pointer);
        Ok(Operation {
            id: String::new(),
            origin: pointer.clone(),
            place: self.document.place(pointer),
            method: method.clone(),
            path: path.template.clone(),
            server: None,
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
            pagination,
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
        method: &Method,
        pointer: &Pointer,
        given: Option<&str>,
        ids: &mut HashMap<String, Pointer>,
    ) -> String {
        let made = || {
            let made = format!("{} {path}", method.key());
            let numbered = (2..).map(|number| format!("{made} {number}"));
            let mut all = std::iter::once(made.clone()).chain(numbered);
            all.find(|id| !ids.contains_key(id)).unwrap_or(made)
        };
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
