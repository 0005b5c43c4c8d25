//! How lists come in pages.

use serde_json::Value;

use super::{
    Api, Constraints, Docs, Encoding, Field, Kind, Location, Operation, Parameter, Response,
    Schema, Shape, Status,
};

/// The way to a member, from the body inward; none: the body itself, or that there is no such member.
pub type Way = Vec<String>;

/// How the pages of an operation's answers follow each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// How the next page is asked for.
    pub next: NextPage,
    /// The list of the items of a page; `None` where it is yet to be found.
    pub items: Option<Way>,
    /// The number of the items of all pages.
    pub total: Way,
    /// Whether there is another page.
    pub more: Way,
}

/// How the next page is asked for. Parameters are named as on the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum NextPage {
    /// By the number of items before it.
    Offset {
        /// The parameter.
        offset: String,
        /// The number of the first item; `None` where it is yet to be found.
        first: Option<u64>,
    },
    /// By its number.
    Page {
        /// The parameter.
        page: String,
        /// The number of the first page; `None` where it is yet to be found.
        first: Option<u64>,
        /// The number of pages.
        pages: Way,
    },
    /// By the numbers of its first item and of the one after its last, from 0.
    Range {
        /// The parameter for the first item.
        start: String,
        /// The parameter for the one after the last.
        end: String,
    },
    /// By a value that the page before it has.
    Cursor {
        /// The parameter.
        cursor: String,
        /// The value.
        next: Way,
    },
    /// By a member of the last item of the page before it.
    After {
        /// The parameter.
        after: String,
        /// The member of the item.
        id: Way,
    },
    /// At a URL that the page before it has.
    Url {
        /// The URL.
        next: Way,
    },
    /// At the URL of the header `Link` (RFC 8288) of the page before it.
    Link,
}

impl NextPage {
    /// Returns the parameters that it sets.
    pub fn parameters(&self) -> Vec<&str> {
        match self {
            Self::Offset { offset, .. } => vec![offset],
            Self::Page { page, .. } => vec![page],
            Self::Range { start, end } => vec![start, end],
            Self::Cursor { cursor, .. } => vec![cursor],
            Self::After { after, .. } => vec![after],
            Self::Url { .. } | Self::Link => Vec::new(),
        }
    }

    /// Returns the members of a page that it needs.
    pub fn members(&self) -> Vec<&Way> {
        match self {
            Self::Page { pages, .. } => vec![pages],
            Self::Cursor { next, .. } | Self::Url { next } => vec![next],
            Self::Offset { .. } | Self::Range { .. } | Self::After { .. } | Self::Link => {
                Vec::new()
            }
        }
    }
}

impl Operation {
    /// Returns the schema of a success, where all that have a body have the same, in JSON: what can be a
    /// page.
    pub fn page(&self) -> Option<&Schema> {
        let has_body = |response: &&Response| !matches!(response.status, Status::Code(204 | 205));
        let mut contents = self
            .responses
            .iter()
            .filter(|response| response.status.is_success())
            .filter(has_body)
            .filter_map(|response| response.content.as_ref());
        let content = contents.next()?;
        let is_one = contents.all(|other| other.schema == content.schema);
        (is_one && content.encoding == Encoding::Json).then_some(&content.schema)
    }
}

/// What a page can be asked for by.
#[derive(Clone, Copy, Debug)]
pub enum PageInput<'a> {
    /// A parameter in the query or in a header.
    Parameter(&'a Parameter),
    /// A member of the body.
    Member(&'a Field),
}

impl<'a> PageInput<'a> {
    /// Returns the name on the wire.
    pub fn name(self) -> &'a str {
        match self {
            Self::Parameter(parameter) => &parameter.name,
            Self::Member(field) => &field.name,
        }
    }

    /// Returns what its values look like.
    pub fn schema(self) -> &'a Schema {
        match self {
            Self::Parameter(parameter) => &parameter.schema,
            Self::Member(field) => &field.schema,
        }
    }

    /// Returns what the document says about it.
    pub fn docs(self) -> &'a Docs {
        match self {
            Self::Parameter(parameter) => &parameter.docs,
            Self::Member(field) => &field.docs,
        }
    }

    /// Returns what the server takes it to be when it is absent.
    pub fn default(self) -> Option<&'a Value> {
        match self {
            Self::Parameter(parameter) => parameter.default.as_ref(),
            Self::Member(field) => field.default.as_ref(),
        }
    }

    /// Returns what its values must satisfy.
    pub fn constraints(self) -> &'a Constraints {
        match self {
            Self::Parameter(parameter) => &parameter.constraints,
            Self::Member(field) => &field.constraints,
        }
    }
}

impl Api {
    /// Returns all that a page of an operation can be asked for by: of a body, where each way to write it
    /// is an object of the same type, in JSON or as a form.
    pub fn page_inputs<'a>(&'a self, operation: &'a Operation) -> Vec<PageInput<'a>> {
        let mut inputs = Vec::new();
        let variants = operation.body.iter().flat_map(|body| &body.variants);
        let mut types = variants.map(|variant| match variant.encoding {
            Encoding::Json | Encoding::Form => Some(&variant.schema),
            Encoding::Multipart | Encoding::Xml | Encoding::Text | Encoding::Bytes => None,
        });
        if let Some(Some(body)) = types.next()
            && types.all(|other| other == Some(body))
            && let Shape::Named(id) = self.shape(body)
            && let Some(object) = self.definition(*id).object()
        {
            inputs.extend(object.fields.iter().map(PageInput::Member));
        }
        // Where both have a name, the parameter is the stranger: documents of AWS add such.
        let in_reach = |it: &&Parameter| matches!(it.location, Location::Query | Location::Header);
        let parameters = operation.parameters.iter().filter(in_reach);
        inputs.extend(parameters.map(PageInput::Parameter));
        inputs
    }

    /// Returns what has a name that a page of an operation is asked for by.
    pub fn page_input<'a>(&'a self, operation: &'a Operation, name: &str) -> Option<PageInput<'a>> {
        let mut inputs = self.page_inputs(operation).into_iter();
        inputs.find(|input| input.name() == name)
    }

    /// Returns the shape of a schema, that of a type which only gives it a name included.
    pub fn shape<'s>(&'s self, schema: &'s Schema) -> &'s Shape {
        let mut shape = &schema.shape;
        // A type can be a name of itself in the end.
        for _ in 0..8 {
            match shape {
                Shape::Named(id) => match &self.definition(*id).kind {
                    Kind::Wrapper(inner) => shape = &inner.shape,
                    Kind::Object(_) | Kind::Enumeration(_) | Kind::Union(_) => break,
                },
                Shape::Any
                | Shape::Boolean
                | Shape::Integer(_)
                | Shape::Number(_)
                | Shape::String(_)
                | Shape::List(_)
                | Shape::Tuple(_)
                | Shape::Map(_) => break,
            }
        }
        shape
    }

    /// Returns the schema of a member, through objects.
    pub fn member<'s>(&'s self, schema: &'s Schema, way: &[String]) -> Option<&'s Schema> {
        let mut schema = schema;
        for name in way {
            let Shape::Named(id) = self.shape(schema) else {
                return None;
            };
            let fields = &self.definition(*id).object()?.fields;
            schema = &fields.iter().find(|field| field.name == *name)?.schema;
        }
        Some(schema)
    }
}
