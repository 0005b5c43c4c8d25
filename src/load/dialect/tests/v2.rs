//! Swagger 2.0.

use serde_json::{Map, Value, json};

use super::{schema, upgraded};

#[test]
fn schemas_of_2_0() {
    for (before, after) in [
        (
            json!({"type": "string", "x-nullable": true}),
            json!({"type": "string", "nullable": true}),
        ),
        (
            json!({"discriminator": "kind"}),
            json!({"discriminator": {"propertyName": "kind"}}),
        ),
        (
            json!({"type": "file"}),
            json!({"type": "string", "format": "binary"}),
        ),
        (
            json!({"type": ["string", "null"]}),
            json!({"nullable": true, "type": "string"}),
        ),
        (
            json!({"$ref": "#/definitions/B"}),
            json!({"$ref": "#/components/schemas/B"}),
        ),
        (
            json!({"properties": {"discriminator": {"type": "string"}}}),
            json!({"properties": {"discriminator": {"type": "string"}}}),
        ),
        (
            json!({"example": {"$ref": "#/definitions/B"}}),
            json!({"example": {"$ref": "#/definitions/B"}}),
        ),
    ] {
        assert_eq!(schema("2.0", before.clone()), after, "{before}");
    }
}

/// Returns an operation of Swagger 2.0 after its rewriting.
fn operation(operation: Value) -> Value {
    let root = json!({
        "swagger": "2.0",
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "paths": {"/a": {"post": operation}},
        "definitions": {"A": {}},
        "parameters": {
            "Shared": {"name": "b", "in": "body", "schema": {"type": "string"}},
            "Field": {"name": "f", "in": "formData", "type": "string", "required": true},
            "Plain": {"name": "q", "in": "query", "type": "string"},
        },
    });
    upgraded(root).root["paths"]["/a"]["post"].clone()
}

#[test]
fn parameters_of_2_0() {
    for (before, after) in [
        (
            json!({"name": "a", "in": "query", "type": "integer", "minimum": 1, "description": "d"}),
            json!({"name": "a", "in": "query", "description": "d", "schema": {"type": "integer", "minimum": 1}}),
        ),
        (
            json!({"name": "a", "in": "query", "type": "array", "items": {"type": "string"}}),
            json!({
                "name": "a", "in": "query", "style": "form", "explode": false,
                "schema": {"type": "array", "items": {"type": "string"}},
            }),
        ),
        (
            json!({"name": "a", "in": "query", "type": "array", "items": {}, "collectionFormat": "multi"}),
            json!({"name": "a", "in": "query", "schema": {"type": "array", "items": {}}}),
        ),
        (
            json!({"name": "a", "in": "query", "type": "array", "items": {}, "collectionFormat": "pipes"}),
            json!({
                "name": "a", "in": "query", "style": "pipeDelimited", "explode": false,
                "schema": {"type": "array", "items": {}},
            }),
        ),
        (
            json!({"name": "a", "in": "path", "type": "array", "items": {}, "collectionFormat": "csv"}),
            json!({"name": "a", "in": "path", "schema": {"type": "array", "items": {}}}),
        ),
        (
            json!({"$ref": "#/parameters/Plain"}),
            json!({"$ref": "#/components/parameters/Plain"}),
        ),
        (json!("nonsense"), json!("nonsense")),
    ] {
        let after = json!({"parameters": [after]});
        assert_eq!(
            operation(json!({"parameters": [before]})),
            after,
            "{before}"
        );
    }
}

