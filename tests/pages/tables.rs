//! Tables: as wide as they need to be, and whole.

use crate::all;

/// The widest that a column is padded to.
const MAX_PADDED: usize = 60;

#[test]
fn no_cell_is_padded_further_than_its_column_needs() {
    let mut count = 0;
    for sdk in all() {
        for (path, page) in &sdk.pages {
            for table in tables(&page.text) {
                count += 1;
                check(&table, &format!("{}: {path}", sdk.name));
            }
        }
    }
    assert!(count > 1_000, "{count} tables");
}

/// Returns the lines of each table outside of code.
fn tables(text: &str) -> Vec<Vec<&str>> {
    let mut tables = Vec::new();
    let (mut table, mut fence): (Vec<&str>, Option<&str>) = (Vec::new(), None);
    for line in text.lines() {
        let start = line.trim_start();
        let ticks = &start[..start.len() - start.trim_start_matches('`').len()];
        match fence {
            Some(open) if start.starts_with(open) => fence = None,
            Some(_) => continue,
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => {}
        }
        if line.starts_with('|') {
            table.push(line);
        } else if !table.is_empty() {
            tables.push(std::mem::take(&mut table));
        }
    }
    tables.extend((!table.is_empty()).then_some(table));
    tables
}

fn check(table: &[&str], place: &str) {
    let rows: Vec<Vec<String>> = table.iter().map(|line| cells(line)).collect();
    assert!(rows.len() >= 2, "{place}: a table of one row");
    let columns = rows[0].len();
    for (row, line) in rows.iter().zip(table) {
        assert_eq!(row.len(), columns, "{place}: {line}");
    }
    for column in 0..columns {
        let lengths = rows.iter().map(|row| row[column].trim().chars().count());
        let widest = lengths.max().unwrap().min(MAX_PADDED);
        for row in &rows {
            // A blank stands at each side.
            let cell = &row[column];
            let needed = widest.max(cell.trim().chars().count()) + 2;
            assert!(
                cell.chars().count() <= needed,
                "{place}: {cell:?} in a column of {widest}"
            );
        }
    }
}

/// Returns the cells of a row with what pads them.
fn cells(line: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let (mut cell, mut escaped) = (String::new(), false);
    for letter in line[1..].chars() {
        if letter == '|' && !escaped {
            cells.push(std::mem::take(&mut cell));
            escaped = false;
            continue;
        }
        escaped = letter == '\\' && !escaped;
        cell.push(letter);
    }
    assert!(cell.is_empty(), "{line} goes on behind its last cell");
    cells
}
