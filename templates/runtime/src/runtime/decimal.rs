//! Decimal numbers.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use super::super::runtime;
use super::bridge::bridge;
use super::codec::{Decode, Encode};
use super::exact;
use super::parameter::ToScalar;
use super::reader::{JsonError, Reader};
use super::writer::Writer;

/// The most zeros that an exponent may stand for.
const MOST_ZEROS: usize = 64;

macro_rules! decimal {
    ($(#[doc = $doc:literal])+ $name:ident written by $write:ident) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub rust_decimal::Decimal);

        impl Deref for $name {
            type Target = rust_decimal::Decimal;

            fn deref(&self) -> &rust_decimal::Decimal {
                &self.0
            }
        }

        impl From<rust_decimal::Decimal> for $name {
            fn from(number: rust_decimal::Decimal) -> Self {
                Self(number)
            }
        }

        impl From<$name> for rust_decimal::Decimal {
            fn from(number: $name) -> Self {
                number.0
            }
        }

        impl FromStr for $name {
            type Err = NotADecimal;

            fn from_str(text: &str) -> Result<Self, NotADecimal> {
                parse(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, formatter)
            }
        }

        impl ToScalar for $name {
            fn to_scalar(&self) -> String {
                self.0.to_string()
            }
        }

        impl Encode for $name {
            fn encode(&self, writer: &mut Writer) {
                writer.$write(&self.0.to_string());
            }
        }

        impl Decode for $name {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
                exact::read(reader)
            }
        }

        bridge!(exact $name);
    };
}

decimal! {
    /// A decimal number, a number on the wire. `12.10` stays `12.10`; what has more digits than fit is
    /// an error.
    Decimal written by raw
}

decimal! {
    /// A decimal number, a string on the wire. `"12.10"` stays `"12.10"`; what has more digits than
    /// fit is an error.
    DecimalText written by string
}

/// A text that is no decimal number, or none that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADecimal(String);

impl fmt::Display for NotADecimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{}` is no decimal number, or has too many digits",
            self.0
        )
    }
}

impl std::error::Error for NotADecimal {}

fn parse(text: &str) -> Result<rust_decimal::Decimal, NotADecimal> {
    let plain = expand(text);
    plain
        .and_then(|plain| rust_decimal::Decimal::from_str_exact(&plain).ok())
        .ok_or_else(|| NotADecimal(text.to_owned()))
}

/// Returns a number without its exponent.
fn expand(text: &str) -> Option<String> {
    let Some((digits, exponent)) = text.split_once(['e', 'E']) else {
        return Some(text.to_owned());
    };
    let exponent: i32 = exponent.parse().ok()?;
    let zeros = usize::try_from(exponent.unsigned_abs()).ok()?;
    if zeros > MOST_ZEROS {
        return None;
    }
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", digits),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let zeros = "0".repeat(zeros);
    Some(if exponent < 0 {
        let whole = format!("{zeros}{whole}");
        let (whole, moved) = whole.split_at_checked(whole.len() - zeros.len())?;
        format!("{sign}{whole}.{moved}{fraction}")
    } else {
        let padded = format!("{fraction}{zeros}");
        let moved = padded.get(..zeros.len())?;
        match fraction.get(zeros.len()..) {
            None | Some("") => format!("{sign}{whole}{moved}"),
            Some(fraction) => format!("{sign}{whole}{moved}.{fraction}"),
        }
    })
}
