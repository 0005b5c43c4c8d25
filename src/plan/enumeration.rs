//! Enumerations.

use crate::{
    api::{EnumValue, Enumeration, Literal},
    config::Enums,
};

use super::{
    docs,
    ident::{self, Taken},
    model::Planner,
    sdk::{ModelKind, Variant},
};

impl Planner<'_> {
    pub(super) fn enumeration(&self, enumeration: &Enumeration) -> ModelKind {
        let mut taken = Taken::default();
        let integers = enumeration
            .values
            .iter()
            .all(|value| matches!(value.literal, Literal::Integer(_)));
        if integers {
            let variants = enumeration
                .values
                .iter()
                .map(|value| {
                    let number = match value.literal {
                        Literal::Integer(number) => number,
                        Literal::String(_) => 0,
                    };
                    let fallback = format!("value_{number}").replace("_-", "_minus_");
                    let name = value.name.clone().unwrap_or(fallback);
                    self.variant(value, &name, number, &mut taken)
                })
                .collect();
            let other = self.other(&mut taken);
            return ModelKind::IntegerEnum { variants, other };
        }
        let variants = enumeration
            .values
            .iter()
            .map(|value| {
                let text = match &value.literal {
                    Literal::String(text) => text.clone(),
                    Literal::Integer(number) => number.to_string(),
                };
                let name = value.name.clone().unwrap_or_else(|| text.clone());
                self.variant(value, &name, text, &mut taken)
            })
            .collect();
        let other = self.other(&mut taken);
        ModelKind::StringEnum { variants, other }
    }

    /// Returns the variant for values that the document does not list, where enumerations are open.
    fn other(&self, taken: &mut Taken) -> Option<String> {
        match self.config.enums {
            Enums::Open => Some(other_variant(taken)),
            Enums::Closed => None,
        }
    }

    fn variant<T: std::fmt::Display>(
        &self,
        value: &EnumValue,
        name: &str,
        wire: T,
        taken: &mut Taken,
    ) -> Variant<T> {
        let lines = match &value.description {
            Some(description) => docs::markdown(description, 4),
            None => match docs::code(&wire.to_string()).as_str() {
                "``" => vec!["An empty text.".to_owned()],
                wire => vec![format!("{wire}.")],
            },
        };
        Variant {
            ident: taken.claim(&ident::variant(name)),
            wire,
            docs: lines,
        }
    }
}

/// Returns the variant for values that the document does not list.
pub(super) fn other_variant(taken: &mut Taken) -> String {
    let mut probe = taken.clone();
    if probe.claim("Unknown") == "Unknown" {
        taken.claim("Unknown")
    } else {
        taken.claim("UnknownValue")
    }
}
