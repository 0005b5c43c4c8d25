//! The command-line program: its root, and the table of its commands.

mod answer;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    operation::{described, property},
    parameter::parameter,
    types::parsed,
};
use crate::{
    api::{Encoding, Location, Style},
    emit::{
        Context, File,
        format::{RustFile, ident},
    },
    plan::{
        Command, CommandArgument, CommandBody, CommandGroup, CommandLine, CommandMember,
        CommandSets, CommandSetting, CommandValue, CredentialKind, RequestBody, Tag, plain,
    },
};

/// Prints the root of the program.
pub(super) fn root(context: Context<'_>) -> File {
    let package = &context.sdk.package;
    let about = format!(
        "The command-line program for the {}.",
        plain(&package.title)
    );
    let mut file = RustFile::with_docs(&[about]);
    file.lines(["#![forbid(unsafe_code)]"]);
    file.lines([
        "#[allow(dead_code, reason = \"an API may not need all of it\")]",
        "mod cli;",
        "#[rustfmt::skip]",
        "mod commands;",
    ]);
    file.lines([
        "use std::process::ExitCode;".to_owned(),
        String::new(),
        format!("use ::{}::runtime;", package.crate_ident),
    ]);
    file.lines([
        "fn main() -> ExitCode {",
        "    cli::run(&commands::PROGRAM, std::env::args_os())",
        "}",
    ]);
    ("src/main.rs".to_owned(), file.finish())
}

