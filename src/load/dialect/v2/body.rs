//! Request bodies, put together from what parameters became.

use serde_json::{Map, Value};

use super::super::kind::METHODS;
use super::super::{Upgrade, escaped, object, reference_to};
use super::media::MediaTypes;
use super::parameter::{BODY_MARK, FIELD_MARK, types_or_json};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// Where path items keep bodies and fields that their operations share.
const BODY_KEY: &str = "x-sdkwright-request-body";
const FIELDS_KEY: &str = "x-sdkwright-fields";

/// A field of a form.
#[derive(Clone, Debug)]
struct Field {
    name: String,
    required: bool,
    is_file: bool,
    is_list: bool,
    collection: Option<String>,
    schema: Schema,
}

/// The schema of a field.
#[derive(Clone, Debug)]
enum Schema {
    /// Of a parameter of the operation itself: its index, and the schema.
    Own(usize, Value),
    /// Of a parameter elsewhere: a pointer in the tree before.
    Shared(String),
}

/// A body.
#[derive(Clone, Debug)]
enum Body {
    /// Of the operation itself: the index of its parameter, and the body.
    Own(usize, Value),
    /// Of a path item: a pointer in the tree before.
    Item(String),
    /// A shared parameter, by the text of the reference.
    Shared(String),
}

/// What parameters say about the body of a request.
#[derive(Clone, Debug, Default)]
struct Parts {
    body: Option<Body>,
    fields: Vec<Field>,
}

/// Gives each operation of a path item its request body.
pub(super) fn assemble(upgrade: &mut Upgrade<'_>, item: &mut Map<String, Value>) {
    let mut shared = take_parts(upgrade, item);
    keep_parts(upgrade, item, &mut shared);
    for method in METHODS {
        let Some(Value::Object(operation)) = item.get_mut(method) else {
            continue;
        };
        let mark = upgrade.enter(method);
        let parts = take_parts(upgrade, operation);
        upgrade.media.enter(operation);
        request_body(upgrade, operation, parts, &shared);
        upgrade.media.leave();
        for key in ["consumes", "produces", "schemes"] {
            operation.shift_remove(key);
        }
        upgrade.path.truncate(mark);
    }
}

/// Takes the parameters out that are about the body.
fn take_parts(upgrade: &mut Upgrade<'_>, holder: &mut Map<String, Value>) -> Parts {
    let mut parts = Parts::default();
    let Some(Value::Array(parameters)) = holder.get_mut("parameters") else {
        return parts;
    };
    let is_part = |parameter: &Value| {
        parameter.get(BODY_MARK).is_some()
            || parameter.get(FIELD_MARK).is_some()
            || shared_part(upgrade, parameter).is_some()
    };
    if !parameters.iter().any(is_part) {
        return parts;
    }
    let mut kept = Vec::new();
    for (index, mut parameter) in std::mem::take(parameters).into_iter().enumerate() {
        let shared = shared_part(upgrade, &parameter)
            .map(|(text, location)| (text.to_owned(), location == "body"));
        if let Some((text, is_body)) = shared {
            if is_body {
                parts.body = Some(Body::Shared(text));
            } else if let Some(shared) = upgrade.shared.get(&text) {
                parts.fields.push(Field {
                    name: shared.name.clone(),
                    required: shared.required,
                    is_file: shared.is_file,
                    is_list: shared.is_list,
                    collection: shared.collection.clone(),
                    schema: Schema::Shared(shared.pointer.clone()),
                });
            }
            continue;
        }
        let members = parameter.as_object_mut();
        let mark = members.and_then(|members| {
            let body = members.shift_remove(BODY_MARK);
            body.or_else(|| members.shift_remove(FIELD_MARK))
        });
        match mark {
            Some(Value::Object(mark)) => parts.fields.push(field(&mark, index, parameter)),
            Some(_) => parts.body = Some(Body::Own(index, parameter)),
            None => {
                if kept.len() != index {
                    upgrade.moved(
                        &format!("/parameters/{index}"),
                        &format!("/parameters/{}", kept.len()),
                    );
                }
                kept.push(parameter);
            }
        }
    }
    if kept.is_empty() {
        holder.shift_remove("parameters");
    } else {
        holder.insert("parameters".to_owned(), Value::Array(kept));
    }
    parts
}

