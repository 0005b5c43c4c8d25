//! Tables of Markdown that are readable as text.

use crate::plan::visible;

/// The widest that a column is padded to.
const MAX_PADDING: usize = 60;

/// Returns a table; a column is as wide as its widest cell, up to a limit.
pub(in crate::emit) fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            let widest = cells.map(|cell| length(cell)).max().unwrap_or_default();
            widest.max(header[column].len()).min(MAX_PADDING)
        })
        .collect();
    let mut text = String::new();
    let mut line = |cells: &[&str]| {
        for (column, (cell, width)) in cells.iter().zip(&widths).enumerate() {
            text.push_str("| ");
            text.push_str(cell);
            // The last column needs no padding to be read.
            let padding = match column + 1 == cells.len() {
                true => 0,
                false => width.saturating_sub(length(cell)),
            };
            text.extend(std::iter::repeat_n(' ', padding + 1));
        }
        text.push_str("|\n");
    };
    line(header);
    let rule: Vec<String> = header
        .iter()
        .map(|cell| "-".repeat(cell.len().max(3)))
        .collect();
    line(&rule.iter().map(String::as_str).collect::<Vec<_>>());
    for row in rows {
        line(&row.iter().map(String::as_str).collect::<Vec<_>>());
    }
    text
}

/// Returns how many characters a text has.
fn length(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.chars().count(),
    }
}

/// Returns a text as a cell: one line, without what would end the cell.
pub(in crate::emit) fn cell(text: &str) -> String {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'|';
    if text.bytes().all(is_plain) && !text.contains("  ") {
        return text.trim().to_owned();
    }
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).replace('|', "\\|")
}

/// Returns a text as code in a cell, or as text where it holds backticks.
pub(in crate::emit) fn code(text: &str) -> String {
    let text = cell(text);
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}
