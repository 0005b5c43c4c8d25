//! The README of an SDK: a section is a function, in the order in which they stand there.

use super::{
    all_groups, calls, command_line, lists, mocking, program::first_call, section, waiting,
    webhooks::received, xml,
};
use crate::{
    emit::{Context, File},
    plan::{Group, Reading, brief, plain},
};

/// The sections; each is left out where there is nothing to say.
const SECTIONS: [fn(Context<'_>) -> Option<String>; 20] = [
    install,
    first,
    operations,
    servers,
    calls::credentials,
    answers,
    lists::section,
    streams,
    files,
    xml::section,
    errors,
    limits,
    hooks,
    waiting::section,
    mocking,
    command_line::command_line,
    webhooks,
    features,
    programs,
    versions,
];

/// Prints the README.
pub(super) fn file(context: Context<'_>) -> File {
    let package = &context.sdk.package;
    let mut text = format!(
        "# {}\n\n{}.\n",
        package.name,
        plain(package.description.trim_end_matches('.'))
    );
    if !package.docs.is_empty() {
        section(&mut text, &package.docs.join("\n"));
    }
    for content in SECTIONS.iter().filter_map(|section| section(context)) {
        section(&mut text, &content);
    }
    ("README.md".to_owned(), text)
}

fn has_calls(context: Context<'_>) -> Option<()> {
    (!context.sdk.groups.is_empty()).then_some(())
}

fn has_part(context: Context<'_>, part: &str) -> Option<()> {
    context.sdk.package.parts.contains(&part).then_some(())
}

fn install(context: Context<'_>) -> Option<String> {
    let package = &context.sdk.package;
    let tokio = match has_calls(context) {
        Some(()) => "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n",
        None => "",
    };
    Some(format!(
        "## Install\n\n```toml\n[dependencies]\n{} = \"{}\"\n{tokio}```",
        package.name, package.version
    ))
}

fn first(context: Context<'_>) -> Option<String> {
    let call = first_call(context)?;
    Some(format!(
        "## First call\n\n```rust,no_run\n{call}\n```\n\n\
         `.await` on a call gives the body of the answer. What a call may have besides is set before, \
         by methods of its name."
    ))
}

/// Lists the groups, with links to their pages.
fn operations(context: Context<'_>) -> Option<String> {
    has_calls(context)?;
    fn lines(groups: &[Group], depth: usize, text: &mut String) {
        for group in groups {
            let (about, _) = brief(&group.docs);
            text.push_str(&format!(
                "{}- [`{}`](docs/{}.md): {about}\n",
                "  ".repeat(depth),
                group.path.replace("r#", ""),
                group.page
            ));
            lines(&group.groups, depth + 1, text);
        }
    }
    let mut text = String::from("## Operations\n\n");
    lines(&context.sdk.groups, 0, &mut text);
    Some(text)
}

fn servers(context: Context<'_>) -> Option<String> {
    let client = &context.sdk.client;
    let krate = &context.sdk.package.crate_ident;
    let line = |docs: &[String]| {
        let text = docs.join(" ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut text = String::from("## Servers\n\n");
    if let Some(first) = client.servers.last() {
        text.push_str("The first one is the default; `.base_url(..)` names any other.\n\n");
        for server in &client.servers {
            let mut docs = line(&server.docs);
            if !server.notes.is_empty() {
                docs.push_str(&format!("; {}", line(&server.notes)));
            }
            text.push_str(&format!("- `Server::{}`: {docs}\n", server.variant));
        }
        text.push_str(&format!(
            "\n```rust\nlet builder = {krate}::Client::builder().server({krate}::Server::{});\n```\n",
            first.variant
        ));
    } else if client.server_variables.is_empty() {
        has_calls(context)?;
        text.push_str(&format!(
            "The document names none, so each client is told where the API is:\n\n\
             ```rust\nlet builder = {krate}::Client::builder().base_url(\"https://api.example.com\");\n```\n"
        ));
    }
    if !client.server_variables.is_empty() {
        text.push_str(
            "\nParts of these URLs, and of those that single operations have, are set on the client:\n\n",
        );
        for variable in &client.server_variables {
            let setter = variable.setter.trim_start_matches("r#");
            let value = match &variable.choice {
                Some(choice) => format!("{}::{{..}}", choice.name),
                None => "..".to_owned(),
            };
            let docs = line(&variable.docs);
            text.push_str(&format!("- `.{setter}({value})`: {docs}\n"));
        }
    }
    Some(text)
}

fn answers(context: Context<'_>) -> Option<String> {
    has_calls(context)?;
    let mut text = String::from(
        "## Answers\n\n`.await` gives the body. `.send_with_response().await` gives the status and the \
         headers, too,\nand `.into_request()` the request, without sending it.",
    );
    let groups = all_groups(&context.sdk.groups).into_iter();
    let operations = groups.flat_map(|group| &group.operations);
    let mut others = operations.flat_map(|it| &it.outcome.alternatives);
    if let Some(other) = others.find(|it| matches!(it.reading, Reading::Whole(..))) {
        text.push_str(&format!(
            "\n\nWhere an answer is offered in several media types, `.await` asks for JSON, or else for XML, text or bytes, in that order.\n\
             For each other type the call has a method: `.{}().await` asks for {}, and `.{0}().stream().await`\n\
             gives it in the pieces in which it comes. An answer that says that it is something else is an error that names\n\
             both types and keeps the body; JSON is read whatever its type is called.",
            other.method,
            crate::plan::code(&other.media_type)
        ));
    }
    Some(text)
}

fn streams(context: Context<'_>) -> Option<String> {
    has_part(context, "stream")?;
    Some(
        "## Streams\n\nAn answer that comes in pieces is a stream: `while let Some(item) = stream.next().await`. \
         It is what\n`.await` gives where there is nothing else, and what `.stream().await` gives elsewhere. \
         The time-out is\nfor its beginning; dropping it closes the connection."
            .to_owned(),
    )
}

fn files(context: Context<'_>) -> Option<String> {
    has_part(context, "multipart")?;
    let krate = &context.sdk.package.crate_ident;
    Some(format!(
        "## Files\n\nA file is an `{krate}::Part`: `Part::bytes(..)` from memory, `Part::stream(..)` from a \
         stream. What is\nstreamed is sent once: such a call is not tried again.\n\n\
         ```rust\nuse {krate}::Part;\n\n\
         let file = Part::bytes(\"a,b\\n1,2\\n\").file_name(\"table.csv\").content_type(\"text/csv\");\n```"
    ))
}

fn errors(context: Context<'_>) -> Option<String> {
    has_calls(context)?;
    let krate = &context.sdk.package.crate_ident;
    Some(format!(
        "## Errors\n\nEvery call gives one error type, `{krate}::Error`. In one line it says what happened: the \
         operation, the\nstatus, what the server says about it, the id of the request.\n\n\
         ```rust\nfn report(error: &{krate}::Error) {{\n    \
         match error.status() {{\n        \
         Some(status) => eprintln!(\"{{status}}: {{}} bytes of body\", error.body().map_or(0, |body| body.len())),\n        \
         None if error.is_timeout() => eprintln!(\"no answer in time\"),\n        \
         None => eprintln!(\"{{error}}\"),\n    }}\n    \
         if error.is_retryable() {{\n        \
         eprintln!(\"later it may work\");\n    }}\n}}\n```\n\n\
         `.body_as::<T>()` reads the body as the type that the page of the operation names. A body that cannot be \
         read after\na success is an error that says where, and keeps the body: the request did take effect."
    ))
}

fn limits(context: Context<'_>) -> Option<String> {
    has_calls(context)?;
    let krate = &context.sdk.package.crate_ident;
    Some(format!(
        "{}\n\n```rust\nuse std::time::Duration;\n\nuse {krate}::{{Client, RetryPolicy}};\n\n\
         let builder = Client::builder()\n    \
         .retry(RetryPolicy::new().max_attempts(5))\n    \
         .timeout(Duration::from_secs(20))\n    \
         .connect_timeout(Duration::from_secs(2));\n```",
        calls::limits(context)
    ))
}

fn hooks(context: Context<'_>) -> Option<String> {
    has_calls(context)?;
    Some(calls::hooks(context))
}

fn mocking(context: Context<'_>) -> Option<String> {
    has_calls(context)?;
    Some(mocking::section(context))
}

/// Tells what the API sends itself.
fn webhooks(context: Context<'_>) -> Option<String> {
    let webhooks = context.sdk.webhooks.as_ref()?;
    let mut text = String::from(
        "## Webhooks\n\nWhat the API sends to a server of yours is read by models;\n\
         [`docs/webhooks.md`](docs/webhooks.md) says by which.",
    );
    if let Some(example) = received(&context.sdk.package.crate_ident, webhooks) {
        text.push_str(&format!("\n\n```rust\n{example}\n```"));
    }
    Some(text)
}

fn features(context: Context<'_>) -> Option<String> {
    has_calls(context)?;
    fn lines(group: &Group, depth: usize) -> String {
        let name = group.feature.as_deref().unwrap_or_default();
        let mut text = format!("{}- `{name}`\n", "  ".repeat(depth));
        for nested in &group.groups {
            text.push_str(&lines(nested, depth + 1));
        }
        text
    }
    let groups = context.sdk.groups.iter();
    let xml = match has_part(context, "xml") {
        Some(()) => ", `xml`",
        None => "",
    };
    let features: String = groups
        .map(|group| lines(group, 0))
        .chain(webhooks_feature(context))
        .collect();
    Some(format!(
        "## Features\n\n`rustls` (default), `rustls-no-provider` or `native-tls`; `tracing`, `blocking`, `mock`{xml}; and one for each \
         group of operations, all on\nby default:\n\n{features}\n{}",
        calls::BROWSERS
    ))
}

/// Returns the line of the feature of webhooks, unless a group has it too.
fn webhooks_feature(context: Context<'_>) -> Option<String> {
    let feature = context.sdk.webhooks.as_ref()?.feature.as_ref()?;
    let mut groups = context.sdk.groups.iter();
    let shared = groups.any(|group| group.feature.as_ref() == Some(feature));
    (!shared).then(|| format!("- `{feature}`: the models of webhooks\n"))
}

/// Lists the programs in `examples`.
fn programs(context: Context<'_>) -> Option<String> {
    has_calls(context)?;
    let mut text = String::from(
        "## Examples\n\nPrograms, started by `cargo run --example NAME`:\n\n\
         - [`first_call`](examples/first_call.rs)\n",
    );
    for program in &context.sdk.programs {
        let (about, _) = brief(&program.docs);
        let name = &program.name;
        text.push_str(&format!("- [`{name}`](examples/{name}.rs): {about}\n"));
    }
    Some(text)
}

fn versions(context: Context<'_>) -> Option<String> {
    let package = &context.sdk.package;
    Some(format!(
        "## Versions\n\n{} {} is made for version {} of the API, by sdkwright. It needs Rust 1.88 or newer.\n\
         Models get fields and enumerations get values in any release; what else would break callers comes\nwith a new major version, or a new minor \
         one below 1.0.",
        package.name,
        package.version,
        crate::plan::code(&package.api_version)
    ))
}
