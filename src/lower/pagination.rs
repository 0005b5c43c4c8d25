//! What extensions of documents say about pages.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::Lowering;
use crate::{
    api::{NextPage, Pagination, Way},
    diagnostic::{Diagnostic, Pointer, codes},
};

const SPEAKEASY: &str = "x-speakeasy-pagination";
const MICROSOFT: &str = "x-ms-pageable";

/// Why an extension cannot be followed.
enum Unclear {
    /// The member is not there, or is none of what it can be.
    Member(&'static str),
    /// The path is more than a chain of names.
    Path(String),
}

impl std::fmt::Display for Unclear {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Member(name) => write!(formatter, "its `{name}` is missing or unknown"),
            Self::Path(path) => write!(formatter, "`{path}` is more than a chain of names"),
        }
    }
}

impl Lowering<'_> {
    /// Returns what the extensions of the operation at `pointer` say about its pages.
    pub(super) fn pagination(
        &mut self,
        extensions: &IndexMap<String, Value>,
        pointer: &Pointer,
    ) -> Option<Pagination> {
        let object = |key: &str| extensions.get(key).and_then(Value::as_object);
        let (key, read) = match (object(SPEAKEASY), object(MICROSOFT)) {
            (Some(described), _) => (SPEAKEASY, speakeasy(described)),
            // It says as well that there is one page only.
            (None, Some(described)) => (MICROSOFT, Ok(microsoft(described)?)),
            (None, None) => return None,
        };
        match read {
            Ok(pagination) => Some(pagination),
            Err(unclear) => {
                let message = format!("`{key}` cannot be followed: {unclear}");
                let diagnostic = Diagnostic::new(codes::INVALID_PAGINATION, message);
                self.report_at(diagnostic, &pointer.join(key), "here");
                None
            }
        }
    }
}

fn microsoft(described: &Map<String, Value>) -> Option<Pagination> {
    let next = described.get("nextLinkName")?.as_str()?;
    let items = described.get("itemName").and_then(Value::as_str);
    Some(Pagination {
        next: NextPage::Url {
            next: vec![next.to_owned()],
        },
        items: Some(vec![items.unwrap_or("value").to_owned()]),
        total: Way::new(),
        more: Way::new(),
    })
}

fn speakeasy(described: &Map<String, Value>) -> Result<Pagination, Unclear> {
    let text = |object: &Map<String, Value>, key: &str| {
        let value = object.get(key).and_then(Value::as_str);
        value.map(str::to_owned)
    };
    let none = Map::new();
    let outputs = described.get("outputs").and_then(Value::as_object);
    let outputs = outputs.unwrap_or(&none);
    let output = |key: &str| text(outputs, key).map(|path| way(&path)).transpose();
    let mut parameters: Vec<(String, String)> = Vec::new();
    let inputs = described.get("inputs").and_then(Value::as_array);
    for input in inputs.into_iter().flatten().filter_map(Value::as_object) {
        let (Some(name), Some(kind)) = (text(input, "name"), text(input, "type")) else {
            return Err(Unclear::Member("inputs"));
        };
        parameters.push((kind, name));
    }
    let parameter = |kind: &str| {
        let found = parameters.iter().find(|(known, _)| known == kind);
        found.map(|(_, name)| name.clone())
    };
    let kind = text(described, "type").unwrap_or_default();
    let next = match kind.as_str() {
        "offsetLimit" => match (parameter("offset"), parameter("page")) {
            (Some(offset), _) => NextPage::Offset {
                offset,
                first: None,
            },
            (None, Some(page)) => NextPage::Page {
                page,
                first: None,
                pages: output("numPages")?.unwrap_or_default(),
            },
            (None, None) => return Err(Unclear::Member("inputs")),
        },
        "cursor" => {
            let cursor = parameter("cursor").ok_or(Unclear::Member("inputs"))?;
            let path = text(outputs, "nextCursor").ok_or(Unclear::Member("nextCursor"))?;
            if let Some((list, id)) = path.split_once("[-1]") {
                return Ok(Pagination {
                    next: NextPage::After {
                        after: cursor,
                        id: way(&format!("${id}"))?,
                    },
                    items: Some(way(list)?),
                    total: Way::new(),
                    more: Way::new(),
                });
            }
            NextPage::Cursor {
                cursor,
                next: way(&path)?,
            }
        }
        "url" => NextPage::Url {
            next: output("nextUrl")?.ok_or(Unclear::Member("nextUrl"))?,
        },
        _ => return Err(Unclear::Member("type")),
    };
    Ok(Pagination {
        next,
        items: output("results")?,
        total: Way::new(),
        more: Way::new(),
    })
}

/// Returns the names of a JSONPath (RFC 9535) that is a chain of names: `$.data.items`, `$['a b']`.
fn way(path: &str) -> Result<Way, Unclear> {
    let unclear = || Unclear::Path(path.to_owned());
    let mut rest = path.strip_prefix('$').ok_or_else(unclear)?;
    let mut way = Way::new();
    while !rest.is_empty() {
        let (name, after) = if let Some(quoted) = rest.strip_prefix("['") {
            quoted.split_once("']").ok_or_else(unclear)?
        } else {
            let name = rest.strip_prefix('.').ok_or_else(unclear)?;
            name.split_at(name.find(['.', '[']).unwrap_or(name.len()))
        };
        if name.is_empty() || name.contains(['*', '?', '\'', '"']) {
            return Err(unclear());
        }
        way.push(name.to_owned());
        rest = after;
    }
    Ok(way)
}

#[cfg(test)]
mod tests {
    use super::way;

    #[test]
    fn a_way_is_a_chain_of_names() {
        let names = |path| way(path).ok().map(|way| way.join("/"));
        assert_eq!(names("$").as_deref(), Some(""));
        assert_eq!(names("$.data.items").as_deref(), Some("data/items"));
        assert_eq!(
            names("$['@odata.nextLink']").as_deref(),
            Some("@odata.nextLink")
        );
        assert_eq!(names("$.a['b c'].d").as_deref(), Some("a/b c/d"));
        for path in [
            "", "a", "$.", "$..a", "$.a[0]", "$.a[*]", "$.*", "$['a'", "$a",
        ] {
            assert_eq!(names(path), None, "{path}");
        }
    }
}
