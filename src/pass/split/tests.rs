use super::*;
use crate::{
    api::Content,
    api::{Body, BodyVariant, Encoding, Field, Method, Operation, Response, Shape, Status},
    diagnostic::{Place, Pointer, Sources},
    pass::direction,
};

/// A field: its name, its access, whether it is required, and the object that it holds, if any.
type FieldOf = (&'static str, Access, bool, &'static str);

/// Makes an API of objects, each a name and its fields. `both` names the objects that requests and
/// responses carry.
fn api(both: &[&str], types: &[(&str, &[FieldOf])]) -> Api {
    let index = |name: &str| types.iter().position(|(it, _)| *it == name);
    let schema = |name: &str| {
        Schema::of(match index(name) {
            Some(index) => Shape::List(Box::new(Schema::of(Shape::Named(TypeId::new(index))))),
            None => Shape::Boolean,
        })
    };
    let place = Place::Source(Sources::default().add("test".to_owned(), String::new()));
    let definitions = types.iter().map(|(name, fields)| Definition {
        name: Name::Given((*name).to_owned()),
        unique_name: String::new(),
        origin: Pointer::root(),
        place: place.clone(),
        docs: Default::default(),
        kind: Kind::Object(Object {
            in_parts: false,
            fields: fields
                .iter()
                .map(|(name, access, required, held)| Field {
                    name: (*name).to_owned(),
                    origin: Pointer::root(),
                    schema: schema(held),
                    required: *required,
                    access: *access,
                    docs: Default::default(),
                    default: None,
                    constraints: Default::default(),
                    constant: None,
                    xml: None,
                    indirect: false,
                })
                .collect(),
            rest: None,
        }),
        directions: Default::default(),
        xml: None,
        twin: None,
    });
    let operations = both.iter().map(|name| Operation {
        id: (*name).to_owned(),
        origin: Pointer::root(),
        place: Place::Source(Sources::default().add("api.yaml", "")),
        method: Method::Put,
        path: "/".to_owned(),
        server: None,
        tags: Vec::new(),
        group: Vec::new(),
        name: String::new(),
        parameters: Vec::new(),
        body: Some(Body {
            required: true,
            description: None,
            variants: vec![BodyVariant {
                properties: Vec::new(),
                xml: None,
                example: None,
                media_type: "application/json".to_owned(),
                encoding: Encoding::Json,
                schema: schema(name),
            }],
        }),
        responses: vec![Response {
            stream: None,
            alternatives: Vec::new(),
            status: Status::Code(200),
            description: None,
            headers: Vec::new(),
            content: Some(Content {
                media_type: "application/json".to_owned(),
                encoding: Encoding::Json,
                schema: schema(name),
                xml: None,
            }),
        }],
        pagination: None,
        security: Vec::new(),
        docs: Default::default(),
    });
    let mut api = Api {
        operations: operations.collect(),
        types: definitions.collect(),
        ..Api::default()
    };
    direction::run(&mut api);
    run(&mut api);
    api
}

/// Returns the names of the fields of a type.
fn fields(definition: &Definition) -> Vec<&str> {
    let object = definition.object().unwrap();
    object
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect()
}

/// Returns the type of a field.
fn held(definition: &Definition, name: &str) -> TypeId {
    let object = definition.object().unwrap();
    let field = object.fields.iter().find(|field| field.name == name);
    field.unwrap().schema.named()[0]
}

use Access::{ReadOnly, ReadWrite, WriteOnly};

#[test]
fn what_is_optional_splits_nothing() {
    let api = api(
        &["A"],
        &[(
            "A",
            &[
                ("id", ReadOnly, false, ""),
                ("key", WriteOnly, false, ""),
                ("x", ReadWrite, true, ""),
            ],
        )],
    );
    assert_eq!(api.types.len(), 1);
    assert_eq!(fields(&api.types[0]), ["id", "key", "x"]);
}

#[test]
fn what_is_required_of_one_side_splits() {
    let api = api(
        &["A"],
        &[(
            "A",
            &[("id", ReadOnly, true, ""), ("key", WriteOnly, false, "")],
        )],
    );
    let [response, request] = &api.types[..] else {
        panic!("{:?}", api.types);
    };
    assert_eq!(
        (fields(response), fields(request)),
        (vec!["id"], vec!["key"])
    );
    assert_eq!(
        request.name,
        Name::Path(vec![Segment::Type("A".to_owned()), Segment::Requested])
    );
    assert_eq!(
        (response.twin, request.twin),
        (Some(TypeId::new(1)), Some(TypeId::new(0)))
    );
    let operation = &api.operations[0];
    let body = &operation.body.as_ref().unwrap().variants[0].schema;
    assert_eq!(body.named(), [TypeId::new(1)]);
    let content = operation.responses[0].content.as_ref().unwrap();
    assert_eq!(content.schema.named(), [TypeId::new(0)]);
}

#[test]
fn holders_split_with_what_they_hold_and_cycles_as_one() {
    let api = api(
        &["A"],
        &[
            (
                "A",
                &[("b", ReadWrite, false, "B"), ("d", ReadWrite, false, "D")],
            ),
            ("B", &[("c", ReadWrite, false, "C")]),
            (
                "C",
                &[("a", ReadWrite, false, "A"), ("id", ReadOnly, true, "")],
            ),
            ("D", &[("x", ReadWrite, true, "")]),
        ],
    );
    // A, B and C; D is one type for both.
    assert_eq!(api.types.len(), 7);
    assert_eq!(api.types[3].twin, None);
    for (index, field, response) in [(0, "b", 1), (1, "c", 2), (2, "a", 0)] {
        let definition = &api.types[index];
        let twin = api.definition(definition.twin.unwrap());
        assert_eq!(held(definition, field), TypeId::new(response));
        assert_eq!(
            api.definition(held(twin, field)).twin,
            Some(TypeId::new(response))
        );
    }
    let request = api.definition(api.types[0].twin.unwrap());
    assert_eq!(held(request, "d"), TypeId::new(3));
}

#[test]
fn what_one_side_holds_does_not_travel_the_other_way() {
    let api = api(
        &["A"],
        &[
            (
                "A",
                &[
                    ("log", ReadOnly, false, "Log"),
                    ("key", WriteOnly, false, "Key"),
                ],
            ),
            (
                "Log",
                &[("at", ReadOnly, true, ""), ("hint", WriteOnly, true, "")],
            ),
            (
                "Key",
                &[("id", ReadOnly, true, ""), ("secret", WriteOnly, true, "")],
            ),
        ],
    );
    assert_eq!(api.types.len(), 3, "nothing is split");
    assert_eq!(fields(&api.types[1]), ["at"]);
    assert_eq!(fields(&api.types[2]), ["secret"]);
}

#[test]
fn one_type_holds_for_each_side_what_is_of_that_side() {
    let api = api(
        &["A", "B"],
        &[
            (
                "A",
                &[
                    ("old", ReadOnly, false, "B"),
                    ("new", WriteOnly, false, "B"),
                ],
            ),
            ("B", &[("id", ReadOnly, true, "")]),
        ],
    );
    assert_eq!(api.types.len(), 3, "A stays one type");
    assert_eq!(held(&api.types[0], "old"), TypeId::new(1));
    assert_eq!(held(&api.types[0], "new"), TypeId::new(2));
}
