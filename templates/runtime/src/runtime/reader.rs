//! How JSON is read (RFC 8259).
//!
//! A text enters; what leaves are the parts of it that a type asks for, one after the other. Nothing
//! here knows a type of the SDK, so it is compiled once. What never happens: a panic, whatever the
//! text; nesting without bound; a number that is not the one that stands there.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// The deepest nesting that is read: what is deeper could exhaust the stack.
const DEEPEST: u32 = 128;

/// How much an error shows of a number or a word, in bytes.
const LONGEST_SHOWN: usize = 60;

/// Returns what an error shows of a number or a word, which are ASCII.
fn shown(text: &str) -> Cow<'_, str> {
    match text.get(..LONGEST_SHOWN) {
        Some(begin) if text.len() > LONGEST_SHOWN => format!("{begin}…").into(),
        Some(_) | None => text.into(),
    }
}

/// A text that is being read.
pub struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: u32,
}

/// A place in a text to come back to.
#[derive(Clone, Copy)]
pub struct Mark {
    at: usize,
    depth: u32,
}

/// Why a text could not be read, and where.
#[derive(Clone, PartialEq, Eq)]
pub struct JsonError(Box<(usize, String)>);

impl JsonError {
    /// Returns the error of a place, in bytes from the beginning of the text.
    #[cold]
    pub fn new(at: usize, reason: impl Into<String>) -> Self {
        Self(Box::new((at, reason.into())))
    }

    /// Returns where it is, in bytes from the beginning of the text.
    pub fn at(&self) -> usize {
        self.0.0
    }

    /// Returns what is wrong, without the place.
    pub fn reason(&self) -> &str {
        &self.0.1
    }
}

impl fmt::Debug for JsonError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("JsonError")
            .field("at", &self.at())
            .field("reason", &self.reason())
            .finish()
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, at byte {}", self.reason(), self.at())
    }
}

impl std::error::Error for JsonError {}

/// Each byte of a word is this number.
const fn repeat(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Returns the first of eight bytes that a string cannot have as it is: a quote, a backslash, a control
/// character.
fn special(word: [u8; 8]) -> Option<usize> {
    const HIGH: u64 = repeat(0x80);
    let word = u64::from_le_bytes(word);
    // A byte is zero where it borrows without having had its high bit (Warren, "Hacker's Delight",
    // 6-1); the first byte that is found is one, others may only seem to be.
    let zeros = |word: u64| word.wrapping_sub(repeat(1)) & !word;
    let quotes = zeros(word ^ repeat(b'"'));
    let escapes = zeros(word ^ repeat(b'\\'));
    let controls = word.wrapping_sub(repeat(0x20)) & !word;
    let found = (quotes | escapes | controls) & HIGH;
    (found != 0).then(|| (found.trailing_zeros() / 8) as usize)
}

/// Returns where the first byte from `at` on is that a string cannot have as it is, or the length.
fn plain_bytes(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        match special(*word) {
            Some(found) => return at + found,
            None => at += 8,
        }
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| is_plain_byte(**byte)).count()
}

fn is_plain_byte(byte: u8) -> bool {
    byte >= 0x20 && !matches!(byte, b'"' | b'\\')
}

/// Returns whether a string can have all of these bytes as they are.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    match bytes.last_chunk() {
        // The last eight may be looked at twice.
        Some(last) => {
            let (words, _) = bytes.as_chunks::<8>();
            words
                .iter()
                .chain([last])
                .all(|word| special(*word).is_none())
        }
        None => bytes.iter().all(|byte| is_plain_byte(*byte)),
    }
}

