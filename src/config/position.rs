//! From the offset of a byte to the line and column that people count.

/// Returns the line and the column of a byte, both counted from 1; columns count characters.
///
/// An offset past the end, or within a character, is that of the nearest character before it.
pub(super) fn position(text: &str, offset: usize) -> (usize, usize) {
    let offset = (0..=offset.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default();
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = before.matches('\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn lines_and_columns_count_from_one() {
        let text = "a = 1\r\n\u{E9}\u{E9} = 2\n";
        assert_eq!(position(text, 0), (1, 1));
        assert_eq!(position(text, 4), (1, 5));
        assert_eq!(position(text, 7), (2, 1));
        assert_eq!(position(text, 11), (2, 3));
        assert_eq!(position(text, 10), (2, 2));
        assert_eq!(position(text, 999), (3, 1));
    }
}
