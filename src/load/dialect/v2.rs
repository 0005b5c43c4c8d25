//! Swagger 2.0 to OpenAPI 3.0.

mod body;
mod document;
mod media;
mod parameter;
mod response;
mod schema;

use serde_json::Value;

use super::Upgrade;
use super::kind::Kind;
pub(super) use media::MediaTypes;

/// What references to components start with, before and after; parameters are not among them, of
/// which some become bodies.
pub(super) const COMPONENTS: [(&str, &str); 2] = [
    ("#/definitions/", "#/components/schemas/"),
    ("#/responses/", "#/components/responses/"),
];

/// Rewrites one node whose members were rewritten already.
pub(super) fn rewrite(upgrade: &mut Upgrade<'_>, kind: Kind, node: &mut Value) {
    let Value::Object(members) = node else {
        return;
    };
    match kind {
        Kind::Document => document::rewrite(upgrade, members),
        Kind::PathItem => body::assemble(upgrade, members),
        Kind::Operation => upgrade.media.leave(),
        Kind::Parameter => parameter::rewrite(upgrade, members),
        Kind::Header => parameter::header(upgrade, members),
        Kind::Response => response::rewrite(upgrade, members),
        Kind::Schema | Kind::Additional => schema::rewrite(upgrade, members),
        Kind::Components
        | Kind::Paths
        | Kind::PathItems
        | Kind::Operations
        | Kind::Callbacks
        | Kind::Parameters
        | Kind::Bodies
        | Kind::Body
        | Kind::Responses
        | Kind::Headers
        | Kind::Content
        | Kind::MediaType
        | Kind::Encodings
        | Kind::Encoding
        | Kind::Schemas
        | Kind::References
        | Kind::Reference
        | Kind::Discriminator
        | Kind::Mapping => {}
    }
}
