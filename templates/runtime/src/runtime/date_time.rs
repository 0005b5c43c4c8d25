//! Dates of the crate `time`, as they are on the wire.

use std::fmt;
use std::ops::Deref;

use time::format_description::well_known::{Iso8601, Rfc3339};

use super::super::runtime;
use super::bridge::bridge;
use super::codec::{Decode, Encode};
use super::parameter::ToScalar;
use super::reader::{JsonError, Reader};
use super::writer::Writer;

macro_rules! wrapper {
    ($(#[doc = $doc:literal])+ $name:ident of $inner:ty, $format:expr) => {
        $(#[doc = $doc])+
        ///
        /// It is written to text when it is sent; what RFC 3339 cannot say, such as a year after
        /// 9999, is an error then.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $inner);

        impl Deref for $name {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }

        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        impl From<$name> for $inner {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.0.format(&$format) {
                    Ok(text) => formatter.write_str(&text),
                    Err(_) => fmt::Display::fmt(&self.0, formatter),
                }
            }
        }

        impl ToScalar for $name {
            fn to_scalar(&self) -> String {
                self.to_string()
            }
        }

        impl Encode for $name {
            fn encode(&self, writer: &mut Writer) {
                match self.0.format(&$format) {
                    Ok(text) => writer.string(&text),
                    Err(error) => writer.fail(error),
                }
            }
        }

        impl Decode for $name {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
                reader.parsed(|text| <$inner>::parse(text, &$format).map(Self))
            }
        }

        bridge!($name);
    };
}

wrapper! {
    /// A date and a time with an offset (RFC 3339 section 5.6).
    DateTime of time::OffsetDateTime, Rfc3339
}

wrapper! {
    /// A date (RFC 3339 section 5.6).
    Date of time::Date, Iso8601::DATE
}
