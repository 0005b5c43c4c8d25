//! What goes wrong, where, and what to do about it.
//!
//! Every stage reports into one [`Report`]; nothing is printed before the end. A [`Diagnostic`]
//! points at JSON pointers, not at lines: line and column are worked out by `load::locate` when a
//! diagnostic is rendered, so that a document without faults pays nothing for positions.

pub mod codes;
mod place;
pub mod render;
mod report;
mod source;

pub use codes::Code;
pub use place::{Place, Pointer};
pub use report::{Mark, Report};
pub use source::{STANDARD_INPUT, Source, SourceId, Sources};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Note,
    /// Something of the document is not in the SDK, or not as the author may expect.
    Warning,
    /// No SDK can be generated.
    Error,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What kind of finding this is.
    pub code: &'static Code,
    /// How much it matters; the code's own severity unless settings change it.
    pub severity: Severity,
    /// One sentence, without a full stop, that names the offending thing.
    pub message: String,
    /// Where; the first is the main place.
    pub labels: Vec<Label>,
    /// The remedy, when it is more than the code's own.
    pub help: Option<String>,
    /// The operations that are left out for it.
    pub omits: Vec<Omission>,
    /// Why settings made it an error, where they did.
    pub raised: Option<Raised>,
}

/// Why settings made an error of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raised {
    /// The setting `lints` denies its code.
    Denied,
    /// An operation is left out for it, and the setting `strict` is on.
    Strict,
}

impl Raised {
    /// Returns the reason as a sentence, without a full stop.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Denied => "the setting `lints` denies this",
            Self::Strict => "the setting `strict` accepts no operation that is left out",
        }
    }
}

/// An operation that is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Omission {
    /// Its method and path, for example `GET /pets`.
    pub operation: String,
    /// Where it is.
    pub place: Place,
}

/// A place and what is there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is to be seen there; may be empty for the main place.
    pub text: String,
}

impl Diagnostic {
    /// Returns a diagnostic of the severity of its code, without a place.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            omits: Vec::new(),
            raised: None,
        }
    }

    /// Adds a place without words.
    #[must_use]
    pub fn at(self, place: Place) -> Self {
        self.label(place, "")
    }

    /// Adds a place and what is to be seen there.
    #[must_use]
    pub fn label(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            place,
            text: text.into(),
        });
        self
    }

    /// Adds an operation that is left out for it.
    #[must_use]
    pub fn omits(mut self, operation: impl Into<String>, place: Place) -> Self {
        self.omits.push(Omission {
            operation: operation.into(),
            place,
        });
        self
    }

    /// Sets the remedy, in place of the code's own.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Returns the remedy.
    pub fn remedy(&self) -> &str {
        self.help.as_deref().unwrap_or(self.code.help)
    }

    /// Returns whether two findings are one, whatever it costs.
    fn is_same(&self, other: &Self) -> bool {
        self.code == other.code
            && self.severity == other.severity
            && self.message == other.message
            && self.labels == other.labels
            && self.help == other.help
            && self.raised == other.raised
    }
}
