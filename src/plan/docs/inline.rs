//! The text of a paragraph, written anew.

use pulldown_cmark::Event;

use super::escape::{bare_url, is_hidden};

/// How many bytes the target of a link has at most.
const MAX_URL: usize = 2_000;

/// The text of a paragraph, while it is written.
#[derive(Debug, Default)]
pub(super) struct Inlines {
    text: String,
    /// Text that was read and is not written yet: an address may come in several pieces.
    pending: String,
    /// The target of each open link, and where its text starts; `None` where it has no target to go to.
    links: Vec<(Option<String>, usize)>,
    /// What ends the text: that of a heading is bold.
    end: &'static str,
    in_table: bool,
}

impl Inlines {
    /// Returns an empty cell of a table.
    pub(super) fn in_table() -> Self {
        Self {
            in_table: true,
            ..Self::default()
        }
    }

    /// Adds text, code, or HTML, which is text.
    pub(super) fn add(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => self.pending.push_str(&text),
            Event::SoftBreak => self.pending.push(' '),
            Event::Html(html) | Event::InlineHtml(html) => match is_break(&html) {
                true => self.break_line(),
                false => self.pending.push_str(&html),
            },
            Event::Code(code) => {
                self.flush();
                self.text.push_str(&code_span(&code, self.in_table));
            }
            Event::HardBreak => self.break_line(),
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Rule
            | Event::Start(_)
            | Event::End(_) => {}
        }
    }

    /// Adds what starts or ends emphasis.
    pub(super) fn mark(&mut self, mark: &str) {
        self.flush();
        self.text.push_str(mark);
    }

    /// Makes the whole text bold.
    pub(super) fn bold(&mut self) {
        self.end = "**";
    }

    pub(super) fn open_link(&mut self, target: &str) {
        self.flush();
        let target = url_of(target).map(str::to_owned);
        self.links.push((target, self.text.len()));
    }

    pub(super) fn close_link(&mut self) {
        let target = self.links.last().and_then(|(target, _)| target.clone());
        // An address is the text of its own link.
        if let (Some(url), Some((_, start))) = (&target, self.links.last())
            && self.text.len() == *start
            && self.pending.trim() == url
        {
            self.pending.clear();
            self.links.pop();
            self.text.push_str(&format!("<{url}>"));
            return;
        }
        self.flush();
        let Some((target, start)) = self.links.pop() else {
            return;
        };
        // A link in a link is none.
        let is_inner = self.links.iter().any(|(target, _)| target.is_some());
        if let Some(url) = target.filter(|_| !is_inner)
            && !self.text[start..].trim().is_empty()
        {
            self.text.insert(start, '[');
            self.text.push_str(&format!("]({url})"));
        }
    }

    /// Returns the text and starts anew; lines that must stay apart are apart.
    pub(super) fn take(&mut self) -> String {
        self.flush();
        self.links.clear();
        let end = std::mem::take(&mut self.end);
        let text = std::mem::take(&mut self.text);
        let text = text.trim().trim_end_matches("\\\n").trim_end();
        match (text.is_empty(), end) {
            (true, _) => String::new(),
            // Bold within bold is none.
            (false, "**") => format!("**{}**", text.replace("**", "").trim()),
            (false, _) => text.to_owned(),
        }
    }

    fn break_line(&mut self) {
        self.flush();
        let text = self.text.trim_end_matches(' ').len();
        self.text.truncate(text);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push_str("\\\n");
        }
    }

    /// Writes the text that was read.
    fn flush(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        let is_linked = self.links.iter().any(|(target, _)| target.is_some());
        let mut rest = pending.as_str();
        let mut before = self.text.chars().next_back();
        // How much of the text is there behind what looks like an address and is none, and is not looked
        // at for another one.
        let mut behind = usize::MAX;
        while let Some(next) = rest.chars().next() {
            let (plain, special) = rest.split_at(plain_prefix(rest));
            if !plain.is_empty() {
                self.text.push_str(plain);
                before = plain.chars().next_back();
                rest = special;
                continue;
            }
            let url = match next == 'h'
                && rest.len() < behind
                && !before.is_some_and(char::is_alphanumeric)
            {
                true => bare_url(rest),
                false => None,
            };
            if let Some(url) = url.filter(|url| url_of(url).is_none()) {
                behind = rest.len() - url.len();
            } else if let Some(url) = url {
                match is_linked || self.in_table && url.contains('|') {
                    true => self.text.push_str(url),
                    false => self.text.push_str(&format!("<{url}>")),
                }
                before = url.chars().next_back();
                rest = &rest[url.len()..];
                continue;
            }
            let after = rest[next.len_utf8()..].chars().next();
            self.character(next, before, after, rest);
            before = Some(next);
            rest = &rest[next.len_utf8()..];
        }
    }

    fn character(&mut self, this: char, before: Option<char>, after: Option<char>, rest: &str) {
        let is_word = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
        let is_meant = match this {
            '`' | '*' | '[' | ']' | '<' => true,
            '\\' => after.is_none_or(|it| it.is_ascii_punctuation() || it.is_whitespace()),
            '_' => {
                let behind = rest.trim_start_matches('_').chars().next();
                !((is_word(before) || before == Some('_')) && is_word(behind))
            }
            '~' => before == Some('~') || after == Some('~') || !is_word(before) && is_word(after),
            '&' => is_entity(rest),
            '|' => self.in_table,
            _ => false,
        };
        if is_meant {
            self.text.push('\\');
        }
        match this {
            '\n' | '\t' | '\r' => self.text.push(' '),
            hidden if is_hidden(hidden) => {}
            shown => self.text.push(shown),
        }
    }
}

