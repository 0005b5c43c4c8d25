//! Calls of operations as code: the statements of an example.

use std::collections::BTreeSet;

use super::model_page::imports;
use crate::{
    api::Encoding,
    emit::{
        Context,
        expression::{self, Failure},
        format::quoted,
        rust::types,
    },
    plan::{Argument, BodyMethod, Expression, Group, Operation, RequestBody, Scope, Setter, Type},
};

/// Returns the loop over the items of a list or of a stream.
fn each_item(margin: &str) -> String {
    format!(
        "{margin}while let Some(item) = items.next().await {{\n\
         {margin}    println!(\"{{:?}}\", item?);\n{margin}}}\n"
    )
}

/// How long a chain of calls on one line may be, as rustfmt has it.
const MAX_CHAIN: usize = 60;

/// How long a call may be that stands in a line of documentation.
const MAX_PLAIN: usize = 110;

/// How many optional parameters an example sets.
const MAX_SETTERS: usize = 3;

/// A call of an operation, while it is put together.
pub(in crate::emit) struct Call<'s> {
    context: Context<'s>,
    group: &'s Group,
    operation: &'s Operation,
    method: &'s BodyMethod,
    failure: Failure,
    /// What is declared before the call.
    declared: Vec<(String, &'s Expression)>,
    /// What the function around the call is given, because no value of it can be made up.
    given: Vec<(String, String)>,
    names: BTreeSet<String>,
    is_fallible: bool,
    /// The arguments of the call.
    arguments: Vec<String>,
    /// The optional parameters, as calls.
    setters: Vec<String>,
}

impl<'s> Call<'s> {
    /// Returns the call of an operation by its plain method, with another body than that of its example.
    pub(in crate::emit) fn with_body(
        context: Context<'s>,
        group: &'s Group,
        operation: &'s Operation,
        method: &'s BodyMethod,
        body: Option<&'s Expression>,
    ) -> Self {
        let mut call = Self::new(context, group, operation, method);
        if let Some(body) = body {
            for (_, declared) in &mut call.declared {
                *declared = body;
            }
        }
        call
    }

    /// Returns the call of an operation by one of its methods.
    pub(in crate::emit) fn new(
        context: Context<'s>,
        group: &'s Group,
        operation: &'s Operation,
        method: &'s BodyMethod,
    ) -> Self {
        let mut call = Self {
            context,
            group,
            operation,
            method,
            failure: Failure::Returned,
            declared: Vec::new(),
            given: Vec::new(),
            names: BTreeSet::new(),
            is_fallible: false,
            arguments: Vec::new(),
            setters: Vec::new(),
        };
        for argument in &operation.arguments {
            let text = call.argument(argument);
            call.arguments.push(text);
        }
        if let Some(body) = &method.body {
            let text = call.body(body, method.required);
            call.arguments.push(text);
        }
        for setter in &operation.setters {
            call.setter(setter);
        }
        call
    }

    /// Returns what the call names.
    pub(in crate::emit) fn names(&self) -> &BTreeSet<String> {
        &self.names
    }

    /// Returns the lines that bring what the call names into scope; may be empty.
    pub(in crate::emit) fn imports(&self) -> String {
        let krate = &self.context.sdk.package.crate_ident;
        imports(krate, self.names.iter().map(String::as_str))
    }

    /// Returns whether the values can fail to be made, so that errors are not only those of the SDK.
    pub(in crate::emit) fn is_fallible(&self) -> bool {
        self.is_fallible
    }

    /// Returns what the function around the call is given: names and types.
    pub(in crate::emit) fn given(&self) -> &[(String, String)] {
        &self.given
    }

    /// Returns the type of errors that a function with the call returns.
    pub(in crate::emit) fn error(&self) -> String {
        match self.is_fallible {
            true => "Box<dyn std::error::Error>".to_owned(),
            false => format!("{}::Error", self.context.sdk.package.crate_ident),
        }
    }

    /// Returns a function that makes the call.
    pub(in crate::emit) fn function(&self) -> String {
        self.function_of(&self.statements(4, "answer"))
    }

