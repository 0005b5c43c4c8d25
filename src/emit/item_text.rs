//! Items that are written as text.
//!
//! What enters: the lines of an item, with its signatures, fields and statements. What leaves: the same lines, as
//! rustfmt prints them.

use super::{
    format::{GAP, WIDTH, print, quoted},
    statement,
};

/// An item that is written as text: most items of models are so plain that their lines need nobody to break
/// them, and making tokens, parsing and printing these takes most of the time of all files.
#[derive(Debug, Default)]
pub(super) struct ItemText {
    text: String,
    /// Whether a line may have to be broken, or holds something that only tokens say.
    is_odd: bool,
}

/// What prettyplease never breaks.
const PLAIN: usize = 88;

impl ItemText {
    /// Adds a line of code; an empty one stands before a method.
    pub(super) fn line(&mut self, indent: usize, line: &str) -> &mut Self {
        self.is_odd |= indent + line.len() > PLAIN;
        self.push(indent, line)
    }

    /// Adds a line of code that is broken only where it does not fit.
    pub(super) fn fitting_line(&mut self, indent: usize, line: &str) -> &mut Self {
        self.is_odd |= indent + line.len() > WIDTH;
        self.push(indent, line)
    }

    /// Adds a line of code that is not broken, however wide it is.
    pub(super) fn whole_line(&mut self, indent: usize, line: &str) -> &mut Self {
        self.push(indent, line)
    }

    /// Adds a public field, whose type goes to the next line where it does not fit.
    pub(super) fn field(&mut self, indent: usize, name: &str, ty: &str) -> &mut Self {
        let line = format!("pub {name}: {ty},");
        if indent + line.len() <= WIDTH {
            return self.push(indent, &line);
        }
        let ty = format!("{ty},");
        self.is_odd |= indent + 4 + ty.len() > WIDTH;
        self.push(indent, &format!("pub {name}:"))
            .push(indent + 4, &ty)
    }

    /// Adds a statement of the form that [`statement`] knows.
    pub(super) fn statement(&mut self, indent: usize, line: &str) -> &mut Self {
        let line = format!("{:indent$}{line}", "");
        match statement::reprinted(&line, &[]) {
            Some((text, _)) => self.push(0, &text),
            None => self.line(0, &line),
        }
    }

    /// Adds the head of a public method, up to its brace.
    pub(super) fn signature(
        &mut self,
        indent: usize,
        name: &str,
        parameters: &[String],
        returned: &str,
    ) -> &mut Self {
        let line = format!("pub fn {name}({}) -> {returned} {{", parameters.join(", "));
        if indent + line.len() <= WIDTH {
            return self.push(indent, &line);
        }
        self.push(indent, &format!("pub fn {name}("));
        for parameter in parameters {
            let line = format!("{parameter},");
            self.is_odd |= indent + 4 + line.len() > WIDTH;
            self.push(indent + 4, &line);
        }
        self.line(indent, &format!(") -> {returned} {{"))
    }

    /// Adds lines of documentation.
    pub(super) fn docs(&mut self, indent: usize, lines: &[String]) -> &mut Self {
        for line in lines {
            if line.contains(char::is_control) {
                self.is_odd = true;
                self.push(indent, &format!("#[doc = {}]", quoted(&format!(" {line}"))));
            } else if line.is_empty() {
                self.push(indent, "///");
            } else {
                self.push(indent, format!("/// {line}").trim_end_matches(' '));
            }
        }
        self
    }

    /// Adds the attribute of something that callers should move away from.
    pub(super) fn deprecated(&mut self, indent: usize, deprecated: bool) -> &mut Self {
        match deprecated {
            true => self.push(indent, "#[deprecated]"),
            false => self,
        }
    }

    /// Says that the item is to be printed from its tokens.
    pub(super) fn odd(&mut self) -> &mut Self {
        self.is_odd = true;
        self
    }

    fn push(&mut self, indent: usize, line: &str) -> &mut Self {
        if !line.is_empty() {
            self.text.extend(std::iter::repeat_n(' ', indent));
            self.text.push_str(line);
        }
        self.text.push('\n');
        self
    }

    /// Returns the item as rustfmt prints it.
    ///
    /// # Panics
    ///
    /// When the text is no item, which is a fault of the code that wrote it.
    pub(super) fn finish(self) -> String {
        if !self.is_odd {
            return self.text;
        }
        let gap = format!("\n#[doc = {}]\n", quoted(GAP));
        let tokens = self.text.replace("\n\n", &gap);
        print(tokens.parse().expect("emitted text is tokens"))
    }
}

#[cfg(test)]
mod tests {
    use super::ItemText;

    /// Returns a struct with one field, once as it was written and once by way of its tokens.
    fn both(docs: &str, field: &str) -> (String, String) {
        let item = |is_odd: bool| {
            let mut item = ItemText::default();
            item.docs(0, &[docs.to_owned(), String::new(), "More. ".to_owned()])
                .deprecated(0, true)
                .line(0, "pub struct Pet {")
                .line(4, field)
                .line(0, "}");
            if is_odd {
                item.odd();
            }
            item.finish()
        };
        (item(false), item(true))
    }

    #[test]
    fn plain_lines_are_as_their_tokens_print() {
        for docs in [
            "A pet.",
            "`a < b`: {",
            "\"quoted\" \\ \u{200b}",
            "/slash",
            "",
        ] {
            let (text, printed) = both(docs, "pub name: Option<Vec<String>>,");
            assert_eq!(text, printed);
        }
    }

    #[test]
    fn wide_lines_are_broken() {
        let field = format!(
            "pub {}: Option<BTreeMap<String, String>>,",
            "name".repeat(16)
        );
        let (text, printed) = both("A pet.", &field);
        assert_eq!(text, printed);
        assert!(text.lines().all(|line| line.len() <= 100), "{text}");
        assert!(text.contains(":\n        Option<"), "{text}");
    }

    #[test]
    fn what_is_no_comment_is_an_attribute_until_it_is_printed() {
        let (text, printed) = both("A\u{7}pet.", "pub name: String,");
        assert_eq!(text, printed);
        assert!(text.starts_with("/// A\u{7}pet.\n"), "{text}");
    }

    #[test]
    fn signatures_and_statements_are_broken_as_their_tokens_print() {
        for width in [1, 20, 24, 27, 28, 29, 40, 60] {
            let name = "n".repeat(width);
            let item = |is_odd: bool| {
                let parameters = ["&self", "owner: impl AsRef<str>", "body: &models::Pet"];
                let mut item = ItemText::default();
                item.line(0, "impl Pet {")
                    .signature(4, &name, &parameters.map(str::to_owned), "Get")
                    .statement(
                        8,
                        &format!("let call = call.path(\"{name}\", {name}.as_ref());"),
                    )
                    .statement(
                        8,
                        &format!("self.call = self.call.query(\"{name}\", {name});"),
                    )
                    .line(8, "call")
                    .line(4, "}")
                    .line(0, "}");
                if is_odd {
                    item.odd();
                }
                item.finish()
            };
            assert_eq!(item(false), item(true));
        }
    }

    #[test]
    fn methods_stay_apart() {
        let mut item = ItemText::default();
        item.line(0, "impl Pet {")
            .line(4, "pub fn one() {}")
            .line(0, "")
            .line(4, "pub fn two() {}")
            .line(0, "}");
        let expected = "impl Pet {\n    pub fn one() {}\n\n    pub fn two() {}\n}\n";
        item.odd();
        assert_eq!(item.finish(), expected);
    }
}