impl<'t> Reader<'t> {
    /// Begins to read a text.
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
        }
    }

    /// Begins to read a text of bytes, which must be UTF-8.
    pub fn of_bytes(bytes: &'t [u8]) -> Result<Self, JsonError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(text)),
            Err(error) => Err(JsonError::new(error.valid_up_to(), "invalid UTF-8")),
        }
    }

    /// Returns the place that the reader is at.
    pub fn mark(&self) -> Mark {
        let (at, depth) = (self.at, self.depth);
        Mark { at, depth }
    }

    /// Goes back to a place.
    pub fn rewind(&mut self, mark: Mark) {
        (self.at, self.depth) = (mark.at, mark.depth);
    }

    /// Returns an error of the place that the reader is at.
    #[cold]
    pub fn error(&self, reason: impl Into<String>) -> JsonError {
        JsonError::new(self.at, reason)
    }

    /// Returns the error that something else was expected than what comes next.
    #[cold]
    pub fn expected(&mut self, what: &str) -> JsonError {
        let found = match self.peek() {
            None => "the end",
            Some(b'"') => "a string",
            Some(b'{') => "an object",
            Some(b'[') => "an array",
            Some(_) => {
                // What is no string is no secret, and shown.
                let rest = &self.text[self.at..];
                let end = rest.find(|it: char| !it.is_ascii_alphanumeric() && !"+-.".contains(it));
                match &rest[..end.unwrap_or(rest.len())] {
                    "" => {
                        let next = rest.chars().next().unwrap_or_default();
                        return self.error(format!("expected {what}, found {next:?}"));
                    }
                    word => word,
                }
            }
        };
        self.error(format!("expected {what}, found {}", shown(found)))
    }

    /// Returns the byte that the next token begins with, and passes over white space before it.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        match self.text.as_bytes().get(self.at) {
            Some(byte) if *byte > b' ' => Some(*byte),
            Some(_) | None => self.peek_after_space(),
        }
    }

    fn peek_after_space(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                _ => return Some(*byte),
            }
        }
        None
    }

    /// Takes a byte if it comes next.
    #[inline]
    fn take(&mut self, byte: u8) -> bool {
        let comes = self.peek() == Some(byte);
        self.at += usize::from(comes);
        comes
    }

    fn take_word(&mut self, word: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let comes = rest.starts_with(word.as_bytes());
        if comes {
            self.at += word.len();
        }
        comes
    }

    /// Checks that nothing comes any more.
    pub fn finish(&mut self) -> Result<(), JsonError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.expected("the end")),
        }
    }

    /// Reads `null`, if it comes next.
    #[inline]
    pub fn null(&mut self) -> bool {
        self.peek() == Some(b'n') && self.take_word("null")
    }

    /// Reads a boolean.
    pub fn boolean(&mut self) -> Result<bool, JsonError> {
        match self.peek() {
            Some(b't') if self.take_word("true") => Ok(true),
            Some(b'f') if self.take_word("false") => Ok(false),
            _ => Err(self.expected("a boolean")),
        }
    }

    /// Reads a string, borrowed where nothing in it is escaped.
    #[inline]
    pub fn string(&mut self) -> Result<Cow<'t, str>, JsonError> {
        if self.peek() == Some(b'"') {
            let bytes = self.text.as_bytes();
            let begin = self.at + 1;
            let end = plain_bytes(bytes, begin);
            if bytes.get(end) == Some(&b'"') {
                self.at = end + 1;
                return Ok(Cow::Borrowed(&self.text[begin..end]));
            }
        }
        self.escaped()
    }

    /// Reads a string in which something is escaped, or none.
    #[cold]
    fn escaped(&mut self) -> Result<Cow<'t, str>, JsonError> {
        let (whole, is_plain) = self.quoted()?;
        let inner = whole.get(1..whole.len() - 1).unwrap_or_default();
        if is_plain {
            return Ok(Cow::Borrowed(inner));
        }
        match serde_json::from_str(whole) {
            Ok(text) => Ok(Cow::Owned(text)),
            Err(error) => {
                let begin = self.at - whole.len();
                let reason = error.to_string();
                let reason = reason.split(" at line ").next().unwrap_or_default();
                Err(JsonError::new(begin + error.column(), reason))
            }
        }
    }

    /// Reads past a string, quotes included, and returns it as it stands there, and whether nothing in it
    /// is escaped.
    fn quoted(&mut self) -> Result<(&'t str, bool), JsonError> {
        if self.peek() != Some(b'"') {
            return Err(self.expected("a string"));
        }
        let bytes = self.text.as_bytes();
        let begin = self.at;
        let mut at = begin + 1;
        let mut is_plain = true;
        loop {
            at = plain_bytes(bytes, at);
            match bytes.get(at) {
                Some(b'"') => {
                    self.at = at + 1;
                    return Ok((&self.text[begin..self.at], is_plain));
                }
                Some(b'\\') => {
                    is_plain = false;
                    at += 2;
                }
                Some(_) => {
                    self.at = at;
                    return Err(self.error("a control character in a string is not escaped"));
                }
                None => {
                    self.at = bytes.len();
                    return Err(self.error("a string does not end"));
                }
            }
        }
    }

    /// Reads a number and returns it as it stands there (RFC 8259 section 6).
    pub fn number(&mut self) -> Result<&'t str, JsonError> {
        if !matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            return Err(self.expected("a number"));
        }
        let bytes = self.text.as_bytes();
        let digits = |mut at: usize| {
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        let begin = self.at;
        let first = begin + usize::from(bytes.get(begin) == Some(&b'-'));
        let mut at = digits(first);
        let is_padded = at > first + 1 && bytes[first] == b'0';
        if at == first || is_padded {
            return Err(self.expected("a number without leading zeros"));
        }
        if bytes.get(at) == Some(&b'.') {
            let end = digits(at + 1);
            if end == at + 1 {
                return Err(JsonError::new(end, "a number ends with its point"));
            }
            at = end;
        }
        if let Some(b'e' | b'E') = bytes.get(at) {
            let signed = at + 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
            let end = digits(signed);
            if end == signed {
                return Err(JsonError::new(end, "a number ends before its exponent"));
            }
            at = end;
        }
        self.at = at;
        Ok(&self.text[begin..at])
    }

    /// Reads an integer.
    pub fn integer<T: FromStr>(&mut self) -> Result<T, JsonError> {
        if !matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            return Err(self.expected("an integer"));
        }
        let number = self.number()?;
        number.parse().map_err(|_| self.no_integer::<T>(number))
    }

    #[cold]
    fn no_integer<T>(&self, number: &str) -> JsonError {
        let what = std::any::type_name::<T>();
        let is_integer = !number.contains(['.', 'e', 'E']);
        let number = shown(number);
        let reason = match is_integer {
            true => format!("{number} is out of range of {what}"),
            false => format!("expected an integer, found {number}"),
        };
        self.error(reason)
    }

    /// Reads a floating-point number. One that is out of range is an error.
    pub fn float<T: FromStr + Into<f64> + Copy>(&mut self) -> Result<T, JsonError> {
        let number = self.number()?;
        match number.parse::<T>() {
            Ok(float) if float.into().is_finite() => Ok(float),
            Ok(_) | Err(_) => {
                let what = std::any::type_name::<T>();
                Err(self.error(format!("{} is out of range of {what}", shown(number))))
            }
        }
    }

    /// Reads a string of which there is always a value.
    pub fn open<T: for<'s> From<&'s str>>(&mut self) -> Result<T, JsonError> {
        Ok(T::from(&self.string()?))
    }

    /// Reads a string and makes a value of it.
    pub fn parsed<T, E: fmt::Display>(
        &mut self,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, JsonError> {
        let text = self.string()?;
        parse(&text).map_err(|error| self.error(error.to_string()))
    }

    /// Reads past a value, however deep it is.
    pub fn skip(&mut self) -> Result<(), JsonError> {
        // The ends of what is open; no recursion, so no stack runs out.
        let mut ends: Vec<u8> = Vec::new();
        let mut is_first = false;
        loop {
            match self.peek() {
                Some(b'"') => self.quoted().map(drop)?,
                Some(open @ (b'{' | b'[')) => {
                    self.at += 1;
                    // The end of each has the code of its beginning and two.
                    ends.push(open + 2);
                    is_first = true;
                }
                Some(b't' | b'f') => self.boolean().map(drop)?,
                Some(b'-' | b'0'..=b'9') => self.number().map(drop)?,
                _ if self.null() => {}
                _ => return Err(self.expected("a value")),
            }
            // On to the next value, past all that ends here.
            loop {
                let Some(end) = ends.last().copied() else {
                    return Ok(());
                };
                if self.take(end) {
                    ends.pop();
                    is_first = false;
                    continue;
                }
                if !std::mem::take(&mut is_first) && !self.take(b',') {
                    return Err(self.expected(&format!("`,` or `{}`", char::from(end))));
                }
                if end == b'}' {
                    self.quoted()?;
                    self.colon()?;
                }
                break;
            }
        }
    }

    /// Reads past a value and returns it as it stands there.
    pub fn raw(&mut self) -> Result<&'t str, JsonError> {
        self.peek();
        let begin = self.at;
        self.skip()?;
        Ok(&self.text[begin..self.at])
    }

    /// Begins to read an object; `what` says what was expected where there is none.
    pub fn object(&mut self, what: &str) -> Result<Members, JsonError> {
        if self.peek() != Some(b'{') {
            return Err(self.expected(what));
        }
        self.enter()?;
        Ok(Members { is_first: true })
    }

    /// Begins to read an array.
    pub fn array(&mut self) -> Result<Items, JsonError> {
        if self.peek() != Some(b'[') {
            return Err(self.expected("an array"));
        }
        self.enter()?;
        Ok(Items { is_first: true })
    }

    #[inline]
    fn enter(&mut self) -> Result<(), JsonError> {
        if self.depth == DEEPEST {
            return Err(self.error(format!("nested deeper than {DEEPEST}")));
        }
        self.at += 1;
        self.depth += 1;
        Ok(())
    }

    /// Goes on to the next of several, or past their end.
    #[inline]
    fn next(&mut self, is_first: &mut bool, end: u8, expected: &str) -> Result<bool, JsonError> {
        if self.take(end) {
            self.depth -= 1;
            return Ok(false);
        }
        if !std::mem::take(is_first) && !self.take(b',') {
            return Err(self.expected(expected));
        }
        Ok(true)
    }

    #[inline]
    fn colon(&mut self) -> Result<(), JsonError> {
        match self.take(b':') {
            true => Ok(()),
            false => Err(self.expected("`:`")),
        }
    }

    /// Returns the text that a member of the object that comes next has, and stays before the object.
    /// There is none where no object comes, where it has no such member, or where that is no string.
    pub fn text_of(&mut self, name: &str) -> Result<Option<Cow<'t, str>>, JsonError> {
        let mark = self.mark();
        let mut text = None;
        if self.peek() == Some(b'{') {
            let mut members = self.object("an object")?;
            while let Some(member) = members.next(self)? {
                if member == name && self.peek() == Some(b'"') {
                    text = Some(self.string()?);
                } else {
                    self.skip()?;
                }
            }
        }
        self.rewind(mark);
        Ok(text)
    }
}

