//! Whether values satisfy what the document says about them.
//!
//! The rules of a model are a table; a value is checked in the form in which it is sent. Everything
//! that is wrong is told, each with its place.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use regress::Regex;
use serde_json::{Number, Value};

use super::codec::{self, Encode};
use super::digits::{compare, is_multiple};
use super::union::{Outline, Shape};

/// What a value must satisfy (JSON Schema Validation, section 6).
#[derive(Clone, Copy)]
pub enum Rule {
    /// `minimum`; numbers are given as their text.
    Minimum(&'static str),
    /// `minimum` with `exclusiveMinimum`.
    MoreThan(&'static str),
    /// `maximum`.
    Maximum(&'static str),
    /// `maximum` with `exclusiveMaximum`.
    LessThan(&'static str),
    /// `multipleOf`.
    MultipleOf(&'static str),
    /// `minLength` and `maxLength`, in characters.
    Length(u64, u64),
    /// `pattern`, which may match anywhere (ECMA-262).
    Pattern(&'static str),
    /// `minItems` and `maxItems`.
    Items(u64, u64),
    /// `uniqueItems`.
    Unique,
    /// `minProperties` and `maxProperties`.
    Members(u64, u64),
    /// What each item of a list, or each value of a map, must satisfy.
    Each(&'static [Rule]),
    /// What the item of a list at each position must satisfy.
    Positions(&'static [&'static [Rule]]),
    /// What another model must satisfy.
    Model(fn() -> &'static [Rule]),
    /// What the members of an object must satisfy, where they are there.
    Fields(&'static [(&'static str, &'static [Rule])]),
    /// What all members of an object must satisfy but those of these names.
    Rest(&'static [&'static str], &'static [Rule]),
    /// What the variants of a union must satisfy, by the values of a member.
    Tagged(
        &'static str,
        &'static [(&'static [&'static str], &'static [Rule])],
    ),
    /// What one of the variants must satisfy that a value can be of.
    Any(&'static [(Shape, &'static [Rule])]),
    /// The value is not to be shown.
    Hidden,
}

/// What is wrong with a value. There is at least one violation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    violations: Vec<Violation>,
}

impl Invalid {
    /// Returns everything that is wrong, in the order of the value.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(formatter, "{separator}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Invalid {}

/// A rule that a value does not satisfy.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Where the value is, as a JSON pointer (RFC 6901): `/items/3/name`.
    pub path: String,
    /// What is required, for example `1 to 64 characters`.
    pub required: String,
    /// What there is, for example `0 characters`.
    pub found: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            required,
            found,
        } = self;
        write!(formatter, "`{path}`: {required} required, {found} found")
    }
}

/// Gives a model a method that checks it.
macro_rules! validate {
    ($name:ident { $($rules:tt)* }) => {
        impl $name {
            /// Checks what the document says about values: their bounds, lengths and patterns, and
            /// those of everything within.
            ///
            /// # Errors
            ///
            /// Tells everything that is wrong, each with its place.
            pub fn validate(&self) -> ::std::result::Result<(), runtime::validate::Invalid> {
                runtime::validate::check(self, Self::rules())
            }

            pub(super) fn rules() -> &'static [runtime::validate::Rule] {
                use runtime::validate::Rule as rule;
                &[$($rules)*]
            }
        }
    };
}
pub(crate) use validate;

/// Checks a value.
///
/// # Errors
///
/// When it does not satisfy a rule, or cannot be written.
pub fn check(value: &dyn Encode, rules: &[Rule]) -> Result<(), Invalid> {
    let mut check = Check::default();
    let value = codec::to_vec(value).and_then(|text| serde_json::from_slice(&text));
    match value {
        Ok(value) => check.value(&value, rules),
        Err(error) => check.add("a value that can be written", error.to_string()),
    }
    match check.violations.is_empty() {
        true => Ok(()),
        false => Err(Invalid {
            violations: check.violations,
        }),
    }
}

/// Returns what a value looks like from outside.
fn outline(value: &Value) -> Outline<'_> {
    match value {
        Value::Null => Outline::Null,
        Value::Bool(_) => Outline::Boolean,
        Value::Number(number) => Outline::Number(number.is_i64() || number.is_u64()),
        Value::String(_) => Outline::String,
        Value::Array(_) => Outline::Array,
        Value::Object(members) => Outline::Object(
            members
                .iter()
                .map(|(name, value)| (name.into(), value.as_str().map(Into::into)))
                .collect(),
        ),
    }
}

