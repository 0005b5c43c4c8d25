//! What types are called before they have a name.

/// Names a type of an [`Api`](super::Api).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(usize);

impl TypeId {
    /// Returns the id of the type at an index of [`Api::types`](super::Api::types).
    pub fn new(index: usize) -> Self {
        Self(index)
    }

    /// Returns the index in [`Api::types`](super::Api::types).
    pub fn index(self) -> usize {
        self.0
    }
}

/// Where a type gets its name from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Name {
    /// The document names it.
    Given(String),
    /// The document does not name it: the path that leads to it, from something that has a name.
    Path(Vec<Segment>),
}

/// One step of the path to an anonymous type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Segment {
    /// A type that the document names.
    Type(String),
    /// An operation, by the words of its id.
    Operation(String),
    /// A webhook, by its name; the body of its request is called like itself.
    Webhook(String),
    /// The body of a request.
    Request,
    /// What is sent in parts, as distinct from the same as JSON.
    Parts,
    /// The body of a response.
    Response,
    /// The body of a response with a status other than that of the first success.
    Status(String),
    /// The same body in another media type, by the words of that.
    MediaType(String),
    /// A field of an object, or a parameter.
    Field(String),
    /// An item of a list.
    Item,
    /// The item of a tuple at a position, counted from 1.
    Position(usize),
    /// A value of a map.
    Value,
    /// A variant of a union: its title, or its number.
    Variant(String),
    /// What requests have of a type that responses have otherwise.
    Requested,
}