/// Returns the reference, and the location of what it leads to, where that is about the body.
fn shared_part<'p>(upgrade: &Upgrade<'_>, parameter: &'p Value) -> Option<(&'p str, &'static str)> {
    let text = parameter.get("$ref")?.as_str()?;
    match upgrade.shared.get(text)?.location.as_str() {
        "body" => Some((text, "body")),
        "formData" => Some((text, "formData")),
        _ => None,
    }
}

fn field(mark: &Map<String, Value>, index: usize, schema: Value) -> Field {
    let text = |key: &str| mark.get(key).and_then(Value::as_str);
    Field {
        name: text("name").unwrap_or_default().to_owned(),
        required: mark
            .get("required")
            .and_then(Value::as_bool)
            .unwrap_or_default(),
        is_file: text("type") == Some("file"),
        is_list: text("type") == Some("array"),
        collection: text("collectionFormat").map(str::to_owned),
        schema: Schema::Own(index, schema),
    }
}

/// Keeps what a path item says about bodies where its operations can refer to it.
fn keep_parts(upgrade: &mut Upgrade<'_>, item: &mut Map<String, Value>, parts: &mut Parts) {
    if let Some(Body::Own(index, body)) = &mut parts.body {
        let from = format!("/parameters/{index}");
        item.insert(BODY_KEY.to_owned(), std::mem::take(body));
        upgrade.moved(&from, &format!("/{BODY_KEY}"));
        parts.body = Some(Body::Item(format!("{}{from}", upgrade.path)));
    }
    let mut kept = Map::new();
    for field in &mut parts.fields {
        if let Schema::Own(index, schema) = &mut field.schema {
            let from = format!("/parameters/{index}");
            kept.insert(index.to_string(), std::mem::take(schema));
            upgrade.moved(&from, &format!("/{FIELDS_KEY}/{index}"));
            field.schema = Schema::Shared(format!("{}{from}", upgrade.path));
        }
    }
    if !kept.is_empty() {
        item.insert(FIELDS_KEY.to_owned(), Value::Object(kept));
    }
}

/// Gives an operation its request body; `shared` is what its path item says.
fn request_body(
    upgrade: &mut Upgrade<'_>,
    operation: &mut Map<String, Value>,
    own: Parts,
    shared: &Parts,
) {
    if operation.contains_key("requestBody") {
        return;
    }
    let body = if let Some(body) = own.body {
        body_of(upgrade, operation, body)
    } else if !own.fields.is_empty() || (shared.body.is_none() && !shared.fields.is_empty()) {
        let names: Vec<&str> = own.fields.iter().map(|field| field.name.as_str()).collect();
        let mut fields: Vec<Field> = shared
            .fields
            .iter()
            .filter(|field| !names.contains(&field.name.as_str()))
            .cloned()
            .collect();
        fields.extend(own.fields);
        form(upgrade, fields)
    } else if let Some(body) = &shared.body {
        body_of(upgrade, operation, body.clone())
    } else {
        return;
    };
    operation.insert("requestBody".to_owned(), body);
}

