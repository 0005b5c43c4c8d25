//! Types with a known set of values.

/// One of several literal values.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// The values that the document lists, in its order, each once; all of one kind.
    pub values: Vec<EnumValue>,
}

/// A value of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// The value on the wire.
    pub literal: Literal,
    /// A name that the document gives to it.
    pub name: Option<String>,
    /// What it means.
    pub description: Option<String>,
}

/// A value on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Literal {
    /// A string.
    String(String),
    /// An integer.
    Integer(i64),
}

impl Enumeration {
    /// Returns whether both have the same values, in whatever order.
    pub fn same_values(&self, other: &Self) -> bool {
        self.values.len() == other.values.len()
            && self.values.iter().all(|value| {
                other
                    .values
                    .iter()
                    .any(|candidate| candidate.literal == value.literal)
            })
    }
}