#[test]
fn bodies_of_2_0() {
    for (before, after) in [
        (
            json!({"parameters": [
                {"name": "a", "in": "body", "required": true, "schema": {"$ref": "#/definitions/A"}},
                {"name": "b", "in": "header", "type": "string"},
            ]}),
            json!({
                "parameters": [{"name": "b", "in": "header", "schema": {"type": "string"}}],
                "requestBody": {
                    "required": true,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}},
                },
            }),
        ),
        (
            json!({
                "consumes": ["a/b", "c/d"],
                "parameters": [{"name": "a", "in": "body", "schema": {"type": "object"}}],
            }),
            json!({"requestBody": {"content": {
                "a/b": {"schema": {"type": "object"}},
                "c/d": {"schema": {"$ref": "#/paths/~1a/post/requestBody/content/a~1b/schema"}},
            }}}),
        ),
        (
            json!({"parameters": [{"$ref": "#/parameters/Shared"}]}),
            json!({"requestBody": {"$ref": "#/components/requestBodies/Shared"}}),
        ),
        (
            json!({"consumes": ["text/plain"], "parameters": [{"$ref": "#/parameters/Shared"}]}),
            json!({"requestBody": {"required": false, "content": {"text/plain": {"schema": {
                "$ref": "#/components/requestBodies/Shared/content/application~1json/schema",
            }}}}}),
        ),
        (
            json!({"parameters": [
                {"name": "a", "in": "formData", "type": "string", "description": "d"},
                {"$ref": "#/parameters/Field"},
            ]}),
            json!({"requestBody": {
                "required": true,
                "content": {"application/x-www-form-urlencoded": {"schema": {
                    "type": "object",
                    "required": ["f"],
                    "properties": {
                        "a": {"type": "string", "description": "d"},
                        "f": {"$ref": "#/x-sdkwright-fields/Field"},
                    },
                }}},
            }}),
        ),
        (
            json!({"parameters": [
                {"name": "a", "in": "formData", "type": "file"},
                {"name": "b", "in": "formData", "type": "array", "items": {}, "collectionFormat": "ssv"},
            ]}),
            json!({"requestBody": {"content": {"multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "a": {"type": "string", "format": "binary"},
                        "b": {"type": "array", "items": {}},
                    },
                },
                "encoding": {"b": {"style": "spaceDelimited", "explode": false}},
            }}}}),
        ),
    ] {
        assert_eq!(operation(before.clone()), after, "{before}");
    }
}

#[test]
fn responses_of_2_0() {
    for (before, after) in [
        (json!({"description": "d"}), json!({"description": "d"})),
        (
            json!({
                "schema": {"type": "string"},
                "examples": {"application/json": "a", "text/plain": "b"},
                "headers": {"X": {"type": "integer", "description": "d"}},
            }),
            json!({
                "headers": {"X": {"description": "d", "schema": {"type": "integer"}}},
                "content": {"application/json": {"schema": {"type": "string"}, "example": "a"}},
            }),
        ),
        (
            json!({"$ref": "#/responses/A"}),
            json!({"$ref": "#/components/responses/A"}),
        ),
    ] {
        let after = json!({"responses": {"200": after}});
        let root = json!({"responses": {"200": before}});
        let root = json!({
            "swagger": "2.0",
            "paths": {"/a": {"get": root}},
            "responses": {"A": {"description": "a"}},
        });
        let upgraded = upgraded(root);
        assert_eq!(upgraded.root["paths"]["/a"]["get"], after, "{before}");
    }
}

#[test]
fn the_root_of_2_0() {
    for (before, after) in [
        (json!({}), json!({})),
        (
            json!({"host": "a.example", "basePath": "/v1/", "schemes": ["http", "https", "ws"]}),
            json!({"servers": [{"url": "https://a.example/v1"}, {"url": "http://a.example/v1"}]}),
        ),
        (
            json!({"host": "a.example"}),
            json!({"servers": [{"url": "https://a.example"}]}),
        ),
        (
            json!({"basePath": "v1"}),
            json!({"servers": [{"url": "/v1"}]}),
        ),
        (
            json!({"securityDefinitions": {
                "a": {"type": "basic"},
                "b": {"type": "apiKey", "in": "header", "name": "X"},
                "c": {"type": "oauth2", "flow": "accessCode", "tokenUrl": "t", "authorizationUrl": "u"},
            }}),
            json!({"components": {"securitySchemes": {
                "a": {"type": "http", "scheme": "basic"},
                "b": {"type": "apiKey", "in": "header", "name": "X"},
                "c": {"type": "oauth2", "flows": {"authorizationCode": {
                    "authorizationUrl": "u", "tokenUrl": "t", "scopes": {},
                }}},
            }}}),
        ),
    ] {
        let mut root = Map::from_iter([("swagger".to_owned(), json!("2.0"))]);
        root.extend(before.as_object().unwrap().clone());
        let mut upgraded = upgraded(Value::Object(root)).root;
        let root = upgraded.as_object_mut().unwrap();
        assert_eq!(root.remove("openapi"), Some(json!("3.0.3")));
        assert_eq!(root.remove("paths"), Some(json!({})));
        assert_eq!(upgraded, after, "{before}");
    }
}

