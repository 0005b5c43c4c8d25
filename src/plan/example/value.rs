//! Values of types, from JSON.

use serde_json::Value;

use super::{
    Examples, MAX_DEPTH,
    contradiction::{At, Sort},
    format::{self, is_text_of},
    made::{Made, together},
};
use crate::plan::{Expression, Type};

impl Examples<'_> {
    /// Returns a value of a type; `None` where the JSON is of another type and cannot become one
    /// without loss, or where the example is large enough.
    pub(super) fn value(
        &mut self,
        ty: &Type,
        value: &Value,
        at: &At<'_>,
        depth: usize,
    ) -> Option<Made> {
        if depth > MAX_DEPTH || !self.spend() {
            return None;
        }
        match ty {
            Type::Plain("String") | Type::Runtime("Secret") => self.text(value, at),
            Type::Plain("bool") => self.boolean(value, at),
            Type::Plain("i32" | "i64" | "u32" | "u64") => self.integer(ty, value, at),
            Type::Plain("f32" | "f64") => self.float(ty, value, at),
            Type::Plain("serde_json::Value") => {
                let text = value.to_string();
                Some(Made::new(Expression::Json(text), value.clone()))
            }
            Type::Runtime("Part" | "Form" | "Body") | Type::Plain("bytes::Bytes") => None,
            Type::Plain(_) | Type::Runtime(_) => self.formatted(ty, value, at),
            Type::Model { name, .. } => {
                let index = *self.indices.get(name.as_str())?;
                self.of(index, value, at, depth)
            }
            Type::List(items) => self.list(items, value, at, depth),
            Type::Tuple(items) => {
                let Some(values) = value.as_array().filter(|it| it.len() == items.len()) else {
                    let expected = format!("a list of {}", items.len());
                    return self.refuse(at, value, &expected);
                };
                let mut all = Vec::with_capacity(items.len());
                for (index, (item, value)) in items.iter().zip(values).enumerate() {
                    all.push(self.value(item, value, &At::Item(at, index), depth + 1)?);
                }
                Some(together(all, Expression::Tuple))
            }
            Type::Map(values) => self.map(values, value, at, depth),
            Type::Option(_) if value.is_null() => Some(none()),
            Type::Option(inner) => Some(self.value(inner, value, at, depth + 1)?.within("Some")),
            Type::Boxed(inner) => {
                let inner = self.value(inner, value, at, depth + 1)?;
                Some(inner.within("Box::new"))
            }
            Type::Unit | Type::Local(_) | Type::Nullable(_) => None,
        }
    }

    /// Notes that a value is of another type and is left out.
    pub(super) fn refuse(&mut self, at: &At<'_>, value: &Value, expected: &str) -> Option<Made> {
        self.contradictions.add(at, value, Sort::Refused, expected);
        None
    }

    /// Notes that a value is of another type and is taken as one of the right type.
    pub(super) fn coerce(&mut self, at: &At<'_>, value: &Value, expected: &str) {
        self.contradictions.add(at, value, Sort::Coerced, expected);
    }

    fn text(&mut self, value: &Value, at: &At<'_>) -> Option<Made> {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(_) | Value::Bool(_) => {
                self.coerce(at, value, "a text");
                value.to_string()
            }
            Value::Null | Value::Array(_) | Value::Object(_) => {
                return self.refuse(at, value, "a text");
            }
        };
        Some(Made::new(
            Expression::Text(text.clone()),
            Value::String(text),
        ))
    }

    fn boolean(&mut self, value: &Value, at: &At<'_>) -> Option<Made> {
        let flag = match value {
            Value::Bool(flag) => *flag,
            Value::String(text) if text == "true" || text == "false" => {
                self.coerce(at, value, "`true` or `false`");
                text == "true"
            }
            _ => return self.refuse(at, value, "`true` or `false`"),
        };
        Some(Made::new(
            Expression::Literal(flag.to_string()),
            Value::Bool(flag),
        ))
    }

    fn integer(&mut self, ty: &Type, value: &Value, at: &At<'_>) -> Option<Made> {
        let (expected, range) = match ty {
            Type::Plain("i32") => (
                "an integer of 32 bits",
                i128::from(i32::MIN)..=i32::MAX.into(),
            ),
            Type::Plain("u32") => ("an integer of 32 bits", 0..=u32::MAX.into()),
            Type::Plain("u64") => ("an integer of 64 bits", 0..=u64::MAX.into()),
            _ => (
                "an integer of 64 bits",
                i128::from(i64::MIN)..=i64::MAX.into(),
            ),
        };
        let of_number = |number: &serde_json::Number| {
            let whole = number.as_i64().map(i128::from);
            whole.or_else(|| number.as_u64().map(i128::from))
        };
        let (number, exact) = match value {
            Value::Number(number) => match (of_number(number), number.as_f64()) {
                (Some(whole), _) => (whole, true),
                // Up to here, floats tell all integers apart.
                (None, Some(float)) if float.fract() == 0.0 && float.abs() < 9e15 => {
                    (float as i128, false)
                }
                (None, _) => return self.refuse(at, value, expected),
            },
            Value::String(text) => match text.trim().parse::<i128>() {
                Ok(whole) => (whole, false),
                Err(_) => return self.refuse(at, value, expected),
            },
            _ => return self.refuse(at, value, expected),
        };
        if !range.contains(&number) {
            return self.refuse(at, value, expected);
        }
        if !exact {
            self.coerce(at, value, expected);
        }
        let json = match (i64::try_from(number), u64::try_from(number)) {
            (Ok(number), _) => Value::from(number),
            (Err(_), Ok(number)) => Value::from(number),
            (Err(_), Err(_)) => return None,
        };
        Some(Made::new(Expression::Literal(grouped(number)), json))
    }

    fn float(&mut self, ty: &Type, value: &Value, at: &At<'_>) -> Option<Made> {
        let number = match value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse::<f64>().ok(),
            _ => None,
        };
        let fits = |number: &f64| match ty {
            Type::Plain("f32") => (*number as f32).is_finite(),
            _ => number.is_finite(),
        };
        let Some(number) = number.filter(fits) else {
            return self.refuse(at, value, "a number");
        };
        if value.is_string() {
            self.coerce(at, value, "a number");
        }
        let json = match value {
            Value::Number(_) => value.clone(),
            _ => serde_json::Number::from_f64(number).map(Value::Number)?,
        };
        Some(Made::new(Expression::Literal(format!("{number:?}")), json))
    }

    /// Returns a value of a type whose JSON is a text of some form, or a number of which no digit is
    /// lost.
    fn formatted(&mut self, ty: &Type, value: &Value, at: &At<'_>) -> Option<Made> {
        if ty.is_exact() {
            return match value {
                Value::Number(_) => Some(Made::new(
                    Expression::Json(value.to_string()),
                    value.clone(),
                )),
                _ => self.refuse(at, value, "a number"),
            };
        }
        let expected = format::name(ty);
        match value {
            Value::String(text) if is_text_of(ty, text) => {
                let expression = match format::is_parsed(ty) {
                    true => Expression::Parsed(text.clone()),
                    false => Expression::Json(value.to_string()),
                };
                Some(Made::new(expression, value.clone()))
            }
            _ => self.refuse(at, value, expected),
        }
    }

    fn list(&mut self, items: &Type, value: &Value, at: &At<'_>, depth: usize) -> Option<Made> {
        let parsed = parsed_json(value).filter(Value::is_array);
        if parsed.is_some() {
            self.coerce(at, value, "a list");
        }
        let Some(values) = parsed.as_ref().unwrap_or(value).as_array() else {
            // What stands there is an item.
            let item = self.value(items, value, &At::Nowhere, depth + 1);
            return match item.filter(|_| !value.is_null()) {
                Some(item) => {
                    self.coerce(at, value, "a list");
                    Some(together(vec![item], Expression::List))
                }
                None => self.refuse(at, value, "a list"),
            };
        };
        let mut all = Vec::with_capacity(values.len());
        for (index, value) in values.iter().enumerate() {
            // What contradicts its type is left out, and the others stay.
            all.extend(self.value(items, value, &At::Item(at, index), depth + 1));
        }
        if all.is_empty() && !values.is_empty() {
            return None;
        }
        Some(together(all, Expression::List))
    }

    fn map(&mut self, values: &Type, value: &Value, at: &At<'_>, depth: usize) -> Option<Made> {
        let Some(members) = value.as_object() else {
            return self.refuse(at, value, "an object");
        };
        Some(self.entries(values, members.iter(), at, depth))
    }

    /// Returns members as a map; those that contradict the type of its values are left out.
    pub(super) fn entries<'v>(
        &mut self,
        values: &Type,
        members: impl Iterator<Item = (&'v String, &'v Value)>,
        at: &At<'_>,
        depth: usize,
    ) -> Made {
        let (mut entries, mut json) = (Vec::new(), serde_json::Map::new());
        let mut certain = true;
        for (key, value) in members {
            if let Some(made) = self.value(values, value, &At::Member(at, key), depth + 1) {
                certain &= made.certain;
                entries.push((key.clone(), made.expression));
                json.insert(key.clone(), made.json);
            }
        }
        Made {
            expression: Expression::Map(entries),
            json: Value::Object(json),
            certain,
        }
    }
}

/// Returns the JSON that a text is which stands where a list or an object should.
pub(super) fn parsed_json(value: &Value) -> Option<Value> {
    let text = value.as_str()?.trim();
    text.starts_with(['[', '{'])
        .then(|| serde_json::from_str(text).ok())
        .flatten()
}

/// Returns what is not there.
pub(super) fn none() -> Made {
    Made::new(Expression::Path("None".to_owned()), Value::Null)
}

/// Returns an integer with its digits grouped, as clippy reads it best.
fn grouped(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "-" } else { "" };
    if digits.len() < 6 {
        return format!("{sign}{digits}");
    }
    let first = (digits.len() - 1) % 3 + 1;
    let mut groups = vec![&digits[..first]];
    groups.extend(
        (first..digits.len())
            .step_by(3)
            .map(|start| &digits[start..start + 3]),
    );
    format!("{sign}{}", groups.join("_"))
}
