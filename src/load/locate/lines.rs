//! Where the lines of a text begin, and how many characters there are before an offset.
//!
//! A minified document is one line of megabytes, and may have thousands of findings: characters are
//! counted once, in blocks, when the first column is asked for.

use std::cell::OnceCell;
use std::ops::Range;

/// How many bytes are counted together.
const BLOCK: usize = 4096;

/// The offsets at which the lines of a text begin.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    starts: Vec<usize>,
    /// How many characters there are before each block of bytes.
    blocks: OnceCell<Vec<Count>>,
}

/// A number of characters.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    /// Of Unicode.
    characters: usize,
    /// Those of them that take two code units of UTF-16.
    wide: usize,
}

impl Count {
    /// Counts the characters that begin in a part of a text, which may start and end anywhere.
    fn add(mut self, bytes: &[u8]) -> Self {
        // Bytes within a character are 10xxxxxx; characters that begin with 11110xxx are wide.
        self.characters += bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        self.wide += bytes.iter().filter(|byte| **byte >= 0xF0).count();
        self
    }
}

impl Lines {
    /// Returns the lines of a text.
    pub(crate) fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            starts: std::iter::once(0)
                .chain(ends.map(|(offset, _)| offset + 1))
                .collect(),
            blocks: OnceCell::new(),
        }
    }

    /// Returns line and column of an offset, both counted from 1, the column in characters.
    pub(crate) fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.starts[line - 1];
        let column = self.count(text, offset).characters - self.count(text, start).characters;
        (line, column + 1)
    }

    /// Returns line and column of an offset, both counted from 1, the column in code units of UTF-16.
    #[cfg(feature = "cli")]
    pub(crate) fn utf16_position(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let (start, end) = (
            self.count(text, self.starts[line - 1]),
            self.count(text, offset),
        );
        let column = end.characters - start.characters + end.wide - start.wide;
        (line, column + 1)
    }

    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).max(1)
    }

    /// Counts the characters before an offset.
    fn count(&self, text: &str, offset: usize) -> Count {
        let bytes = text.as_bytes();
        let offset = offset.min(bytes.len());
        let blocks = self.blocks.get_or_init(|| {
            let counts = bytes.chunks(BLOCK).scan(Count::default(), |count, block| {
                *count = count.add(block);
                Some(*count)
            });
            std::iter::once(Count::default()).chain(counts).collect()
        });
        let block = offset / BLOCK;
        blocks[block].add(&bytes[block * BLOCK..offset])
    }

    /// Returns the bytes of a line, counted from 1, without its end; of the last line where there
    /// are fewer.
    pub(crate) fn range(&self, text: &str, line: usize) -> Range<usize> {
        let index = line.clamp(1, self.starts.len()) - 1;
        let start = self.starts[index];
        let end = self.starts.get(index + 1).copied().unwrap_or(text.len());
        let content = text[start..end].trim_end_matches(['\n', '\r']);
        start..start + content.len()
    }

    /// Returns the column in characters of a column in bytes, both counted from 1.
    pub(crate) fn character_column(&self, text: &str, line: usize, column: usize) -> usize {
        let range = self.range(text, line);
        let bytes = column.saturating_sub(1);
        text[range]
            .char_indices()
            .take_while(|(offset, _)| *offset < bytes)
            .count()
            + 1
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn columns_count_characters() {
        let text = "a: 1\r\né: ü\n";
        let lines = Lines::of(text);
        assert_eq!(lines.position(text, 0), (1, 1));
        assert_eq!(lines.position(text, 10), (2, 4));
        assert_eq!(lines.position(text, text.len()), (3, 1));
        assert_eq!(lines.character_column(text, 2, 5), 4);
    }

    #[test]
    fn columns_are_right_in_lines_of_many_blocks() {
        let text = format!("{{\n{}", "aé\u{1F600}".repeat(3_000));
        let lines = Lines::of(&text);
        for (offset, _) in text.char_indices().step_by(997) {
            let before = &text[text[..offset].rfind('\n').map_or(0, |end| end + 1)..offset];
            let line = text[..offset].matches('\n').count() + 1;
            let expected = (line, before.chars().count() + 1);
            assert_eq!(lines.position(&text, offset), expected);
            #[cfg(feature = "cli")]
            assert_eq!(
                lines.utf16_position(&text, offset),
                (line, before.encode_utf16().count() + 1)
            );
        }
        assert_eq!(lines.position(&text, text.len() + 9).0, 2);
    }

    #[test]
    fn ranges_leave_line_ends_out_and_stay_in_the_text() {
        let text = "a\r\nb";
        let lines = Lines::of(text);
        assert_eq!(lines.range(text, 1), 0..1);
        assert_eq!(lines.range(text, 2), 3..4);
        assert_eq!(lines.range(text, 9), 3..4);
    }
}
