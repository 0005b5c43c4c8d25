//! Headers of responses.

use serde_json::Value;

use super::Lowering;
use crate::{
    api::{Header, IntegerFormat, NumberFormat, Shape, StringFormat},
    diagnostic::Pointer,
    load::read,
};

impl Lowering<'_> {
    /// Lowers the headers of the response at a pointer.
    ///
    /// Callers read them one by one, so no types are made of them; what is more than a number or true
    /// or false is text.
    pub(super) fn headers(&mut self, response: &Pointer) -> Vec<Header> {
        read::headers(self.document, response, self.report)
            .into_iter()
            // The media type is part of the content (OpenAPI 3.0.3 section 4.7.17.1).
            .filter(|header| !header.name.eq_ignore_ascii_case("content-type"))
            .map(|header| Header {
                shape: self.header_shape(&header.schema),
                name: header.name,
                description: header.description,
            })
            .collect()
    }

    fn header_shape(&self, schema: &Pointer) -> Shape {
        let schema = self.document.get(&read::follow(self.document, schema));
        let text = |key: &str| schema.and_then(|it| it.get(key)).and_then(Value::as_str);
        match (text("type"), text("format")) {
            (Some("integer"), Some("int32")) => Shape::Integer(IntegerFormat::Int32),
            (Some("integer"), _) => Shape::Integer(IntegerFormat::Int64),
            (Some("number"), _) => Shape::Number(NumberFormat::Double),
            (Some("boolean"), _) => Shape::Boolean,
            _ => Shape::String(StringFormat::Plain),
        }
    }
}