    /// Returns a function that goes through the items of all pages of a list.
    pub(in crate::emit) fn function_of_items(&self) -> String {
        self.function_of(&self.items(4))
    }

    fn function_of(&self, body: &str) -> String {
        let krate = &self.context.sdk.package.crate_ident;
        let name = match self.method.method.as_str() {
            "main" => "example",
            name => name,
        };
        let imports = match self.imports() {
            lines if lines.is_empty() => lines,
            lines => format!("{lines}\n\n"),
        };
        let given: String = self
            .given
            .iter()
            .map(|(name, ty)| format!(", {name}: {ty}"))
            .collect();
        let head = format!("async fn {name}(client: &{krate}::Client{given})");
        let result = format!("Result<(), {}>", self.error());
        format!("{imports}{head} -> {result} {{\n{body}    Ok(())\n}}")
    }

    /// Returns the same for a documentation comment, where what is around the statements is hidden.
    pub(in crate::emit) fn documentation(&self) -> Vec<String> {
        let krate = &self.context.sdk.package.crate_ident;
        let given: String = self
            .given
            .iter()
            .map(|(name, ty)| format!(", {name}: {ty}"))
            .collect();
        let head = format!(
            "# async fn example(client: &{krate}::Client{given}) -> Result<(), {}> {{",
            self.error()
        );
        let mut lines = vec!["```".to_owned()];
        lines.extend(self.imports().lines().map(str::to_owned));
        if lines.len() > 1 {
            lines.push(String::new());
        }
        lines.push(head);
        lines.extend(self.statements(0, "answer").lines().map(str::to_owned));
        lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
        lines
    }

    /// Returns the call as it stands in a line of documentation, where no code is needed to make what it is
    /// given.
    pub(in crate::emit) fn plain(&self) -> Option<String> {
        let is_plain = self.declared.is_empty()
            && self.given.is_empty()
            && self.names.is_empty()
            && !self.is_fallible;
        let setters: String = self.setters.iter().map(|it| format!(".{it}")).collect();
        let call = |setters: &str| {
            let path = self.group.path.as_str();
            let (method, arguments) = (&self.method.method, self.arguments.join(", "));
            let call = format!("{path}.{method}({arguments}){setters}.await?");
            let fits = call.len() <= MAX_PLAIN && !call.contains('`') && call.is_ascii();
            fits.then_some(call)
        };
        is_plain.then(|| call(&setters).or_else(|| call("")))?
    }

    /// Returns the statements: values, the call, and what is done with the answer, which is called
    /// `answer`.
    pub(in crate::emit) fn statements(&self, indent: usize, answer: &str) -> String {
        let margin = " ".repeat(indent);
        let mut text = self.declarations(indent);
        let chain = self.chain(indent, "await?");
        let stream = self.operation.outcome.stream.as_ref();
        match (stream.filter(|it| it.is_only), &self.operation.outcome.ty) {
            (Some(_), _) => {
                text.push_str(&format!("{margin}let mut items = {chain};\n"));
                text.push_str(&each_item(&margin));
            }
            (None, Type::Unit) => text.push_str(&format!("{margin}{chain};\n")),
            (None, _) => {
                text.push_str(&format!("{margin}let {answer} = {chain};\n"));
                text.push_str(&format!("{margin}println!(\"{{{answer}:?}}\");\n"));
            }
        }
        text
    }

    /// Returns the statements that go through the items of all pages of a list.
    pub(in crate::emit) fn items(&self, indent: usize) -> String {
        let margin = " ".repeat(indent);
        let mut text = self.declarations(indent);
        let chain = self.chain(indent, "items()");
        text.push_str(&format!("{margin}let mut items = {chain};\n"));
        text.push_str(&each_item(&margin));
        text
    }

    fn declarations(&self, indent: usize) -> String {
        let margin = " ".repeat(indent);
        let mut text = String::new();
        for (name, value) in &self.declared {
            let value = expression::print(value, indent, self.failure);
            text.push_str(&format!("{margin}let {name} = {value};\n"));
        }
        text
    }

