//! Identifiers of the crate `uuid`, as they are on the wire (RFC 9562 section 4).

use super::codec::displayed;

displayed! { ::uuid::Uuid }
