//! The client and its builder.

use proc_macro2::TokenStream;
use quote::quote;

use super::{credential, group, model::features, server};
use crate::{
    emit::{
        Context, File,
        format::{RustFile, docs, gap, ident, import},
    },
    plan::{Credential, ServerVariable, plain},
};

/// Prints the client.
pub(super) fn file(context: Context<'_>) -> File {
    let (sdk, root) = (context.sdk, context.root(1));
    let mut file = RustFile::new();
    let mut lines = ["use std::time::Duration;", "", "use http::Request;", ""]
        .map(str::to_owned)
        .to_vec();
    let mut groups: Vec<_> = sdk.groups.iter().collect();
    groups.sort_by(|one, other| one.module.cmp(&other.module));
    for group in groups {
        lines.extend(features(&group.feature));
        lines.push(format!(
            "use {root}::operations::{}::{};",
            group.module, group.handle
        ));
    }
    let mut names = vec![
        "Body",
        "BoxError",
        "Core",
        "CoreBuilder",
        "Error",
        "Hook",
        "Outcome",
        "RetryPolicy",
        "Transport",
        "TransportOptions",
    ];
    names.extend(credential::imports(&sdk.client.credentials));
    let has_variables = !sdk.client.server_variables.is_empty();
    if has_variables {
        names.push("ServerVariables");
    }
    names.sort_unstable();
    lines.push(import(&format!("{root}::runtime"), &names));
    let mut servers = server::exports(context);
    if has_variables {
        servers.push("VARIABLES");
    }
    if !servers.is_empty() {
        lines.push(import(&format!("{root}::server"), &servers));
    }
    file.lines(lines);

    let title = format!(" A client of the {}.", plain(&sdk.package.title));
    let (unused, accessor) = match sdk.groups.is_empty() && sdk.command_line.is_none() {
        true => (
            Some(quote!(#[expect(dead_code, reason = "the API has no operation")])),
            None,
        ),
        false => {
            let gap = gap();
            // A program is a crate of its own.
            let visibility = match sdk.command_line {
                Some(_) => quote!(#[doc(hidden)] pub),
                None => quote!(pub(crate)),
            };
            let accessor = quote! {
                #gap
                /// Returns what all calls share.
                #visibility fn core(&self) -> &Core { &self.core }
            };
            (None, Some(accessor))
        }
    };
    file.item(quote! {
        #[doc = #title]
        ///
        /// It is cheap to clone: clones share connections, settings and credentials.
        #[derive(Clone, Debug)]
        pub struct Client {
            #unused
            core: Core,
        }
    });
    let accessors = sdk.groups.iter().map(|group| {
        let (gap, docs, module) = (gap(), docs(&group.docs), ident(&group.module));
        let (handle, feature) = (ident(&group.handle), group::feature(&group.feature));
        quote! {
            #gap
            #docs
            #feature
            pub fn #module(&self) -> #handle<'_> { #handle::new(self) }
        }
    });
    let gap_ = gap();
    let environment = environment(&sdk.client.credentials);
    file.item(quote! {
        impl Client {
            /// Returns a client with the default settings.
            #(#[doc = #environment])*
            ///
            /// # Errors
            ///
            /// See [`ClientBuilder::build`].
            pub fn new() -> Result<Self, Error> { Self::builder().build() }
            #gap_
            /// Returns a builder with the default settings.
            pub fn builder() -> ClientBuilder { ClientBuilder::new() }
            #(#accessors)*
            #accessor
        }
    });
    builder(&mut file, context);
    ("src/client.rs".to_owned(), file.finish())
}

fn environment(credentials: &[Credential]) -> Vec<String> {
    let variables: Vec<_> = credentials
        .iter()
        .flat_map(|credential| {
            let client = credential.client.iter();
            let client = client.flat_map(|it| [&it.id_variable, &it.secret_variable]);
            std::iter::once(&credential.variable).chain(client)
        })
        .map(|variable| format!("`{variable}`"))
        .collect();
    match &variables[..] {
        [] => Vec::new(),
        variables => vec![
            String::new(),
            format!(
                " Credentials come from the environment: {}.",
                variables.join(", ")
            ),
        ],
    }
}

fn builder(file: &mut RustFile, context: Context<'_>) {
    let client = &context.sdk.client;
    let defaults = client.credentials.iter().map(credential::default);
    let has_variables = !client.server_variables.is_empty();
    let url = match client.has_templates() {
        true => quote!(template),
        false => quote!(url),
    };
    let server = (!client.servers.is_empty()).then(|| quote!(.server(Server::default().#url())));
    let (field, initial, made) = match has_variables {
        true => (
            Some(quote!(variables: ServerVariables,)),
            Some(quote!(variables: ServerVariables::of(VARIABLES),)),
            Some(quote!(.servers(move |template| self.variables.url(template)))),
        ),
        false => (None, None, None),
    };
    file.item(quote! {
        /// Builds a [`Client`].
        #[derive(Debug)]
        #[must_use = "a builder does nothing until it is built"]
        pub struct ClientBuilder { core: CoreBuilder, #field }
    });
    let gap = gap();
    let mut setters: Vec<TokenStream> = Vec::new();
    if !client.servers.is_empty() {
        setters.push(quote! {
            /// Sets the server.
            pub fn server(mut self, server: Server) -> Self {
                self.core = self.core.server(server.#url());
                self
            }
        });
    }
    setters.push(quote! {
        /// Sets the URL that the API is served at, such as `https://example.com/api`; it counts more
        /// than the server.
        pub fn base_url(mut self, url: impl Into<String>) -> Self {
            self.core = self.core.base_url(url);
            self
        }
    });
    setters.extend(client.server_variables.iter().map(variable));
    setters.extend(client.credentials.iter().flat_map(credential::setters));
    setters.extend(client.parameters.iter().map(|parameter| {
        let (docs, setter, wire) = (
            docs(&parameter.docs),
            ident(&parameter.setter),
            &parameter.wire,
        );
        quote! {
            #docs
            pub fn #setter(mut self, #setter: impl Into<String>) -> Self {
                self.core = self.core.default_parameter(#wire, #setter.into());
                self
            }
        }
    }));
    setters.push(quote! {
        /// Limits how long a call may take, retries included. 60 seconds unless set.
        pub fn timeout(mut self, timeout: Duration) -> Self {
            self.core = self.core.timeout(timeout);
            self
        }
    });
    setters.push(quote! {
        /// Limits how long it may take to connect. 10 seconds unless set.
        pub fn connect_timeout(mut self, timeout: Duration) -> Self {
            self.core = self.core.connect_timeout(timeout);
            self
        }
    });
    setters.push(quote! {
        /// Sets a header that every call sends.
        pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
            self.core = self.core.header(name, value);
            self
        }
    });
    setters.push(quote! {
        /// Sets the `User-Agent` header.
        pub fn user_agent(mut self, user_agent: impl AsRef<str>) -> Self {
            self.core = self.core.user_agent(user_agent);
            self
        }
    });
    setters.push(quote! {
        /// Sets when and how often a call is tried again.
        pub fn retry(mut self, policy: RetryPolicy) -> Self {
            self.core = self.core.retry(policy);
            self
        }
    });
    setters.push(quote! {
        /// Limits the length of an answer that is read as a whole, in bytes. 64 MiB unless set.
        pub fn max_body(mut self, bytes: u64) -> Self {
            self.core = self.core.max_body(bytes);
            self
        }
    });
    setters.push(quote! {
        /// Adds a hook that sees each request before it is sent, each attempt of it: it may change it, or
        /// refuse it by an error.
        pub fn before_request<F>(mut self, hook: F) -> Self
        where
            F: Fn(&mut Request<Body>, TransportOptions) -> Result<(), BoxError>,
            F: Send + Sync + 'static,
        {
            self.core = self.core.before_request(hook);
            self
        }
    });
    setters.push(quote! {
        /// Adds a hook that sees what became of each request.
        pub fn after_response(
            mut self,
            hook: impl Fn(&Outcome<'_>) + Send + Sync + 'static,
        ) -> Self {
            self.core = self.core.after_response(hook);
            self
        }
    });
    setters.push(quote! {
        /// Adds a hook.
        pub fn hook(mut self, hook: impl Hook + 'static) -> Self {
            self.core = self.core.hook(hook);
            self
        }
    });
    setters.push(quote! {
        /// Sends calls by another transport, for example [`mock::Transport`](super::mock::Transport).
        pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
            self.core = self.core.transport(transport);
            self
        }
    });
    let setters = setters.into_iter().map(|setter| quote!(#gap #setter));
    let makers = client.credentials.iter().filter_map(credential::maker);
    let makers = makers.map(|maker| quote!(#gap #maker));
    file.item(quote! {
        impl ClientBuilder {
            fn new() -> Self {
                Self { core: Core::builder() #server #(#defaults)*, #initial }
            }
            #(#setters)*
            #(#makers)*
            #gap
            /// Builds the client.
            ///
            /// # Errors
            ///
            /// When a setting is not valid: a URL, a header, a credential.
            pub fn build(self) -> Result<Client, Error> {
                let core = self.core #made.build()?;
                Ok(Client { core })
            }
        }
    });
}

fn variable(variable: &ServerVariable) -> TokenStream {
    let (docs, setter, name) = (
        docs(&variable.docs),
        ident(&variable.setter),
        &variable.name,
    );
    let (ty, value) = match &variable.choice {
        Some(choice) => {
            let ty = ident(&choice.name);
            (quote!(#ty), quote!(#setter.as_str()))
        }
        None => (quote!(impl Into<String>), quote!(#setter)),
    };
    quote! {
        #docs
        pub fn #setter(mut self, #setter: #ty) -> Self {
            self.variables = self.variables.set(#name, #value);
            self
        }
    }
}
