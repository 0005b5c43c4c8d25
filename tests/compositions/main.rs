//! What is composed in `specs/fixture` reads and writes what a server would send: JSON in, value, JSON
//! out, of the type that was meant.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod hierarchies;
mod unions;

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Reads a value and asserts that it is written as it was.
fn read<T: Serialize + DeserializeOwned + Debug + PartialEq>(json: Value) -> T {
    let value: T = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), json);
    assert_eq!(serde_json::from_str::<T>(&json.to_string()).unwrap(), value);
    value
}
