//! Links in headers (RFC 8288).

use http::HeaderMap;
use http::header::LINK;

/// Returns the target of the first link of a relation type, as it is written: it may be relative.
///
/// Values that are no links end the search in their header and no other. Links whose context is
/// another resource (`anchor`) say nothing about this one.
pub(super) fn target<'h>(headers: &'h HeaderMap, relation: &str) -> Option<&'h str> {
    let values = headers.get_all(LINK).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .find_map(|value| target_in(value, relation))
}

/// Returns the same of the value of one header (RFC 8288, appendix B.2).
fn target_in<'h>(value: &'h str, relation: &str) -> Option<&'h str> {
    let mut rest = value;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let (target, after) = rest.strip_prefix('<')?.split_once('>')?;
        rest = after;
        let (mut relations, mut has_anchor) = (None, false);
        while let Some(parameter) = rest.trim_start_matches([' ', '\t']).strip_prefix(';') {
            let (name, value, after) = parameter_of(parameter);
            rest = after;
            if name.eq_ignore_ascii_case("rel") {
                // Only the first one counts (RFC 8288, section 3.3).
                relations.get_or_insert(value);
            }
            has_anchor |= name.eq_ignore_ascii_case("anchor");
        }
        let mut relations = relations.unwrap_or_default().split_ascii_whitespace();
        if !has_anchor && relations.any(|it| it.eq_ignore_ascii_case(relation)) {
            return Some(target.trim());
        }
        match rest.trim_start_matches([' ', '\t']) {
            after if after.starts_with(',') => rest = after,
            _ => return None,
        }
    }
}

/// Splits what follows a `;` into the name of the parameter, its value without quotes, and the rest.
///
/// Relation types have nothing that needs a backslash, so values are not unescaped.
fn parameter_of(text: &str) -> (&str, &str, &str) {
    let text = text.trim_start_matches([' ', '\t']);
    let name_end = text.find(['=', ';', ',']).unwrap_or(text.len());
    let (name, rest) = text.split_at(name_end);
    let name = name.trim_end();
    let Some(value) = rest.strip_prefix('=') else {
        return (name, "", rest);
    };
    let value = value.trim_start_matches([' ', '\t']);
    let Some(quoted) = value.strip_prefix('"') else {
        let end = value.find([';', ',']).unwrap_or(value.len());
        let (value, rest) = value.split_at(end);
        return (name, value.trim_end(), rest);
    };
    let mut is_escaped = false;
    let end = quoted.find(|letter| {
        let ends = letter == '"' && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        ends
    });
    match end {
        Some(end) => (name, &quoted[..end], &quoted[end + 1..]),
        None => (name, quoted, ""),
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::target;

    fn next(values: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            let value = HeaderValue::from_str(value).expect("it is a value");
            headers.append("link", value);
        }
        target(&headers, "next").map(str::to_owned)
    }

    #[test]
    fn the_next_page_is_found_among_other_links() {
        let found: [(&[&str], &str); 9] = [
            (
                &[r#"<https://h/a?page=2>; rel="next""#],
                "https://h/a?page=2",
            ),
            (&["<?page=2>;rel=next"], "?page=2"),
            (
                &[r#"<a>; rel="prev", <b>; rel="next", <c>; rel="last""#],
                "b",
            ),
            (&[r#"<a>; rel="prev""#, r#"<b>; rel="next""#], "b"),
            (&[r#"<a>; rel="last next""#], "a"),
            (
                &[r#"<a,b;c>; REL = "Next" ; title="x, <y>; rel=\"z\"""#],
                "a,b;c",
            ),
            (&[r#"<a>; title="rel=next"; rel=prev, <b>; rel=next"#], "b"),
            (&[r#"<a>; rel=next; anchor="/other", <b>; rel=next"#], "b"),
            (&["nonsense", "<b>; rel=next"], "b"),
        ];
        for (values, expected) in found {
            assert_eq!(next(values).as_deref(), Some(expected), "{values:?}");
        }
    }

    #[test]
    fn what_is_no_link_to_the_next_page_is_none() {
        for values in [
            &[][..],
            &[""],
            &["<a"],
            &["<a>"],
            &["<a>; rel"],
            &["<a>; rel="],
            &["<a>; rel=\"nex"],
            &[r#"<a>; rel="prev"; rel="next""#],
            &["<a> rel=next"],
            &[r#"<a>; rel="nextish""#],
            &[r#"<a>; title="\", <b>; rel=next"#],
        ] {
            assert_eq!(next(values), None, "{values:?}");
        }
    }
}
