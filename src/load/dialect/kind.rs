//! What each node of a document is to the specification.
//!
//! A kind and a key enter, the kind of the member leaves. The table holds for all versions: what one
//! of them does not know does not occur in its documents, or is read in the same way. What is not in
//! the table is data, and nothing in it is ever rewritten.

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The root.
    Document,
    /// `components`.
    Components,
    /// The map from paths.
    Paths,
    /// A map from names to path items.
    PathItems,
    /// A path item.
    PathItem,
    /// A map from methods to operations.
    Operations,
    /// An operation.
    Operation,
    /// A map from names to callbacks.
    Callbacks,
    /// A list of parameters, or a map from names to them.
    Parameters,
    /// A parameter.
    Parameter,
    /// A map from names to request bodies.
    Bodies,
    /// A request body.
    Body,
    /// A map from statuses or names to responses.
    Responses,
    /// A response.
    Response,
    /// A map from names to headers.
    Headers,
    /// A header.
    Header,
    /// A map from media types.
    Content,
    /// What a media type holds.
    MediaType,
    /// A map from fields to how they are encoded.
    Encodings,
    /// How a field is encoded.
    Encoding,
    /// A map from names to schemas.
    Schemas,
    /// A schema, or a list of schemas.
    Schema,
    /// A schema, or `true` or `false`, which OpenAPI 3.0 allows there too.
    Additional,
    /// A map from names to objects that may be references, and of which nothing else matters.
    References,
    /// One of these.
    Reference,
    /// A discriminator.
    Discriminator,
    /// The map of a discriminator.
    Mapping,
}

/// The methods that a path item of any version may have.
pub(super) const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

impl Kind {
    /// Returns what the member with this key is; `None` where it is data.
    pub(super) fn member(self, key: &str) -> Option<Self> {
        match self {
            Self::Document => match key {
                "paths" => Some(Self::Paths),
                "webhooks" | "x-webhooks" => Some(Self::PathItems),
                "components" => Some(Self::Components),
                "definitions" => Some(Self::Schemas),
                "parameters" => Some(Self::Parameters),
                "responses" => Some(Self::Responses),
                _ => None,
            },
            Self::Components => match key {
                "schemas" => Some(Self::Schemas),
                "parameters" => Some(Self::Parameters),
                "responses" => Some(Self::Responses),
                "requestBodies" => Some(Self::Bodies),
                "headers" => Some(Self::Headers),
                "pathItems" => Some(Self::PathItems),
                "callbacks" => Some(Self::Callbacks),
                "mediaTypes" => Some(Self::Content),
                "securitySchemes" => Some(Self::References),
                _ => None,
            },
            Self::Paths => (!key.starts_with("x-")).then_some(Self::PathItem),
            Self::PathItems => Some(Self::PathItem),
            Self::PathItem => match key {
                "parameters" => Some(Self::Parameters),
                "additionalOperations" => Some(Self::Operations),
                _ => METHODS.contains(&key).then_some(Self::Operation),
            },
            Self::Operations => Some(Self::Operation),
            Self::Operation => match key {
                "parameters" => Some(Self::Parameters),
                "requestBody" => Some(Self::Body),
                "responses" => Some(Self::Responses),
                "callbacks" => Some(Self::Callbacks),
                _ => None,
            },
            // The members of a callback are path items, called like expressions.
            Self::Callbacks => Some(Self::Paths),
            Self::Parameters => Some(Self::Parameter),
            Self::Parameter | Self::Header => match key {
                "schema" | "items" => Some(Self::Schema),
                "content" => Some(Self::Content),
                _ => None,
            },
            Self::Bodies => Some(Self::Body),
            Self::Body => (key == "content").then_some(Self::Content),
            Self::Responses => Some(Self::Response),
            Self::Response => match key {
                "schema" => Some(Self::Schema),
                "headers" => Some(Self::Headers),
                "content" => Some(Self::Content),
                _ => None,
            },
            Self::Headers => Some(Self::Header),
            Self::Content => Some(Self::MediaType),
            Self::MediaType => match key {
                "schema" | "itemSchema" => Some(Self::Schema),
                "encoding" => Some(Self::Encodings),
                _ => None,
            },
            Self::Encodings => Some(Self::Encoding),
            Self::Encoding => (key == "headers").then_some(Self::Headers),
            Self::Schemas => Some(Self::Schema),
            Self::Schema | Self::Additional => Self::of_schema(key),
            Self::References => Some(Self::Reference),
            Self::Discriminator => (key == "mapping").then_some(Self::Mapping),
            Self::Reference | Self::Mapping => None,
        }
    }

    fn of_schema(key: &str) -> Option<Self> {
        match key {
            "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions" => {
                Some(Self::Schemas)
            }
            "items" | "allOf" | "oneOf" | "anyOf" | "not" | "prefixItems" | "if" | "then"
            | "else" | "contains" | "propertyNames" | "contentSchema" => Some(Self::Schema),
            "additionalProperties"
            | "unevaluatedProperties"
            | "unevaluatedItems"
            | "additionalItems" => Some(Self::Additional),
            "discriminator" => Some(Self::Discriminator),
            _ => None,
        }
    }

    /// Returns what an item is where such a node is a list.
    pub(super) fn item(self) -> Self {
        match self {
            Self::Parameters => Self::Parameter,
            other => other,
        }
    }
}
