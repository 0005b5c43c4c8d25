//! Structs.

use quote::quote;

use super::{
    model::subject,
    types::{text, tokens},
};
use crate::{
    emit::{
        expression,
        format::{RustFile, STRUCT_WIDTH, WIDTH, deprecated, docs, ident, quoted},
        item_text::ItemText,
    },
    plan::{Field, FieldKind, Model, Rest, Scope, Type},
};

/// Adds a struct, its methods and its codec.
pub(super) fn items(
    file: &mut RustFile,
    model: &Model,
    fields: &[Field],
    rest: Option<&Rest>,
    in_parts: bool,
) {
    let required: Vec<&Field> = fields
        .iter()
        .filter(|field| field.kind.is_required())
        .collect();
    let constants = fields.iter().any(|field| field.constant.is_some());
    let default = match required.is_empty() && !constants {
        true => ", Default",
        false => "",
    };
    // `object!` shows and compares models; the parts of a body cannot be read, so nothing else does.
    let derived = match in_parts {
        true => "Clone, Debug, PartialEq",
        false => "Clone",
    };
    let mut item = ItemText::default();
    item.docs(0, &model.docs)
        .deprecated(0, model.deprecated)
        .line(0, &format!("#[derive({derived}{default})]"));
    if fields.is_empty() && rest.is_none() {
        item.line(0, &format!("pub struct {} {{}}", model.name));
    } else {
        item.line(0, &format!("pub struct {} {{", model.name));
        for field in fields {
            let ty = text(&field.ty, Scope::Models);
            item.docs(4, &field.docs)
                .deprecated(4, field.deprecated)
                .field(4, &field.ident, &ty);
        }
        if let Some(rest) = rest {
            let ty = text(&rest.ty, Scope::Models);
            item.line(4, "/// Members that the document does not list.")
                .field(4, &rest.ident, &format!("BTreeMap<String, {ty}>"));
        }
        item.line(0, "}");
    }
    file.text(item);
    methods(file, model, fields, &required, rest);
    if constants && fields.iter().all(|field| !field.is_argument()) {
        let name = ident(&model.name);
        file.item(quote! {
            impl Default for #name {
                fn default() -> Self { Self::new() }
            }
        });
    }
    file.lines(match in_parts {
        true => parts(model, fields, rest),
        false => codec(model, fields, rest),
    });
}

/// Adds the constructor and, for models that callers make, the setters.
fn methods(
    file: &mut RustFile,
    model: &Model,
    fields: &[Field],
    required: &[&Field],
    rest: Option<&Rest>,
) {
    let mut item = ItemText::default();
    item.line(0, &format!("impl {} {{", model.name));
    let has_constant = fields.iter().any(|field| field.constant.is_some());
    let mut is_empty = true;
    if !required.is_empty() || has_constant {
        if model.is_constructed(fields) {
            is_empty = false;
            new(&mut item, fields, rest);
        }
    } else if model.request && !fields.is_empty() {
        is_empty = false;
        item.line(4, &format!("/// Returns an empty `{}`.", model.name))
            .line(4, "pub fn new() -> Self {")
            .line(8, "Self::default()")
            .line(4, "}");
    }
    let setters = fields.iter().filter(|field| {
        model.request && field.settable && !field.kind.is_required() && field.constant.is_none()
    });
    for field in setters {
        if !std::mem::take(&mut is_empty) {
            item.line(0, "");
        }
        setter(&mut item, field);
    }
    if !is_empty {
        item.line(0, "}");
        file.text(item);
    }
}

/// Adds the constructor, which takes what every value has.
fn new(item: &mut ItemText, fields: &[Field], rest: Option<&Rest>) {
    let arguments: Vec<String> = fields
        .iter()
        .filter(|field| field.is_argument())
        .map(|field| format!("{}: {}", field.ident, argument(&field.ty)))
        .collect();
    let values = fields.iter().map(|field| {
        let ident = &field.ident;
        if let Some(constant) = &field.constant {
            return format!("{ident}: {}", expression::tokens(constant));
        }
        match field.kind {
            FieldKind::Required | FieldKind::RequiredNullable => converted(ident, &field.ty),
            FieldKind::Nullable => format!("{ident}: Nullable::Absent"),
            FieldKind::Optional => format!("{ident}: None"),
        }
    });
    let rest = rest.map(|rest| format!("{}: BTreeMap::new()", rest.ident));
    let values: Vec<String> = values.chain(rest).collect();
    item.line(4, "/// Takes what every value has.")
        .signature(4, "new", &arguments, "Self");
    let joined = values.join(", ");
    if fields.iter().any(|field| field.constant.is_some()) {
        // Tokens are no text that anybody would write.
        item.odd().line(8, &format!("Self {{ {joined} }}"));
    } else if joined.len() <= STRUCT_WIDTH {
        item.line(8, &format!("Self {{ {joined} }}"));
    } else {
        item.line(8, "Self {");
        for value in values {
            item.line(12, &format!("{value},"));
        }
        item.line(8, "}");
    }
    item.line(4, "}");
}

