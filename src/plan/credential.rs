//! The setters of the client's builder for security schemes.

use heck::ToShoutySnakeCase;

use crate::api::{Api, SecurityKind, SecurityScheme, TokenSource};

use super::{
    docs,
    ident::{self, Taken},
    sdk::{ClientCredentials, Credential, CredentialKind},
};

/// Plans the setters. `prefix` is what environment variables begin with.
pub(super) fn credentials(api: &Api, prefix: &str, setters: &mut Taken) -> Vec<Credential> {
    let clients = api.security_schemes.iter();
    let is_alone = clients.filter_map(source).count() == 1;
    let planning = Planning {
        api,
        prefix,
        is_alone,
    };
    let schemes = api.security_schemes.iter();
    schemes
        .map(|scheme| planning.credential(scheme, setters))
        .collect()
}

/// Returns where tokens for a client's id and secret come from.
fn source(scheme: &SecurityScheme) -> Option<&TokenSource> {
    match &scheme.kind {
        SecurityKind::ClientCredentials(source) => Some(source),
        SecurityKind::Bearer
        | SecurityKind::Basic
        | SecurityKind::ApiKeyHeader(_)
        | SecurityKind::ApiKeyQuery(_)
        | SecurityKind::ApiKeyCookie(_) => None,
    }
}

struct Planning<'a> {
    api: &'a Api,
    prefix: &'a str,
    /// Whether there is one scheme only that takes the id and the secret of a client.
    is_alone: bool,
}

impl Planning<'_> {
    fn credential(&self, scheme: &SecurityScheme, setters: &mut Taken) -> Credential {
        let kind = match &scheme.kind {
            SecurityKind::Bearer | SecurityKind::ClientCredentials(_) => CredentialKind::Bearer,
            SecurityKind::Basic => CredentialKind::Basic,
            SecurityKind::ApiKeyHeader(name) => CredentialKind::Header(name.clone()),
            SecurityKind::ApiKeyQuery(name) => CredentialKind::Query(name.clone()),
            SecurityKind::ApiKeyCookie(name) => CredentialKind::Cookie(name.clone()),
        };
        let mut lines = vec![match kind {
            CredentialKind::Bearer => "Sets the bearer token (RFC 6750 section 2.1).".to_owned(),
            CredentialKind::Basic => "Sets the user and the password (RFC 7617).".to_owned(),
            CredentialKind::Header(_) | CredentialKind::Query(_) | CredentialKind::Cookie(_) => {
                "Sets the key.".to_owned()
            }
        }];
        let described = scheme
            .description
            .as_deref()
            .map(|text| docs::markdown(text, 4));
        docs::paragraph(&mut lines, described.unwrap_or_default());

        let mut base = ident::value(&scheme.name);
        let client = source(scheme).map(|source| {
            let client = self.client(scheme, source, &base, setters);
            // Schemes that are called what the setter for the id and the secret is called.
            if base == client.setter {
                base.push_str("_token");
            }
            client
        });
        let setter = setters.claim(&base);
        let provider = (kind == CredentialKind::Bearer)
            .then(|| setters.claim(&format!("{}_provider", plain(&setter))));
        Credential {
            variable: self.variable(&scheme.name),
            scheme: scheme.name.clone(),
            kind,
            setter,
            provider,
            client,
            docs: lines,
        }
    }

    fn client(
        &self,
        scheme: &SecurityScheme,
        source: &TokenSource,
        base: &str,
        setters: &mut Taken,
    ) -> ClientCredentials {
        let mut scopes: Vec<String> = Vec::new();
        let operations = self.api.operations.iter();
        for (name, scope) in operations
            .flat_map(|it| &it.security)
            .flat_map(|it| &it.scopes)
        {
            if *name == scheme.name && !scopes.contains(scope) {
                scopes.push(scope.clone());
            }
        }
        let name = match self.is_alone || base == "client_credentials" {
            true => "client_credentials".to_owned(),
            false => format!("{}_client_credentials", plain(base)),
        };
        let setter = setters.claim(&name);
        let [id, secret] = ["client_id", "client_secret"].map(|part| {
            let schemes = &self.api.security_schemes;
            let short = self.variable(part);
            let is_free = schemes.iter().all(|it| self.variable(&it.name) != short);
            match self.is_alone && is_free {
                true => short,
                false => self.variable(&format!("{}_{part}", scheme.name)),
            }
        });
        ClientCredentials {
            full_setter: setters.claim(&format!("{setter}_with")),
            maker: setters.claim(&format!("{}_of", plain(base))),
            setter,
            source: source.clone(),
            scopes,
            id_variable: id,
            secret_variable: secret,
        }
    }

    fn variable(&self, name: &str) -> String {
        format!("{}_{}", self.prefix, name.to_shouty_snake_case())
    }
}

/// Returns an identifier without what makes it raw.
fn plain(ident: &str) -> &str {
    ident.trim_start_matches("r#")
}
