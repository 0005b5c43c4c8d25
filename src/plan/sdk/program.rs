//! Programs, planned.

use super::super::{DocLine, Expression};

/// A program of several calls.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// Its name, and that of its file.
    pub name: String,
    /// What it does.
    pub docs: Vec<DocLine>,
    /// Its calls.
    pub steps: Vec<Step>,
}

/// A call of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The group of the operation: its index in each level.
    pub group: Vec<usize>,
    /// The id of the operation.
    pub operation: String,
    /// The variable of the answer.
    pub answer: String,
    /// The body, where it is not that of the operation's example.
    pub body: Option<Expression>,
}
