//! Formats of strings and numbers (OpenAPI 3.0.3 section 4.4, and its format registry).

use openapiv3::AnySchema;

use crate::api::{IntegerFormat, NumberFormat, Shape, StringFormat};

/// Returns the shape of strings of a format.
pub(super) fn string(format: Option<&str>) -> Shape {
    Shape::String(match format {
        Some("date-time") => StringFormat::DateTime,
        Some("date") => StringFormat::Date,
        Some("uuid") => StringFormat::Uuid,
        Some("byte") => StringFormat::Byte,
        Some("base64url") => StringFormat::ByteUrl,
        Some("binary") => StringFormat::Binary,
        Some("password") => StringFormat::Password,
        Some("decimal") => StringFormat::Decimal,
        Some(_) | None => StringFormat::Plain,
    })
}

/// Returns the shape of integers.
///
/// Without a format they are of 64 bits, whatever their bounds: bounds change more often than an
/// SDK can.
pub(super) fn integer(keywords: &AnySchema) -> Shape {
    Shape::Integer(match keywords.format.as_deref() {
        Some("int32" | "int16" | "int8" | "uint8" | "uint16") => IntegerFormat::Int32,
        Some("uint32") => IntegerFormat::UInt32,
        Some("uint64") => IntegerFormat::UInt64,
        Some(_) | None => IntegerFormat::Int64,
    })
}

/// Returns the shape of numbers.
pub(super) fn number(keywords: &AnySchema) -> Shape {
    match keywords.format.as_deref() {
        Some("float") => Shape::Number(NumberFormat::Float),
        Some("decimal") => Shape::Number(NumberFormat::Decimal),
        // Some documents write `type: number` where they mean integers.
        Some("int32" | "int64") => integer(keywords),
        Some(_) | None => Shape::Number(NumberFormat::Double),
    }
}
