//! What pages say beside what they are about, planned.

use super::super::Type;

/// What the page of a model says beside the model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelPage {
    /// The operations that send it or give it.
    pub uses: Vec<Use>,
    /// How many more there are.
    pub more_uses: usize,
    /// The models that hold it.
    pub holders: Vec<Link>,
    /// How many more there are.
    pub more_holders: usize,
    /// What it holds, and what that holds; empty where that is one model at most.
    pub reach: Reach,
}

/// A model, as a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The model.
    pub name: String,
    /// The name of its page.
    pub module: String,
}

/// An operation that a model is used by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The call, for example `client.token().process`.
    pub call: String,
    /// The page of the group.
    pub page: String,
    /// The anchor of the operation on it.
    pub anchor: String,
    /// What for.
    pub role: Role,
}

/// What an operation uses a model for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It is sent as the body, or in it.
    Body,
    /// It is the value of a parameter, or in it.
    Parameter,
    /// It is the answer, or in it.
    Answer,
    /// It is the body of errors, or in it.
    Failure,
}

/// Which models a model reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The models, the one whose page it is first.
    pub models: Vec<String>,
    /// Which holds which, by their indices, and by which fields or variants.
    pub edges: Vec<(usize, usize, Vec<String>)>,
    /// Whether there are more models than are listed.
    pub is_cut: bool,
}

/// An answer that the document describes.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Its status, or `4XX`, or `default`.
    pub status: String,
    /// The type of its body, where it has one.
    pub ty: Option<Type>,
    /// The media type of its body.
    pub media_type: String,
    /// The other media types that it can be asked for.
    pub alternatives: Vec<String>,
    /// What it means, as one line; may be empty.
    pub summary: String,
}
