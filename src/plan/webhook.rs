//! What the API sends to a server of its callers.

use crate::{
    api::{Api, Encoding, Location, Schema, Webhook as Source},
    config::{Config, Layout},
};

use super::{
    DocLine, docs, feature,
    types::{Names, Type, value_type},
};

/// What the API sends to a server of its callers.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhooks {
    /// The feature that it is behind; none in a module.
    pub feature: Option<String>,
    /// The webhooks and callbacks, in the order of the document; at least one.
    pub all: Vec<Webhook>,
}

/// A webhook, or a callback.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// Its name in the document.
    pub name: String,
    /// The HTTP method.
    pub method: String,
    /// Where it is sent: an expression; empty for webhooks.
    pub url: String,
    /// The ids of the operations that ask for it; none for webhooks.
    pub subscribers: Vec<String>,
    /// What it is, as one line; may be empty.
    pub summary: String,
    /// What it is.
    pub docs: Vec<DocLine>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
    /// The headers that it is sent with.
    pub headers: Vec<Header>,
    /// Its body, in each way in which it is written.
    pub bodies: Vec<Received>,
    /// What may be answered: the status, the body, and what that means.
    pub answers: Vec<(String, Option<Received>, String)>,
}

/// A body of a webhook, or of the answer to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// The media type.
    pub media_type: String,
    /// The type that reads and writes it.
    pub ty: Type,
    /// Whether it is JSON.
    pub json: bool,
}

/// A header that callers receive.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// The type of its value.
    pub ty: Type,
    /// Whether it is always there.
    pub required: bool,
    /// What it is, as one line; may be empty.
    pub summary: String,
}

/// Plans the webhooks; `None` where the API sends nothing.
pub(super) fn webhooks(api: &Api, config: &Config, names: &Names) -> Option<Webhooks> {
    let planner = Planner { config, names };
    let all: Vec<Webhook> = api.webhooks.iter().map(|it| planner.webhook(it)).collect();
    (!all.is_empty()).then(|| Webhooks {
        feature: (config.layout == Layout::Crate).then(|| feature::WEBHOOKS.to_owned()),
        all,
    })
}

struct Planner<'a> {
    config: &'a Config,
    names: &'a Names,
}

impl Planner<'_> {
    fn webhook(&self, source: &Source) -> Webhook {
        let operation = &source.operation;
        let one_line = |text: &Option<String>| {
            let text = text.as_deref().unwrap_or_default();
            docs::plain(&docs::summary_of(text))
        };
        let headers = operation.parameters.iter();
        let headers = headers.filter(|it| it.location == Location::Header);
        let bodies = operation.body.iter().flat_map(|body| &body.variants);
        let text = match &operation.docs.summary {
            summary @ Some(_) => summary,
            None => &operation.docs.description,
        };
        Webhook {
            name: source.name.clone(),
            method: operation.method.as_str().to_owned(),
            url: operation.path.clone(),
            subscribers: source.subscribers.clone(),
            summary: one_line(text),
            docs: docs::lines(&operation.docs, 0),
            deprecated: operation.docs.deprecated,
            headers: headers
                .map(|header| Header {
                    name: header.name.clone(),
                    ty: value_type(&header.schema, self.names, self.config),
                    required: header.required,
                    summary: one_line(&header.docs.description),
                })
                .collect(),
            bodies: bodies
                .map(|body| self.received(&body.media_type, body.encoding, &body.schema))
                .collect(),
            answers: operation
                .responses
                .iter()
                .map(|response| {
                    let content = response.content.as_ref();
                    let body =
                        content.map(|it| self.received(&it.media_type, it.encoding, &it.schema));
                    (
                        response.status.to_string(),
                        body,
                        one_line(&response.description),
                    )
                })
                .collect(),
        }
    }

    fn received(&self, media_type: &str, encoding: Encoding, schema: &Schema) -> Received {
        Received {
            media_type: media_type.to_owned(),
            ty: match encoding {
                Encoding::Bytes | Encoding::Multipart => Type::Plain("bytes::Bytes"),
                Encoding::Json | Encoding::Form | Encoding::Xml | Encoding::Text => {
                    value_type(schema, self.names, self.config)
                }
            },
            json: encoding == Encoding::Json,
        }
    }
}
