//! Lines and columns of places, for machines.
//!
//! A place enters, a region leaves: from its first character to behind its last one, without blanks
//! and line ends at the end. Lines and columns count from 1.

use super::super::Place;
use super::spots::Spots;

/// What columns count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Unicode scalar values.
    Characters,
    /// Code units of UTF-16.
    Utf16,
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    /// The column behind the last character.
    pub(super) end_column: usize,
}

/// Returns where a place is; `None` for a whole text.
pub(super) fn region(place: &Place, unit: Unit, spots: &mut Spots<'_>) -> Option<Region> {
    let span = spots.find(place).span?;
    let locator = spots.locator(place.source());
    let (text, lines) = (locator.text(), locator.lines());
    let content = text.get(span.start..span.end).unwrap_or_default();
    let end = span.start + content.trim_end().len();
    let position = |offset| match unit {
        Unit::Characters => lines.position(text, offset),
        Unit::Utf16 => lines.utf16_position(text, offset),
    };
    let (line, column) = position(span.start);
    let (end_line, end_column) = position(end);
    Some(Region {
        line,
        column,
        end_line,
        end_column,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::{Place, Pointer, Sources};
    use super::{Region, Spots, Unit, region};

    fn of(text: &str, pointer: &str, unit: Unit) -> Option<Region> {
        let mut sources = Sources::default();
        let source = sources.add("api.yaml", text);
        let pointer = Pointer::parse(pointer).unwrap();
        region(
            &Place::Value { source, pointer },
            unit,
            &mut Spots::new(&sources),
        )
    }

    #[test]
    fn columns_count_what_they_are_told_to() {
        let text = "{ \"é\u{1F600}\": [\"ü\u{1F600}\u{1F600}\"] }\n";
        let region = |column, end_column| Region {
            line: 1,
            column,
            end_line: 1,
            end_column,
        };
        assert_eq!(
            of(text, "/é\u{1F600}/0", Unit::Characters),
            Some(region(10, 15))
        );
        assert_eq!(of(text, "/é\u{1F600}/0", Unit::Utf16), Some(region(11, 18)));
    }

    #[test]
    fn line_ends_of_any_kind_are_no_part_of_a_region() {
        for end in ["\n", "\r\n"] {
            let text = ["a:", "  b: 1", "  c:", "    d: 22", "", "e: 3", ""].join(end);
            let found = of(&text, "/a", Unit::Utf16).unwrap();
            assert_eq!((found.line, found.column), (2, 3), "{end:?}");
            assert_eq!((found.end_line, found.end_column), (4, 10), "{end:?}");
        }
    }

    #[test]
    fn a_whole_text_has_no_region() {
        let mut sources = Sources::default();
        let source = sources.add("api.yaml", "");
        let place = Place::Source(source);
        assert_eq!(region(&place, Unit::Utf16, &mut Spots::new(&sources)), None);
    }
}