/// Returns how many bytes a text starts with that mean nothing but themselves, wherever they stand.
fn plain_prefix(text: &str) -> usize {
    let special = text.bytes().enumerate().position(|(at, byte)| match byte {
        b'h' => text[at..].starts_with("http"),
        other => !is_plain(other),
    });
    special.unwrap_or(text.len())
}

/// Returns whether a byte is a character that means nothing but itself within a paragraph.
pub(super) fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
        && !matches!(
            byte,
            b'`' | b'*' | b'[' | b']' | b'<' | b'>' | b'\\' | b'_' | b'~' | b'&' | b'|'
        )
}

/// Returns whether a text starts with what reads as a character of HTML.
fn is_entity(text: &str) -> bool {
    let name = text.trim_start_matches('&');
    let name = name.strip_prefix('#').unwrap_or(name);
    let end = name.find(|it: char| !it.is_ascii_alphanumeric());
    end.is_some_and(|end| end > 0 && name[end..].starts_with(';'))
}

fn is_break(html: &str) -> bool {
    let name = html.trim().trim_start_matches('<').trim_end_matches('>');
    name.trim_end_matches('/').trim().eq_ignore_ascii_case("br")
}

/// Returns code within a line.
fn code_span(code: &str, in_table: bool) -> String {
    let mut shown: String = code
        .chars()
        .map(|it| if it == '\t' { ' ' } else { it })
        .filter(|it| !is_hidden(*it))
        .collect();
    if shown.trim().is_empty() {
        return String::new();
    }
    if in_table {
        shown = shown.replace('|', "\\|");
    }
    let (mut longest, mut run) = (0, 0);
    for letter in shown.chars() {
        run = if letter == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    match shown.starts_with('`') || shown.ends_with('`') {
        true => format!("{fence} {shown} {fence}"),
        false => format!("{fence}{shown}{fence}"),
    }
}

/// Returns a target as one that a link may have: an address of the web in characters that stay in their
/// place.
pub(super) fn url_of(target: &str) -> Option<&str> {
    let host = target
        .strip_prefix("https://")
        .or_else(|| target.strip_prefix("http://"))?;
    let is_plain = host
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"()<>\"`\\[]{}|^".contains(&byte));
    let is_host = host.starts_with(|it: char| it.is_ascii_alphanumeric());
    (is_plain && is_host && target.len() <= MAX_URL).then_some(target)
}
