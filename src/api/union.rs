//! Types with several shapes.

use super::Schema;

/// One of several shapes.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// What tells the variants apart, where the document says so.
    pub discriminator: Option<Discriminator>,
    /// The variants, in the order of the document.
    pub variants: Vec<Variant>,
}

/// A field that tells the variants of a union apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Discriminator {
    /// Its name on the wire.
    pub property: String,
}

/// One shape of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The document's name for it: of the type, the title, or `None`.
    pub name: Option<String>,
    /// Its shape.
    pub schema: Schema,
    /// The values of the discriminator that mean this variant.
    pub tags: Vec<String>,
    /// What the document says about it.
    pub description: Option<String>,
    /// Whether its value must be held indirectly; found by the recursion pass.
    pub indirect: bool,
}