/// The members of an object that are still to be read.
pub struct Members {
    is_first: bool,
}

impl Members {
    /// Returns the name of the next member, whose value comes next; `None` past the end.
    pub fn next<'t>(&mut self, reader: &mut Reader<'t>) -> Result<Option<Cow<'t, str>>, JsonError> {
        if !reader.next(&mut self.is_first, b'}', "`,` or `}`")? {
            return Ok(None);
        }
        let name = reader.string()?;
        reader.colon()?;
        Ok(Some(name))
    }
}

/// The items of an array that are still to be read.
pub struct Items {
    is_first: bool,
}

impl Items {
    /// Returns whether another item comes next.
    pub fn next(&mut self, reader: &mut Reader<'_>) -> Result<bool, JsonError> {
        reader.next(&mut self.is_first, b']', "`,` or `]`")
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, is_plain, plain_bytes};

    fn skipped(text: &str) -> Result<(), String> {
        let mut reader = Reader::new(text);
        let skipped = reader.skip().and_then(|()| reader.finish());
        skipped.map_err(|error| error.to_string())
    }

    #[test]
    fn what_serde_json_reads_is_read_and_nothing_else() {
        let texts = [
            "",
            " ",
            "null",
            "nul",
            "nulll",
            "true",
            "tru",
            "false",
            "[]",
            "[ ]",
            "[,]",
            "[1,]",
            "[1 2]",
            "[1,2",
            "{}",
            "{ }",
            "{\"a\":1}",
            "{\"a\" : [ {} ] , \"b\":\n2}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{a:1}",
            "{,}",
            "[}",
            "{]",
            "[[[]]]",
            "[[]",
            "[]]",
            "\"",
            "\"a",
            "\"a\"",
            "\"\\\"\"",
            "\"\\",
            "\"\u{1}\"",
            "\"\u{7f}\"",
            "\"é\"",
            "0",
            "-0",
            "-",
            "00",
            "01",
            "1.",
            ".5",
            "1.5",
            "1e",
            "1e+",
            "1e5",
            "1E-5",
            "+1",
            "1.5.5",
            "0x1",
            "1a",
            "--1",
            "[0,-1.5e3,\"\",{\"\":null}]",
            "\u{feff}1",
            "'a'",
            "NaN",
            "Infinity",
            "// a\n1",
            "[1]x",
        ];
        for text in texts {
            let expected = serde_json::from_str::<serde::de::IgnoredAny>(text);
            assert_eq!(
                skipped(text).is_ok(),
                expected.is_ok(),
                "{text:?}: {:?}, {expected:?}",
                skipped(text)
            );
        }
    }