#[derive(Default)]
struct Check {
    path: String,
    violations: Vec<Violation>,
}

impl Check {
    fn add(&mut self, required: impl Into<String>, found: impl Into<String>) {
        self.violations.push(Violation {
            path: self.path.clone(),
            required: required.into(),
            found: found.into(),
        });
    }

    fn value(&mut self, value: &Value, rules: &[Rule]) {
        let hidden = rules.iter().any(|rule| matches!(rule, Rule::Hidden));
        for rule in rules {
            self.rule(value, rule, hidden);
        }
    }

    fn rule(&mut self, value: &Value, rule: &Rule, hidden: bool) {
        match (rule, value) {
            (Rule::Minimum(bound), Value::Number(number)) => {
                self.bound(
                    number,
                    "at least",
                    bound,
                    hidden,
                    &[Ordering::Greater, Ordering::Equal],
                );
            }
            (Rule::MoreThan(bound), Value::Number(number)) => {
                self.bound(number, "more than", bound, hidden, &[Ordering::Greater]);
            }
            (Rule::Maximum(bound), Value::Number(number)) => {
                self.bound(
                    number,
                    "at most",
                    bound,
                    hidden,
                    &[Ordering::Less, Ordering::Equal],
                );
            }
            (Rule::LessThan(bound), Value::Number(number)) => {
                self.bound(number, "less than", bound, hidden, &[Ordering::Less]);
            }
            (Rule::MultipleOf(divisor), Value::Number(number)) => {
                if is_multiple(&number.to_string(), divisor) == Some(false) {
                    self.add(format!("a multiple of {divisor}"), shown(number, hidden));
                }
            }
            (Rule::Length(least, most), Value::String(text)) => {
                self.size(text.chars().count(), *least, *most, "character");
            }
            (Rule::Pattern(pattern), Value::String(text)) => {
                if compiled(pattern).is_some_and(|it| it.find(text).is_none()) {
                    self.add(format!("a match of `{pattern}`"), shown(value, hidden));
                }
            }
            (Rule::Items(least, most), Value::Array(items)) => {
                self.size(items.len(), *least, *most, "item");
            }
            (Rule::Unique, Value::Array(items)) => {
                let repeated =
                    (1..items.len()).find(|index| items[..*index].contains(&items[*index]));
                if let Some(index) = repeated {
                    self.add("no item twice", format!("the item {index} again"));
                }
            }
            (Rule::Members(least, most), Value::Object(members)) => {
                self.size(members.len(), *least, *most, "member");
            }
            (Rule::Each(rules), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.within(&index.to_string(), item, rules);
                }
            }
            (Rule::Each(rules), Value::Object(members)) => {
                for (key, value) in members {
                    self.within(key, value, rules);
                }
            }
            (Rule::Positions(positions), Value::Array(items)) => {
                for (index, (item, rules)) in items.iter().zip(*positions).enumerate() {
                    self.within(&index.to_string(), item, rules);
                }
            }
            (Rule::Model(rules), value) => self.value(value, rules()),
            (Rule::Fields(fields), Value::Object(members)) => {
                for (name, rules) in *fields {
                    if let Some(value) = members.get(*name) {
                        self.within(name, value, rules);
                    }
                }
            }
            (Rule::Rest(names, rules), Value::Object(members)) => {
                for (key, value) in members {
                    if !names.contains(&key.as_str()) {
                        self.within(key, value, rules);
                    }
                }
            }
            (Rule::Tagged(property, variants), Value::Object(members)) => {
                self.tagged(value, members.get(*property), variants);
            }
            (Rule::Any(variants), value) => self.any(value, variants),
            // A rule is for values of its type, others satisfy it; so do absent ones.
            (
                Rule::Minimum(_)
                | Rule::MoreThan(_)
                | Rule::Maximum(_)
                | Rule::LessThan(_)
                | Rule::MultipleOf(_)
                | Rule::Length(..)
                | Rule::Pattern(_)
                | Rule::Items(..)
                | Rule::Unique
                | Rule::Members(..)
                | Rule::Each(_)
                | Rule::Positions(_)
                | Rule::Fields(_)
                | Rule::Rest(..)
                | Rule::Tagged(..)
                | Rule::Hidden,
                _,
            ) => {}
        }
    }

    fn within(&mut self, token: &str, value: &Value, rules: &[Rule]) {
        let length = self.path.len();
        self.path.push('/');
        self.path
            .push_str(&token.replace('~', "~0").replace('/', "~1"));
        self.value(value, rules);
        self.path.truncate(length);
    }

    fn tagged(&mut self, value: &Value, tag: Option<&Value>, variants: &[(&[&str], &[Rule])]) {
        let tag = tag.and_then(Value::as_str);
        let variant = variants
            .iter()
            .find(|(tags, _)| tag.is_some_and(|tag| tags.contains(&tag)));
        if let Some((_, rules)) = variant {
            self.value(value, rules);
        }
    }

    /// Which variant a value was is not seen in it: it is right where it is right for one.
    fn any(&mut self, value: &Value, variants: &[(Shape, &[Rule])]) {
        let mut wrong: Option<Vec<Violation>> = None;
        for (shape, rules) in variants {
            if shape.admits(&outline(value)).is_err() {
                continue;
            }
            let mut check = Self {
                path: self.path.clone(),
                violations: Vec::new(),
            };
            check.value(value, rules);
            if check.violations.is_empty() {
                return;
            }
            wrong.get_or_insert(check.violations);
        }
        self.violations.extend(wrong.unwrap_or_default());
    }

    fn bound(
        &mut self,
        number: &Number,
        relation: &str,
        bound: &str,
        hidden: bool,
        allowed: &[Ordering],
    ) {
        let order = compare(&number.to_string(), bound);
        if order.is_some_and(|order| !allowed.contains(&order)) {
            self.add(format!("{relation} {bound}"), shown(number, hidden));
        }
    }

    fn size(&mut self, found: usize, least: u64, most: u64, of: &str) {
        let count = u64::try_from(found).unwrap_or(u64::MAX);
        if (least..=most).contains(&count) {
            return;
        }
        let plural = |count: u64| if count == 1 { "" } else { "s" };
        let required = match (least, most) {
            (least, u64::MAX) => format!("at least {least} {of}{}", plural(least)),
            (0, most) => format!("at most {most} {of}{}", plural(most)),
            (least, most) if least == most => format!("{least} {of}{}", plural(least)),
            (least, most) => format!("{least} to {most} {of}{}", plural(most)),
        };
        self.add(required, format!("{count} {of}{}", plural(count)));
    }
}

/// How much of a value is shown.
const MOST_SHOWN: usize = 64;

fn shown(value: &impl fmt::Display, hidden: bool) -> String {
    if hidden {
        return "[redacted]".to_owned();
    }
    let text = value.to_string();
    match text.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Patterns with what they were compiled to; what is none was reported when the SDK was made.
type Compiled = BTreeMap<&'static str, Option<Arc<Regex>>>;

/// Returns a pattern, compiled when it is first used; `None` where it is none.
fn compiled(pattern: &'static str) -> Option<Arc<Regex>> {
    static COMPILED: RwLock<Compiled> = RwLock::new(BTreeMap::new());
    let found = {
        let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner);
        known.get(pattern).cloned()
    };
    found.unwrap_or_else(|| {
        // Patterns are meant to be of Unicode; older ones escape what may not be escaped there.
        let regex = Regex::with_flags(pattern, "u").or_else(|_| Regex::new(pattern));
        let regex = regex.ok().map(Arc::new);
        let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(pattern, regex.clone());
        regex
    })
}