/// Prints the table of commands.
pub(super) fn commands(context: Context<'_>, program: &CommandLine) -> File {
    let krate = ident(&context.sdk.package.crate_ident);
    let mut file =
        RustFile::with_docs(&["The commands of the program: an operation each.".to_owned()]);
    file.lines(["#![allow(unused_imports, reason = \"an API may not need all of it\")]"]);
    // A line of text each: what is imported here is nothing of the generator's.
    file.lines([
        format!("use ::{krate}::Client;"),
        String::new(),
        "use crate::cli::{".to_owned(),
        "    self, Alternative, Argument, Body, Command, Group, Member, Place, Program, Setting, Settings, Stream,"
            .to_owned(),
        "    Value,"
            .to_owned(),
        "};".to_owned(),
        "use crate::runtime::{self, Core, Error, Operation, Parameter, Security};".to_owned(),
    ]);
    let (name, about) = (&program.name, &program.about);
    let settings = program.settings.iter().map(setting);
    let groups = program.groups.iter().map(|group| ident(&group.constant));
    file.item(quote! {
        /// All of it.
        pub(crate) static PROGRAM: Program = Program {
            name: #name,
            version: env!("CARGO_PKG_VERSION"),
            about: #about,
            settings: &[#(#settings),*],
            client,
            groups: &[#(&#groups),*],
        };
    });
    let set = program
        .settings
        .iter()
        .filter_map(|setting| sets(&krate, setting));
    file.item(quote! {
        /// Makes a client of the settings that are given.
        fn client(settings: &Settings) -> Result<Core, Error> {
            let builder = Client::builder();
            let builder = match settings.get("base-url") {
                Some(url) => builder.base_url(url),
                None => builder,
            };
            #(#set)*
            Ok(builder.build()?.core().clone())
        }
    });
    let mut queue: Vec<&CommandGroup> = program.groups.iter().rev().collect();
    while let Some(group) = queue.pop() {
        queue.extend(group.groups.iter().rev());
        file.item(self::group(group));
    }
    ("src/commands.rs".to_owned(), file.finish())
}

fn setting(setting: &CommandSetting) -> TokenStream {
    let (option, about, value) = (&setting.option, &setting.about, value(&setting.value));
    let variable = &setting.variable;
    let is_read = setting.is_read;
    quote! {
        Setting {
            option: #option,
            variable: #variable,
            is_read: #is_read,
            value: #value,
            about: #about,
        }
    }
}

/// Returns the statement that sets what an option of the client gives.
fn sets(krate: &proc_macro2::Ident, setting: &CommandSetting) -> Option<TokenStream> {
    let option = &setting.option;
    let call = |pattern: TokenStream, source: TokenStream, call: TokenStream| {
        quote! {
            let builder = match settings.#source {
                Some(#pattern) => builder.#call,
                None => builder,
            };
        }
    };
    Some(match &setting.sets {
        CommandSets::Text(setter) => {
            let setter = ident(setter);
            call(quote!(value), quote!(get(#option)), quote!(#setter(value)))
        }
        CommandSets::Credential(setter, kind) => {
            let setter = ident(setter);
            match kind {
                CredentialKind::Basic => call(
                    quote!((user, password)),
                    quote!(pair(#option)),
                    quote!(#setter(user, password)),
                ),
                CredentialKind::Bearer
                | CredentialKind::Header(_)
                | CredentialKind::Query(_)
                | CredentialKind::Cookie(_) => {
                    call(quote!(value), quote!(get(#option)), quote!(#setter(value)))
                }
            }
        }
        CommandSets::ClientId {
            setter,
            options,
            variables,
        } => {
            let setter = ident(setter);
            call(
                quote!([id, secret]),
                quote!(both([#(#options),*], [#(#variables),*])?),
                quote!(#setter(id, secret)),
            )
        }
        CommandSets::ClientSecret => return None,
        CommandSets::Server(servers) => {
            let arms = servers.iter().map(|(value, variant)| {
                let variant = ident(variant);
                quote!(Some(#value) => builder.server(::#krate::Server::#variant),)
            });
            one_of(option, arms)
        }
        CommandSets::Choice {
            setter,
            ty,
            variants,
        } => {
            let (setter, ty) = (ident(setter), ident(ty));
            let arms = variants.iter().map(|(value, variant)| {
                let variant = ident(variant);
                quote!(Some(#value) => builder.#setter(::#krate::#ty::#variant),)
            });
            one_of(option, arms)
        }
    })
}

fn one_of(option: &str, arms: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote! {
        let builder = match settings.get(#option) {
            #(#arms)*
            Some(_) | None => builder,
        };
    }
}

fn group(group: &CommandGroup) -> TokenStream {
    let (constant, name, about) = (ident(&group.constant), &group.name, &group.about);
    let commands = group.commands.iter().map(command);
    let groups = group.groups.iter().map(|nested| ident(&nested.constant));
    quote! {
        static #constant: Group = Group {
            name: #name,
            about: #about,
            commands: &[#(#commands),*],
            groups: &[#(&#groups),*],
        };
    }
}

fn command(command: &Command) -> TokenStream {
    let (name, about, details) = (&command.name, &command.about, &command.details);
    let operation = described(&command.operation);
    let operation = operation.map(|(name, value)| format!("{name}: {value}"));
    let operation = parsed(&format!("Operation {{ {} }}", operation.join(", ")));
    let arguments = command.arguments.iter().map(argument);
    let bodies = command.operation.bodies.iter();
    let needs_body = bodies.clone().any(|it| it.body.is_some() && it.required);
    let bodies = bodies
        .filter_map(|it| it.body.as_ref())
        .zip(&command.ways)
        .map(|(sent, way)| body(sent, way));
    let members = command.members.iter().map(member);
    let (stream, alternatives) = (answer::stream(command), answer::alternatives(command));
    let pages = answer::pages(command);
    quote! {
        Command {
            name: #name,
            about: #about,
            details: #details,
            operation: #operation,
            arguments: &[#(#arguments),*],
            bodies: &[#(#bodies),*],
            needs_body: #needs_body,
            members: &[#(#members),*],
            stream: #stream,
            alternatives: &[#(#alternatives),*],
            pages: #pages,
        }
    }
}

fn argument(argument: &CommandArgument) -> TokenStream {
    let (option, place, value) = (
        &argument.option,
        place(&argument.tag),
        value(&argument.value),
    );
    let (is_positional, is_list) = (argument.is_positional, argument.is_list);
    let (is_required, about) = (argument.is_required, &argument.about);
    quote! {
        Argument {
            option: #option,
            is_positional: #is_positional,
            place: #place,
            value: #value,
            is_list: #is_list,
            is_required: #is_required,
            about: #about,
        }
    }
}

fn place(tag: &Tag) -> TokenStream {
    let parameter = parsed(&parameter(tag));
    match (tag.location, tag.style) {
        (Location::QueryString, Style::Json) => quote!(Place::QueryJson),
        (Location::QueryString, Style::Simple { .. }) => quote!(Place::QueryText),
        (Location::QueryString, _) => quote!(Place::QueryForm),
        (Location::Path | Location::Query | Location::Header | Location::Cookie, Style::Json) => {
            quote!(Place::Json(#parameter))
        }
        (Location::Path | Location::Query | Location::Header | Location::Cookie, _) => {
            quote!(Place::Styled(#parameter))
        }
    }
}

fn body(body: &RequestBody, way: &CommandBody) -> TokenStream {
    let (option, media_type, is_object) = (&way.option, &body.media_type, way.is_object);
    let set = match body.encoding {
        Encoding::Json => quote!(cli::body::json),
        Encoding::Form => quote!(cli::body::form),
        Encoding::Multipart => quote!(cli::multipart::multipart),
        // Whoever types it writes the XML.
        Encoding::Xml | Encoding::Text => quote!(cli::body::text),
        Encoding::Bytes => quote!(cli::body::bytes),
    };
    let properties = body.properties.iter().flat_map(property);
    let properties = properties.map(|call| parsed(&call));
    quote! {
        Body {
            option: #option,
            media_type: #media_type,
            is_object: #is_object,
            properties: |call| call #(#properties)*,
            set: #set,
        }
    }
}

fn member(member: &CommandMember) -> TokenStream {
    let (option, wire, value) = (&member.option, &member.wire, value(&member.value));
    let (is_list, is_required, about) = (member.is_list, member.is_required, &member.about);
    quote! {
        Member {
            option: #option,
            wire: #wire,
            value: #value,
            is_list: #is_list,
            is_required: #is_required,
            about: #about,
        }
    }
}

fn value(value: &CommandValue) -> TokenStream {
    match value {
        CommandValue::Text => quote!(Value::Text),
        CommandValue::Integer => quote!(Value::Integer),
        CommandValue::Number => quote!(Value::Number),
        CommandValue::Boolean => quote!(Value::Boolean),
        CommandValue::OneOf(values) => quote!(Value::OneOf(&[#(#values),*])),
        CommandValue::OneOfNumbers(values) => quote!(Value::OneOfNumbers(&[#(#values),*])),
        CommandValue::Json => quote!(Value::Json),
        CommandValue::File => quote!(Value::File),
        CommandValue::Pair => quote!(Value::Pair),
    }
}
