//! `hierarchy.yaml`: schemas with a discriminator that others are composed of.

use fixture::hierarchy::models::{Cat, Event, EventKind, Opened, Pet, Poodle, Vehicle};
use serde_json::json;

use crate::read;

#[test]
fn a_base_is_any_of_its_children() {
    let cat = json!({"petType": "cat", "name": "Tom", "huntingSkill": "lazy"});
    let Pet::Cat(tom) = read(cat) else {
        panic!("no cat")
    };
    assert_eq!(tom.hunting_skill.as_deref(), Some("lazy"));
    let Pet::Dog(dog) = read(json!({"petType": "hound", "name": "Rex", "pack": 2})) else {
        panic!("no dog")
    };
    assert_eq!(dog.pack, 2);
    // A child of a child, under its own name, and the base itself.
    let curly = json!({"petType": "Poodle", "name": "Fifi", "pack": 1, "curls": 9});
    assert!(matches!(
        read(curly),
        Pet::Poodle(Poodle { curls: Some(9), .. })
    ));
    let friend = json!({"petType": "pet", "name": "It", "friend": {"petType": "cat", "name": "T"}});
    let Pet::Base(base) = read(friend) else {
        panic!("no plain pet")
    };
    assert!(matches!(base.friend.as_deref(), Some(Pet::Cat(_))));
    // One that the document does not know.
    assert!(matches!(
        read(json!({"petType": "fish", "fins": 2})),
        Pet::Unknown(_)
    ));
}

#[test]
fn a_child_by_itself_says_which_one_it_is() {
    let written = serde_json::to_value(Cat::new("Tom")).unwrap();
    assert_eq!(written, json!({"petType": "cat", "name": "Tom"}));
    assert_eq!(Opened::default(), Opened::new());
    assert_eq!(Opened::new().kind, Some(EventKind::Opened));
    let closed = json!({"kind": "Closed", "reason": "done"});
    assert!(matches!(read(closed), Event::Closed(_)));
}

#[test]
fn a_base_may_list_its_children_itself() {
    let Vehicle::Car(car) = read(json!({"wheels": 4, "kind": "Car", "doors": 5})) else {
        panic!("no car")
    };
    assert_eq!((car.wheels, car.doors), (4, Some(5)));
}