fn setter(item: &mut ItemText, field: &Field) {
    let bare = field.ident.trim_start_matches("r#");
    let ident = &field.ident;
    // Not the field's own name: long names would break every line that they stand in.
    let parameter = "value";
    let value = conversion(parameter, &field.value);
    let wrapped = match field.kind {
        FieldKind::Nullable => format!("Nullable::Value({value})"),
        FieldKind::Optional | FieldKind::Required | FieldKind::RequiredNullable => {
            format!("Some({value})")
        }
    };
    let ty = argument(&field.value);
    item.docs(4, &[format!("Sets [`{bare}`](Self::{bare}).")])
        .deprecated(4, field.deprecated)
        .line(4, "#[must_use]")
        .signature(
            4,
            &format!("with_{bare}"),
            &["mut self".to_owned(), format!("{parameter}: {ty}")],
            "Self",
        )
        .line(8, &format!("self.{ident} = {wrapped};"))
        .line(8, "self")
        .line(4, "}");
}

/// Returns the type of an argument that becomes a value of a type.
fn argument(ty: &Type) -> String {
    match ty {
        Type::Boxed(inner) => text(inner, Scope::Models),
        ty if ty.is_text() || ty.is_part() || matches!(ty, Type::List(_)) => {
            format!("impl Into<{}>", text(ty, Scope::Models))
        }
        _ => text(ty, Scope::Models),
    }
}

/// Returns the expression that makes an argument a value of a type.
fn conversion(name: &str, ty: &Type) -> String {
    match ty {
        Type::Boxed(_) => format!("Box::new({name})"),
        Type::List(_) => format!("{name}.into()"),
        ty if ty.is_text() || ty.is_part() => format!("{name}.into()"),
        _ => name.to_owned(),
    }
}

/// Returns the field of a struct expression that an argument becomes.
fn converted(name: &str, ty: &Type) -> String {
    match conversion(name, ty) {
        same if same == name => same,
        value => format!("{name}: {value}"),
    }
}

/// Returns the lines that give a struct its codec.
fn codec(model: &Model, fields: &[Field], rest: Option<&Rest>) -> Vec<String> {
    let mut lines = vec![format!("object!({} {{", subject(model))];
    if fields.iter().all(|field| field.ident == field.wire) {
        for run in fields.chunk_by(|one, next| member(one) == member(next)) {
            lines.extend(run_of(run));
        }
    } else {
        let lines_of = fields.iter().map(|field| {
            let (kind, name) = (member(field), quoted(&field.wire));
            format!("    {kind} {} = {name},", field.ident)
        });
        lines.extend(lines_of);
    }
    lines.push(match rest {
        Some(rest) => format!("}} rest {});", rest.ident),
        None => "});".to_owned(),
    });
    lines
}

/// Returns how the macro `object` calls a field.
fn member(field: &Field) -> &'static str {
    // As serde_json escapes it, which is what the runtime writes.
    let is_escaped = |letter: char| letter < ' ' || matches!(letter, '"' | '\\');
    match (field.kind.is_required(), &field.constant) {
        (true, _) if field.wire.contains(is_escaped) => "escaped_required",
        (false, _) if field.wire.contains(is_escaped) => "escaped_optional",
        (true, _) => "required",
        (false, Some(_)) => "constant",
        (false, None) => "optional",
    }
}

/// Returns the lines of fields of one kind that follow each other, whose names are those of their members.
fn run_of(fields: &[Field]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = format!("    {}", fields.first().map(member).unwrap_or_default());
    for (index, field) in fields.iter().enumerate() {
        if line.len() + field.ident.len() + 2 > WIDTH {
            lines.push(std::mem::replace(&mut line, "       ".to_owned()));
        }
        line.push(' ');
        line.push_str(&field.ident);
        line.push(if index + 1 == fields.len() { ';' } else { ',' });
    }
    lines.push(line);
    lines
}

/// Returns the lines that say which parts a struct is sent in.
fn parts(model: &Model, fields: &[Field], rest: Option<&Rest>) -> Vec<String> {
    let mut lines = vec![format!("multipart!({} {{", model.name)];
    for field in fields {
        let kind = match field.kind {
            FieldKind::Required => "required",
            FieldKind::RequiredNullable | FieldKind::Optional | FieldKind::Nullable => "optional",
        };
        lines.push(format!(
            "    {kind} {} {} = {},",
            part(&field.value),
            field.ident,
            quoted(&field.wire)
        ));
    }
    lines.push(match rest {
        Some(rest) => format!("}} rest {} {});", part(&rest.ty), rest.ident),
        None => "});".to_owned(),
    });
    lines
}

/// Returns how values of a type are sent in parts.
fn part(ty: &Type) -> &'static str {
    match ty {
        Type::List(items) if items.is_part() => "parts",
        ty if ty.is_part() => "part",
        _ => "value",
    }
}

/// Adds a newtype.
pub(super) fn wrapper(file: &mut RustFile, model: &Model, ty: &Type) {
    let (name, inner) = (ident(&model.name), tokens(ty, Scope::Models));
    let (docs, deprecated) = (docs(&model.docs), deprecated(model.deprecated));
    file.item(quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(pub #inner);
    });
    file.lines([format!("wrapper!({});", subject(model))]);
}
