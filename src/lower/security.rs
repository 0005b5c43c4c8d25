//! Security schemes and requirements.

use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme as Source};
use serde_json::Value;

use super::Lowering;
use crate::{
    api::{Requirement, SecurityKind, SecurityScheme, TokenSource},
    diagnostic::{Diagnostic, Pointer, codes},
    load::read,
};

impl Lowering<'_> {
    /// Lowers the security schemes of the document.
    pub(super) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let all = Pointer::root().join("components").join("securitySchemes");
        let names: Vec<String> = self
            .document
            .get(&all)
            .and_then(Value::as_object)
            .map(|schemes| schemes.keys().cloned().collect())
            .unwrap_or_default();
        let mut schemes = Vec::new();
        for name in names {
            let pointer = all.join(&name);
            let Some(source) = read::security_scheme(self.document, &pointer, self.report) else {
                continue;
            };
            match kind(&source) {
                Some((kind, description)) => {
                    schemes.push(SecurityScheme {
                        name,
                        kind,
                        description,
                    });
                }
                None => {
                    let diagnostic = Diagnostic::new(
                        codes::UNSUPPORTED_SECURITY,
                        format!("the security scheme `{name}` is not supported yet"),
                    );
                    self.report_at(diagnostic, &pointer, "calls are sent without it");
                }
            }
        }
        schemes
    }

    /// Lowers the security requirements of an operation, or else those of the document.
    pub(super) fn security(
        &mut self,
        own: Option<&[SecurityRequirement]>,
        pointer: &Pointer,
        schemes: &[SecurityScheme],
    ) -> Vec<Requirement> {
        let (requirements, at) = match own {
            Some(own) => (own.to_vec(), pointer.join("security")),
            None => (self.root_security(), Pointer::root().join("security")),
        };
        let defined = |document: &crate::load::Document, name: &str| {
            let all = Pointer::root().join("components").join("securitySchemes");
            document.get(&all.join(name)).is_some()
        };
        let mut lowered = Vec::new();
        for (index, requirement) in requirements.iter().enumerate() {
            let (mut known, mut scopes) = (Vec::new(), Vec::new());
            for (name, needed) in requirement {
                if schemes.iter().any(|scheme| scheme.name == *name) {
                    known.push(name.clone());
                    scopes.extend(needed.iter().map(|scope| (name.clone(), scope.clone())));
                } else if !defined(self.document, name) {
                    let diagnostic = Diagnostic::new(
                        codes::UNKNOWN_SECURITY_SCHEME,
                        format!("the security scheme `{name}` is not defined"),
                    );
                    self.report_at(diagnostic, &at.join(index), "required here");
                }
            }
            // An alternative of which nothing can be provided is no alternative; an empty one is.
            if !known.is_empty() || requirement.is_empty() {
                lowered.push(Requirement {
                    schemes: known,
                    scopes,
                });
            }
        }
        lowered
    }

    fn root_security(&mut self) -> Vec<SecurityRequirement> {
        read::Node::open(self.document, Pointer::root(), self.report)
            .and_then(|root| read::security_requirements(&root, self.report))
            .unwrap_or_default()
    }
}

fn kind(source: &Source) -> Option<(SecurityKind, Option<String>)> {
    match source {
        Source::HTTP {
            scheme,
            description,
            ..
        } => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "bearer" => SecurityKind::Bearer,
                "basic" => SecurityKind::Basic,
                _ => return None,
            };
            Some((kind, description.clone()))
        }
        Source::APIKey {
            location,
            name,
            description,
            ..
        } => {
            let kind = match location {
                APIKeyLocation::Query => SecurityKind::ApiKeyQuery(name.clone()),
                APIKeyLocation::Header => SecurityKind::ApiKeyHeader(name.clone()),
                APIKeyLocation::Cookie => SecurityKind::ApiKeyCookie(name.clone()),
            };
            Some((kind, description.clone()))
        }
        Source::OAuth2 {
            flows, description, ..
        } => {
            let flow = flows.client_credentials.as_ref();
            let url = flow.map(|flow| flow.token_url.trim());
            let kind = match url.filter(|url| !url.is_empty()) {
                Some(url) => SecurityKind::ClientCredentials(TokenSource::Endpoint(url.to_owned())),
                // A token obtained elsewhere is sent as a bearer token (RFC 6750 section 2.1).
                None => SecurityKind::Bearer,
            };
            Some((kind, description.clone()))
        }
        Source::OpenIDConnect {
            open_id_connect_url,
            description,
            ..
        } => {
            let kind = match open_id_connect_url.trim() {
                "" => SecurityKind::Bearer,
                url => SecurityKind::ClientCredentials(TokenSource::Discovery(url.to_owned())),
            };
            Some((kind, description.clone()))
        }
    }
}
