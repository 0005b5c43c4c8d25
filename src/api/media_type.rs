//! What media types are called in names.

/// Names that say more than the subtype.
const KNOWN: [(&str, &str); 6] = [
    ("application/octet-stream", "bytes"),
    ("application/x-www-form-urlencoded", "form"),
    ("text/plain", "text"),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
];

/// Returns names for a media type, the shortest first: by its subtype, by that and its parameters, by all of it.
///
/// `x-` and `vnd.` say nothing, and neither does `charset`: all text is UTF-8. A range is called after what
/// is before its slash. Names have words that are separated by `_`.
pub fn names(media_type: &str) -> [String; 3] {
    let mut parts = media_type.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
    let parameters: Vec<String> = parts
        .map(str::to_ascii_lowercase)
        .filter(|it| !it.is_empty() && !it.starts_with("charset"))
        .collect();
    let brief = brief(&essence);
    let whole = match essence.as_str() {
        "*" | "*/*" => "any",
        essence => essence,
    };
    let with = |name: &str| {
        let words = std::iter::once(name).chain(parameters.iter().map(String::as_str));
        words.map(words_of).collect::<Vec<_>>().join("_")
    };
    [words_of(brief), with(brief), with(whole)]
}

fn brief(essence: &str) -> &str {
    if let Some((_, name)) = KNOWN.iter().find(|(known, _)| *known == essence) {
        return name;
    }
    let (first, subtype) = essence.split_once('/').unwrap_or(("", essence));
    match (first, subtype) {
        ("*" | "", "*") => "any",
        (first, "*") => first,
        (_, subtype) => {
            let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
            subtype.strip_prefix("vnd.").unwrap_or(subtype)
        }
    }
}

fn words_of(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    match words.is_empty() {
        true => "other".to_owned(),
        false => words.join("_"),
    }
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_are_as_short_as_they_may_be() {
        for (media_type, expected) in [
            ("text/csv", ["csv", "csv", "text_csv"]),
            ("Application/PDF", ["pdf", "pdf", "application_pdf"]),
            ("application/x-yaml", ["yaml", "yaml", "application_x_yaml"]),
            (
                "application/vnd.example.v2+json",
                [
                    "example_v2_json",
                    "example_v2_json",
                    "application_vnd_example_v2_json",
                ],
            ),
            (
                "application/json; version=1; charset=utf-8",
                ["json", "json_version_1", "application_json_version_1"],
            ),
            ("text/plain", ["text", "text", "text_plain"]),
            ("image/*", ["image", "image", "image"]),
            ("*/*", ["any", "any", "any"]),
            ("*", ["any", "any", "any"]),
            ("application/!", ["other", "other", "application"]),
            ("", ["other", "other", "other"]),
            ("json;charset", ["json", "json", "json"]),
        ] {
            assert_eq!(names(media_type), expected, "{media_type}");
        }
    }
}
