//! The root: components, servers and security schemes.

use serde_json::{Map, Value};

use super::super::{Upgrade, escaped, object, set_version};
use super::parameter::{BODY_MARK, FIELD_MARK};

/// Under which key of the root shared fields of forms are kept.
const FIELDS_KEY: &str = "x-sdkwright-fields";

/// Rewrites the root.
pub(super) fn rewrite(upgrade: &mut Upgrade<'_>, root: &mut Map<String, Value>) {
    servers(upgrade, root);
    set_version(root);
    for key in ["consumes", "produces", "schemes", "host", "basePath"] {
        root.shift_remove(key);
    }
    root.entry("paths")
        .or_insert_with(|| Value::Object(Map::new()));
    let mut components = match root.shift_remove("components") {
        Some(Value::Object(components)) => components,
        Some(_) | None => Map::new(),
    };
    for (from, to) in [("definitions", "schemas"), ("responses", "responses")] {
        if root.get(from).is_some_and(Value::is_object)
            && let Some(Value::Object(members)) = root.shift_remove(from)
        {
            upgrade.moved(&format!("/{from}"), &format!("/components/{to}"));
            add(&mut components, to, members);
        }
    }
    parameters(upgrade, root, &mut components);
    security(upgrade, root, &mut components);
    if !components.is_empty() {
        root.insert("components".to_owned(), Value::Object(components));
    }
}

/// Adds members to a map of components.
fn add(components: &mut Map<String, Value>, key: &str, members: Map<String, Value>) {
    match components.get_mut(key) {
        // Only documents that mix versions have some already.
        Some(Value::Object(known)) => known.extend(members),
        _ => {
            components.insert(key.to_owned(), Value::Object(members));
        }
    }
}

/// Shared parameters are parameters, request bodies or fields of forms.
fn parameters(
    upgrade: &mut Upgrade<'_>,
    root: &mut Map<String, Value>,
    components: &mut Map<String, Value>,
) {
    if !root.get("parameters").is_some_and(Value::is_object) {
        return;
    }
    let Some(Value::Object(members)) = root.shift_remove("parameters") else {
        return;
    };
    upgrade.moved("/parameters", "/components/parameters");
    let (mut parameters, mut bodies, mut fields) = (Map::new(), Map::new(), Map::new());
    for (name, mut parameter) in members {
        let mut unmark = |mark: &str| {
            let members = parameter.as_object_mut();
            members.is_some_and(|members| members.shift_remove(mark).is_some())
        };
        let token = escaped(&name);
        let from = format!("/parameters/{token}");
        if unmark(BODY_MARK) {
            upgrade.moved(&from, &format!("/components/requestBodies/{token}"));
            bodies.insert(name, parameter);
        } else if unmark(FIELD_MARK) {
            upgrade.moved(&from, &format!("/{FIELDS_KEY}/{token}"));
            fields.insert(name, parameter);
        } else {
            parameters.insert(name, parameter);
        }
    }
    for (key, members) in [("parameters", parameters), ("requestBodies", bodies)] {
        if !members.is_empty() {
            add(components, key, members);
        }
    }
    if !fields.is_empty() {
        root.insert(FIELDS_KEY.to_owned(), Value::Object(fields));
    }
}

/// `host`, `basePath` and `schemes` are parts of the URLs of servers.
fn servers(upgrade: &mut Upgrade<'_>, root: &mut Map<String, Value>) {
    let text = |key: &str| root.get(key).and_then(Value::as_str).map(str::trim);
    let base = text("basePath").unwrap_or_default().trim_end_matches('/');
    let base = match base {
        "" => String::new(),
        base if base.starts_with('/') => base.to_owned(),
        base => format!("/{base}"),
    };
    let (urls, from) = match text("host").filter(|host| !host.is_empty()) {
        Some(host) => {
            let schemes = root.get("schemes").and_then(Value::as_array);
            let mut schemes: Vec<&str> = schemes
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .filter(|scheme| matches!(*scheme, "http" | "https"))
                .collect();
            // The first server is the one that calls go to unless told otherwise.
            schemes.sort_by_key(|scheme| *scheme != "https");
            schemes.dedup();
            if schemes.is_empty() {
                schemes.push("https");
            }
            let urls = schemes
                .iter()
                .map(|scheme| format!("{scheme}://{host}{base}"))
                .collect();
            (urls, "/host")
        }
        None if base.is_empty() => (Vec::new(), "/host"),
        None => (vec![base], "/basePath"),
    };
    if urls.is_empty() || root.contains_key("servers") {
        return;
    }
    let servers = urls
        .into_iter()
        .map(|url| Value::Object(object("url", Value::String(url))))
        .collect();
    root.insert("servers".to_owned(), Value::Array(servers));
    upgrade.made("/servers", from);
}

/// Security schemes.
fn security(
    upgrade: &mut Upgrade<'_>,
    root: &mut Map<String, Value>,
    components: &mut Map<String, Value>,
) {
    if !root
        .get("securityDefinitions")
        .is_some_and(Value::is_object)
    {
        return;
    }
    let Some(Value::Object(mut schemes)) = root.shift_remove("securityDefinitions") else {
        return;
    };
    upgrade.moved("/securityDefinitions", "/components/securitySchemes");
    for scheme in schemes.values_mut().filter_map(Value::as_object_mut) {
        match scheme.get("type").and_then(Value::as_str) {
            Some("basic") => {
                scheme.insert("type".to_owned(), "http".into());
                scheme.insert("scheme".to_owned(), "basic".into());
            }
            Some("oauth2") => oauth2(scheme),
            Some(_) | None => {}
        }
    }
    add(components, "securitySchemes", schemes);
}

fn oauth2(scheme: &mut Map<String, Value>) {
    let name = match scheme.get("flow").and_then(Value::as_str) {
        Some("implicit") => "implicit",
        Some("password") => "password",
        Some("application") => "clientCredentials",
        Some("accessCode") => "authorizationCode",
        Some(_) | None => return,
    };
    scheme.shift_remove("flow");
    let mut flow = Map::new();
    for key in ["authorizationUrl", "tokenUrl", "refreshUrl", "scopes"] {
        if let Some(value) = scheme.shift_remove(key) {
            flow.insert(key.to_owned(), value);
        }
    }
    flow.entry("scopes")
        .or_insert_with(|| Value::Object(Map::new()));
    let flows = object(name, Value::Object(flow));
    scheme.insert("flows".to_owned(), Value::Object(flows));
}
