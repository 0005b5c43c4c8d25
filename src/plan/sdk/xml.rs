//! How models stand in XML, planned.

use crate::api::{XmlName, XmlNode};

/// How a model stands in XML.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlTable {
    /// What an element of it is called where nothing else says so.
    pub name: XmlName,
    /// What is within.
    pub kind: XmlKind,
}

/// What an element or an attribute has within: a variant of the runtime's `xml::Kind`.
#[derive(Clone, Debug, PartialEq)]
pub enum XmlKind {
    /// A kind without parts, by its name.
    Plain(&'static str),
    /// A list.
    List(Box<XmlKind>),
    /// A list of which each item has a kind of its own.
    Tuple(Vec<XmlMember>),
    /// An object whose keys are data.
    Map(Box<XmlKind>),
    /// Named members.
    Object {
        /// The members, in the order of the document.
        members: Vec<XmlMember>,
        /// What members beside these are, where they are kept.
        rest: Option<Box<XmlKind>>,
    },
    /// One of several, told apart by a member.
    Tagged {
        /// The member.
        property: String,
        /// Each with the values of the member that mean it.
        variants: Vec<(Vec<String>, XmlKind)>,
    },
    /// One of several, told apart by what they look like.
    Union(Vec<XmlKind>),
    /// A model.
    Model(String),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlMember {
    /// Its name on the wire, as JSON.
    pub key: String,
    /// Its name in XML.
    pub name: XmlName,
    /// What it is.
    pub node: XmlNode,
    /// What the items of a list are called, where an element is around them.
    pub items: Option<XmlName>,
    /// Whether it is always there.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// What is within.
    pub kind: XmlKind,
}

/// The root element of a body in XML.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlRoot {
    /// Its name.
    pub name: XmlName,
    /// Of a list, what its items are called where their type does not say so.
    pub items: Option<XmlName>,
}
