//! Examples: values of models, in Rust and in JSON, made of what the document gives.
//!
//! What enters is JSON from anywhere; what leaves compiles, and is what its JSON is read as. A value
//! of another type than the document says becomes one of that type where nothing is lost, and is left
//! out otherwise; both are reported. What a value needs and the document gives no example of is made
//! up. An example never grows beyond [`MAX_VALUES`], whatever the document holds.
//!
//! A [`Made`] is both: the expression and the JSON.

mod contradiction;
mod format;
mod made;
mod sample;
mod structure;
mod union;
mod value;

use std::collections::HashMap;

use crate::{
    api::{Api, Docs},
    diagnostic::Report,
};

use super::{
    expression::Expression,
    sdk::{FieldKind, Model, ModelKind},
    types::Type,
};

use contradiction::At;
use contradiction::Contradictions;
pub(super) use made::Made;

/// How deep examples go.
const MAX_DEPTH: usize = 24;

/// How many values an example is made of at most.
const MAX_VALUES: usize = 400;

/// How many values deep an example is made up.
const MAX_SAMPLE_DEPTH: usize = 5;

/// How long the JSON of an example of a field may be to be shown in a table; a longer one is seen in
/// the example of the model.
const MAX_SHOWN: usize = 60;

/// Makes examples of models.
pub(super) struct Examples<'m> {
    api: &'m Api,
    models: &'m [Model],
    /// The index of each model by its name.
    indices: HashMap<&'m str, usize>,
    contradictions: Contradictions,
    /// How many values more the example may have that is being made.
    left: usize,
}

impl<'m> Examples<'m> {
    /// Takes the models in the order of the types of the API.
    pub(super) fn new(api: &'m Api, models: &'m [Model]) -> Self {
        let names = models.iter().enumerate();
        Self {
            api,
            models,
            indices: names
                .map(|(index, model)| (model.name.as_str(), index))
                .collect(),
            contradictions: Contradictions::default(),
            left: 0,
        }
    }

    /// Returns an example of a model: the document's, or one made of the examples of its fields.
    /// `None` where it would be too large.
    pub(super) fn of_model(&mut self, index: usize) -> Option<Made> {
        self.left = MAX_VALUES;
        let made = self.own(index, true, 0);
        self.left = MAX_VALUES;
        made.or_else(|| self.sample_of_model(index, 0))
    }

    /// Returns the examples of the fields of a model as JSON.
    pub(super) fn of_fields(&mut self, index: usize) -> Vec<Option<String>> {
        let (model, definition) = (&self.models[index], &self.api.types[index]);
        let (ModelKind::Struct { fields, .. }, Some(object)) = (&model.kind, definition.object())
        else {
            return Vec::new();
        };
        let whole = definition.docs.example.as_ref();
        let mut examples = Vec::with_capacity(fields.len());
        for (field, source) in fields.iter().zip(&object.fields) {
            self.left = MAX_VALUES;
            let own = source.docs.example.as_ref().and_then(|example| {
                let at = At::Example(&example.place);
                self.of_field(field, &example.value, &at, 0)
            });
            let made = match (own, whole) {
                (Some(made), _) => Some(made),
                (None, Some(whole)) => whole
                    .value
                    .get(&field.wire)
                    .and_then(|value| self.of_field(field, value, &At::Nowhere, 0)),
                (None, None) => None,
            };
            let text = made.map(|made| made.json.to_string());
            examples.push(text.filter(|text| text.len() <= MAX_SHOWN));
        }
        examples
    }

    /// Returns a value of a parameter: its example, or else its default.
    pub(super) fn of_parameter(
        &mut self,
        ty: &Type,
        docs: &Docs,
        default: Option<&serde_json::Value>,
    ) -> Option<Expression> {
        self.left = MAX_VALUES;
        let example = docs.example.as_ref().and_then(|example| {
            let at = At::Example(&example.place);
            self.value(ty, &example.value, &at, 0)
        });
        let default = || default.filter(|it| !it.is_null());
        let made = example.or_else(|| default().and_then(|it| self.value(ty, it, &At::Nowhere, 0)));
        made.map(|made| made.expression)
    }

    /// Returns a value of a type that a call needs: that of the JSON, or one made up.
    pub(super) fn of_type(
        &mut self,
        ty: &Type,
        example: Option<&crate::api::Example>,
        name: &str,
    ) -> Option<Expression> {
        self.left = MAX_VALUES;
        let given = example.and_then(|example| {
            let at = At::Example(&example.place);
            self.value(ty, &example.value, &at, 0)
        });
        self.left = MAX_VALUES;
        let made = given.or_else(|| self.sample(ty, name, 0));
        made.map(|made| made.expression)
    }

    /// Reports the examples that contradict their types.
    pub(super) fn report(self, report: &mut Report) {
        self.contradictions.report(report);
    }

    /// Returns the document's example of a model.
    fn own(&mut self, index: usize, is_reported: bool, depth: usize) -> Option<Made> {
        let example = self.api.types[index].docs.example.as_ref()?;
        let at = match is_reported {
            true => At::Example(&example.place),
            false => At::Nowhere,
        };
        self.of(index, &example.value, &at, depth)
    }

    /// Counts a value; returns whether the example may have it.
    fn spend(&mut self) -> bool {
        let is_left = self.left > 0;
        self.left = self.left.saturating_sub(1);
        is_left
    }
}

/// Returns a value as that of a field of some kind.
fn wrapped(kind: FieldKind, made: Made) -> Made {
    match kind {
        FieldKind::Required => made,
        FieldKind::RequiredNullable | FieldKind::Optional => made.within("Some"),
        FieldKind::Nullable => made.within("Nullable::Value"),
    }
}
