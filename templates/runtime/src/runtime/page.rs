//! What a page says about itself and the next one, read from its JSON by the ways to members.

use super::codec::Decode;
use super::error::Error;
use super::member::Scalar;
use super::paging::Paging;
use super::reader::{JsonError, Reader};
use super::response::{RawResponse, undecodable};

/// What a page says.
pub(super) struct Found<'p> {
    pub(super) count: u64,
    /// The list as it stands there.
    pub(super) list: &'p str,
    /// Its last item.
    pub(super) last: Option<&'p str>,
    pub(super) total: Option<u64>,
    pub(super) more: Option<bool>,
}

impl<'p> Found<'p> {
    pub(super) fn of(page: &'p RawResponse, paging: &Paging) -> Result<Self, JsonError> {
        let body = page.body();
        let mut found = Self {
            count: 0,
            list: "",
            last: None,
            total: None,
            more: None,
        };
        if body.trim_ascii().is_empty() {
            return Ok(found);
        }
        if !paging.total.is_empty() {
            let total = scalar_in(body, paging.total)?;
            found.total = total.and_then(|total| total.text.parse().ok());
        }
        if !paging.more.is_empty() {
            let more = scalar_in(body, paging.more)?;
            found.more = more.and_then(|more| more.text.parse().ok());
        }
        let mut reader = Reader::of_bytes(body)?;
        if seek(&mut reader, paging.items)? && !reader.null() {
            let mark = reader.mark();
            found.list = reader.raw()?;
            reader.rewind(mark);
            let mut items = reader.array()?;
            while items.next(&mut reader)? {
                found.last = Some(reader.raw()?);
                found.count += 1;
            }
        }
        Ok(found)
    }
}

/// Goes to the value of a member, the names being the way to it, and says whether it is there.
fn seek(reader: &mut Reader<'_>, way: &[&str]) -> Result<bool, JsonError> {
    for name in way {
        if reader.peek() != Some(b'{') {
            return Ok(false);
        }
        let mut members = reader.object("an object")?;
        loop {
            match members.next(reader)? {
                None => return Ok(false),
                Some(member) if member == *name => break,
                Some(_) => reader.skip()?,
            }
        }
    }
    Ok(true)
}

pub(super) fn scalar_at(page: &RawResponse, way: &[&str]) -> Result<Option<Scalar>, JsonError> {
    match way.is_empty() || page.body().trim_ascii().is_empty() {
        true => Ok(None),
        false => scalar_in(page.body(), way),
    }
}

/// Returns a value that is a string, a number or a boolean; null is none, nor is what is not there, a
/// list or an object.
pub(super) fn scalar_in(json: &[u8], way: &[&str]) -> Result<Option<Scalar>, JsonError> {
    let mut reader = Reader::of_bytes(json)?;
    if !seek(&mut reader, way)? {
        return Ok(None);
    }
    let mark = reader.mark();
    let text = match reader.peek() {
        Some(b'"') => Some(reader.string()?.into_owned()),
        Some(b'{' | b'[' | b'n') => return Ok(None),
        Some(_) | None => None,
    };
    reader.rewind(mark);
    let raw = reader.raw()?.to_owned();
    let text = text.unwrap_or_else(|| raw.clone());
    Ok(Some(Scalar { raw, text }))
}

/// Reads the items of a page.
pub(super) fn read_items<T: Decode>(page: &RawResponse, paging: &Paging) -> Result<Vec<T>, Error> {
    let body = page.body();
    if body.trim_ascii().is_empty() {
        return Ok(Vec::new());
    }
    let read = || {
        let mut reader = Reader::of_bytes(body)?;
        match seek(&mut reader, paging.items)? && !reader.null() {
            true => Vec::decode(&mut reader),
            false => Ok(Vec::new()),
        }
    };
    read().map_err(|error| undecodable(page, error))
}
