//! The documents that SDKs are made of, in JSON, which everybody reads alike.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{Failure, Subject};
use crate::{corpus, specification};

/// The document, as other programs get it.
#[derive(Debug)]
pub(super) struct Documents {
    /// All of it, overlay applied.
    pub(super) whole: PathBuf,
    /// What is left for those that refuse what others read.
    pub(super) reduced: PathBuf,
    /// What is not left.
    pub(super) removed: Removed,
}

/// How much is taken away, so that a body has one media type and answers one type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Removed {
    media_types: usize,
    responses: usize,
}

impl Removed {
    /// Says what it is.
    pub(super) fn note(self) -> String {
        format!(
            "is given a document without {} alternative media types of bodies and {} responses that \
             differ from others, all of which it refuses",
            self.media_types, self.responses
        )
    }
}

/// Writes the documents below a folder.
pub(super) fn write(subject: Subject, root: &Path, folder: &Path) -> Result<Documents, Failure> {
    let mut document = match subject {
        Subject::Authlete => specification::mended(root)?,
        Subject::Github => serde_json::from_slice(&fs::read(corpus::part(root, "github")?)?)?,
    };
    fs::create_dir_all(folder)?;
    let whole = folder.join(format!("{}.json", subject.name()));
    let reduced = folder.join(format!("{}-reduced.json", subject.name()));
    fs::write(&whole, document.to_string())?;
    let removed = reduce(&mut document);
    fs::write(&reduced, document.to_string())?;
    Ok(Documents {
        whole,
        reduced,
        removed,
    })
}

/// Leaves one media type to each body, and those responses that have the content of the first one,
/// among successes and among errors.
fn reduce(document: &mut Value) -> Removed {
    let shared = document["components"]["responses"].clone();
    let mut removed = Removed::default();
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    let items = paths.filter_map(|(_, item)| item.as_object_mut());
    for (_, operation) in items.flatten() {
        if let Some(content) = operation.pointer_mut("/requestBody/content")
            && let Some(content) = content.as_object_mut()
        {
            removed.media_types += content.len().saturating_sub(1);
            let first = content.keys().next().cloned();
            content.retain(|name, _| Some(name) == first.as_ref());
        }
        let Some(responses) = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut)
        else {
            continue;
        };
        let mut firsts: [Option<String>; 2] = [None, None];
        responses.retain(|status, response| {
            let first = &mut firsts[usize::from(!status.starts_with('2'))];
            let content = content(response, &shared);
            let is_like_first = *first.get_or_insert_with(|| content.clone()) == content;
            removed.responses += usize::from(!is_like_first);
            is_like_first
        });
    }
    removed
}

/// Returns what tells the contents of responses apart.
fn content(response: &Value, shared: &Value) -> String {
    let name = response["$ref"]
        .as_str()
        .and_then(|reference| reference.rsplit('/').next());
    let response = name.map_or(response, |name| &shared[name]);
    let types = response["content"].as_object().into_iter().flatten();
    types
        .map(|(name, media_type)| format!("{name} {}", media_type["schema"]))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn other_programs_get_the_document_as_the_overlay_mends_it() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let document = specification::mended(&root).unwrap();
        assert_eq!(document["openapi"], "3.0.3");
        let text = document.to_string();
        // The overlay gives it.
        assert!(text.contains("\"operationId\":\"lifecycle_healthcheck_api\""));
        // Nothing of what we keep for ourselves is in it.
        assert!(
            !text
                .replace("x-sdkwright-examples", "")
                .contains("x-sdkwright")
        );
    }

    #[test]
    fn a_reduced_document_has_one_type_of_body_and_of_answer() {
        let json = |name: &str| json!({ "content": { "application/json": { "schema": name } } });
        let mut document = json!({
            "paths": { "/a": { "parameters": [], "post": {
                "requestBody": { "content": { "application/json": {}, "text/plain": {} } },
                "responses": {
                    "200": json("a"),
                    "201": json("a"),
                    "204": {},
                    "400": { "$ref": "#/components/responses/error" },
                    "401": json("error"),
                    "404": {},
                },
            } } },
            "components": { "responses": { "error": json("error") } },
        });
        let removed = reduce(&mut document);
        let (media_types, responses) = (removed.media_types, removed.responses);
        assert_eq!((media_types, responses), (1, 2));
        let post = &document["paths"]["/a"]["post"];
        assert_eq!(
            post["requestBody"]["content"],
            json!({ "application/json": {} })
        );
        let left: Vec<&String> = post["responses"].as_object().unwrap().keys().collect();
        assert_eq!(left, ["200", "201", "400", "401"]);
        assert!(removed.note().contains("1 alternative"));
    }
}
