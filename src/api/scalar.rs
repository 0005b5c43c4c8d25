//! Numbers and strings of a known form.

/// Which integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IntegerFormat {
    /// -2^31 to 2^31 - 1.
    Int32,
    /// -2^63 to 2^63 - 1; also where the document names no format.
    Int64,
    /// 0 to 2^32 - 1.
    UInt32,
    /// 0 to 2^64 - 1.
    UInt64,
}

/// Which numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberFormat {
    /// IEEE 754 single precision.
    Float,
    /// IEEE 754 double precision; also where the document names no format.
    Double,
    /// Decimal, of as many digits as it has.
    Decimal,
}

/// Which strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StringFormat {
    /// Any text, among them those of a format that has no type of its own.
    Plain,
    /// A date and a time with an offset (RFC 3339 section 5.6).
    DateTime,
    /// A date (RFC 3339 section 5.6).
    Date,
    /// A UUID (RFC 9562).
    Uuid,
    /// Bytes in base64 (RFC 4648 section 4).
    Byte,
    /// Bytes in base64url (RFC 4648 section 5).
    ByteUrl,
    /// Bytes as they are.
    Binary,
    /// A secret.
    Password,
    /// A decimal number.
    Decimal,
}
