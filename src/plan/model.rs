//! Models.

use std::collections::BTreeMap;

use crate::{
    api::{
        Access, Api, Definition, Field as Source, Kind, Literal, Name, Object, Segment, Shape,
        TypeId,
    },
    config::{Config, Decimal},
    diagnostic::{Diagnostic, Report, codes},
    parallel,
};

use super::{
    docs,
    example::{Examples, Made},
    expression::Expression,
    feature::Features,
    ident::{self, Taken},
    rules::Rules,
    sdk::{Example, Field, FieldKind, Model, ModelKind, ModelPage, Rest},
    types::{Names, Type, item_type, part_type, value_type},
    xml,
};

/// Returns the Rust names of all types, and their modules.
pub(super) fn names(api: &Api, report: &mut Report) -> Names {
    let mut types = Taken::default();
    let mut modules = Taken::with(&["mod"]);
    let mut holders: BTreeMap<String, &Definition> = BTreeMap::new();
    let models = api
        .types
        .iter()
        .map(|definition| {
            let base = ident::type_name(&definition.unique_name);
            let name = types.claim(&base);
            if name != base {
                let message = format!("`{base}` is the name of another type");
                let label = format!("is called `{name}`");
                let diagnostic = Diagnostic::new(codes::NAME_COLLISION, message)
                    .label(definition.place.clone(), label);
                report.push(match holders.get(&base) {
                    Some(holder) => diagnostic.label(holder.place.clone(), "keeps the name"),
                    None => diagnostic,
                });
            }
            holders.insert(name.clone(), definition);
            let module = modules.claim(&ident::module(&name));
            (name, module)
        })
        .collect();
    Names { models }
}

/// Plans all models, in the order of the types of the API.
pub(super) fn models(api: &Api, config: &Config, names: &Names, features: &Features) -> Vec<Model> {
    let exact = exact(api, config, names);
    let planner = Planner {
        api,
        config,
        names,
        exact: &exact,
    };
    let ids: Vec<TypeId> = (0..api.types.len()).map(TypeId::new).collect();
    let mut models = parallel::map(&ids, |id| planner.model(*id, features.of(*id)));
    xml::fill(&mut models, api, config, names);
    if config.validate {
        let rules = Rules::new(api, names);
        for (index, model) in models.iter_mut().enumerate() {
            model.rules = rules.of_model(TypeId::new(index), model);
        }
    }
    models
}

/// The example of a model, and those of its fields.
type OfModel = (Option<Made>, Vec<Option<String>>);

/// Makes the examples of all models.
pub(super) fn examples(examples: &mut Examples<'_>, models: usize) -> Vec<OfModel> {
    (0..models)
        .map(|index| (examples.of_model(index), examples.of_fields(index)))
        .collect()
}

/// Gives the models their examples.
pub(super) fn exemplify(models: &mut [Model], examples: Vec<OfModel>) {
    for (model, (whole, of_fields)) in models.iter_mut().zip(examples) {
        model.example = whole.map(|made| Example {
            value: made.expression,
            json: made.certain.then_some(made.json),
        });
        if let ModelKind::Struct { fields, .. } = &mut model.kind {
            for (field, example) in fields.iter_mut().zip(of_fields) {
                field.example = example;
            }
        }
    }
}

/// Plans models.
pub(super) struct Planner<'a> {
    pub(super) api: &'a Api,
    pub(super) config: &'a Config,
    pub(super) names: &'a Names,
    /// For each type whether it holds numbers of which no digit is to be lost.
    exact: &'a [bool],
}

/// Returns for each type whether it holds numbers of which no digit is to be lost.
fn exact(api: &Api, config: &Config, names: &Names) -> Vec<bool> {
    let mut exact = vec![false; api.types.len()];
    if config.decimal == Decimal::F64 {
        return exact;
    }
    let mut holders = vec![Vec::new(); api.types.len()];
    let mut queue = Vec::new();
    for id in (0..api.types.len()).map(TypeId::new) {
        for schema in api.definition(id).schemas() {
            if value_type(schema, names, config).is_exact() {
                queue.push(id);
            }
            for held in schema.named() {
                holders[held.index()].push(id);
            }
        }
    }
    while let Some(id) = queue.pop() {
        if !std::mem::replace(&mut exact[id.index()], true) {
            queue.append(&mut holders[id.index()]);
        }
    }
    exact
}

