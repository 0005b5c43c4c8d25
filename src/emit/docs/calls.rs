//! What the README says about how calls are authorised, observed and bounded.

use crate::{
    emit::Context,
    plan::{Client, Credential},
};

/// What there is to say about browsers.
pub(super) const BROWSERS: &str = "It compiles for browsers, too (`wasm32-unknown-unknown`). There calls go by `fetch`, \
     so redirects, compression and\n`User-Agent` are the browser's, and a body that is a stream is read before it is sent.";

/// Returns what there is to say about credentials.
pub(super) fn credentials(context: Context<'_>) -> Option<String> {
    let client = &context.sdk.client;
    if client.credentials.is_empty() {
        return None;
    }
    let lines: String = client.credentials.iter().map(credential).collect();
    let mut text = format!("## Credentials\n\n{lines}");
    if let Some(name) = provider(client) {
        let krate = &context.sdk.package.crate_ident;
        text.push_str(&format!(
            "\nA token may come from code of yours, which is asked before each attempt of a call and, when the \
             server\nrefuses its token, once more:\n\n\
             ```rust\n\
             use {krate}::{{Client, ClientBuilder, TokenRequest}};\n\n\
             fn with_token() -> ClientBuilder {{\n    \
                 Client::builder().{name}(|_: TokenRequest| async {{ Ok(\"token\") }})\n\
             }}\n\
             ```\n"
        ));
    }
    text.push_str(
        "\nCredentials show up in no `Debug`, no error and no log, and go along with no redirect to another host.",
    );
    Some(text)
}

fn credential(credential: &Credential) -> String {
    let mut lines = format!(
        "- `.{}(..)`, or the environment variable `{}`\n",
        plain(&credential.setter),
        credential.variable
    );
    if let Some(client) = &credential.client {
        lines.push_str(&format!(
            "- `.{}(id, secret)`, or the environment variables `{}` and\n  `{}`: tokens are got for them, kept, \
             and replaced before they expire or when one is refused;\n  `.{}(..)` also sets scopes and where tokens \
             come from\n",
            plain(&client.setter),
            client.id_variable,
            client.secret_variable,
            plain(&client.full_setter)
        ));
    }
    lines
}

/// Returns the setter that takes what gives tokens, of the first scheme that has one.
fn provider(client: &Client) -> Option<&str> {
    let mut providers = client.credentials.iter();
    providers.find_map(|it| it.provider.as_deref())
}

/// Returns what there is to say about hooks and traces.
pub(super) fn hooks(context: Context<'_>) -> String {
    let krate = &context.sdk.package.crate_ident;
    format!(
        "## Hooks and traces\n\n\
         Hooks see each attempt of each call, in the order in which the client got them: before it is sent, when \
         they\nmay change or refuse it, and after.\n\n\
         ```rust\n\
         use {krate}::{{Client, ClientBuilder}};\n\n\
         fn with_hooks() -> ClientBuilder {{\n    \
             Client::builder()\n        \
                 .before_request(|request, _| {{\n            \
                     request.headers_mut().insert(\"x-tenant\", \"acme\".parse()?);\n            \
                     Ok(())\n        \
                 }})\n        \
                 .after_response(|outcome| {{\n            \
                     println!(\"{{}} {{:?}} {{:?}}\", outcome.operation.id, outcome.status, outcome.duration);\n        \
                 }})\n\
         }}\n\
         ```\n\n\
         With the feature `tracing`, each call is a span with its operation, method, path template, server, \
         attempt,\nstatus and request id: neither values of parameters nor bodies nor headers.",
    )
}

/// Returns what there is to say about how often and how long calls are tried.
pub(super) fn limits(context: Context<'_>) -> String {
    let mut text = String::from(
        "## Retries, time-outs and limits\n\n\
         Calls of idempotent methods, and those that have an `.idempotency_key(..)`, are tried up to three times: \
         after\nconnections that failed and after the statuses 408, 429, 502, 503 and 504, as soon as `Retry-After` \
         says. A call\ntakes at most 60 seconds, connecting at most 10. Client and call both have `.retry(..)` and \
         `.timeout(..)`.\nAn answer that is read as a whole has at most 64 MiB: `.max_body(..)` on the client.",
    );
    if context.sdk.package.parts.contains(&"event_stream") {
        text.push_str(
            " A stream of events is\nasked for again, after the last event, by `.reconnect(attempts)` only.",
        );
    }
    text
}

/// Returns an identifier without what makes it raw.
fn plain(ident: &str) -> &str {
    ident.trim_start_matches("r#")
}
