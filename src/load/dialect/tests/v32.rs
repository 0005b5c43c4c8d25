//! OpenAPI 3.2.

use serde_json::json;

use super::upgraded;

#[test]
fn the_root_of_3_1_and_3_2() {
    let upgraded = upgraded(json!({
        "openapi": "3.2.0",
        "jsonSchemaDialect": "https://a.example/dialect",
        "webhooks": {"a": {"post": {"requestBody": {"content": {"a/b": {"schema": {"const": 1}}}}}}},
        "tags": [{"name": "a", "summary": "s", "parent": "b", "kind": "nav"}, 1],
        "components": {"mediaTypes": {"M": {"schema": {"type": ["null"]}}}},
        "x-other": 1,
    }));
    let root = &upgraded.root;
    assert_eq!(root["openapi"], "3.0.3");
    assert_eq!(root["paths"], json!({}));
    let schema = "/x-webhooks/a/post/requestBody/content/a~1b/schema";
    assert_eq!(root.pointer(schema).unwrap()["enum"], json!([1]));
    assert!(
        upgraded
            .origin(schema)
            .starts_with("/webhooks/a/post/requestBody")
    );
    assert_eq!(
        root["tags"][0],
        json!({
            "name": "a", "description": "s", "x-sdkwright-parent": "b",
            "x-sdkwright-kind": "nav", "x-sdkwright-summary": "s",
        })
    );
    assert_eq!(
        upgraded.findings(),
        ["unknown-schema-dialect /jsonSchemaDialect"]
    );
}

#[test]
fn what_3_0_cannot_say_is_set_aside() {
    let upgraded = upgraded(json!({
        "openapi": "3.2.0",
        "paths": {"/a": {
            "get": {"parameters": [
                {"$ref": "#/components/parameters/Q"},
                {"name": "b", "in": "query", "schema": {"const": 1}},
            ], "responses": {"200": {"summary": "s", "content": {
                "a/b": {"itemSchema": {"const": 1}},
                "c/d": {"$ref": "#/components/mediaTypes/M"},
            }}}},
            "query": {"operationId": "a"},
            "additionalOperations": {"COPY": {"operationId": "b"}, "POST": {"operationId": "c"}},
        }},
        "components": {
            "parameters": {"Q": {"name": "q", "in": "querystring", "content": {}}},
            "mediaTypes": {"M": {"schema": {"const": 2}}},
        },
    }));
    let item = &upgraded.root["paths"]["/a"];
    assert_eq!(item["get"]["parameters"][1]["name"], "b");
    assert_eq!(
        upgraded.root["components"]["parameters"]["Q"],
        json!({"name": "q", "in": "query", "content": {}, "x-sdkwright-query-string": true})
    );
    assert_eq!(item["post"]["operationId"], "c");
    assert_eq!(
        item["x-sdkwright-operations"],
        json!({"QUERY": {"operationId": "a"}, "COPY": {"operationId": "b"}})
    );
    let content = &item["get"]["responses"]["200"]["content"];
    assert_eq!(
        content["a/b"],
        json!({"x-sdkwright-item-schema": {"type": "integer", "enum": [1]}})
    );
    assert_eq!(
        content["c/d"],
        json!({"schema": {"$ref": "#/components/mediaTypes/M/schema"}})
    );
    assert_eq!(item["get"]["responses"]["200"]["description"], "s");
    assert_eq!(upgraded.findings(), [""; 0]);
}
