//! CommonMark from anywhere to CommonMark that is safe anywhere.
//!
//! pulldown-cmark, which rustdoc reads by, too, decides what a description means. What leaves is written
//! anew: paragraphs, lists, quotes, tables, code in fences. A heading is a bold paragraph, because it
//! would be one of the page that it stands on; HTML and targets that are no addresses of the web are
//! text; code has a language that is no test.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{
    DocLine, MAX_LINES,
    inline::{Inlines, is_plain, url_of},
    wrap::wrap,
};

/// How deep lists and quotes may be in each other; the rest is told without them.
const MAX_DEPTH: usize = 12;

/// Languages of code by which nobody takes it for Rust.
const LANGUAGES: [&str; 26] = [
    "bash",
    "c",
    "cpp",
    "csharp",
    "css",
    "csv",
    "diff",
    "go",
    "graphql",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "kotlin",
    "php",
    "python",
    "ruby",
    "sh",
    "sql",
    "swift",
    "toml",
    "xml",
    "yaml",
];

/// Returns what descriptions may have beyond CommonMark.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Returns whether a line is a paragraph in which nothing means anything but itself: a sentence of words,
/// and of code, as most descriptions are, which nobody needs to parse.
pub(super) fn is_sentence(line: &str) -> bool {
    line.starts_with(|first: char| first.is_ascii_alphabetic()) && goes_on(line)
}

/// Returns whether a line, where it goes on with a paragraph, means nothing but itself: neither does what is
/// between ticks, each of which stands alone.
fn goes_on(line: &str) -> bool {
    let starts_plain =
        |first: char| first.is_ascii_alphabetic() || matches!(first, '`' | '(' | '"' | '\'');
    if !line.starts_with(starts_plain) || line.ends_with(' ') {
        return false;
    }
    let (mut in_code, mut before) = (false, b' ');
    for (at, byte) in line.bytes().enumerate() {
        let is_meant = match byte {
            b'`' if in_code => before == b' ' || before == b'`',
            b'`' => before == b'`',
            b' ' => in_code && before == b'`',
            b'h' => line[at..].starts_with("http"),
            other if in_code => !other.is_ascii_graphic(),
            other => !is_plain(other),
        };
        if is_meant {
            return false;
        }
        in_code ^= byte == b'`';
        before = byte;
    }
    !in_code
}

/// Returns a text in lines of a width.
pub(super) fn rewritten(text: &str, width: usize) -> Vec<DocLine> {
    let mut writer = Writer {
        lines: Vec::new(),
        prefix: String::new(),
        start: None,
        width,
        lists: Vec::new(),
        depth: 0,
        needs_gap: false,
        after_list: false,
    };
    let mut inlines = Inlines::default();
    let mut events = Parser::new_ext(text, options());
    while let Some(event) = events.next() {
        if writer.lines.len() > MAX_LINES {
            writer.lines.push("...".to_owned());
            break;
        }
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let mut code = String::new();
                for event in events.by_ref() {
                    match event {
                        Event::Text(text) => code.push_str(&text),
                        Event::End(TagEnd::CodeBlock) => break,
                        _ => {}
                    }
                }
                writer.text(&mut inlines);
                writer.code(&kind, &code);
            }
            Event::Start(Tag::Table(alignments)) => {
                writer.text(&mut inlines);
                writer.table(&alignments, &mut events);
            }
            Event::Start(tag) => writer.start(tag, &mut inlines),
            Event::End(tag) => writer.end(tag, &mut inlines),
            Event::Rule => {
                writer.text(&mut inlines);
                writer.block(["---".to_owned()]);
            }
            other => inlines.add(other),
        }
    }
    writer.text(&mut inlines);
    writer.lines
}

/// Returns the text of paragraphs, headings and the like as one line, and whether nothing but
/// paragraphs was there.
pub(super) fn joined(lines: &[DocLine]) -> (String, bool) {
    match lines.split_first() {
        Some((first, rest)) if is_sentence(first) && rest.iter().all(|line| goes_on(line)) => {
            (lines.join(" "), true)
        }
        Some(_) | None => parsed(&lines.join("\n")),
    }
}

