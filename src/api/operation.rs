//! Operations.

use super::{Body, Docs, Encoding, Pagination, Parameter, Requirement, Response, Schema, Server};
use crate::diagnostic::{Place, Pointer};

/// One call that the API offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Its id: the document's, or made of method and path.
    pub id: String,
    /// Where it stands in the document.
    pub origin: Pointer,
    /// The same, as findings point to it.
    pub place: Place,
    /// The method.
    pub method: Method,
    /// The path template, for example `/pets/{id}`.
    pub path: String,
    /// Where it is served, where that is not where the API is.
    pub server: Option<Server>,
    /// The tags.
    pub tags: Vec<String>,
    /// The group that the document or the settings put it in, outermost first; the grouping pass
    /// fills in what they leave open.
    pub group: Vec<String>,
    /// The name within its group that the document or the settings give to it, or empty; the
    /// grouping pass fills it in.
    pub name: String,
    /// The parameters, in the order of the document.
    pub parameters: Vec<Parameter>,
    /// The body of the request.
    pub body: Option<Body>,
    /// The responses, in the order of the document.
    pub responses: Vec<Response>,
    /// How the list that it answers with is paged, as the document describes it; the pagination pass
    /// completes that, or finds it out.
    pub pagination: Option<Pagination>,
    /// The alternatives to prove who calls, any of which is enough; empty: none is needed.
    pub security: Vec<Requirement>,
    /// What the document says about it.
    pub docs: Docs,
}

impl Operation {
    /// Returns the schemas of what a request carries: its parameters, and its body in each way to
    /// write it.
    pub fn request_schemas(&self) -> impl Iterator<Item = &Schema> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.schema);
        let body = self.body.iter().flat_map(|body| &body.variants);
        parameters.chain(body.map(|variant| &variant.schema))
    }

    /// Returns the schemas of what responses carry.
    pub fn response_schemas(&self) -> impl Iterator<Item = &Schema> {
        self.responses.iter().flat_map(Response::schemas)
    }

    /// Returns the schemas of the bodies that are XML, of the request and of responses.
    pub fn xml_schemas(&self) -> impl Iterator<Item = &Schema> {
        let variants = self.body.iter().flat_map(|body| &body.variants);
        let sent = variants.filter(|it| it.encoding == Encoding::Xml);
        let contents = self.responses.iter().filter_map(|it| it.content.as_ref());
        let received = contents.filter(|it| it.encoding == Encoding::Xml);
        sent.map(|it| &it.schema)
            .chain(received.map(|it| &it.schema))
    }

    /// Returns the schemas of what a request carries, to be changed.
    pub fn request_schemas_mut(&mut self) -> impl Iterator<Item = &mut Schema> {
        let parameters = self.parameters.iter_mut().map(|it| &mut it.schema);
        let body = self.body.iter_mut().flat_map(|body| &mut body.variants);
        parameters.chain(body.map(|variant| &mut variant.schema))
    }

    /// Returns the schemas of what responses carry, to be changed.
    pub fn response_schemas_mut(&mut self) -> impl Iterator<Item = &mut Schema> {
        self.responses.iter_mut().flat_map(Response::schemas_mut)
    }
}

/// A method of HTTP (RFC 9110 section 9.3, RFC 5789).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates or replaces.
    Put,
    /// Does what the resource defines.
    Post,
    /// Removes.
    Delete,
    /// Asks for the options of a resource.
    Options,
    /// Reads the header section only.
    Head,
    /// Changes parts.
    Patch,
    /// Echoes.
    Trace,
    /// Reads what its body asks for; safe and idempotent.
    Query,
    /// Another one, by its name, in which case matters.
    Other(String),
}

impl Method {
    /// Every method that a path item can have (OpenAPI 3.0.3 section 4.7.9).
    pub const ALL: [Self; 8] = [
        Self::Get,
        Self::Put,
        Self::Post,
        Self::Delete,
        Self::Options,
        Self::Head,
        Self::Patch,
        Self::Trace,
    ];

    /// Returns the method of a name; `None` where no call can have it: where it is no token (RFC 9110
    /// section 9.1), and of `CONNECT`, which asks for a tunnel.
    pub fn of_name(name: &str) -> Option<Self> {
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(is_token) || name.eq_ignore_ascii_case("connect") {
            return None;
        }
        let known = Self::ALL.into_iter().chain([Self::Query]);
        let same = known.into_iter().find(|method| method.as_str() == name);
        Some(same.unwrap_or_else(|| Self::Other(name.to_owned())))
    }

    /// Returns the name on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }

    /// Returns the name in a path item.
    pub fn key(&self) -> &str {
        match self {
            Self::Get => "get",
            Self::Put => "put",
            Self::Post => "post",
            Self::Delete => "delete",
            Self::Options => "options",
            Self::Head => "head",
            Self::Patch => "patch",
            Self::Trace => "trace",
            Self::Query => "query",
            Self::Other(name) => name,
        }
    }
}