    #[test]
    fn strings_are_those_of_serde_json() {
        let texts = [
            "\"\"",
            "\"abcdefgh\"",
            "\"abcdefghi\\n\"",
            "\"\\u00e9\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\x\"",
            "\"\\/\\b\\f\"",
            "\"a\\\\\"",
            "\"a\\\\\\\"b\"",
            "\"aaaaaaa\u{1}\"",
            "\"ééééééé\\té\"",
            "\"\\u12\"",
        ];
        for text in texts {
            let expected = serde_json::from_str::<String>(text).ok();
            let string = Reader::new(text).string().ok();
            assert_eq!(string.as_deref(), expected.as_deref(), "{text}");
        }
    }

    #[test]
    fn bytes_that_need_an_escape_are_found_wherever_they_stand() {
        for byte in 0..=255 {
            for at in 0..20 {
                let mut bytes = vec![b'a'; 20];
                bytes[at] = byte;
                let plain = byte >= 0x20 && byte != b'"' && byte != b'\\';
                let expected = if plain { 20 } else { at };
                assert_eq!(plain_bytes(&bytes, 0), expected, "{byte} at {at}");
                for end in 0..=20 {
                    let is_before = plain || at >= end;
                    assert_eq!(
                        is_plain(&bytes[..end]),
                        is_before,
                        "{byte} at {at} of {end}"
                    );
                }
            }
        }
    }