#[test]
fn bodies_of_path_items_are_shared() {
    let upgraded = upgraded(json!({
        "swagger": "2.0",
        "paths": {"/a": {
            "parameters": [
                {"name": "a", "in": "body", "schema": {"type": "string"}},
                {"name": "q", "in": "query", "type": "string"},
            ],
            "post": {},
            "put": {"parameters": [{"name": "f", "in": "formData", "type": "string"}]},
        }},
    }));
    let item = &upgraded.root["paths"]["/a"];
    assert_eq!(
        item["post"]["requestBody"],
        json!({"$ref": "#/paths/~1a/x-sdkwright-request-body"})
    );
    assert_eq!(
        item["parameters"],
        json!([{"name": "q", "in": "query", "schema": {"type": "string"}}])
    );
    assert!(item["put"]["requestBody"]["content"].is_object());
    assert_eq!(
        upgraded.origin("/paths/~1a/parameters/0/name"),
        "/paths/~1a/parameters/1/name"
    );
    assert_eq!(
        upgraded.origin("/paths/~1a/x-sdkwright-request-body"),
        "/paths/~1a/parameters/0"
    );
}

#[test]
fn nodes_know_where_they_were() {
    let two = upgraded(json!({
        "swagger": "2.0",
        "host": "a.example",
        "paths": {"/a": {"post": {
            "parameters": [
                {"name": "b", "in": "body", "schema": {"properties": {"x": {"$ref": "#/definitions/A"}}}},
                {"name": "q", "in": "query", "type": "array", "items": {"type": "string"}},
            ],
            "responses": {"200": {"schema": {"$ref": "#/paths/~1a/post/parameters/0/schema/properties/x"}}},
        }}},
        "definitions": {"A": {"type": ["object", "string"], "properties": {"y": {"type": "string"}}}},
        "parameters": {"B": {"name": "b", "in": "body", "schema": {}}},
    }));
    let post = "/paths/~1a/post";
    for (after, before) in [
        ("/servers/0".to_owned(), "/host".to_owned()),
        ("/components/schemas/A".into(), "/definitions/A".into()),
        (
            "/components/schemas/A/oneOf/0/properties/y".into(),
            "/definitions/A/properties/y".into(),
        ),
        (
            "/components/schemas/A/oneOf/0/type".into(),
            "/definitions/A/type".into(),
        ),
        ("/components/requestBodies/B".into(), "/parameters/B".into()),
        (
            format!("{post}/requestBody"),
            format!("{post}/parameters/0"),
        ),
        (
            format!("{post}/requestBody/content/application~1json/schema/properties/x"),
            format!("{post}/parameters/0/schema/properties/x"),
        ),
        (
            format!("{post}/parameters/0/name"),
            format!("{post}/parameters/1/name"),
        ),
        (
            format!("{post}/parameters/0/schema/items"),
            format!("{post}/parameters/1/items"),
        ),
        (
            format!("{post}/parameters/0/schema/type"),
            format!("{post}/parameters/1/type"),
        ),
        (
            format!("{post}/responses/200/content/application~1json/schema"),
            format!("{post}/responses/200/schema"),
        ),
    ] {
        // What is new has the origin of what it was made of, which may be a node around it.
        let origin = two.origin(&after);
        assert!(
            origin == before || origin.starts_with(&format!("{before}/")),
            "{after} {origin}"
        );
    }
    assert_eq!(
        two.root["paths"]["/a"]["post"]["responses"]["200"]["content"]["application/json"]["schema"],
        json!({"$ref": "#/paths/~1a/post/requestBody/content/application~1json/schema/properties/x"})
    );
}
