//! A value, in Rust and in JSON.

use serde_json::Value;

use super::super::expression::Expression;

/// A value, in Rust and in JSON.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::plan) struct Made {
    /// The value.
    pub(in crate::plan) expression: Expression,
    /// The JSON that it is read from; `null` where there is none.
    pub(in crate::plan) json: Value,
    /// Whether the JSON is certain to be read as the value.
    pub(in crate::plan) certain: bool,
}

impl Made {
    /// Returns a value that its JSON is read as.
    pub(super) fn new(expression: Expression, json: Value) -> Self {
        Self {
            expression,
            json,
            certain: true,
        }
    }

    /// Returns the value as the argument of a variant or a function of this path.
    pub(super) fn within(self, path: &str) -> Self {
        Self {
            expression: Expression::Call(path.to_owned(), Box::new(self.expression)),
            ..self
        }
    }
}

/// Returns several values as one.
pub(super) fn together(all: Vec<Made>, whole: impl FnOnce(Vec<Expression>) -> Expression) -> Made {
    let certain = all.iter().all(|made| made.certain);
    let (expressions, json): (Vec<_>, Vec<_>) = all
        .into_iter()
        .map(|made| (made.expression, made.json))
        .unzip();
    Made {
        expression: whole(expressions),
        json: Value::Array(json),
        certain,
    }
}
