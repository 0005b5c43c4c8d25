//! `union_members.yaml` and `union_nested.yaml`: unions beside members, in an `allOf`, in unions.

use fixture::union_members::models::{
    Contact, Covered, Filter, FilterBy, Only, Payment, PaymentTransfer, ValuesComposed,
};
use fixture::union_nested::models::{
    Circle, LineKind, Overlap, Shape, Values, ValuesFlat, ValuesNamed, ValuesTagged,
};
use serde_json::json;

use crate::read;

#[test]
fn what_stands_beside_a_union_is_in_each_variant() {
    let payment = json!({"amount": 5, "method": "sepa", "iban": "DE0", "days": 2});
    let Payment::Transfer(transfer) = read(payment) else {
        panic!("no transfer")
    };
    assert_eq!((transfer.amount, transfer.days), (5, Some(2)));
    let written = serde_json::to_value(PaymentTransfer::new(1, "DE1")).unwrap();
    assert_eq!(
        written,
        json!({"amount": 1, "method": "sepa", "iban": "DE1"})
    );
    let composed = json!({"id": "a", "number": "4111"});
    assert!(matches!(read(composed), ValuesComposed::Card(card) if card.id == "a"));
    // These have what stands beside them anyway.
    assert!(matches!(
        read(json!({"name": "n", "two": "2"})),
        Covered::Two(_)
    ));
    assert!(matches!(
        read(json!({"name": "n", "one": "1"})),
        Covered::One(_)
    ));
}

#[test]
fn variants_that_hold_together_are_one_type() {
    let filter: Filter = read(json!({"limit": 1, "by": "age", "name": true, "age": 7}));
    assert_eq!(filter.by, FilterBy::Age);
    assert_eq!(filter.age, Some(7));
    let contact: Contact = read(json!({"phone": "1"}));
    assert_eq!(contact.email, None);
    let only: Only = read(json!({"id": "i", "only": "o"}));
    assert_eq!(only.only, "o");
}

#[test]
fn unions_in_unions() {
    for (json, expected) in [
        (json!("t"), ValuesFlat::Text("t".into())),
        (json!(true), ValuesFlat::Boolean(true)),
        (json!(1), ValuesFlat::Integer(1)),
        (json!(["a"]), ValuesFlat::TextList(vec!["a".into()])),
    ] {
        assert_eq!(read::<ValuesFlat>(json), expected);
    }
    let round = json!({"kind": "round", "radius": 1.5});
    assert_eq!(
        read::<ValuesNamed>(round.clone()),
        ValuesNamed::Shape(Shape::Circle(Circle::new(1.5)))
    );
    assert!(matches!(read(round), ValuesTagged::Shape(Shape::Circle(_))));
    let line = json!({"kind": "line"});
    assert!(matches!(read(line), ValuesTagged::Line(line) if line.kind == LineKind::Line));
    assert!(matches!(read(json!(["a"])), ValuesNamed::Text(_)));
}

#[test]
fn of_variants_that_overlap_the_one_that_knows_most_is_meant() {
    assert!(matches!(read(json!({"id": "1"})), Overlap::Person(_)));
    assert!(matches!(
        read(json!({"id": "1", "model": "x"})),
        Overlap::Machine(_)
    ));
    assert!(matches!(
        read(json!({"id": "1", "boss": "b"})),
        Overlap::Employee(_)
    ));
    // A member that no variant knows does not matter.
    let newer = json!({"id": "1", "name": "n", "new": 1});
    assert!(matches!(
        serde_json::from_value(newer).unwrap(),
        Overlap::Person(_)
    ));
}

#[test]
fn a_union_is_null_where_a_variant_may_be() {
    let values: Values = read(json!({"nullable": null, "nullable_list": null, "open": "huge"}));
    assert!(values.nullable.is_null() && values.nullable_list.is_null());
}
