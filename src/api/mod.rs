//! The API, free of the words of OpenAPI and of Rust.
//!
//! What enters: nothing; these are data types, one noun a file. `lower` builds them, `pass` rewrites
//! them, `plan` reads them. There is no `allOf` and no `$ref` here, and no `Box` or `Vec` of the
//! generated code either: a [`Shape`] says what a value is, not how a language spells it.

mod body;
mod docs;
mod enumeration;
mod id;
mod media_type;
mod object;
mod operation;
mod pagination;
mod parameter;
mod program;
mod response;
mod scalar;
mod schema;
mod security;
mod server;
mod tag;
mod union;
mod webhook;
mod xml;

pub use body::{Body, BodyVariant, Encoding, PropertyEncoding};
pub use docs::{Docs, Example};
pub use enumeration::{EnumValue, Enumeration, Literal};
pub use id::{Name, Segment, TypeId};
pub use media_type::names as media_type_names;
pub use object::{Access, Field, Object};
pub use operation::{Method, Operation};
pub use pagination::{NextPage, PageInput, Pagination, Way};
pub use parameter::{Location, Parameter, Style};
pub use program::{Program, Step};
pub use response::{Alternative, Content, Header, Response, Status, Stream, StreamFormat};
pub use scalar::{IntegerFormat, NumberFormat, StringFormat};
pub use schema::{
    Constraints, Definition, Directions, Kind, MAX_TUPLE, MAX_TUPLE_SIZE, Pattern, Schema, Shape,
};
pub use security::{Requirement, SecurityKind, SecurityScheme, TokenSource};
pub use server::{Server, ServerVariable, next_variable};
pub use tag::Tag;
pub use union::{Discriminator, Union, Variant};
pub use webhook::Webhook;
pub use xml::{Xml, XmlName, XmlNode};

use crate::diagnostic::{Code, Pointer};

/// A whole API.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Api {
    /// The title of the document.
    pub title: String,
    /// The version of the API (not of OpenAPI).
    pub version: String,
    /// What the API is, in CommonMark.
    pub description: Option<String>,
    /// Where the API is served, the default first.
    pub servers: Vec<Server>,
    /// What the document says about the tags of operations.
    pub tags: Vec<Tag>,
    /// How callers prove who they are.
    pub security_schemes: Vec<SecurityScheme>,
    /// The operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// The calls that the API makes itself, in the order of the document.
    pub webhooks: Vec<Webhook>,
    /// The programs that the document asks for.
    pub programs: Vec<Program>,
    /// The operations of the document that are not among them, each with the code that says why.
    pub omitted: Vec<(Pointer, &'static Code)>,
    /// The types; a [`TypeId`] is an index into this list.
    pub types: Vec<Definition>,
}

impl Api {
    /// Returns a type.
    pub fn definition(&self, id: TypeId) -> &Definition {
        &self.types[id.index()]
    }

    /// Returns the schemas of what callers send: requests, and what they answer to webhooks.
    pub fn sent(&self) -> impl Iterator<Item = &Schema> {
        let requests = self.operations.iter().flat_map(Operation::request_schemas);
        let answers = self.webhooks.iter();
        requests.chain(answers.flat_map(|it| it.operation.response_schemas()))
    }

    /// Returns the schemas of what callers receive: responses, and the requests of webhooks.
    pub fn received(&self) -> impl Iterator<Item = &Schema> {
        let responses = self.operations.iter().flat_map(Operation::response_schemas);
        let calls = self.webhooks.iter();
        responses.chain(calls.flat_map(|it| it.operation.request_schemas()))
    }

    /// Returns the schemas of what callers send, to be changed.
    pub fn sent_mut(&mut self) -> impl Iterator<Item = &mut Schema> {
        let operations = self.operations.iter_mut();
        let webhooks = self.webhooks.iter_mut().map(|it| &mut it.operation);
        operations
            .flat_map(Operation::request_schemas_mut)
            .chain(webhooks.flat_map(Operation::response_schemas_mut))
    }

    /// Returns the schemas of what callers receive, to be changed.
    pub fn received_mut(&mut self) -> impl Iterator<Item = &mut Schema> {
        let operations = self.operations.iter_mut();
        let webhooks = self.webhooks.iter_mut().map(|it| &mut it.operation);
        operations
            .flat_map(Operation::response_schemas_mut)
            .chain(webhooks.flat_map(Operation::request_schemas_mut))
    }

    /// Returns the types that schemas reach, each once.
    pub fn reached<'s>(&self, schemas: impl Iterator<Item = &'s Schema>) -> Vec<TypeId> {
        self.reached_through(schemas, |_| true)
    }

    /// Returns the types that schemas reach by fields of some accesses, each once.
    pub fn reached_through<'s>(
        &self,
        schemas: impl Iterator<Item = &'s Schema>,
        through: impl Fn(Access) -> bool,
    ) -> Vec<TypeId> {
        let mut queue: Vec<TypeId> = schemas.flat_map(Schema::named).collect();
        let mut seen = vec![false; self.types.len()];
        let mut reached = Vec::new();
        while let Some(id) = queue.pop() {
            if !std::mem::replace(&mut seen[id.index()], true) {
                reached.push(id);
                queue.extend(self.definition(id).held_through(&through));
            }
        }
        reached
    }

    /// Returns a type, to be changed.
    pub fn definition_mut(&mut self, id: TypeId) -> &mut Definition {
        &mut self.types[id.index()]
    }
}
