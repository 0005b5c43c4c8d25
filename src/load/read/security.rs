//! Security schemes and requirements (OpenAPI 3.0.3 sections 4.7.27 and 4.7.30).

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, ClientCredentialsOAuth2Flow, OAuth2Flows, SecurityRequirement, SecurityScheme,
};
use serde_json::Value;

use super::{Document, Node, open};
use crate::diagnostic::{Diagnostic, Pointer, Report, codes};

/// Reads the security scheme at a pointer.
pub fn security_scheme(
    document: &Document,
    pointer: &Pointer,
    report: &mut Report,
) -> Option<SecurityScheme> {
    let node = open(document, pointer, report)?;
    let description = node.string("description", report);
    let extensions = node.extensions();
    match node.string("type", report).as_deref() {
        Some("http") => Some(SecurityScheme::HTTP {
            scheme: node.string("scheme", report).unwrap_or_default(),
            bearer_format: node.string("bearerFormat", report),
            description,
            extensions,
        }),
        Some("apiKey") => Some(SecurityScheme::APIKey {
            location: match node.string("in", report).as_deref() {
                Some("query") => APIKeyLocation::Query,
                Some("cookie") => APIKeyLocation::Cookie,
                Some("header") | None => APIKeyLocation::Header,
                Some(other) => {
                    unknown(document, &node, "in", other, report);
                    return None;
                }
            },
            name: node.string("name", report).unwrap_or_default(),
            description,
            extensions,
        }),
        Some("oauth2") => Some(SecurityScheme::OAuth2 {
            flows: OAuth2Flows {
                client_credentials: client_credentials(&node, report),
                ..OAuth2Flows::default()
            },
            description,
            extensions,
        }),
        Some("openIdConnect") => Some(SecurityScheme::OpenIDConnect {
            open_id_connect_url: node.string("openIdConnectUrl", report).unwrap_or_default(),
            description,
            extensions,
        }),
        Some(other) => {
            unknown(document, &node, "type", other, report);
            None
        }
        None => {
            node.missing("type", report);
            None
        }
    }
}

fn unknown(document: &Document, node: &Node<'_>, key: &str, value: &str, report: &mut Report) {
    report.push(
        Diagnostic::new(
            codes::UNSUPPORTED_SECURITY,
            format!("`{value}` is not a kind of security scheme"),
        )
        .label(document.place(&node.at(key)), "unknown"),
    );
}

/// Reads the flow in which a client is its own user. The others need a person, and give nothing to call by.
fn client_credentials(
    scheme: &Node<'_>,
    report: &mut Report,
) -> Option<ClientCredentialsOAuth2Flow> {
    let flow = scheme
        .open_member("flows", report)?
        .open_member("clientCredentials", report)?;
    Some(ClientCredentialsOAuth2Flow {
        refresh_url: None,
        token_url: flow.string("tokenUrl", report).unwrap_or_default(),
        // Which of them a call needs is said where it is required.
        scopes: IndexMap::new(),
        extensions: flow.extensions(),
    })
}

/// Reads the `security` member of an operation or of the document; `None` where there is none.
pub fn security_requirements(
    node: &Node<'_>,
    report: &mut Report,
) -> Option<Vec<SecurityRequirement>> {
    let requirements = node.list("security", report)?;
    Some(
        requirements
            .iter()
            .filter_map(Value::as_object)
            .map(|requirement| {
                requirement
                    .iter()
                    .map(|(name, scopes)| (name.clone(), texts(scopes)))
                    .collect::<IndexMap<_, _>>()
            })
            .collect(),
    )
}

/// Returns the texts of a list, in which nothing else makes sense.
fn texts(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}
