//! Programs that the document asks for.

use crate::diagnostic::Place;

/// A program of several calls, to be shown to callers.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// What it does, in CommonMark.
    pub description: Option<String>,
    /// Its calls, in their order.
    pub steps: Vec<Step>,
    /// Where it stands in the document.
    pub place: Place,
}

/// A call of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The id of the operation.
    pub operation: String,
    /// What the answer is called.
    pub answer: Option<String>,
    /// Members of the body that are members of answers: the member, the answer, and its member.
    pub taken: Vec<(String, String, String)>,
    /// Where it stands in the document.
    pub place: Place,
}
