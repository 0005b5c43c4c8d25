//! Diagrams of models, in Mermaid.

use crate::plan::Reach;

/// Returns the diagram of what a model reaches.
pub(super) fn diagram(reach: &Reach) -> String {
    let mut text = String::from("```mermaid\nflowchart LR\n");
    for (index, name) in reach.models.iter().enumerate() {
        text.push_str(&format!("    m{index}[\"{name}\"]\n"));
    }
    for (from, to, members) in &reach.edges {
        text.push_str(&format!(
            "    m{from} -- \"{}\" --> m{to}\n",
            members.join(", ")
        ));
    }
    text.push_str("```\n");
    if reach.is_cut {
        text.push_str("\nThere is more behind the models at the end.\n");
    }
    text
}
