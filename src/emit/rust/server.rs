//! The servers of an API.

use quote::quote;

use crate::{
    emit::{
        Context, File,
        format::{RustFile, WIDTH, docs, gap, ident, import, quoted},
    },
    plan::{Client, Server, ServerChoice, ServerPlaceholder},
};

/// Returns whether there is anything to print.
pub(super) fn is_needed(context: Context<'_>) -> bool {
    let client = &context.sdk.client;
    !client.servers.is_empty() || !client.server_variables.is_empty()
}

/// Returns the types that callers name.
pub(super) fn exports(context: Context<'_>) -> Vec<&str> {
    let client = &context.sdk.client;
    let choices = choices(context).map(|choice| choice.name.as_str());
    let mut names: Vec<&str> = choices.collect();
    if !client.servers.is_empty() {
        names.push("Server");
    }
    names.sort_unstable();
    names
}

fn choices(context: Context<'_>) -> impl Iterator<Item = &ServerChoice> {
    let variables = &context.sdk.client.server_variables;
    variables.iter().filter_map(|it| it.choice.as_ref())
}

/// Prints the enum of servers, and what there is to know about their variables.
pub(super) fn file(context: Context<'_>) -> File {
    let client = &context.sdk.client;
    let mut file = RustFile::new();
    let has_variables = !client.server_variables.is_empty();
    if has_variables {
        let names: &[&str] = match choices(context).next() {
            Some(_) => &["self", "server_variables", "string_enum"],
            None => &["self", "server_variables"],
        };
        let runtime = format!("{}::runtime", context.root(1));
        file.lines([import(&runtime, names)]);
    }
    if !client.servers.is_empty() {
        servers(&mut file, client);
    }
    for choice in choices(context) {
        enumeration(&mut file, choice);
    }
    if has_variables {
        variables(&mut file, &client.server_placeholders);
    }
    ("src/server.rs".to_owned(), file.finish())
}

fn servers(file: &mut RustFile, client: &Client) {
    let servers = &client.servers;
    let mut first = true;
    let variants = servers.iter().map(|server| {
        let mut lines = server.docs.clone();
        if !server.notes.is_empty() {
            lines.push(String::new());
            lines.extend(server.notes.iter().cloned());
        }
        let (docs, variant) = (docs(&lines), ident(&server.variant));
        let default = std::mem::take(&mut first).then(|| quote!(#[default]));
        quote!(#docs #default #variant,)
    });
    file.item(quote! {
        /// Where the API is served. The first one is the default.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Server { #(#variants)* }
    });
    let arms = |url: fn(&Server) -> &String| {
        let arm = move |server: &Server| {
            let (variant, url) = (ident(&server.variant), url(server));
            quote!(Self::#variant => #url,)
        };
        servers.iter().map(arm).collect::<Vec<_>>()
    };
    let urls = arms(|server| &server.url);
    if !client.has_templates() {
        file.item(quote! {
            impl Server {
                /// Returns the URL that paths are appended to.
                pub fn url(self) -> &'static str {
                    match self { #(#urls)* }
                }
            }
        });
        return;
    }
    let (gap, templates) = (gap(), arms(|server| &server.template));
    file.item(quote! {
        impl Server {
            /// Returns the URL that paths are appended to, with the defaults of variables.
            pub fn url(self) -> &'static str {
                match self { #(#urls)* }
            }
            #gap
            /// Returns the URL with the placeholders of variables.
            pub(crate) fn template(self) -> &'static str {
                match self { #(#templates)* }
            }
        }
    });
}

fn enumeration(file: &mut RustFile, choice: &ServerChoice) {
    let (docs_, name) = (docs(&choice.docs), ident(&choice.name));
    let variants = choice.variants.iter().map(|variant| {
        let (docs, ident) = (docs(&variant.docs), ident(&variant.ident));
        quote!(#docs #ident,)
    });
    file.item(quote! {
        #docs_
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    });
    let mut lines = vec![format!("string_enum!({} {{", choice.name)];
    for variant in &choice.variants {
        lines.push(format!(
            "    {} = {},",
            variant.ident,
            quoted(&variant.wire)
        ));
    }
    lines.push("});".to_owned());
    file.lines(lines);
}

fn variables(file: &mut RustFile, placeholders: &[ServerPlaceholder]) {
    let mut lines = vec!["server_variables!(VARIABLES {".to_owned()];
    for placeholder in placeholders {
        let mut line = format!(
            "    {} = {}",
            quoted(&placeholder.text),
            quoted(&placeholder.name)
        );
        if let Some(default) = &placeholder.default {
            line.push_str(&format!(" default {}", quoted(default)));
        }
        let values: Vec<String> = placeholder.values.iter().map(|it| quoted(it)).collect();
        if values.is_empty() {
            lines.push(format!("{line},"));
            continue;
        }
        let whole = format!("{line} of [{}],", values.join(", "));
        if whole.len() <= WIDTH {
            lines.push(whole);
            continue;
        }
        lines.push(format!("{line} of ["));
        lines.extend(values.iter().map(|value| format!("        {value},")));
        lines.push("    ],".to_owned());
    }
    lines.push("});".to_owned());
    file.lines(lines);
}
