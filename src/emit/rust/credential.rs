//! The setters of the client's builder for security schemes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::TokenSource,
    emit::format::{docs, gap, ident},
    plan::{ClientCredentials, Credential, CredentialKind},
};

/// Returns what the setters name of the runtime.
pub(super) fn imports(credentials: &[Credential]) -> Vec<&'static str> {
    let mut names = Vec::new();
    if !credentials.is_empty() {
        names.extend(["Credential", "CredentialKind"]);
    }
    if credentials.iter().any(|it| it.provider.is_some()) {
        names.push("TokenProvider");
    }
    if credentials.iter().any(|it| it.client.is_some()) {
        names.extend(["ClientCredentials", "Secret"]);
    }
    names
}

/// Returns the calls that take the credential from the environment.
pub(super) fn default(credential: &Credential) -> TokenStream {
    let (scheme, variable) = (&credential.scheme, &credential.variable);
    let kind = kind(&credential.kind);
    let pair = credential.client.as_ref().map(|client| {
        let (id, secret) = (&client.id_variable, &client.secret_variable);
        let maker = ident(&client.maker);
        quote! {
            .client_credentials_from_env(#scheme, [#id, #secret], Self::#maker)
        }
    });
    quote!(.credential_from_env(#scheme, #variable, #kind) #pair)
}

/// Returns the setters for a scheme.
pub(super) fn setters(credential: &Credential) -> Vec<TokenStream> {
    let mut setters = vec![fixed(credential)];
    setters.extend(provider(credential));
    setters.extend(credential.client.as_ref().map(|it| client(credential, it)));
    setters
}

/// Returns the function that makes a client's id and secret a credential.
pub(super) fn maker(credential: &Credential) -> Option<TokenStream> {
    let client = credential.client.as_ref()?;
    let maker = ident(&client.maker);
    let scope = client.scopes.join(" ");
    let made = match &client.source {
        TokenSource::Endpoint(url) => quote!(ClientCredentials::by_endpoint(client, #url, #scope)),
        TokenSource::Discovery(url) => {
            quote!(ClientCredentials::by_discovery(client, #url, #scope))
        }
    };
    Some(quote! {
        fn #maker(client: ClientCredentials) -> Credential { #made }
    })
}

fn kind(kind: &CredentialKind) -> TokenStream {
    match kind {
        CredentialKind::Bearer => quote!(CredentialKind::Bearer),
        CredentialKind::Basic => quote!(CredentialKind::Basic),
        CredentialKind::Header(name) => quote!(CredentialKind::Header(#name)),
        CredentialKind::Query(name) => quote!(CredentialKind::Query(#name)),
        CredentialKind::Cookie(name) => quote!(CredentialKind::Cookie(#name)),
    }
}

fn fixed(credential: &Credential) -> TokenStream {
    let (scheme, setter) = (&credential.scheme, ident(&credential.setter));
    let variable = format!(
        " Left out, it is read from the environment variable `{}`.",
        credential.variable
    );
    let docs = docs(&credential.docs);
    let (arguments, value) = match &credential.kind {
        CredentialKind::Bearer => (
            quote!(token: impl Into<String>),
            quote!(Credential::bearer(token)),
        ),
        CredentialKind::Basic => (
            quote!(user: impl AsRef<str>, password: impl AsRef<str>),
            quote!(Credential::basic(user.as_ref(), password.as_ref())),
        ),
        CredentialKind::Header(name) => (
            quote!(key: impl Into<String>),
            quote!(Credential::header(#name, key)),
        ),
        CredentialKind::Query(name) => (
            quote!(key: impl Into<String>),
            quote!(Credential::query(#name, key)),
        ),
        CredentialKind::Cookie(name) => (
            quote!(key: impl Into<String>),
            quote!(Credential::cookie(#name, key)),
        ),
    };
    quote! {
        #docs
        ///
        #[doc = #variable]
        pub fn #setter(mut self, #arguments) -> Self {
            self.core = self.core.credential(#scheme, #value);
            self
        }
    }
}

fn provider(credential: &Credential) -> Option<TokenStream> {
    let (scheme, setter) = (&credential.scheme, ident(credential.provider.as_ref()?));
    Some(quote! {
        /// Sets what gives the bearer token of each call, for example a closure.
        pub fn #setter(mut self, provider: impl TokenProvider + 'static) -> Self {
            self.core = self.core.credential(#scheme, Credential::bearer_from(provider));
            self
        }
    })
}

fn client(credential: &Credential, client: &ClientCredentials) -> TokenStream {
    let scheme = &credential.scheme;
    let (setter, full, maker) = (
        ident(&client.setter),
        ident(&client.full_setter),
        ident(&client.maker),
    );
    let gap = gap();
    let variables = format!(
        " `{}` and `{}`.",
        client.id_variable, client.secret_variable
    );
    quote! {
        /// Sets the id and the secret of the client, for which the tokens of calls are got (RFC 6749
        /// section 4.4).
        ///
        /// Left out, they are read from the environment variables
        #[doc = #variables]
        pub fn #setter(self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
            let client = ClientCredentials::new(id, secret);
            self.#full(client)
        }
        #gap
        /// Sets the id and the secret of the client, and how tokens are got for them: where, with which
        /// scopes and parameters.
        pub fn #full(mut self, client: ClientCredentials) -> Self {
            self.core = self.core.credential(#scheme, Self::#maker(client));
            self
        }
    }
}