    /// Returns the call itself, up to its end, broken where rustfmt would break it.
    fn chain(&self, indent: usize, end: &str) -> String {
        let mut links: Vec<String> = self
            .group
            .path
            .split('.')
            .skip(1)
            .map(str::to_owned)
            .collect();
        let method = &self.method.method;
        links.push(format!("{method}({})", self.arguments.join(", ")));
        links.extend(self.setters.iter().cloned());
        links.push(end.to_owned());
        let flat = format!("client.{}", links.join("."));
        if flat.len() <= MAX_CHAIN && !flat.contains('\n') {
            return flat;
        }
        let margin = " ".repeat(indent + 4);
        let links: String = links
            .iter()
            .map(|link| format!("\n{margin}.{link}"))
            .collect();
        format!("client{links}")
    }

    /// Notes what a value names, and whether making it can fail.
    fn note(&mut self, value: &Expression) {
        self.names.extend(value.names());
        self.is_fallible |= value.is_fallible();
    }

    /// Returns a value as it is written in the call.
    fn inline(&mut self, value: &Expression) -> String {
        self.note(value);
        expression::one_line(value, self.failure)
    }

    fn argument(&mut self, argument: &Argument) -> String {
        let name = &argument.ident;
        match &argument.example {
            Some(value) => self.parameter(&argument.ty, value),
            None => {
                let ty = match &argument.ty {
                    Type::List(items) => format!("&[{}]", self.type_of(items)),
                    ty if ty.is_plain_parameter() => self.type_of(ty),
                    ty => format!("&{}", self.type_of(ty)),
                };
                self.given.push((name.clone(), ty));
                name.clone()
            }
        }
    }

    fn setter(&mut self, setter: &Setter) {
        if setter.client_level || setter.deprecated || self.setters.len() == MAX_SETTERS {
            return;
        }
        if let Some(value) = &setter.example {
            let value = self.parameter(&setter.ty, value);
            self.setters.push(format!("{}({value})", setter.ident));
        }
    }

    /// Returns a value as parameters are given.
    fn parameter(&mut self, ty: &Type, value: &Expression) -> String {
        match (ty, value) {
            (ty, Expression::Text(text)) if ty.is_text() => quoted(text),
            (Type::List(_), Expression::List(_)) => {
                let list = self.inline(value);
                format!("&{}", list.trim_start_matches("vec!"))
            }
            (Type::Plain("bool" | "i32" | "i64" | "u32" | "u64" | "f32" | "f64"), value) => {
                self.inline(value)
            }
            (_, value) => format!("&{}", self.inline(value)),
        }
    }

    fn body(&mut self, body: &'s RequestBody, required: bool) -> String {
        let krate = &self.context.sdk.package.crate_ident;
        match (body.encoding, &body.ty) {
            (Encoding::Text | Encoding::Bytes, _) => return "\"content\"".to_owned(),
            (_, Type::Runtime("Form")) => {
                return format!("&{krate}::Form::new().text(\"name\", \"value\")");
            }
            _ => {}
        }
        match &body.example {
            Some(value) if value.is_typed() => {
                self.note(value);
                self.declared.push(("body".to_owned(), value));
                match (&body.ty, required) {
                    (Type::List(_), false) => "&body[..]".to_owned(),
                    _ => "&body".to_owned(),
                }
            }
            // The type of the parameter says what the value is.
            Some(value) if required => match (&body.ty, value) {
                (Type::List(_), Expression::List(_)) => {
                    let list = self.inline(value);
                    format!("&{}", list.trim_start_matches("vec!"))
                }
                _ => format!("&{}", self.inline(value)),
            },
            Some(_) | None => {
                let ty = match &body.ty {
                    Type::List(items) => format!("&[{}]", self.type_of(items)),
                    ty => format!("&{}", self.type_of(ty)),
                };
                self.given.push(("body".to_owned(), ty));
                "body".to_owned()
            }
        }
    }

    /// Returns a type by its full path.
    fn type_of(&self, ty: &Type) -> String {
        let krate = &self.context.sdk.package.crate_ident;
        types::text(ty, Scope::Operations)
            .replace("models::", &format!("{krate}::models::"))
            .replace("runtime::", &format!("{krate}::runtime::"))
            .replace("BTreeMap<", "std::collections::BTreeMap<")
    }
}