fn body_of(upgrade: &mut Upgrade<'_>, operation: &Map<String, Value>, body: Body) -> Value {
    match body {
        Body::Own(index, body) => {
            upgrade.moved(&format!("/parameters/{index}"), "/requestBody");
            body
        }
        Body::Item(pointer) => {
            upgrade.refers("/requestBody/$ref");
            reference_to(&pointer)
        }
        Body::Shared(text) => match upgrade.shared.get(&text) {
            // The shared body has the media types of the document.
            Some(shared) if operation.contains_key("consumes") => {
                let mut body = Map::new();
                if let Some(description) = &shared.description {
                    body.insert("description".to_owned(), description.as_str().into());
                }
                body.insert("required".to_owned(), shared.required.into());
                let schema = reference_to(&format!("{}/schema", shared.pointer));
                let has_schema = shared.has_schema;
                let mut content = Map::new();
                for media_type in types_or_json(upgrade.media.consumes()) {
                    let mut media = Map::new();
                    if has_schema {
                        let token = escaped(&media_type);
                        upgrade.refers(&format!("/requestBody/content/{token}/schema/$ref"));
                        media.insert("schema".to_owned(), schema.clone());
                    }
                    content.insert(media_type, Value::Object(media));
                }
                body.insert("content".to_owned(), Value::Object(content));
                Value::Object(body)
            }
            Some(_) | None => {
                upgrade.refers("/requestBody/$ref");
                Value::Object(object("$ref", Value::String(text)))
            }
        },
    }
}

/// Returns the body that is a form of these fields.
fn form(upgrade: &mut Upgrade<'_>, fields: Vec<Field>) -> Value {
    let has_file = fields.iter().any(|field| field.is_file);
    let types = form_types(&upgrade.media, has_file);
    let first = types.first().map_or(FORM, |media_type| *media_type);
    let at = format!("/requestBody/content/{}/schema", escaped(first));
    let mut required: Vec<Value> = Vec::new();
    let mut properties = Map::new();
    let mut encoding = Map::new();
    for field in fields {
        let to = format!("{at}/properties/{}", escaped(&field.name));
        let schema = match field.schema {
            Schema::Own(index, schema) => {
                let from = format!("/parameters/{index}");
                if properties.is_empty() {
                    upgrade.made("/requestBody", &from);
                }
                upgrade.moved(&from, &to);
                schema
            }
            Schema::Shared(pointer) => {
                upgrade.refers(&format!("{to}/$ref"));
                reference_to(&pointer)
            }
        };
        if field.required && !required.iter().any(|name| *name == field.name) {
            required.push(field.name.as_str().into());
        }
        let style = match field.collection.as_deref() {
            _ if !field.is_list => None,
            Some("multi") => None,
            Some("ssv") => Some("spaceDelimited"),
            Some("pipes") => Some("pipeDelimited"),
            Some(_) | None => Some("form"),
        };
        if let Some(style) = style {
            let mut encoded = object("style", style.into());
            encoded.insert("explode".to_owned(), false.into());
            encoding.insert(field.name.clone(), Value::Object(encoded));
        }
        properties.insert(field.name, schema);
    }
    let is_required = !required.is_empty();
    let mut schema = object("type", "object".into());
    if is_required {
        schema.insert("required".to_owned(), Value::Array(required));
    }
    schema.insert("properties".to_owned(), Value::Object(properties));

    let again = reference_to(&format!("{}{at}", upgrade.path));
    let mut schema = Some(Value::Object(schema));
    let mut content = Map::new();
    for media_type in types {
        let mut media = match schema.take() {
            Some(schema) => object("schema", schema),
            None => {
                let token = escaped(media_type);
                upgrade.refers(&format!("/requestBody/content/{token}/schema/$ref"));
                object("schema", again.clone())
            }
        };
        if !encoding.is_empty() {
            media.insert("encoding".to_owned(), Value::Object(encoding.clone()));
        }
        content.insert(media_type.to_owned(), Value::Object(media));
    }
    let mut body = Map::new();
    if is_required {
        body.insert("required".to_owned(), true.into());
    }
    body.insert("content".to_owned(), Value::Object(content));
    Value::Object(body)
}

/// Returns the media types of a form; files can only be sent in parts.
fn form_types(media: &MediaTypes, has_file: bool) -> Vec<&'static str> {
    let offered = media.consumes();
    let types: Vec<&'static str> = offered
        .iter()
        .filter_map(|media_type| match media_type.as_str() {
            MULTIPART => Some(MULTIPART),
            FORM if !has_file => Some(FORM),
            _ => None,
        })
        .collect();
    match &types[..] {
        [] if has_file => vec![MULTIPART],
        [] => vec![FORM],
        _ => types,
    }
}
