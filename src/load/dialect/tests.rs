use serde_json::{Map, Value, json};

use super::super::origins::Origins;
use super::super::version::version;
use super::{resolve_names, upgrade};
use crate::diagnostic::{Place, Pointer, Report, Sources};

/// A tree after its rewriting, with what was said and where its nodes come from.
struct Upgraded {
    root: Value,
    origins: Origins,
    report: Report,
}

fn upgraded(document: Value) -> Upgraded {
    let mut sources = Sources::default();
    let mut root = document;
    let mut origins = Origins::new(sources.add("api.yaml", ""));
    let mut report = Report::default();
    let version = version(&root).unwrap();
    resolve_names(version, &mut root, &origins, &mut report);
    upgrade(version, &mut root, &mut origins, &mut report);
    Upgraded {
        root,
        origins,
        report,
    }
}

impl Upgraded {
    /// Returns where the node at a pointer of the new tree was before.
    fn origin(&self, pointer: &str) -> String {
        let pointer = Pointer::parse(pointer).unwrap();
        assert!(self.root.pointer(pointer.as_str()).is_some(), "{pointer}");
        let origin = self.origins.origin(&pointer);
        origin.pointer.as_str().to_owned()
    }

    fn findings(&self) -> Vec<String> {
        let place = |place: &Place| match place {
            Place::Node { pointer, .. } | Place::Value { pointer, .. } => pointer.to_string(),
            Place::Source(_) | Place::Position { .. } => String::new(),
        };
        self.report
            .diagnostics()
            .iter()
            .map(|it| format!("{} {}", it.code.name, place(&it.labels[0].place)))
            .collect()
    }
}

/// Returns a document of a version with these schemas.
fn with_schemas(version: &str, schemas: Value) -> Value {
    match version {
        "2.0" => json!({"swagger": "2.0", "paths": {}, "definitions": schemas}),
        version => json!({"openapi": version, "paths": {}, "components": {"schemas": schemas}}),
    }
}

fn schema(version: &str, schema: Value) -> Value {
    let document = upgraded(with_schemas(version, json!({"A": schema, "B": {}})));
    document.root["components"]["schemas"]["A"].clone()
}

