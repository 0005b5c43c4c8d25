//! Dates of the crate `jiff`, as they are on the wire (RFC 3339 section 5.6).

use super::codec::displayed;

displayed! { ::jiff::Timestamp, ::jiff::civil::Date }