impl Planner<'_> {
    fn model(&self, id: TypeId, features: &[String]) -> Model {
        let definition = self.api.definition(id);
        let (name, module) = self.names.of(id).clone();
        let mut lines = docs::lines(&definition.docs, 0);
        let kind = match &definition.kind {
            Kind::Object(object) => self.object(object, definition),
            Kind::Enumeration(enumeration) => self.enumeration(enumeration),
            Kind::Union(union) => self.union(union, self.own_name(id)),
            Kind::Wrapper(schema) => {
                let ty = value_type(schema, self.names, self.config);
                // What holds itself is on the heap.
                let ty = match ty {
                    Type::Tuple(_) => Type::Boxed(Box::new(ty)),
                    ty => ty,
                };
                ModelKind::Wrapper { ty }
            }
        };
        if lines.is_empty() {
            lines.push(title(definition));
        }
        let twin = definition.twin.map(|twin| self.names.of(twin).clone());
        if let Some((twin, _)) = &twin {
            let way = match definition.directions.request {
                true => "responses",
                false => "requests",
            };
            docs::paragraph(
                &mut lines,
                vec![format!("What {way} have of it is `{twin}`.")],
            );
        }
        Model {
            name,
            module,
            features: features.to_vec(),
            docs: lines,
            deprecated: definition.docs.deprecated,
            request: definition.directions.request,
            twin,
            kind,
            exact: self.exact[id.index()],
            example: None,
            page: ModelPage::default(),
            rules: Vec::new(),
            xml: None,
        }
    }

    /// Returns the name of a type, or of what responses have of it: the shorter one.
    pub(super) fn own_name(&self, id: TypeId) -> &str {
        let definition = self.api.definition(id);
        let of_response = definition
            .twin
            .filter(|_| definition.directions.request)
            .unwrap_or(id);
        &self.names.of(of_response).0
    }

    fn object(&self, object: &Object, definition: &Definition) -> ModelKind {
        let mut taken = Taken::default();
        let fields: Vec<Field> = object
            .fields
            .iter()
            .map(|field| self.field(field, definition, &mut taken))
            .collect();
        let rest = object.rest.as_ref().map(|schema| Rest {
            ident: taken.claim("additional_properties"),
            ty: match object.in_parts {
                true => part_type(schema, self.names, self.config),
                false => item_type(schema, self.names, self.config),
            },
        });
        ModelKind::Struct {
            fields,
            rest,
            in_parts: object.in_parts,
        }
    }

    fn field(&self, field: &Source, definition: &Definition, taken: &mut Taken) -> Field {
        let mut value = match &definition.kind {
            Kind::Object(object) if object.in_parts => {
                part_type(&field.schema, self.names, self.config)
            }
            Kind::Object(_) | Kind::Enumeration(_) | Kind::Union(_) | Kind::Wrapper(_) => {
                value_type(&field.schema, self.names, self.config)
            }
        };
        if field.indirect {
            value = Type::Boxed(Box::new(value));
        }
        // Any JSON value has a null of its own.
        let nullable = field.schema.nullable && field.schema.shape != Shape::Any;
        let kind = match (field.required, nullable) {
            (true, false) => FieldKind::Required,
            (true, true) => FieldKind::RequiredNullable,
            (false, true) if definition.directions.request => FieldKind::Nullable,
            (false, true | false) => FieldKind::Optional,
        };
        let ty = match kind {
            FieldKind::Required => value.clone(),
            FieldKind::RequiredNullable | FieldKind::Optional => {
                Type::Option(Box::new(value.clone()))
            }
            FieldKind::Nullable => Type::Nullable(Box::new(value.clone())),
        };
        let mut lines = docs::lines(&field.docs, 4);
        let directions = definition.directions;
        let access = match field.access {
            Access::ReadOnly if directions.request => Some("Read only."),
            Access::WriteOnly if directions.response => Some("Write only."),
            Access::ReadOnly | Access::WriteOnly | Access::ReadWrite => None,
        };
        // Many documents say it in words, too.
        let said = lines.join(" ").to_lowercase().replace('-', " ");
        let access = access
            .filter(|note| !said.contains(note.trim_end_matches('.').to_lowercase().as_str()));
        let notes = docs::constraints(&field.constraints, field.default.as_ref());
        let notes: Vec<&str> = access.into_iter().chain(notes.as_deref()).collect();
        docs::paragraph(&mut lines, docs::markdown(&notes.join(" "), 4));
        let ident = taken.claim(&ident::value(&field.name));
        if lines.is_empty() && !says(&ident, &field.name) {
            lines.push(match field.name.as_str() {
                "" => "The member without a name.".to_owned(),
                name => format!("{}.", docs::code(name)),
            });
        }
        let constant = field
            .constant
            .as_ref()
            .and_then(|constant| self.constant(constant, field, kind));
        Field {
            constant,
            ident,
            wire: field.name.clone(),
            kind,
            value,
            ty,
            docs: lines,
            example: None,
            deprecated: field.docs.deprecated,
            settable: directions.request && field.access != Access::ReadOnly,
        }
    }

    /// Returns the only value of a field.
    fn constant(&self, constant: &Literal, field: &Source, kind: FieldKind) -> Option<Expression> {
        let value = match (&field.schema.shape, constant) {
            (Shape::Named(id), constant) => {
                let Kind::Enumeration(enumeration) = &self.api.definition(*id).kind else {
                    return None;
                };
                let variant = match (self.enumeration(enumeration), constant) {
                    (ModelKind::StringEnum { variants, .. }, Literal::String(text)) => {
                        variants
                            .into_iter()
                            .find(|variant| variant.wire == *text)?
                            .ident
                    }
                    (ModelKind::IntegerEnum { variants, .. }, Literal::Integer(number)) => {
                        variants
                            .into_iter()
                            .find(|variant| variant.wire == *number)?
                            .ident
                    }
                    _ => return None,
                };
                Expression::Path(format!("{}::{variant}", self.names.of(*id).0))
            }
            (_, Literal::String(text)) => Expression::Text(text.clone()),
            (_, Literal::Integer(number)) => Expression::Literal(number.to_string()),
        };
        let wrapper = match kind {
            FieldKind::Required => return Some(value),
            FieldKind::RequiredNullable | FieldKind::Optional => "Some",
            FieldKind::Nullable => "Nullable::Value",
        };
        Some(Expression::Call(wrapper.to_owned(), Box::new(value)))
    }
}

