//! Words of names, as heck splits them.

use heck::ToSnakeCase;

/// Returns the words of a name, in lower case.
pub(super) fn of(name: &str) -> Vec<String> {
    name.to_snake_case()
        .split('_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Returns the singular of an English word that is a plural by its form, or `None`.
///
/// Only endings that are safe are touched: a word left in the plural reads better than a word that
/// is none.
pub(super) fn singular(word: &str) -> Option<String> {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Some(format!("{stem}y"));
    }
    for ending in ["sses", "shes", "ches", "xes"] {
        if word.ends_with(ending) {
            return Some(word[..word.len() - 2].to_owned());
        }
    }
    let exception = ["ss", "us", "is", "ous", "ics", "news"]
        .iter()
        .any(|end| word.ends_with(end));
    let stem = word.strip_suffix('s').filter(|stem| stem.len() > 2)?;
    (!exception).then(|| stem.to_owned())
}

/// Returns the last words that more than half of the names share, such as `api` in `get_pet_api`.
pub(super) fn shared_ending<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    let mut total = 0;
    for name in names {
        total += 1;
        if let Some(last) = of(name).pop() {
            *counts.entry(last).or_default() += 1;
        }
    }
    let (word, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (total > 3 && count * 2 > total && !is_method(&word)).then_some(word)
}

/// Returns the words of an operation's id without the ending that the ids share; a method after the
/// ending stays (`delete_api_post` becomes `delete_post`).
pub(super) fn of_operation(id: &str, ending: Option<&str>) -> Vec<String> {
    let mut words = of(id);
    if let Some(ending) = ending {
        let last = words.len().saturating_sub(1);
        let at = match words.last() {
            Some(word) if word == ending => Some(last),
            Some(word) if is_method(word) && last > 0 && words[last - 1] == ending => {
                Some(last - 1)
            }
            Some(_) | None => None,
        };
        if let Some(at) = at.filter(|_| words.len() > 1) {
            words.remove(at);
        }
    }
    words
}

fn is_method(word: &str) -> bool {
    [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ]
    .contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn singular_of_plurals_only() {
        let cases = [
            ("modes", Some("mode")),
            ("policies", Some("policy")),
            ("classes", Some("class")),
            ("boxes", Some("box")),
            ("status", None),
            ("address", None),
            ("analysis", None),
            ("as", None),
            ("sheep", None),
        ];
        for (plural, expected) in cases {
            assert_eq!(singular(plural).as_deref(), expected, "{plural}");
        }
    }

    #[test]
    fn shared_ending_is_dropped() {
        let ids = [
            "pet_get_api",
            "pet_put_api",
            "pet_list_api",
            "pet_delete_api_post",
        ];
        let ending = shared_ending(ids.into_iter());
        assert_eq!(ending.as_deref(), Some("api"));
        assert_eq!(of_operation(ids[0], Some("api")), ["pet", "get"]);
        assert_eq!(of_operation(ids[3], Some("api")), ["pet", "delete", "post"]);
        assert_eq!(of_operation("api", Some("api")), ["api"]);
        assert_eq!(shared_ending(["getPet", "putPet"].into_iter()), None);
    }
}
