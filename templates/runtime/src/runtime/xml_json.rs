//! A value of JSON that is to be written as XML.

use std::borrow::Cow;

use super::reader::{JsonError, Reader};
use super::xml::{Fault, Kind, Member};
use super::xml_union::Candidate;

/// A value of JSON, its members in order.
pub(super) enum Json<'j> {
    Null,
    Boolean(bool),
    Number(&'j str),
    String(Cow<'j, str>),
    Array(Vec<Json<'j>>),
    Object(Vec<(Cow<'j, str>, Json<'j>)>),
}

impl<'j> Json<'j> {
    /// Reads a value. The reader bounds how deep it is.
    pub(super) fn read(reader: &mut Reader<'j>) -> Result<Self, JsonError> {
        Ok(match reader.peek() {
            Some(b'{') => {
                let mut members = reader.object("an object")?;
                let mut object = Vec::new();
                while let Some(name) = members.next(reader)? {
                    object.push((name, Self::read(reader)?));
                }
                Self::Object(object)
            }
            Some(b'[') => {
                let mut items = reader.array()?;
                let mut array = Vec::new();
                while items.next(reader)? {
                    array.push(Self::read(reader)?);
                }
                Self::Array(array)
            }
            Some(b'"') => Self::String(reader.string()?),
            Some(b't' | b'f') => Self::Boolean(reader.boolean()?),
            Some(b'n') if reader.null() => Self::Null,
            _ => Self::Number(reader.number()?),
        })
    }

    /// Returns whether it is null.
    pub(super) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns a member, where it is an object that has it.
    pub(super) fn member(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(name, _)| name == key).map(|it| &it.1),
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::String(_) | Self::Array(_) => {
                None
            }
        }
    }
}

/// Returns a value as the text of an attribute or of an element: of a list, a word for each item.
pub(super) fn plain<'j>(value: &'j Json<'_>) -> Result<Cow<'j, str>, Fault> {
    Ok(match value {
        Json::Null => Cow::Borrowed(""),
        Json::Boolean(true) => Cow::Borrowed("true"),
        Json::Boolean(false) => Cow::Borrowed("false"),
        Json::Number(number) => Cow::Borrowed(number),
        Json::String(text) => Cow::Borrowed(text),
        Json::Array(values) => {
            let mut words = Vec::with_capacity(values.len());
            for value in values {
                let word = plain(value)?;
                let is_word = !word.is_empty() && !word.contains(char::is_whitespace);
                if !is_word {
                    let reason = "an item of a list in a text that is no word of it";
                    return Err(Fault::new(reason));
                }
                words.push(word);
            }
            Cow::Owned(words.join(" "))
        }
        Json::Object(_) => return Err(Fault::new("an object where only text can be")),
    })
}

impl Candidate for Json<'_> {
    fn fits(&self, kind: Kind) -> bool {
        match (self, kind) {
            (Self::Null, _) | (_, Kind::Any) => true,
            (Self::Boolean(_), kind) => matches!(kind, Kind::Boolean),
            (Self::Number(_), kind) => matches!(kind, Kind::Number),
            (Self::String(_), kind) => matches!(kind, Kind::Text | Kind::Token | Kind::Bytes),
            (Self::Array(_), kind) => matches!(kind, Kind::List(_) | Kind::Tuple(_)),
            (Self::Object(_), kind) => matches!(
                kind,
                Kind::Object { .. } | Kind::Map(_) | Kind::Tagged { .. } | Kind::Union(_)
            ),
        }
    }

    fn has(&self, member: &Member) -> bool {
        self.member(member.key).is_some()
    }

    fn text(&self, member: &Member) -> Option<Cow<'_, str>> {
        match self.member(member.key)? {
            Self::String(text) => Some(Cow::Borrowed(text)),
            Self::Number(text) => Some(Cow::Borrowed(text)),
            Self::Boolean(value) => Some(Cow::Owned(value.to_string())),
            Self::Null | Self::Array(_) | Self::Object(_) => None,
        }
    }

    fn has_others(&self, members: &[Member]) -> bool {
        match self {
            Self::Object(own) => own
                .iter()
                .any(|(key, _)| !members.iter().any(|member| member.key == key)),
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::String(_) | Self::Array(_) => {
                false
            }
        }
    }
}
