//! Types and the places that use them.

use serde_json::Value;

use super::{
    Access, Docs, Enumeration, IntegerFormat, Name, NumberFormat, Object, StringFormat, TypeId,
    Union, XmlName,
};
use crate::diagnostic::{Place, Pointer};

/// What a value at some place looks like.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// Its shape when it is not null.
    pub shape: Shape,
    /// Whether it may be null.
    pub nullable: bool,
}

impl Schema {
    /// Returns the schema of values that are never null.
    pub fn of(shape: Shape) -> Self {
        Self {
            shape,
            nullable: false,
        }
    }

    /// Returns the types that this schema is about, through lists, tuples and maps: one at most, but
    /// for tuples.
    pub fn named(&self) -> Vec<TypeId> {
        match &self.shape {
            Shape::Named(id) => vec![*id],
            Shape::List(inner) | Shape::Map(inner) => inner.named(),
            Shape::Tuple(items) => items.iter().flat_map(Self::named).collect(),
            Shape::Any
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::String(_) => Vec::new(),
        }
    }

    /// Returns the types that this schema is about, to be changed.
    pub fn named_mut(&mut self) -> Vec<&mut TypeId> {
        match &mut self.shape {
            Shape::Named(id) => vec![id],
            Shape::List(inner) | Shape::Map(inner) => inner.named_mut(),
            Shape::Tuple(items) => items.iter_mut().flat_map(Self::named_mut).collect(),
            Shape::Any
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::String(_) => Vec::new(),
        }
    }

    /// Returns of how many shapes this schema consists, itself included; a type with a name is one.
    pub fn size(&self) -> usize {
        match &self.shape {
            Shape::List(inner) | Shape::Map(inner) => 1 + inner.size(),
            Shape::Tuple(items) => 1 + items.iter().map(Self::size).sum::<usize>(),
            Shape::Named(_)
            | Shape::Any
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::String(_) => 1,
        }
    }

    /// Returns the types of which this schema's values hold one each directly, with no list and no map
    /// in between.
    pub fn held(&self) -> Vec<TypeId> {
        match &self.shape {
            Shape::Named(id) => vec![*id],
            Shape::Tuple(items) => items.iter().flat_map(Self::held).collect(),
            Shape::List(_)
            | Shape::Map(_)
            | Shape::Any
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::String(_) => Vec::new(),
        }
    }
}

/// The longest tuple: Rust's standard library implements traits for no longer ones.
pub const MAX_TUPLE: usize = 12;

/// How many shapes a tuple consists of at most, those of tuples within included. Nothing is named in
/// between, so that few definitions could make very many.
pub const MAX_TUPLE_SIZE: usize = 64;

/// The shape of a value that is not null.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Any JSON value, null included.
    Any,
    /// `true` or `false`.
    Boolean,
    /// An integer.
    Integer(IntegerFormat),
    /// A number.
    Number(NumberFormat),
    /// A string.
    String(StringFormat),
    /// A list of values that look alike.
    List(Box<Schema>),
    /// A list of as many values as there are schemas, each of its own; one to [`MAX_TUPLE`].
    Tuple(Vec<Schema>),
    /// An object whose keys are data.
    Map(Box<Schema>),
    /// A type with a name.
    Named(TypeId),
}

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Where its name comes from.
    pub name: Name,
    /// Its name, one for each type; made by the naming pass, empty before.
    pub unique_name: String,
    /// Where it stands in the document.
    pub origin: Pointer,
    /// The same, as findings point to it.
    pub place: Place,
    /// What the document says about it.
    pub docs: Docs,
    /// What it is.
    pub kind: Kind,
    /// Which ways its values travel; found by the direction pass.
    pub directions: Directions,
    /// What elements of it are called in XML, where its values are sent as that.
    pub xml: Option<XmlName>,
    /// The type of the same things in the other direction, where that has a type of its own; found
    /// by the split pass.
    pub twin: Option<TypeId>,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Named fields.
    Object(Object),
    /// One of several literal values.
    Enumeration(Enumeration),
    /// One of several shapes.
    Union(Union),
    /// Another shape under a name of its own; used only where a shape would hold itself.
    Wrapper(Schema),
}

impl Definition {
    /// Returns the object, if it is one.
    pub fn object(&self) -> Option<&Object> {
        match &self.kind {
            Kind::Object(object) => Some(object),
            Kind::Enumeration(_) | Kind::Union(_) | Kind::Wrapper(_) => None,
        }
    }

    /// Returns the schemas that this type is made of.
    pub fn schemas(&self) -> Vec<&Schema> {
        match &self.kind {
            Kind::Object(object) => object
                .fields
                .iter()
                .map(|field| &field.schema)
                .chain(&object.rest)
                .collect(),
            Kind::Enumeration(_) => Vec::new(),
            Kind::Union(union) => union
                .variants
                .iter()
                .map(|variant| &variant.schema)
                .collect(),
            Kind::Wrapper(schema) => vec![schema],
        }
    }

    /// Returns the types that this type holds, those of fields where their access is one of some.
    pub fn held_through(&self, through: impl Fn(Access) -> bool) -> Vec<TypeId> {
        let schemas = match self.object() {
            Some(object) => object
                .fields
                .iter()
                .filter(|field| through(field.access))
                .map(|field| &field.schema)
                .chain(&object.rest)
                .collect(),
            None => self.schemas(),
        };
        schemas.into_iter().flat_map(Schema::named).collect()
    }

    /// Returns the schemas that this type is made of, to be changed.
    pub fn schemas_mut(&mut self) -> Vec<&mut Schema> {
        match &mut self.kind {
            Kind::Object(object) => object
                .fields
                .iter_mut()
                .map(|field| &mut field.schema)
                .chain(&mut object.rest)
                .collect(),
            Kind::Enumeration(_) => Vec::new(),
            Kind::Union(union) => union
                .variants
                .iter_mut()
                .map(|variant| &mut variant.schema)
                .collect(),
            Kind::Wrapper(schema) => vec![schema],
        }
    }
}

/// Which ways the values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Directions {
    /// From the caller to the server.
    pub request: bool,
    /// From the server to the caller.
    pub response: bool,
}

/// What a value must satisfy besides its shape.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// The least value.
    pub minimum: Option<Value>,
    /// The greatest value.
    pub maximum: Option<Value>,
    /// The least number of characters, items or members.
    pub min_length: Option<u64>,
    /// The greatest number of characters, items or members.
    pub max_length: Option<u64>,
    /// Whether the least value itself is too little.
    pub exclusive_minimum: bool,
    /// Whether the greatest value itself is too much.
    pub exclusive_maximum: bool,
    /// What values are multiples of.
    pub multiple_of: Option<Value>,
    /// Whether no item is there twice.
    pub unique_items: bool,
    /// A regular expression (ECMA-262).
    pub pattern: Option<Pattern>,
    /// What items of lists, or values of maps, must satisfy.
    pub items: Option<Box<Constraints>>,
    /// What the items of a tuple must satisfy, by their positions; empty for anything else.
    pub positions: Vec<Constraints>,
    /// The format that the document names, where it has no type of its own.
    pub format: Option<String>,
}

/// A regular expression (ECMA-262).
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// The expression.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// Whether values can be checked for it; found by the pattern pass.
    pub checked: bool,
}