/// Returns the text of paragraphs, headings and the like as one line, and whether nothing but
/// paragraphs was there, as the parser has them.
pub(super) fn parsed(text: &str) -> (String, bool) {
    let mut parts = Vec::new();
    let mut inlines = Inlines::default();
    let mut is_prose = true;
    let mut flush = |inlines: &mut Inlines| {
        let text = inlines.take().replace("\\\n", " ");
        if !text.is_empty() {
            parts.push(text);
        }
    };
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                inlines.open_link(&dest_url);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => inlines.close_link(),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => inlines.mark("*"),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => inlines.mark("**"),
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => {
                inlines.mark("~~");
            }
            Event::Start(tag) => {
                is_prose &= matches!(tag, Tag::Paragraph);
                flush(&mut inlines);
            }
            Event::End(_) | Event::Rule => flush(&mut inlines),
            other => inlines.add(other),
        }
    }
    flush(&mut inlines);
    (parts.join(" "), is_prose)
}

/// Lines, while they are written.
struct Writer {
    lines: Vec<DocLine>,
    /// What each line of the open lists and quotes starts with.
    prefix: String,
    /// What the next line starts with instead: the marker of an item.
    start: Option<String>,
    width: usize,
    /// The numbers of the items of the open lists, where they have any.
    lists: Vec<Option<u64>>,
    depth: usize,
    /// Whether a block is to have an empty line before it.
    needs_gap: bool,
    /// Whether a list within an item has just ended, which text behind it would go on.
    after_list: bool,
}