/// Returns whether the identifier of a field says all that its name does.
fn says(ident: &str, name: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    letters(ident.trim_start_matches("r#")) == letters(name)
}

/// Returns what is known of a type that the document does not describe.
fn title(definition: &Definition) -> String {
    let path = match &definition.name {
        Name::Given(given) => return format!("{}.", docs::code(given)),
        Name::Path(path) => path,
    };
    let path = match &path[..] {
        [Segment::Type(given), Segment::Requested] => return format!("{}.", docs::code(given)),
        [path @ .., Segment::Requested] => path,
        path => path,
    };
    let place = match path {
        [Segment::Type(holder), .., Segment::Field(field)] => {
            format!("{} of {}", docs::code(field), docs::code(holder))
        }
        [.., Segment::Field(field)] => docs::code(field),
        [
            Segment::Type(holder),
            ..,
            Segment::Field(field),
            Segment::Item,
        ] => {
            format!("an item of {} of {}", docs::code(field), docs::code(holder))
        }
        [.., Segment::Field(holder), Segment::Variant(_)]
        | [.., Segment::Type(holder), Segment::Variant(_)] => {
            return format!("A variant of {}.", docs::code(holder));
        }
        [Segment::Operation(id), Segment::Request] => {
            return format!("The request body of {}.", docs::code(id));
        }
        [
            Segment::Operation(id),
            Segment::Response | Segment::Status(_),
        ] => {
            return format!("The response body of {}.", docs::code(id));
        }
        [
            Segment::Operation(id),
            Segment::Response | Segment::Status(_),
            Segment::MediaType(_),
        ] => {
            return format!(
                "The response body of {} in another media type.",
                docs::code(id)
            );
        }
        _ => return format!("{}.", docs::code(definition.origin.as_str())),
    };
    match definition.kind {
        Kind::Enumeration(_) => format!("The values of {place}."),
        Kind::Object(_) | Kind::Union(_) | Kind::Wrapper(_) => format!("The value of {place}."),
    }
}
