//! Bodies in parts.

use super::Failure;
use super::body::Content;
use crate::runtime::{Call, Form, Part};

/// Sets a body in parts.
///
/// # Errors
///
/// When it is no object.
pub fn multipart(call: Call, media_type: &'static str, content: Content) -> Result<Call, Failure> {
    let (object, files) = content.into_members()?;
    let mut form = Form::new();
    for (name, value) in object.members() {
        form = form.value(name, value);
    }
    for file in files {
        let mut part = Part::bytes(file.bytes);
        if let Some(name) = file.name {
            part = part.file_name(name);
        }
        form = form.part(file.wire, part);
    }
    Ok(call.multipart(media_type, &form))
}
