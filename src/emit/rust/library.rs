//! The root of an SDK.

use super::{
    model::{self, features},
    server,
};
use crate::{
    config::Layout,
    emit::{
        Context, File,
        docs::first_call,
        format::{RustFile, import},
    },
    plan::{Type, plain},
};

/// Returns what users name of the runtime.
fn exports_of_runtime(parts: &[&str]) -> Vec<&'static str> {
    let mut names = vec![
        "Base64",
        "Body",
        "BoxError",
        "BoxFuture",
        "Error",
        "ErrorKind",
        "Hook",
        "Nullable",
        "Operation",
        "Outcome",
        "Response",
        "RetryPolicy",
        "Secret",
        "TokenProvider",
        "TokenRequest",
        "Transport",
        "TransportError",
        "TransportErrorKind",
        "TransportOptions",
    ];
    for part in parts {
        names.extend(match *part {
            "client_credentials" => &["ClientAuthentication", "ClientCredentials"][..],
            "alternative" => &["As"],
            "event_stream" => &["Event", "EventStream"],
            "json_stream" => &["JsonStream"],
            "multipart" => &["Form", "Part"],
            "paging" => &["Items", "Pages"],
            "stream" => &["ByteStream"],
            _ => &[],
        });
    }
    names.sort_unstable();
    names
}

/// Prints the root module.
pub(super) fn file(context: Context<'_>) -> File {
    let sdk = context.sdk;
    let mut lines = vec![format!(
        "{}.",
        plain(sdk.package.description.trim_end_matches('.'))
    )];
    if !sdk.package.docs.is_empty() {
        lines.push(String::new());
        lines.extend(sdk.package.docs.iter().cloned());
    }
    if context.has_pages
        && let Some(call) = first_call(context)
    {
        lines.extend([String::new(), "# First call".to_owned(), String::new()]);
        lines.push("```no_run".to_owned());
        lines.extend(call.lines().map(str::to_owned));
        lines.push("```".to_owned());
    }
    let mut file = RustFile::with_docs(&lines);
    let mut attributes = vec!["#![forbid(unsafe_code)]"];
    if sdk.deprecated {
        attributes.push("#![allow(deprecated, reason = \"it is still written and read\")]");
    }
    file.lines(attributes);
    let mut modules = vec!["mod client;".to_owned()];
    if context.has_pages {
        modules.extend(["#[cfg(doctest)]", "mod doctests;"].map(str::to_owned));
    }
    // What is large or long in the document is so in the SDK.
    modules.extend([
        "#[allow(".to_owned(),
        "    clippy::large_enum_variant,".to_owned(),
        "    clippy::too_many_arguments,".to_owned(),
    ]);
    let mut types = sdk.models.iter().flat_map(model::types);
    if types.any(Type::has_tuple) {
        modules.push("    clippy::type_complexity,".to_owned());
    }
    modules.extend([
        "    reason = \"the API has them\"".to_owned(),
        ")]".to_owned(),
        "pub mod models;".to_owned(),
        "#[allow(clippy::too_many_arguments, reason = \"the API has them\")]".to_owned(),
        "pub mod operations;".to_owned(),
    ]);
    modules.extend([
        "#[doc(hidden)]".to_owned(),
        "#[allow(".to_owned(),
        "    unused_imports,".to_owned(),
        "    unused_macros,".to_owned(),
        "    reason = \"an API may not need all of it\"".to_owned(),
        ")]".to_owned(),
        "pub mod runtime;".to_owned(),
    ]);
    if server::is_needed(context) {
        modules.push("mod server;".to_owned());
    }
    if let Some(webhooks) = &sdk.webhooks {
        modules.extend(features(&webhooks.feature));
        modules.push("pub mod webhooks;".to_owned());
    }
    file.lines(modules);
    let exported = import("self::runtime", &exports_of_runtime(&sdk.package.parts));
    let mut exports = vec!["pub use self::client::{Client, ClientBuilder};".to_owned()];
    exports.extend(part_exports(&sdk.package.parts));
    if context.layout == Layout::Crate {
        exports.push("#[cfg(feature = \"blocking\")]".to_owned());
        exports.push("pub use self::runtime::blocking;".to_owned());
    }
    exports.extend([
        "pub use self::runtime::mock;".to_owned(),
        "pub use self::runtime::reqwest::Transport as ReqwestTransport;".to_owned(),
    ]);
    if sdk.package.parts.contains(&"validate") {
        exports.push("pub use self::runtime::validate::{Invalid, Violation};".to_owned());
    }
    exports.push(format!("pub {exported}"));
    let servers = server::exports(context);
    if !servers.is_empty() {
        exports.push(format!("pub {}", import("self::server", &servers)));
    }
    file.lines(exports);
    ("src/lib.rs".to_owned(), file.finish())
}

/// Returns the lines that give callers what is for them in the parts of the runtime.
fn part_exports(parts: &[&str]) -> Vec<String> {
    parts
        .iter()
        .filter_map(|part| match *part {
            "base64_url" => Some("base64_url::Base64Url"),
            "date_time" => Some("date_time::{Date, DateTime}"),
            "decimal" => Some("decimal::{Decimal, DecimalText}"),
            // It is there for decimal numbers, too.
            "exact" if !parts.contains(&"decimal") => Some("exact::Number"),
            _ => None,
        })
        .map(|names| format!("pub use self::runtime::{names};"))
        .collect()
}
