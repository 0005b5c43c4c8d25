//! Which of several kinds a value is, be it XML or JSON; and what is a number in XML.

use std::borrow::Cow;

use super::xml::{Kind, Member};

/// A value that is one of several kinds.
pub(super) trait Candidate {
    /// Returns whether it may be of a kind, whatever members it has.
    fn fits(&self, kind: Kind) -> bool;

    /// Returns whether it has a member.
    fn has(&self, member: &Member) -> bool;

    /// Returns the text of a member.
    fn text(&self, member: &Member) -> Option<Cow<'_, str>>;

    /// Returns whether it has members that are none of these.
    fn has_others(&self, members: &[Member]) -> bool;
}

/// The member that tells which kind a value is, and what it says, where the kind does not have it itself.
pub(super) type Tag<'c> = Option<(&'static str, Cow<'c, str>)>;

/// Returns the kind that a value is, which is none of several any more.
pub(super) fn chosen(candidate: &impl Candidate, kind: Kind) -> (Kind, Tag<'_>) {
    let mut kind = kind.resolved();
    let mut tag = None;
    // Unions may be of unions, and of themselves.
    for _ in 0..32 {
        kind = match kind {
            Kind::Tagged { property, variants } => match tagged(candidate, property, variants) {
                Some((text, kind)) => {
                    if let Kind::Object { members, .. } = kind
                        && !members.iter().any(|member| member.key == property)
                    {
                        tag = Some((property, text));
                    }
                    kind
                }
                None => Kind::Any,
            },
            Kind::Union(variants) => untagged(candidate, variants).unwrap_or(Kind::Any),
            kind => return (kind, tag),
        };
    }
    (Kind::Any, None)
}

/// Returns the kind that a member tells, and what it says; `None` where that is not known.
fn tagged<'c>(
    candidate: &'c impl Candidate,
    property: &'static str,
    variants: &'static [(&'static [&'static str], Kind)],
) -> Option<(Cow<'c, str>, Kind)> {
    for (tags, kind) in variants {
        let kind = kind.resolved();
        let own = match kind {
            Kind::Object { members, .. } => members.iter().find(|it| it.key == property),
            _ => None,
        };
        let text = match own {
            Some(member) => candidate.text(member),
            // The union alone knows the member.
            None => candidate
                .text(&Member::element(property, Kind::Token))
                .or_else(|| candidate.text(&Member::attribute(property, Kind::Token))),
        };
        if let Some(text) = text
            && tags.contains(&text.trim_ascii())
        {
            return Some((text, kind));
        }
    }
    None
}

/// Returns the kind that a value looks like: the first one of which it has what is required and nothing
/// else, or else the first one of which it has what is required, or else the first one that it may be.
fn untagged(candidate: &impl Candidate, variants: &'static [Kind]) -> Option<Kind> {
    let fitting = || {
        let kinds = variants.iter().map(|kind| kind.resolved());
        kinds.filter(|kind| candidate.fits(*kind))
    };
    let has_required = |kind: &Kind| match kind {
        Kind::Object { members, .. } => {
            let mut required = members.iter().filter(|it| it.required);
            required.all(|member| candidate.has(member))
        }
        _ => true,
    };
    let has_no_others = |kind: &Kind| match kind {
        Kind::Object { members, .. } => !candidate.has_others(members),
        _ => true,
    };
    fitting()
        .find(|kind| has_required(kind) && has_no_others(kind))
        .or_else(|| fitting().find(has_required))
        .or_else(|| fitting().next())
}

/// Returns a number as JSON has it; XML Schema also lets it begin with a plus, a point or zeros, and end
/// with a point.
pub(super) fn number(word: &str) -> Option<Cow<'_, str>> {
    let (sign, digits) = match word.as_bytes().first()? {
        b'-' => ("-", &word[1..]),
        b'+' => ("", &word[1..]),
        _ => ("", word),
    };
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => (&digits[..at], Some(&digits[at + 1..])),
        None => (digits, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fraction_length = fraction.map_or(0, str::len);
    let is_mantissa =
        is_digits(whole) && fraction.is_none_or(is_digits) && whole.len() + fraction_length > 0;
    let is_exponent = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !digits.is_empty() && is_digits(digits)
    });
    if !is_mantissa || !is_exponent {
        return None;
    }
    let is_json = (whole == "0" || !whole.starts_with('0'))
        && !whole.is_empty()
        && fraction != Some("")
        && !word.starts_with('+');
    if is_json {
        return Some(Cow::Borrowed(word));
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let mut number = format!("{sign}{whole}");
    if let Some(fraction) = fraction.filter(|it| !it.is_empty()) {
        number.push_str(&format!(".{fraction}"));
    }
    if let Some(exponent) = exponent {
        number.push_str(&format!("e{exponent}"));
    }
    Some(Cow::Owned(number))
}

/// Returns a boolean of XML Schema.
pub(super) fn boolean(word: &str) -> Option<bool> {
    match word {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_become_those_of_json() {
        let numbers = [
            ("0", Some("0")),
            ("-12", Some("-12")),
            ("+5", Some("5")),
            ("007", Some("7")),
            ("-0.50", Some("-0.50")),
            (".5", Some("0.5")),
            ("5.", Some("5")),
            ("00", Some("0")),
            ("1e5", Some("1e5")),
            ("+01.E+5", Some("1e+5")),
            ("", None),
            ("-", None),
            (".", None),
            ("1e", None),
            ("1.2.3", None),
            ("NaN", None),
            ("INF", None),
            ("0x1", None),
            ("١", None),
        ];
        for (text, expected) in numbers {
            assert_eq!(number(text).as_deref(), expected, "{text:?}");
        }
    }
}
