//! Where the lines of a text begin.

use std::ops::Range;

/// The offsets at which the lines of a text begin.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Returns the lines of a text.
    pub(crate) fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            starts: std::iter::once(0)
                .chain(ends.map(|(offset, _)| offset + 1))
                .collect(),
        }
    }

    /// Returns line and column of an offset, both counted from 1, the column in characters.
    pub(crate) fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts[line - 1];
        let column = text
            .get(start..offset)
            .map_or(0, |before| before.chars().count());
        (line, column + 1)
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
    fn ranges_leave_line_ends_out_and_stay_in_the_text() {
        let text = "a\r\nb";
        let lines = Lines::of(text);
        assert_eq!(lines.range(text, 1), 0..1);
        assert_eq!(lines.range(text, 2), 3..4);
        assert_eq!(lines.range(text, 9), 3..4);
    }
}