    #[test]
    fn numbers_are_read_whole_or_not_at_all() {
        let read = |text: &str| {
            Reader::new(text)
                .integer::<i32>()
                .map_err(|it| it.to_string())
        };
        assert_eq!(read(" -12 "), Ok(-12));
        assert_eq!(
            read("2147483648"),
            Err("2147483648 is out of range of i32, at byte 10".to_owned())
        );
        assert_eq!(
            read("1.0"),
            Err("expected an integer, found 1.0, at byte 3".to_owned())
        );
        assert_eq!(
            read("\"1\""),
            Err("expected an integer, found a string, at byte 0".to_owned())
        );
        let float = |text: &str| {
            Reader::new(text)
                .float::<f64>()
                .map_err(|it| it.to_string())
        };
        assert_eq!(float("0.1e1"), Ok(1.0));
        assert_eq!(
            float("1e999"),
            Err("1e999 is out of range of f64, at byte 5".to_owned())
        );
    }

    #[test]
    fn the_tag_of_an_object_is_found_wherever_it_stands_and_the_object_is_still_to_be_read() {
        for (text, tag) in [
            (
                "{\"a\": [1, {\"type\": \"x\"}], \"type\": \"y\"}",
                Some("y"),
            ),
            ("{\"type\": 1}", None),
            ("{}", None),
            ("[\"type\"]", None),
        ] {
            let mut reader = Reader::new(text);
            assert_eq!(reader.text_of("type").unwrap().as_deref(), tag, "{text}");
            assert_eq!(reader.raw().unwrap(), text);
        }
        assert!(Reader::new("{\"type\": \"y\"").text_of("type").is_err());
    }
}
