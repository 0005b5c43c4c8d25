//! How values stand in XML (OpenAPI, "XML Object").

/// How a value stands in XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Xml {
    /// What the element or the attribute is called; of a list without an element around its items, what
    /// each item is.
    pub name: XmlName,
    /// What it is.
    pub node: XmlNode,
    /// What the items of a list are called, where an element is around them.
    pub items: Option<XmlName>,
    /// How the items of a tuple stand, by their positions.
    pub positions: Vec<Xml>,
}

/// The name of an element or of an attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlName {
    /// The name without its prefix; empty where the document does not tell it.
    pub local: String,
    /// The prefix; may be empty.
    pub prefix: String,
    /// The URI of the namespace; may be empty.
    pub namespace: String,
}

/// What a value is in XML (OpenAPI 3.2.0, "XML Node Types").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlNode {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the element around it.
    Text,
    /// The same, as a CDATA section.
    CData,
    /// Nothing: what it holds stands in the element around it.
    None,
}
