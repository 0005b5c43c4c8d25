//! OpenAPI 3.1.

use serde_json::{Value, json};

use super::{schema, upgraded, with_schemas};

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
            json!({"contentEncoding": "base64url"}),
            json!({"contentEncoding": "base64url", "format": "base64url", "type": "string"}),
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
            json!({"prefixItems": [{"type": "string"}], "items": false, "maxItems": 3}),
            json!({
                "maxItems": 1,
                "x-sdkwright-rest-items": {"not": {}},
                "items": {"type": "string"},
                "x-sdkwright-prefix-items": [{"type": "string"}],
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
    assert_eq!(count("/contains"), 50);
}
