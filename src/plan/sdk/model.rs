//! Models, planned.

use super::super::{DocLine, Expression, Rule, Type};
use super::{ModelPage, XmlTable};

/// A model.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The type.
    pub name: String,
    /// The module, and the name of its page.
    pub module: String,
    /// The features that need it; empty: all or very many, or there are none.
    pub features: Vec<String>,
    /// What it is.
    pub docs: Vec<DocLine>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
    /// Whether callers make values of it.
    pub request: bool,
    /// The model of the same things in the other direction: its name and its module.
    pub twin: Option<(String, String)>,
    /// What it consists of.
    pub kind: ModelKind,
    /// Whether it holds numbers of which no digit is to be lost.
    pub exact: bool,
    /// An example.
    pub example: Option<Example>,
    /// What its page says beside.
    pub page: ModelPage,
    /// What it is checked for; empty where it is not.
    pub rules: Vec<Rule>,
    /// How it stands in XML, where a body in XML has it.
    pub xml: Option<XmlTable>,
}

/// An example of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The value.
    pub value: Expression,
    /// The JSON that it is read from, where that is certain.
    pub json: Option<serde_json::Value>,
}

/// What a model consists of.
#[derive(Clone, Debug, PartialEq)]
pub enum ModelKind {
    /// A struct.
    Struct {
        /// Its fields.
        fields: Vec<Field>,
        /// The map of other members.
        rest: Option<Rest>,
        /// Whether its values are sent in parts, and are no JSON.
        in_parts: bool,
    },
    /// An enumeration of strings.
    StringEnum {
        /// Its values.
        variants: Vec<Variant<String>>,
        /// The variant for other values, where it is open.
        other: Option<String>,
    },
    /// An enumeration of integers.
    IntegerEnum {
        /// Its values.
        variants: Vec<Variant<i64>>,
        /// The variant for other values, where it is open.
        other: Option<String>,
    },
    /// A union told apart by a member.
    TaggedUnion {
        /// The member.
        property: String,
        /// Its variants.
        variants: Vec<UnionVariant>,
        /// The variant for other values.
        other: String,
    },
    /// A union told apart by shape.
    UntaggedUnion {
        /// Its variants, the most particular first.
        variants: Vec<UnionVariant>,
    },
    /// A newtype.
    Wrapper {
        /// What it wraps.
        ty: Type,
    },
}

/// The map of the members beside the fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// The field.
    pub ident: String,
    /// The type of the values.
    pub ty: Type,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The field.
    pub ident: String,
    /// Its name on the wire.
    pub wire: String,
    /// Whether it may be absent.
    pub kind: FieldKind,
    /// The type of its value, without what `kind` adds.
    pub value: Type,
    /// Its type.
    pub ty: Type,
    /// The value that constructors give it, where it has no other.
    pub constant: Option<Expression>,
    /// What it is.
    pub docs: Vec<DocLine>,
    /// The example in JSON, for tables, where it fits in a cell.
    pub example: Option<String>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
    /// Whether callers set it.
    pub settable: bool,
}

/// How many arguments the constructor of a model may have that only responses have: more than that nobody
/// can read, and their makers (tests) name the fields.
const MOST_ARGUMENTS: usize = 7;

impl Model {
    /// Returns whether a struct with these fields has a constructor for what every value has, if there is
    /// anything.
    pub fn is_constructed(&self, fields: &[Field]) -> bool {
        let arguments = fields.iter().filter(|field| field.is_argument()).count();
        self.request || arguments <= MOST_ARGUMENTS
    }
}

impl Field {
    /// Returns whether constructors ask for it.
    pub fn is_argument(&self) -> bool {
        self.constant.is_none() && self.kind.is_required()
    }
}

/// Whether a field may be absent or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Always there.
    Required,
    /// Always there, perhaps null.
    RequiredNullable,
    /// Absent where it is `None`.
    Optional,
    /// Absent, null or there.
    Nullable,
}

impl FieldKind {
    /// Returns whether the field is always there.
    pub fn is_required(self) -> bool {
        match self {
            Self::Required | Self::RequiredNullable => true,
            Self::Optional | Self::Nullable => false,
        }
    }
}

/// A value of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant<T> {
    /// The variant.
    pub ident: String,
    /// The value on the wire.
    pub wire: T,
    /// What it means.
    pub docs: Vec<DocLine>,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// The variant.
    pub ident: String,
    /// What it holds.
    pub ty: Type,
    /// The values of the member that mean it, for tagged unions.
    pub tags: Vec<String>,
    /// The schema of what it holds.
    pub(in crate::plan) schema: crate::api::Schema,
    /// Its JSON type, for untagged unions: a variant of the runtime's `union::Kind`.
    pub json_type: &'static str,
    /// Members that it must have, for untagged unions.
    pub keys: Vec<String>,
    /// Members that it may have, for untagged unions.
    pub optional: Vec<String>,
    /// Members that can have one value only, for untagged unions.
    pub constants: Vec<(String, String)>,
    /// What it is.
    pub docs: Vec<DocLine>,
}
