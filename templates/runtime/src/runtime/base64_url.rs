//! Bytes that travel as text which is safe in URLs.

use std::fmt;

use super::super::runtime;
use super::base64;
use super::bridge::bridge;
use super::codec::{Decode, Encode};
use super::parameter::ToScalar;
use super::reader::{JsonError, Reader};
use super::writer::Writer;

/// Bytes that are base64url on the wire (RFC 4648 section 5), without padding. Padding is read, too,
/// and so is the other alphabet of base64.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Base64Url(Vec<u8>);

impl Base64Url {
    /// Returns the bytes, ready to be sent.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// Returns the bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the bytes by move.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl fmt::Debug for Base64Url {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Base64Url")
            .field(&self.to_scalar())
            .finish()
    }
}

impl From<Vec<u8>> for Base64Url {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64Url {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl ToScalar for Base64Url {
    fn to_scalar(&self) -> String {
        base64::encode(&self.0)
            .trim_end_matches('=')
            .replace('+', "-")
            .replace('/', "_")
    }
}

impl Encode for Base64Url {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.to_scalar());
    }
}

impl Decode for Base64Url {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        reader.parsed(|text| base64::decode(text).map(Self).ok_or("not base64url"))
    }
}

bridge!(Base64Url);
