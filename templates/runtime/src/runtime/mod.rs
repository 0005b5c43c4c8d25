//! What every operation of the SDK shares: how a call becomes a request, how the request is sent,
//! and how the answer is read.
//!
//! An operation enters as a static [`Operation`] and a [`Call`] that collects parameters, body and
//! options. [`Call::into_request`] is the pure half: it yields an [`http::Request`] or an [`Error`]
//! and touches no network. Sending goes through one function that is not generic: it applies the
//! time-out, the [`RetryPolicy`] and the rules on redirects around a [`Transport`]. Only the last
//! step, [`FromResponse`], knows the type of the answer.
//!
//! What never happens here: a credential in `Debug`, `Display` or another host's request; a value
//! that changes the shape of a path or adds a header; a panic on what a server sends.

#![forbid(unsafe_code)]

#[cfg(feature = "alternative")]
mod alternative;
mod base64;
#[cfg(feature = "base64_url")]
pub mod base64_url;
#[cfg(feature = "blocking")]
pub mod blocking;
mod body;
pub mod bridge;
mod call;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "client_credentials")]
mod client_credentials;
mod clock;
pub mod codec;
mod content_type;
mod core;
mod credential;
#[cfg(feature = "date_time")]
pub mod date_time;
#[cfg(feature = "decimal")]
pub mod decimal;
mod decode;
#[cfg(feature = "digits")]
mod digits;
#[cfg(feature = "discovery")]
mod discovery;
pub mod enumeration;
mod error;
#[cfg(feature = "event_stream")]
mod event_stream;
#[cfg(feature = "exact")]
pub mod exact;
mod execute;
mod expand;
mod expectation;
mod form;
#[cfg(feature = "frames")]
mod frames;
mod header;
mod hook;
mod http_date;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "json_stream")]
mod json_stream;
#[cfg(feature = "link")]
mod link;
#[cfg(feature = "member")]
mod member;
pub mod mock;
mod mock_server;
#[cfg(feature = "multipart")]
mod multipart;
mod nullable;
pub mod object;
mod operation;
#[cfg(feature = "page")]
mod page;
#[cfg(feature = "pager")]
mod pager;
#[cfg(feature = "paging")]
mod paging;
mod parameter;
#[cfg(feature = "part")]
mod part;
mod pattern;
mod problem;
mod property;
pub mod reader;
#[cfg(feature = "reconnect")]
mod reconnect;
mod redirect;
mod request;
#[cfg_attr(all(target_family = "wasm", target_os = "unknown"), path = "fetch.rs")]
pub mod reqwest;
mod response;
mod retry;
mod secret;
mod security;
mod server;
#[cfg(feature = "server_variables")]
mod server_variables;
#[cfg(feature = "stream")]
mod stream;
mod token;
#[cfg(feature = "token_flow")]
mod token_flow;
#[cfg(feature = "tracing")]
mod trace;
mod transport;
#[cfg(feature = "tuple")]
mod tuple;
#[cfg(feature = "union")]
pub mod union;
#[cfg(feature = "uuid")]
mod uuid;
#[cfg(feature = "validate")]
pub mod validate;
mod value;
pub mod writer;
#[cfg(feature = "xml")]
pub mod xml;
#[cfg(feature = "xml")]
mod xml_body;
#[cfg(feature = "xml")]
mod xml_candidate;
#[cfg(feature = "xml")]
mod xml_json;
#[cfg(feature = "xml")]
mod xml_mock;
#[cfg(feature = "xml")]
mod xml_reader;
#[cfg(feature = "xml")]
mod xml_text;
#[cfg(feature = "xml")]
mod xml_tree;
#[cfg(feature = "xml")]
mod xml_union;
#[cfg(feature = "xml")]
mod xml_writer;

#[cfg(feature = "alternative")]
pub use self::alternative::As;
#[cfg(feature = "alternative")]
pub(crate) use self::alternative::alternative;
pub use self::base64::Base64;
pub use self::body::{Body, BodyStream};
pub use self::call::Call;
#[cfg(feature = "client_credentials")]
pub use self::client_credentials::{ClientAuthentication, ClientCredentials};
pub(crate) use self::codec::wrapper;
pub use self::core::{Core, CoreBuilder};
pub use self::credential::{Credential, CredentialKind};
pub use self::decode::Notation;
pub(crate) use self::enumeration::{integer_enum, string_enum};
pub use self::error::{Error, ErrorKind};
#[cfg(feature = "event_stream")]
pub use self::event_stream::{Event, EventStream, Events, TextEvents};
pub use self::hook::{Hook, Outcome};
#[cfg(feature = "json_stream")]
pub use self::json_stream::{JsonStream, JsonTexts};
#[cfg(feature = "multipart")]
pub(crate) use self::multipart::multipart;
#[cfg(feature = "multipart")]
pub use self::multipart::{Form, ToForm};
pub use self::nullable::Nullable;
pub(crate) use self::object::object;
pub(crate) use self::operation::operation;
pub use self::operation::{Operation, ResponseFuture};
#[cfg(feature = "paging")]
pub(crate) use self::paging::paging;
#[cfg(feature = "paging")]
pub use self::paging::{Items, NextPage, Pages, Paging};
pub use self::parameter::{
    Displayed, Parameter, ParameterValue, PathStyle, Place, QueryStyle, ToParameter, ToScalar,
};
#[cfg(feature = "part")]
pub use self::part::Part;
pub use self::property::{PropertyEncoding, PropertyStyle};
pub use self::response::{
    Binary, Empty, FromResponse, Json, Optional, RawResponse, RawStream, Response, Text,
    WithResponse,
};
pub use self::retry::RetryPolicy;
pub use self::secret::Secret;
pub use self::security::Security;
#[cfg(feature = "server_variables")]
pub(crate) use self::server_variables::server_variables;
#[cfg(feature = "server_variables")]
pub use self::server_variables::{ServerVariable, ServerVariables};
#[cfg(feature = "stream")]
pub(crate) use self::stream::stream;
#[cfg(feature = "stream")]
pub use self::stream::{ByteStream, Chunks, FromStream, StreamFuture, StreamWithResponse};
pub use self::token::{BoxError, TokenProvider, TokenRequest};
pub use self::transport::{
    BoxFuture, Transport, TransportError, TransportErrorKind, TransportOptions,
};
#[cfg(feature = "union")]
pub(crate) use self::union::{tagged_union, untagged_union};
#[cfg(feature = "validate")]
pub(crate) use self::validate::validate;
#[cfg(feature = "xml")]
pub use self::xml_body::{OptionalXml, Xml, XmlErrors};
