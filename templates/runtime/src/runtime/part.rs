//! Parts of bodies (RFC 2046, section 5.1).

use bytes::Bytes;

use super::body::Body;

/// A part of a body: bytes or a stream, with a file name and a media type.
///
/// Bytes become a part by themselves. Without a file name `multipart/form-data` names the file
/// `blob`, as browsers do, because most servers take only what has a file name for a file. `Debug`
/// shows the length of the content only.
///
/// ```text
/// Part::bytes(std::fs::read("cat.png")?).file_name("cat.png").content_type("image/png")
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub(super) body: Body,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) is_file: bool,
}

impl Part {
    /// Returns a part of bytes in memory.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self::new(Body::from(bytes), true)
    }

    /// Returns a part that is read from a stream while it is sent: a [`Body::stream`]. A call that has
    /// one is not tried again after the body began to be sent.
    pub fn stream(body: Body) -> Self {
        Self::new(body, true)
    }

    /// Returns a part of text that is no file.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Body::from(text.into()), false)
    }

    fn new(body: Body, is_file: bool) -> Self {
        Self {
            body,
            file_name: None,
            content_type: None,
            headers: Vec::new(),
            is_file,
        }
    }

    /// Sets the name of the file.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type. Without one it is what the document says, or
    /// `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Adds a header to the part.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl<T: Into<Body>> From<T> for Part {
    fn from(body: T) -> Self {
        Self::new(body.into(), true)
    }
}
