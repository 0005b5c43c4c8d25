//! Answers in XML that the mock server is told.
#![cfg(feature = "mock")]

use super::codec::{Decode, Encode};
use super::expectation::Answers;
use super::mock::Answer;
use super::transport::TransportErrorKind;
use super::xml::{Name, Shaped};
use super::xml_body::{OptionalXml, Xml, XmlErrors, to_text};

fn xml<T: Encode + Shaped>(value: &T) -> Answer {
    // What the root element is called does not count.
    match to_text(value, Name::of("root"), T::NAME) {
        Ok(text) => Answer::bytes(200, "application/xml", text),
        Err(error) => Answer::failure(TransportErrorKind::Request, error.to_string()),
    }
}

impl<T: Encode + Decode + Shaped> Answers for Xml<T> {
    type Value = T;

    fn answer(value: &T) -> Answer {
        xml(value)
    }
}

impl<T: Encode + Decode + Shaped> Answers for OptionalXml<T> {
    type Value = Option<T>;

    fn answer(value: &Option<T>) -> Answer {
        match value {
            Some(value) => xml(value),
            None => Answer::empty(204),
        }
    }
}

impl<K: Answers, E: Shaped + 'static> Answers for XmlErrors<K, E> {
    type Value = K::Value;

    fn answer(value: &K::Value) -> Answer {
        K::answer(value)
    }
}
