//! Programs: the extension `x-sdkwright-examples` at the root of the document.
//!
//! ```yaml
//! x-sdkwright-examples:
//! - name: authorization_code_flow
//!   description: Runs the authorization code flow.
//!   steps:
//!   - { operation: authorize, answer: authorized }
//!   - { operation: issue, with: { ticket: authorized.ticket } }
//! ```

use serde_json::Value;

use super::Lowering;
use crate::{
    api::{Program, Step},
    diagnostic::{Diagnostic, Pointer, codes},
};

/// The key of the extension.
pub(crate) const KEY: &str = "x-sdkwright-examples";

impl Lowering<'_> {
    /// Lowers the programs that the document asks for.
    pub(super) fn programs(&mut self) -> Vec<Program> {
        let at = Pointer::root().join(KEY);
        let Some(node) = self.document.get(&at) else {
            return Vec::new();
        };
        let Some(nodes) = node.as_array() else {
            self.report_program(&at, "is no list");
            return Vec::new();
        };
        let mut programs = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let at = at.join(index);
            match self.program(&at, node) {
                Some(program) => programs.push(program),
                None => self
                    .report_program(&at, "has no `name`, or no `steps` with an `operation` each"),
            }
        }
        programs
    }

    fn report_program(&mut self, at: &Pointer, what: &str) {
        let message = format!("what `{KEY}` asks for {what}");
        let diagnostic = Diagnostic::new(codes::INVALID_EXAMPLE_PROGRAM, message);
        self.report_at(diagnostic, at, "left out");
    }

    fn program(&self, at: &Pointer, node: &Value) -> Option<Program> {
        let text = |node: &Value, key: &str| node.get(key)?.as_str().map(str::to_owned);
        let nodes = node.get("steps")?.as_array()?;
        let mut steps = Vec::with_capacity(nodes.len());
        for (index, node) in nodes.iter().enumerate() {
            let taken = node.get("with").and_then(Value::as_object);
            let taken = taken.into_iter().flatten().map(|(member, source)| {
                let (answer, from) = source.as_str()?.split_once('.')?;
                Some((member.clone(), answer.to_owned(), from.to_owned()))
            });
            steps.push(Step {
                operation: text(node, "operation")?,
                answer: text(node, "answer"),
                taken: taken.collect::<Option<_>>()?,
                place: self.document.place(&at.join("steps").join(index)),
            });
        }
        Some(Program {
            name: text(node, "name").filter(|name| !name.trim().is_empty())?,
            description: text(node, "description"),
            steps,
            place: self.document.place(at),
        })
        .filter(|program| !program.steps.is_empty())
    }
}
