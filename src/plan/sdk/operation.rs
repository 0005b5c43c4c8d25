//! Groups and their operations, planned.

use super::super::{DocLine, Expression, Type};
use super::{Answer, Paging, XmlRoot};

/// A group of operations.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The feature that it is behind; none in a module, where features are the application's own.
    pub feature: Option<String>,
    /// The module, and the method that leads to the group.
    pub module: String,
    /// The struct that has the operations as methods.
    pub handle: String,
    /// How callers get it: `client.token().management()`.
    pub path: String,
    /// What it is called in texts.
    pub title: String,
    /// The name of its page.
    pub page: String,
    /// What it is.
    pub docs: Vec<DocLine>,
    /// The operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// Groups within this group.
    pub groups: Vec<Group>,
}

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The id in the document.
    pub id: String,
    /// The method of the group.
    pub method: String,
    /// The type of the call.
    pub builder: String,
    /// The static that describes the operation.
    pub constant: String,
    /// The HTTP method.
    pub http_method: String,
    /// The path template.
    pub path: String,
    /// The URL of its own server, a template as that of [`Server`](super::super::Server).
    pub server: Option<String>,
    /// The alternatives of schemes that are needed together.
    pub security: Vec<Vec<String>>,
    /// The `Accept` header; empty where no response has a body.
    pub accept: String,
    /// Parameters that each call needs.
    pub arguments: Vec<Argument>,
    /// Parameters that a call may have.
    pub setters: Vec<Setter>,
    /// The methods to start the call, one for each kind of body; the first is the plain one.
    pub bodies: Vec<BodyMethod>,
    /// What a call gives.
    pub outcome: Outcome,
    /// How the list that it answers with is paged.
    pub paging: Option<Paging>,
    /// The headers of answers that the document describes.
    pub headers: Vec<ResponseHeader>,
    /// The answers that the document describes, in its order.
    pub answers: Vec<Answer>,
    /// Its anchor on the page of the group.
    pub anchor: String,
    /// What it does.
    pub docs: Vec<DocLine>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
}

impl Operation {
    /// Returns whether a body of it is XML.
    pub fn has_xml(&self) -> bool {
        let is_xml = |kind| matches!(kind, ResponseKind::Xml | ResponseKind::OptionalXml);
        let mut bodies = self.bodies.iter().filter_map(|it| it.body.as_ref());
        bodies.any(|body| body.encoding == crate::api::Encoding::Xml)
            || is_xml(self.outcome.kind)
            || self.outcome.variants.iter().any(|it| is_xml(it.kind))
            || self.outcome.xml_error.is_some()
    }
}

/// A parameter that each call needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// The argument.
    pub ident: String,
    /// Where and how the value is sent.
    pub tag: Tag,
    /// The type of the value.
    pub ty: Type,
    /// What it is, as one line; may be empty.
    pub summary: String,
    /// A value to show; `None` where none can be made.
    pub example: Option<Expression>,
}

/// A parameter that a call may have.
#[derive(Clone, Debug, PartialEq)]
pub struct Setter {
    /// The setter.
    pub ident: String,
    /// Where and how the value is sent.
    pub tag: Tag,
    /// The type of the value.
    pub ty: Type,
    /// Whether the client has a default for it.
    pub client_level: bool,
    /// A value to show, where the document gives one.
    pub example: Option<Expression>,
    /// What it is.
    pub docs: Vec<DocLine>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
}

/// Where and how a parameter is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// The name on the wire.
    pub wire: String,
    /// Where it goes.
    pub location: crate::api::Location,
    /// How it is written.
    pub style: crate::api::Style,
    /// Whether reserved characters are sent as they are.
    pub allow_reserved: bool,
}

/// A method that starts a call.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyMethod {
    /// The method.
    pub method: String,
    /// The body; `None` without one.
    pub body: Option<RequestBody>,
    /// Whether the body must be given.
    pub required: bool,
}

/// A header of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseHeader {
    /// Its name.
    pub name: String,
    /// The type that its value reads as.
    pub ty: Type,
    /// Whether it is one of successes.
    pub success: bool,
    /// The statuses that it comes with; none: any of its kind.
    pub statuses: Vec<String>,
    /// What it is, as one line; may be empty.
    pub summary: String,
}

/// What a call sends.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// How it is written.
    pub encoding: crate::api::Encoding,
    /// Its media type.
    pub media_type: String,
    /// Its type.
    pub ty: Type,
    /// Whether its type knows its parts, instead of being written as an object.
    pub in_parts: bool,
    /// The root element, where it is XML and the type does not say it.
    pub xml: Option<XmlRoot>,
    /// The properties that are written in ways of their own.
    pub properties: Vec<crate::api::PropertyEncoding>,
    /// A value to show; `None` where none can be made.
    pub example: Option<Expression>,
}

/// What a call gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// How the response is read.
    pub kind: ResponseKind,
    /// The type of the value.
    pub ty: Type,
    /// Where there are several types: an enum of this name with these variants.
    pub variants: Vec<OutcomeVariant>,
    /// The type of the body of errors, where all have the same.
    pub error: Option<Type>,
    /// The type of the body of errors that are XML, where it is that of `error`.
    pub xml_error: Option<Type>,
    /// The same as a stream, where it can be one.
    pub stream: Option<StreamOutcome>,
    /// The same in other media types.
    pub alternatives: Vec<Alternative>,
}

/// What a call gives in a media type that it asks for instead of the usual one.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// The method that asks for it.
    pub method: String,
    /// The media type.
    pub media_type: String,
    /// What the `Accept` header has behind it: the media types of errors; may be empty.
    pub errors: String,
    /// How it is read.
    pub reading: Reading,
}

impl Alternative {
    /// Returns the value of the option of a program that asks for it: `csv` where the method is `as_csv`.
    pub fn option(&self) -> String {
        self.method.trim_start_matches("as_").replace('_', "-")
    }
}

/// How an answer is read.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// As a whole, as a value of the type.
    Whole(ResponseKind, Type),
    /// As a stream of items of the type.
    Stream(StreamKind, Type),
}

impl Reading {
    /// Returns the type of the value, or of the items.
    pub fn ty(&self) -> &Type {
        match self {
            Self::Whole(_, ty) | Self::Stream(_, ty) => ty,
        }
    }
}

/// What a call gives as a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamOutcome {
    /// How it is read.
    pub kind: StreamKind,
    /// The type of its items; of events, of their data.
    pub ty: Type,
    /// The `Accept` header that asks for it.
    pub accept: String,
    /// Whether there is nothing but the stream.
    pub is_only: bool,
}

/// How a stream is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamKind {
    /// As bytes.
    Bytes,
    /// As events with data in JSON.
    Events,
    /// As events with text.
    TextEvents,
    /// As JSON texts.
    JsonTexts,
}

/// One of several successes.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeVariant {
    /// The variant.
    pub variant: String,
    /// The status.
    pub status: crate::api::Status,
    /// How it is read.
    pub kind: ResponseKind,
    /// The type of its value.
    pub ty: Type,
    /// What it means.
    pub docs: Vec<DocLine>,
}

/// How a response is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseKind {
    /// Not at all.
    Empty,
    /// As JSON.
    Json,
    /// As JSON where there is a body.
    OptionalJson,
    /// As XML.
    Xml,
    /// As XML where there is a body.
    OptionalXml,
    /// As text.
    Text,
    /// As bytes.
    Bytes,
    /// By status; see [`Outcome::variants`].
    ByStatus,
}