#[test]
fn schemas_of_3_1() {
    for (before, after) in [
        // Types.
        (
            json!({"type": ["string", "null"]}),
            json!({"nullable": true, "type": "string"}),
        ),
        (json!({"type": ["string"]}), json!({"type": "string"})),
        (
            json!({"type": "null"}),
            json!({"nullable": true, "enum": [null]}),
        ),
        (
            json!({"type": ["integer", "number"]}),
            json!({"type": "number"}),
        ),
        (json!({"type": []}), json!({})),
        (
            json!({
                "description": "d",
                "type": ["string", "array", "object", "integer", "null"],
                "minLength": 1,
                "items": {"type": "string"},
                "properties": {"a": {}},
                "required": ["a"],
                "minimum": 2,
                "format": "int32",
            }),
            json!({
                "description": "d",
                "nullable": true,
                "oneOf": [
                    {"type": "string", "minLength": 1},
                    {"type": "array", "items": {"type": "string"}},
                    {"type": "object", "properties": {"a": {}}, "required": ["a"]},
                    {"type": "integer", "format": "int32", "minimum": 2},
                ],
            }),
        ),
        (
            json!({"type": ["string", "integer"], "enum": ["a", "b"]}),
            json!({"type": "string", "enum": ["a", "b"]}),
        ),
        (
            json!({"type": ["string", "object"], "anyOf": [{"type": "string"}, {"type": "object"}]}),
            json!({"anyOf": [{"type": "string"}, {"type": "object"}]}),
        ),
        // Values.
        (
            json!({"const": "a"}),
            json!({"type": "string", "enum": ["a"]}),
        ),
        (
            json!({"type": "integer", "const": 1}),
            json!({"type": "integer", "enum": [1]}),
        ),
        (
            json!({"const": true}),
            json!({"type": "boolean", "enum": [true]}),
        ),
        (
            json!({"const": null}),
            json!({"nullable": true, "enum": [null]}),
        ),
        (json!({"examples": [1, 2]}), json!({"example": 1})),
        (
            json!({"example": 0, "examples": [1]}),
            json!({"example": 0, "examples": [1]}),
        ),
        // Bounds.
        (
            json!({"exclusiveMinimum": 1, "maximum": 9, "exclusiveMaximum": 9}),
            json!({"minimum": 1, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": true}),
        ),
        (
            json!({"minimum": 5, "exclusiveMinimum": 1}),
            json!({"minimum": 5}),
        ),
        (
            json!({"minimum": 1, "exclusiveMinimum": true}),
            json!({"minimum": 1, "exclusiveMinimum": true}),
        ),
        // Bytes.
        (
            json!({"type": "string", "contentEncoding": "base64"}),
            json!({"type": "string", "contentEncoding": "base64", "format": "byte"}),
        ),
        (
            json!({"contentMediaType": "application/octet-stream"}),
            json!({
                "contentMediaType": "application/octet-stream",
                "format": "binary",
                "type": "string",
            }),
        ),
        // Booleans.
        (json!(true), json!({})),
        (json!(false), json!({"not": {}})),
        (
            json!({"properties": {"a": true}, "additionalProperties": false}),
            json!({"properties": {"a": {}}, "additionalProperties": false}),
        ),
        // Items.
        (
            json!({"prefixItems": [{"type": "string"}, {"type": "number"}], "items": false}),
            json!({
                "x-sdkwright-rest-items": {"not": {}},
                "maxItems": 2,
                "items": {},
                "x-sdkwright-prefix-items": [{"type": "string"}, {"type": "number"}],
            }),
        ),
        (
            json!({"type": "array", "prefixItems": [{"type": "number"}, {"type": "number"}]}),
            json!({
                "type": "array",
                "items": {"type": "number"},
                "x-sdkwright-prefix-items": [{"type": "number"}, {"type": "number"}],
            }),
        ),
        // Members.
        (
            json!({"patternProperties": {"^x": {"type": ["string", "null"]}}}),
            json!({"additionalProperties": {"nullable": true, "type": "string"}}),
        ),
        (
            json!({"patternProperties": {"a": {}, "b": {}}, "additionalProperties": false}),
            json!({"patternProperties": {"a": {}, "b": {}}, "additionalProperties": true}),
        ),
        (
            json!({"unevaluatedProperties": false}),
            json!({"additionalProperties": false}),
        ),
        (
            json!({"unevaluatedProperties": false, "additionalProperties": {}}),
            json!({"unevaluatedProperties": false, "additionalProperties": {}}),
        ),
        // References.
        (
            json!({"$ref": "#/components/schemas/B", "description": "d", "x-a": 1}),
            json!({"$ref": "#/components/schemas/B", "description": "d", "x-a": 1}),
        ),
        (
            json!({"$ref": "#/components/schemas/B", "required": ["a"], "allOf": [{}]}),
            json!({"required": ["a"], "allOf": [{}, {"$ref": "#/components/schemas/B"}]}),
        ),
        // What is like a keyword but none.
        (
            json!({"properties": {"const": {"const": 1}, "$ref": {"type": ["null"]}}}),
            json!({"properties": {
                "const": {"type": "integer", "enum": [1]},
                "$ref": {"nullable": true, "enum": [null]},
            }}),
        ),
        (
            json!({"default": {"const": 1}, "example": {"type": ["a"]}, "enum": [{"const": 1}]}),
            json!({"default": {"const": 1}, "example": {"type": ["a"]}, "enum": [{"const": 1}]}),
        ),
    ] {
        assert_eq!(schema("3.1.0", before.clone()), after, "{before}");
    }
}

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

#[test]
fn references_into_what_moved_follow() {
    let upgraded = upgraded(with_schemas(
        "3.1.0",
        json!({
            "A": {"prefixItems": [{"type": "string"}], "type": ["array", "string"]},
            "B": {"$ref": "#/components/schemas/A/prefixItems/0", "minLength": 1},
            "C": {"discriminator": {
                "propertyName": "p",
                "mapping": {"a": "#/components/schemas/A/prefixItems/0", "b": "B"},
            }},
            "D": {"patternProperties": {"a/b": {"type": ["null"]}}},
            "E": {"$ref": "#/components/schemas/D/patternProperties/a~1b"},
        }),
    ));
    let schemas = &upgraded.root["components"]["schemas"];
    let at = "#/components/schemas/A/oneOf/0/x-sdkwright-prefix-items/0";
    assert_eq!(
        schemas["B"],
        json!({"minLength": 1, "allOf": [{"$ref": at}]})
    );
    assert_eq!(
        schemas["C"]["discriminator"]["mapping"],
        json!({"a": at, "b": "B"})
    );
    assert_eq!(
        schemas["E"],
        json!({"$ref": "#/components/schemas/D/additionalProperties"})
    );
    assert_eq!(
        upgraded.origin("/components/schemas/A/oneOf/0/x-sdkwright-prefix-items/0"),
        "/components/schemas/A/prefixItems/0"
    );
}

#[test]
fn what_references_lead_to_is_rewritten_wherever_it_is_and_once() {
    let upgraded = upgraded(json!({
        "openapi": "3.1.0",
        "components": {"schemas": {
            "A": {"$ref": "#/x-sdkwright-files/0/A"},
            "B": {"$ref": "#/x-sdkwright-files/0/A/properties/b"},
            "C": {"$ref": "#/definitions/C"},
            "D": {"$ref": "#/x-parts/D"},
        }},
        "definitions": {"C": {"const": 1}},
        "x-parts": {"D": {"const": 1, "properties": {"a": {"$ref": "#/x-parts/E"}}}, "E": {"const": 2}, "F": {"const": 3}},
        "x-sdkwright-files": [{
            "A": {"properties": {"b": {"type": ["object", "string"], "properties": {"c": {"const": 1}}}}},
            "other": {"const": 1},
        }],
    }));
    let one = json!({"type": "integer", "enum": [1]});
    let file = &upgraded.root["x-sdkwright-files"][0];
    assert_eq!(
        file["A"]["properties"]["b"],
        json!({"oneOf": [{"type": "object", "properties": {"c": one}}, {"type": "string"}]})
    );
    assert_eq!(file["other"], json!({"const": 1}));
    assert_eq!(upgraded.root["definitions"]["C"], one);
    assert_eq!(upgraded.root["x-parts"]["E"]["enum"], json!([2]));
    assert_eq!(upgraded.root["x-parts"]["F"], json!({"const": 3}));
    assert_eq!(
        upgraded.root["components"]["schemas"]["B"],
        json!({"$ref": "#/x-sdkwright-files/0/A/properties/b"})
    );
}

#[test]
fn anchors_and_ids_are_pointers() {
    let upgraded = upgraded(json!({
        "openapi": "3.2.0",
        "$self": "https://a.example/api.json",
        "components": {"schemas": {
            "Pet": {"$id": "https://a.example/schemas/pet", "$defs": {"Tag": {"$anchor": "tag"}},
                "properties": {
                    "tag": {"$ref": "#tag"},
                    "tag2": {"$ref": "#/$defs/Tag"},
                    "owner": {"$ref": "owner"},
                    "absent": {"$ref": "#/components/schemas/Owner"},
                }},
            "Owner": {"$id": "https://a.example/schemas/owner", "$anchor": "own"},
            "Tree": {"$dynamicAnchor": "node", "items": {"$dynamicRef": "#node"}},
            "Whole": {"$ref": "https://a.example/api.json#/components/schemas/Pet"},
            "Far": {"$ref": "https://a.example/schemas/pet#tag"},
            "Own": {"$ref": "#own"},
            "Lost": {"$dynamicRef": "#lost"},
            "File": {"$ref": "file.yaml#/A"},
        }},
    }));
    let at = |pointer: &str| &upgraded.root["components"]["schemas"][pointer];
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let pet = &at("Pet")["properties"];
    assert_eq!(pet["tag"], to("Pet/$defs/Tag"));
    assert_eq!(pet["tag2"], to("Pet/$defs/Tag"));
    assert_eq!(pet["owner"], to("Owner"));
    assert_eq!(pet["absent"], to("Owner"));
    assert_eq!(at("Tree")["items"], to("Tree"));
    assert_eq!(*at("Whole"), to("Pet"));
    assert_eq!(*at("Far"), to("Pet/$defs/Tag"));
    assert_eq!(*at("Own"), to("Owner"));
    assert_eq!(*at("File"), json!({"$ref": "file.yaml#/A"}));
    assert_eq!(
        upgraded.findings(),
        ["unresolved-dynamic-reference /components/schemas/Lost/$dynamicRef"]
    );
}

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
    let schema = "/x-sdkwright-webhooks/a/post/requestBody/content/a~1b/schema";
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
fn what_no_client_can_send_yet_is_set_aside() {
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
    assert_eq!(item["get"]["parameters"][0]["name"], "b");
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
    assert_eq!(
        upgraded.findings(),
        [
            "unsupported-query-string /paths/~1a/get/parameters/0",
            "unsupported-method /paths/~1a/query",
            "unsupported-method /paths/~1a/additionalOperations/COPY",
        ]
    );
}

#[test]
fn keywords_that_shape_nothing_are_noted_where_they_are() {
    let many: Vec<Value> = (0..50).map(|_| json!({"contains": {}})).collect();
    let upgraded = upgraded(with_schemas(
        "3.1.0",
        json!({"A": {"if": {}, "then": {"if": {}}, "allOf": many}, "B": {"dependentRequired": {}}}),
    ));
    let findings = upgraded.findings();
    let count = |text: &str| {
        findings
            .iter()
            .filter(|finding| finding.contains(text))
            .count()
    };
    assert_eq!(count("/if"), 2);
    assert_eq!(count("/components/schemas/B/dependentRequired"), 1);
    assert_eq!(count("/contains"), super::MAX_NOTES);
}

/// Replaces each node of a document in turn by each of these, and rewrites what comes out.
#[test]
fn nonsense_is_survived() {
    let nonsense = [
        json!(null),
        json!(true),
        json!(-1.5),
        json!("#/a"),
        json!([]),
        json!([[], {}, 1]),
        json!({}),
        json!({"$ref": 1}),
        json!({"$ref": "#"}),
        json!({"0": {"$ref": "#/paths"}}),
    ];
    let documents = [
        json!({
            "swagger": "2.0", "host": "h", "basePath": "/", "schemes": ["https"], "consumes": ["a/b"],
            "paths": {"/a": {
                "parameters": [{"name": "b", "in": "body", "schema": {"type": "string"}}],
                "post": {"parameters": [
                    {"$ref": "#/parameters/P"},
                    {"name": "f", "in": "formData", "type": "array", "items": {"type": "file"}},
                ], "responses": {"200": {"schema": {"type": "file"}, "examples": {"a": 1}, "headers": {"H": {"type": "string"}}}}},
            }},
            "definitions": {"A": {"discriminator": "a", "x-nullable": true}},
            "parameters": {"P": {"name": "b", "in": "formData", "type": "file"}},
            "securityDefinitions": {"s": {"type": "oauth2", "flow": "implicit"}},
        }),
        json!({
            "openapi": "3.2.0", "$self": "a", "tags": [{"name": "a", "summary": "s"}],
            "paths": {"/a": {"query": {"parameters": [{"in": "querystring"}]}, "additionalOperations": {"A": {}}}},
            "webhooks": {"a": {"get": {"responses": {"200": {"content": {"a": {"itemSchema": {"type": []}}}}}}}},
            "components": {"schemas": {"A": {
                "$id": "a", "$anchor": "b", "$dynamicRef": "#b", "type": ["array", "object", "null"],
                "prefixItems": [{"const": 1}], "items": false, "patternProperties": {"a": true},
                "exclusiveMinimum": 1, "examples": [1], "if": {}, "$ref": "#/components/schemas/A/items",
            }}},
        }),
    ];
    for document in documents {
        let mut pointers = Vec::new();
        collect(&document, &mut String::new(), &mut pointers);
        for pointer in &pointers {
            for value in &nonsense {
                let mut changed = document.clone();
                *changed.pointer_mut(pointer).unwrap() = value.clone();
                if version(&changed).is_ok() {
                    upgraded(changed);
                }
            }
        }
    }
}

fn collect(node: &Value, path: &mut String, pointers: &mut Vec<String>) {
    pointers.push(path.clone());
    let members: Vec<(String, &Value)> = match node {
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (super::escaped(key), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (index.to_string(), item))
            .collect(),
        _ => Vec::new(),
    };
    for (token, value) in members {
        let mark = path.len();
        path.push('/');
        path.push_str(&token);
        collect(value, path, pointers);
        path.truncate(mark);
    }
}
