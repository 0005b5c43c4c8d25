//! Identifiers.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Words that an identifier cannot be, even raw.
const NEVER: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// Keywords of the editions up to 2024, which raw identifiers may be.
const KEYWORDS: [&str; 50] = [
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "static",
    "struct",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "union",
    "macro_rules",
];

/// Types and traits that Rust code names without importing them, and those that generated models
/// name: a model of such a name would hide it.
const PRELUDE: [&str; 32] = [
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Box",
    "String",
    "Vec",
    "Copy",
    "Send",
    "Sized",
    "Sync",
    "Unpin",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "AsMut",
    "AsRef",
    "From",
    "Into",
    "Default",
    "Iterator",
    "Extend",
    "Clone",
    "Eq",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Debug",
    "Hash",
];

/// Names that Windows does not take as those of files, whatever their extension.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// How many bytes any other identifier has at most: all of them are written many times.
const MAX_IDENT: usize = 300;

/// How many bytes the name of a module has at most: file systems take 255, with an extension.
const MAX_MODULE: usize = 120;

/// Names that models import.
const IMPORTED: [&str; 4] = ["BTreeMap", "Nullable", "Secret", "Base64"];

/// Names that are taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Taken {
    names: BTreeSet<String>,
    /// The number that a name which is taken gets next: thousands may want the same one.
    numbers: BTreeMap<String, usize>,
    /// Names that the SDK has for itself.
    own: BTreeSet<String>,
}

impl Taken {
    /// Returns names that the SDK has for itself.
    pub(super) fn with(own: &[&str]) -> Self {
        Self {
            own: own.iter().map(|name| (*name).to_owned()).collect(),
            ..Self::default()
        }
    }

    /// Returns whether a name can be taken as it is.
    pub(super) fn is_free(&self, name: &str) -> bool {
        !self.own.contains(name) && !self.names.contains(name)
    }

