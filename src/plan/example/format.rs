//! Texts of a form that their type reads: dates, identifiers, bytes, decimals.
//!
//! Stricter than the types: what passes here is read by each of them.

use crate::plan::Type;

/// Returns what values of a type are called.
pub(super) fn name(ty: &Type) -> &'static str {
    match ty {
        Type::Plain("chrono::DateTime<chrono::Utc>" | "jiff::Timestamp")
        | Type::Runtime("date_time::DateTime") => "a date and time (RFC 3339)",
        Type::Plain("chrono::NaiveDate" | "jiff::civil::Date")
        | Type::Runtime("date_time::Date") => "a date (RFC 3339)",
        Type::Plain("uuid::Uuid") => "a UUID (RFC 9562)",
        Type::Runtime("Base64") => "bytes in base64 (RFC 4648 section 4)",
        Type::Runtime("base64_url::Base64Url") => "bytes in base64url (RFC 4648 section 5)",
        Type::Runtime("decimal::DecimalText") => "a decimal number as a text",
        _ => "a text of its format",
    }
}

/// Returns a text that a type reads, for values that the document has no example of.
pub(super) fn sample(ty: &Type) -> Option<&'static str> {
    Some(match ty {
        Type::Plain("chrono::DateTime<chrono::Utc>" | "jiff::Timestamp")
        | Type::Runtime("date_time::DateTime") => "2026-01-31T12:00:00Z",
        Type::Plain("chrono::NaiveDate" | "jiff::civil::Date")
        | Type::Runtime("date_time::Date") => "2026-01-31",
        Type::Plain("uuid::Uuid") => "0198c5a2-7c1e-7a3b-9d4f-5e6a7b8c9d0e",
        Type::Runtime("Base64" | "base64_url::Base64Url") => "c2Ft",
        Type::Runtime("decimal::DecimalText") => "12.50",
        _ => return None,
    })
}

/// Returns whether values are made by `parse`; otherwise they are read from JSON.
pub(super) fn is_parsed(ty: &Type) -> bool {
    match ty {
        Type::Plain(path) => path.contains("::"),
        _ => false,
    }
}

/// Returns whether a text is one that a type reads.
pub(super) fn is_text_of(ty: &Type, text: &str) -> bool {
    match ty {
        Type::Plain("chrono::DateTime<chrono::Utc>" | "jiff::Timestamp")
        | Type::Runtime("date_time::DateTime") => is_date_time(text),
        Type::Plain("chrono::NaiveDate" | "jiff::civil::Date")
        | Type::Runtime("date_time::Date") => is_date(text),
        Type::Plain("uuid::Uuid") => is_uuid(text),
        Type::Runtime("Base64") => is_base64(text, b"+/", true),
        Type::Runtime("base64_url::Base64Url") => is_base64(text, b"-_", false),
        Type::Runtime("decimal::DecimalText") => is_decimal(text),
        _ => false,
    }
}

/// Returns the number that a text of so many digits is.
fn digits(text: &str, width: usize) -> Option<u32> {
    let is_number = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// Returns whether a text is a `full-date` (RFC 3339 section 5.6) of the calendar.
fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut next = |width| parts.next().and_then(|part| digits(part, width));
    let (Some(year), Some(month), Some(day)) = (next(4), next(2), next(2)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    parts.next().is_none() && year > 0 && (1..=days).contains(&day)
}

/// Returns whether a text is a `date-time` (RFC 3339 section 5.6), without leap seconds.
fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_once('T') else {
        return false;
    };
    let Some(at) = rest.find(['Z', '+', '-']) else {
        return false;
    };
    let (time, offset) = rest.split_at(at);
    let (time, fraction) = match time.split_once('.') {
        Some((time, fraction)) => (time, Some(fraction)),
        None => (time, None),
    };
    let is_fraction = fraction.is_none_or(|it| {
        (1..=9).contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_digit())
    });
    let is_offset = offset == "Z" || offset.get(1..).is_some_and(|it| is_clock(it, 2));
    is_date(date) && is_clock(time, 3) && is_fraction && is_offset
}

/// Returns whether a text is so many of hours, minutes and seconds.
fn is_clock(text: &str, count: usize) -> bool {
    let parts: Vec<_> = text.split(':').collect();
    let limits = [24, 60, 60];
    parts.len() == count
        && parts
            .iter()
            .zip(limits)
            .all(|(part, limit)| digits(part, 2).is_some_and(|number| number < limit))
}

fn is_uuid(text: &str) -> bool {
    let widths = [8, 4, 4, 4, 12];
    let parts: Vec<_> = text.split('-').collect();
    parts.len() == widths.len()
        && parts.iter().zip(widths).all(|(part, width)| {
            part.len() == width && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

/// Returns whether a text is bytes in base64 whose last bits are none that get lost.
fn is_base64(text: &str, others: &[u8; 2], padded: bool) -> bool {
    let bare = text.trim_end_matches('=');
    let padding = text.len() - bare.len();
    let is_length = match padded {
        true => text.len().is_multiple_of(4) && padding <= 2,
        false => padding <= 2 && bare.len() % 4 != 1,
    };
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        _ => others
            .iter()
            .position(|it| *it == byte)
            .map(|at| 62 + at as u8),
    };
    let lost = match bare.len() % 4 {
        2 => 0x0f,
        3 => 0x03,
        _ => 0,
    };
    let is_clean = bare
        .bytes()
        .last()
        .is_none_or(|byte| value(byte).is_some_and(|bits| bits & lost == 0));
    is_length && is_clean && bare.bytes().all(|byte| value(byte).is_some())
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.len() <= 25 && are_digits(whole) && are_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for text in ["2024-02-29", "2000-02-29", "2026-12-31"] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-1-01",
            "26-01-01",
            "2026-01-01-01",
            "",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn times_have_an_offset() {
        for text in [
            "2026-01-31T12:00:00Z",
            "2026-01-31T12:00:00.123456789+09:30",
            "2026-01-31T23:59:59-00:30",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "2026-01-31T12:00:00",
            "2026-01-31 12:00:00Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T12:00:60Z",
            "2026-01-31T12:00:00.Z",
            "2026-01-31T12:00:00+25:00",
            "2026-01-31T12:00:00Zulu",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }

    #[test]
    fn bytes_are_written_one_way_only() {
        assert!(is_base64("c2FtcGxl", b"+/", true));
        assert!(is_base64("c2FtcA==", b"+/", true));
        assert!(is_base64("c2FtcA", b"-_", false));
        assert!(is_base64("", b"+/", true));
        for text in ["c2FtcB==", "c2Ftc", "c2F tcA=", "c2FtcA===", "====", "ä+/="] {
            assert!(!is_base64(text, b"+/", true), "{text}");
        }
    }

    #[test]
    fn identifiers_and_decimals() {
        assert!(is_uuid("0198c5a2-7c1e-7a3b-9d4f-5e6a7b8c9d0e"));
        assert!(!is_uuid("0198c5a27c1e7a3b9d4f5e6a7b8c9d0e"));
        assert!(is_decimal("-12.50"));
        assert!(!is_decimal("1."));
        assert!(!is_decimal("1e3"));
    }
}