impl Writer {
    fn start(&mut self, tag: Tag<'_>, inlines: &mut Inlines) {
        match tag {
            Tag::Emphasis => inlines.mark("*"),
            Tag::Strong => inlines.mark("**"),
            Tag::Strikethrough => inlines.mark("~~"),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                inlines.open_link(&dest_url);
            }
            Tag::Heading { .. } => {
                self.text(inlines);
                inlines.bold();
            }
            Tag::List(number) => {
                self.text(inlines);
                self.lists.push(number);
            }
            Tag::Item => {
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let marker = format!("{number}. ");
                        *number += 1;
                        marker
                    }
                    Some(None) | None => "- ".to_owned(),
                };
                self.open(&marker, &" ".repeat(marker.len()));
            }
            Tag::BlockQuote(_) => {
                self.text(inlines);
                self.open("> ", "> ");
            }
            _ => self.text(inlines),
        }
    }

    fn end(&mut self, tag: TagEnd, inlines: &mut Inlines) {
        match tag {
            TagEnd::Emphasis => inlines.mark("*"),
            TagEnd::Strong => inlines.mark("**"),
            TagEnd::Strikethrough => inlines.mark("~~"),
            TagEnd::Link | TagEnd::Image => inlines.close_link(),
            TagEnd::Paragraph => {
                self.text(inlines);
                self.needs_gap = true;
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.after_list = true;
                self.needs_gap |= self.lists.is_empty();
            }
            TagEnd::Item => {
                self.text(inlines);
                self.close("  ");
            }
            TagEnd::BlockQuote(_) => {
                self.text(inlines);
                self.close("> ");
                self.needs_gap = true;
            }
            _ => {
                self.text(inlines);
                self.needs_gap = true;
            }
        }
    }

    /// Opens an item or a quote.
    fn open(&mut self, first: &str, others: &str) {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return;
        }
        let start = self.start.take().unwrap_or_else(|| self.prefix.clone());
        if self.needs_gap && !self.lines.is_empty() {
            self.lines.push(self.prefix.trim_end().to_owned());
        }
        self.needs_gap = false;
        self.after_list = false;
        self.start = Some(format!("{start}{first}"));
        self.prefix.push_str(others);
    }

    /// Closes an item or a quote.
    fn close(&mut self, kind: &str) {
        self.depth -= 1;
        if self.depth >= MAX_DEPTH {
            return;
        }
        // What is empty has a line, too.
        if let Some(start) = self.start.take() {
            self.lines.push(start.trim_end().to_owned());
        }
        let kept = match kind {
            "> " => self.prefix.strip_suffix("> ").map(str::len),
            _ => self.lists.last().map(|number| {
                let width = match number {
                    // The number is that of the next item.
                    Some(number) => format!("{}. ", number.saturating_sub(1)).len(),
                    None => 2,
                };
                self.prefix.len().saturating_sub(width)
            }),
        };
        self.prefix.truncate(kept.unwrap_or_default());
    }

    /// Writes what there is of a paragraph.
    fn text(&mut self, inlines: &mut Inlines) {
        let text = inlines.take();
        if text.is_empty() {
            return;
        }
        let width = self.width.saturating_sub(self.prefix.len()).max(20);
        let mut lines = Vec::new();
        for line in text.split('\n') {
            wrap(&mut lines, line, width);
        }
        self.block(lines);
        self.needs_gap = false;
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, code: &str) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                let first = info.split([' ', ',', '{']).next().unwrap_or_default();
                let first = first.trim().to_ascii_lowercase();
                LANGUAGES.into_iter().find(|known| *known == first)
            }
            CodeBlockKind::Indented => None,
        };
        let longest = code
            .lines()
            .map(|line| {
                let line = line.trim_start();
                line.len() - line.trim_start_matches('`').len()
            })
            .max()
            .unwrap_or_default();
        let fence = "`".repeat(longest.max(2) + 1);
        let start = format!("{fence}{}", language.unwrap_or("text"));
        let lines = code.lines().map(|line| line.trim_end().to_owned());
        self.block([start].into_iter().chain(lines).chain([fence]));
        self.needs_gap = true;
    }

    /// Writes a table, up to its end.
    fn table<'e>(
        &mut self,
        alignments: &[Alignment],
        events: &mut impl Iterator<Item = Event<'e>>,
    ) {
        let mut rows: Vec<Vec<String>> = vec![Vec::new()];
        let mut inlines = Inlines::in_table();
        for event in events {
            match event {
                Event::End(TagEnd::Table) => break,
                Event::Start(Tag::TableRow) => rows.push(Vec::new()),
                Event::End(TagEnd::TableCell) => {
                    let cell = inlines.take().replace("\\\n", " ");
                    if let Some(row) = rows.last_mut() {
                        row.push(cell);
                    }
                }
                Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => inlines.mark("*"),
                Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => inlines.mark("**"),
                Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => {
                    inlines.mark("~~");
                }
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    inlines.open_link(&dest_url);
                }
                Event::End(TagEnd::Link | TagEnd::Image) => inlines.close_link(),
                Event::Start(_) | Event::End(_) => {}
                other => inlines.add(other),
            }
        }
        let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let rule: Vec<String> = alignments
            .iter()
            .map(|alignment| {
                let rule = match alignment {
                    Alignment::None => "---",
                    Alignment::Left => ":--",
                    Alignment::Center => ":-:",
                    Alignment::Right => "--:",
                };
                rule.to_owned()
            })
            .collect();
        let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
        lines.insert(1, line(&rule));
        self.block(lines);
        self.needs_gap = true;
    }

    /// Writes lines that stand together.
    fn block(&mut self, lines: impl IntoIterator<Item = String>) {
        for (index, line) in lines.into_iter().enumerate() {
            let is_apart = self.needs_gap || std::mem::take(&mut self.after_list);
            if index == 0 && is_apart && self.start.is_none() && !self.lines.is_empty() {
                self.lines.push(self.prefix.trim_end().to_owned());
            }
            let start = self.start.take();
            let start = start.as_deref().unwrap_or(&self.prefix);
            let line = format!("{start}{line}");
            self.lines.push(line.trim_end().to_owned());
        }
    }
}

/// Returns whether a text means nothing that it should not: no HTML, no code that could be a test, no
/// link but to the web.
pub(super) fn is_safe(lines: &[DocLine]) -> bool {
    let text = lines.join("\n");
    // As rustdoc reads it.
    let options = options() | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    Parser::new_ext(&text, options).all(|event| match event {
        Event::Html(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::Start(Tag::FootnoteDefinition(_) | Tag::Heading { .. } | Tag::Image { .. }) => {
            false
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => false,
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            &*info == "text" || LANGUAGES.contains(&&*info)
        }
        Event::Start(Tag::Link { dest_url, .. }) => url_of(&dest_url).is_some(),
        _ => true,
    })
}