    /// Takes a name: with `_` where the SDK has it for itself, with a number where another thing of
    /// the document has it.
    pub(super) fn claim(&mut self, base: &str) -> String {
        if self.own.contains(base) {
            return self.claim(&format!("{base}_"));
        }
        let is_value = base.contains('_') || base.chars().all(char::is_lowercase);
        let separator = match base.chars().last() {
            Some('_') => "",
            Some(last) if is_value || last.is_ascii_digit() => "_",
            Some(_) | None => "",
        };
        if self.names.insert(base.to_owned()) {
            return base.to_owned();
        }
        let number = self.numbers.entry(base.to_owned()).or_insert(2);
        loop {
            let name = format!("{base}{separator}{number}");
            *number += 1;
            if self.names.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// Returns the identifier of a field, a method or a variable.
pub(super) fn value(name: &str) -> String {
    let snake = legal(&spelled(name).to_snake_case(), "value");
    if NEVER.contains(&snake.as_str()) {
        format!("{snake}_")
    } else if KEYWORDS.contains(&snake.as_str()) && snake != "union" && snake != "macro_rules" {
        format!("r#{snake}")
    } else {
        snake
    }
}

/// Returns the name of a module or a feature, which never is a raw identifier, and which every file
/// system takes as the name of a file.
pub(super) fn module(name: &str) -> String {
    let name = ascii(&value(name));
    match name.strip_prefix("r#") {
        Some(keyword) => format!("{keyword}_"),
        None if DEVICES.contains(&name.as_str()) => format!("{name}_"),
        None => bounded(name, MAX_MODULE, '_'),
    }
}

/// Returns a name with the numbers of its characters that are not ASCII: rustc finds no other files.
fn ascii(name: &str) -> String {
    if name.is_ascii() {
        return name.to_owned();
    }
    let mut ascii = String::new();
    for character in name.chars() {
        match character.is_ascii() {
            true => ascii.push(character),
            false => ascii.push_str(&format!("u{:x}", u32::from(character))),
        }
    }
    ascii
}

/// Shortens a long name; what it ends in then depends on the whole of it, not on its neighbours.
fn bounded(name: String, longest: usize, separator: char) -> String {
    if name.len() <= longest {
        return name;
    }
    let digest = name.bytes().fold(0x811c_9dc5_u32, |digest, byte| {
        // FNV-1a: the same everywhere and always.
        (digest ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let mut end = longest - 9;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let start = name[..end].trim_end_matches('_');
    match separator {
        '_' => format!("{start}_{digest:08x}"),
        other => format!("{start}{other}{digest:08X}"),
    }
}

/// Returns the name of a type.
pub(super) fn type_name(name: &str) -> String {
    let name = legal(&name.to_upper_camel_case(), "Type");
    let hides = PRELUDE.contains(&name.as_str()) || IMPORTED.contains(&name.as_str());
    if hides || NEVER.contains(&name.as_str()) {
        format!("Api{name}")
    } else {
        name
    }
}

/// Returns the name of a variant.
pub(super) fn variant(value: &str) -> String {
    let name = spelled(value).to_upper_camel_case();
    let name = if value.is_empty() {
        "Empty".to_owned()
    } else {
        legal(&name, "Value")
    };
    if NEVER.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// Returns the name of a static.
pub(super) fn constant(name: &str) -> String {
    legal(&name.to_shouty_snake_case(), "VALUE")
}

/// Spells out punctuation where a name consists of nothing else, and a leading minus.
fn spelled(name: &str) -> String {
    let words: &[(char, &str)] = &[
        ('+', "plus"),
        ('-', "minus"),
        ('*', "star"),
        ('/', "slash"),
        ('<', "less"),
        ('>', "greater"),
        ('=', "equal"),
        ('!', "not"),
        ('~', "tilde"),
        ('.', "dot"),
        ('#', "hash"),
        ('$', "dollar"),
        ('%', "percent"),
        ('&', "and"),
        ('@', "at"),
        ('|', "or"),
        ('^', "caret"),
        (',', "comma"),
        (';', "semicolon"),
        (':', "colon"),
        ('?', "question"),
        ('(', "open"),
        (')', "close"),
        ('[', "open"),
        (']', "close"),
    ];
    let word = |character: char| {
        words
            .iter()
            .find(|(it, _)| *it == character)
            .map(|(_, word)| *word)
    };
    if name.chars().any(char::is_alphanumeric) {
        let negative =
            name.starts_with('-') && name[1..].starts_with(|it: char| it.is_ascii_digit());
        // `+1` and `-1` are different values.
        return match (negative, name.strip_prefix('+')) {
            (true, _) => format!("minus_{}", &name[1..]),
            (false, Some(rest)) if rest.starts_with(|it: char| it.is_ascii_digit()) => {
                format!("plus_{rest}")
            }
            (false, _) => name.to_owned(),
        };
    }
    name.chars().filter_map(word).collect::<Vec<_>>().join("_")
}

/// Makes an identifier of what heck made: it starts with a letter and has no strange characters.
fn legal(name: &str, prefix: &str) -> String {
    let clean: String = name
        .chars()
        .filter(|character| *character == '_' || unicode_ident::is_xid_continue(*character))
        .collect();
    let name = match clean.chars().next() {
        None => return prefix.to_owned(),
        Some(first) if first == '_' || unicode_ident::is_xid_start(first) => clean,
        Some(_) if prefix.starts_with(char::is_lowercase) => format!("{prefix}_{clean}"),
        Some(_) => format!("{prefix}{clean}"),
    };
    // Types have no underscores, and constants no small letters.
    let separator = match prefix.starts_with(char::is_lowercase) {
        true => '_',
        false => 'X',
    };
    bounded(name, MAX_IDENT, separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        let cases = [
            ("clientId", "client_id"),
            ("type", "r#type"),
            ("self", "self_"),
            ("2fa", "value_2fa"),
            ("", "value"),
            ("+1", "plus_1"),
            ("-1", "minus_1"),
            ("$ref", "r#ref"),
            ("naïve", "naïve"),
            ("a\u{202e}b", "a_b"),
        ];
        for (name, expected) in cases {
            assert_eq!(value(name), expected, "{name:?}");
        }
    }

    #[test]
    fn variants() {
        let cases = [
            ("A128CBC_HS256", "A128cbcHs256"),
            ("standard+id_document", "StandardIdDocument"),
            ("", "Empty"),
            ("😀", "Value"),
            (">=", "GreaterEqual"),
            ("3DES", "Value3des"),
            ("self", "Self_"),
            ("-1", "Minus1"),
        ];
        for (name, expected) in cases {
            assert_eq!(variant(name), expected, "{name:?}");
        }
    }

    #[test]
    fn types_do_not_hide_the_prelude() {
        assert_eq!(type_name("result"), "ApiResult");
        assert_eq!(type_name("self"), "ApiSelf");
        assert_eq!(type_name("client"), "Client");
    }

    #[test]
    fn modules_are_names_of_files() {
        assert_eq!(module("Aux"), "aux_");
        assert_eq!(module("type"), "type_");
        let long = "ü".repeat(200);
        let (one, other) = (module(&long), module(&format!("{long}x")));
        assert!(
            one.len() <= MAX_MODULE && one.starts_with("ufcufc"),
            "{one}"
        );
        assert_ne!(one, other);
    }

    #[test]
    fn claims_are_unique() {
        let mut taken = Taken::with(&["send"]);
        assert_eq!(taken.claim("send"), "send_");
        assert_eq!(taken.claim("send"), "send_2");
        assert_eq!(taken.claim("name"), "name");
        assert_eq!(taken.claim("name"), "name_2");
        assert_eq!(taken.claim("Name"), "Name");
        assert_eq!(taken.claim("Name"), "Name2");
    }
}
