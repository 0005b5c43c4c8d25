//! Changes as people review them.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use super::{Change, Changes};

const HEADER: Style = Style::new().bold();
const HUNK: Style = AnsiColor::Cyan.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();

/// Returns the changes as a unified diff from the disk to the tree, a file after the other.
///
/// It holds escape sequences for colours; a stream of `anstream` drops them where they are not
/// wanted.
pub fn unified_diff(changes: &Changes<'_>) -> String {
    changes.files().iter().map(file_diff).collect()
}

/// Returns one change as a unified diff.
pub fn file_diff(change: &Change<'_>) -> String {
    let before = change.before.as_deref().map(String::from_utf8_lossy);
    let (old_name, new_name) = (
        before
            .as_ref()
            .map_or("/dev/null".to_owned(), |_| format!("a/{}", change.path)),
        change
            .after
            .map_or("/dev/null".to_owned(), |_| format!("b/{}", change.path)),
    );
    let diff = TextDiff::from_lines(before.as_deref().unwrap_or(""), change.after.unwrap_or(""));
    let mut text = String::new();
    push_line(&mut text, HEADER, format_args!("--- {old_name}"));
    push_line(&mut text, HEADER, format_args!("+++ {new_name}"));
    for hunk in diff.unified_diff().iter_hunks() {
        push_line(&mut text, HUNK, format_args!("{}", hunk.header()));
        for line in hunk.iter_changes() {
            let (sign, style) = match line.tag() {
                ChangeTag::Delete => ('-', REMOVED),
                ChangeTag::Insert => ('+', ADDED),
                ChangeTag::Equal => (' ', Style::new()),
            };
            let content = line.value().strip_suffix('\n').unwrap_or(line.value());
            push_line(&mut text, style, format_args!("{sign}{content}"));
            if line.missing_newline() {
                text.push_str("\\ No newline at end of file\n");
            }
        }
    }
    text
}

fn push_line(text: &mut String, style: Style, line: std::fmt::Arguments<'_>) {
    writeln!(text, "{style}{line}{style:#}").expect("writing to a string never fails");
}
