//! Numbers as their digits, of which none is lost when they are compared.

use std::cmp::Ordering;

/// A number without floating point: its digits, and how many of them are after the point.
struct Exact {
    digits: i128,
    scale: u32,
}

/// Returns a number by its digits; `None` where it has too many.
fn exact(text: &str) -> Option<Exact> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let exponent: i64 = exponent.parse().ok()?;
    let scale = i64::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
    match u32::try_from(scale) {
        Ok(scale) => Some(Exact { digits, scale }),
        Err(_) => {
            let factor = 10_i128.checked_pow(u32::try_from(scale.checked_neg()?).ok()?)?;
            let digits = digits.checked_mul(factor)?;
            Some(Exact { digits, scale: 0 })
        }
    }
}

/// Returns the digits of two numbers that have equally many after the point.
fn aligned(one: &str, other: &str) -> Option<(i128, i128)> {
    let (one, other) = (exact(one)?, exact(other)?);
    let scale = one.scale.max(other.scale);
    let digits = |number: Exact| {
        number
            .digits
            .checked_mul(10_i128.checked_pow(scale - number.scale)?)
    };
    Some((digits(one)?, digits(other)?))
}

/// Returns the order of two numbers; `None` where one of them is none.
pub(super) fn compare(one: &str, other: &str) -> Option<Ordering> {
    match aligned(one, other) {
        Some((one, other)) => Some(one.cmp(&other)),
        None => one.parse::<f64>().ok()?.partial_cmp(&other.parse().ok()?),
    }
}

/// Returns whether a number is a multiple; `None` where that cannot be told.
pub(super) fn is_multiple(number: &str, divisor: &str) -> Option<bool> {
    let (number, divisor) = aligned(number, divisor)?;
    Some(number.checked_rem(divisor)? == 0)
}
