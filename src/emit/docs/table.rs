//! Tables of Markdown that are readable as text.

use crate::plan::visible;

/// The widest that a column is padded to.
const MAX_PADDING: usize = 60;

/// Returns a table; a column is as wide as its widest cell, up to a limit.
pub(in crate::emit) fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            let widest = cells
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or_default();
            widest.max(header[column].len()).min(MAX_PADDING)
        })
        .collect();
    let line = |cells: &[String]| {
        let last = cells.len().saturating_sub(1);
        let cells = cells
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| {
                // The last column needs no padding to be read.
                let padding = if column == last {
                    0
                } else {
                    width.saturating_sub(cell.chars().count())
                };
                format!("| {cell}{}", " ".repeat(padding + 1))
            });
        format!("{}|\n", cells.collect::<String>())
    };
    let header: Vec<String> = header.iter().map(|cell| (*cell).to_owned()).collect();
    let rule: Vec<String> = header
        .iter()
        .map(|cell| "-".repeat(cell.len().max(3)))
        .collect();
    let rows: String = rows.iter().map(|row| line(row)).collect();
    format!("{}{}{rows}", line(&header), line(&rule))
}

/// Returns a text as a cell: one line, without what would end the cell.
pub(in crate::emit) fn cell(text: &str) -> String {
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
