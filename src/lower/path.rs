//! Paths as documents write them.
//!
//! A path of the document enters; what leaves is the template that calls expand, and the parameters
//! that the path writes into a query of its own: `/search?q={q}`, `/search{?q,limit}` (RFC 6570
//! section 3.2.8). A query without variables (`/search?type=user`) stays in the template, and so does
//! a fragment, which tells operations apart and is not sent.

/// A path of the document, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// As the document writes it.
    pub(super) written: String,
    /// The template that calls expand, with the constant part of a query and with a fragment.
    pub(super) template: String,
    /// The parameters of the query.
    pub(super) query: Vec<QueryVariable>,
}

/// A variable in the query of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QueryVariable {
    /// The name on the wire.
    pub(super) key: String,
    /// The name of the parameter.
    pub(super) variable: String,
    /// Whether it is written even without a value.
    pub(super) required: bool,
}

impl Path {
    /// Takes a path apart; `None` where it does not start with `/`, or has braces that do not match.
    pub(super) fn parse(path: &str) -> Option<Self> {
        if !is_valid(path) {
            return None;
        }
        let (before, fragment) = match path.split_once('#') {
            Some((before, fragment)) => (before, Some(fragment)),
            None => (path, None),
        };
        let mut query = Vec::new();
        let mut template = String::new();
        let mut rest = before;
        while let Some((literal, (expression, after))) = expression(rest) {
            template.push_str(literal);
            match expression.strip_prefix(['?', '&']) {
                Some(names) => query.extend(names.split(',').map(|name| {
                    let name = name.trim_end_matches('*').trim();
                    QueryVariable {
                        key: name.to_owned(),
                        variable: name.to_owned(),
                        required: false,
                    }
                })),
                None => template.push_str(&format!("{{{expression}}}")),
            }
            rest = after;
        }
        template.push_str(rest);
        if let Some((base, pairs)) = template.split_once('?') {
            let mut constant: Vec<&str> = Vec::new();
            for pair in pairs.split('&').filter(|pair| !pair.is_empty()) {
                match whole_variable(pair) {
                    Some((key, variable)) => query.push(QueryVariable {
                        key: key.to_owned(),
                        variable: variable.to_owned(),
                        required: true,
                    }),
                    None => constant.push(pair),
                }
            }
            template = match constant.is_empty() {
                true => base.to_owned(),
                false => format!("{base}?{}", constant.join("&")),
            };
        }
        if let Some(fragment) = fragment {
            template.push('#');
            template.push_str(fragment);
        }
        let written = path.to_owned();
        Some(Self {
            written,
            template,
            query,
        })
    }

    /// Returns the variables that the template has, each once.
    pub(super) fn variables(&self) -> Vec<&str> {
        let sent = self.template.split('#').next().unwrap_or_default();
        let mut variables = Vec::new();
        for part in sent.split('{').skip(1) {
            if let Some((variable, _)) = part.split_once('}')
                && !variables.contains(&variable)
            {
                variables.push(variable);
            }
        }
        variables
    }
}

/// Splits at the first expression: what is before it, its text, and what is after it.
fn expression(text: &str) -> Option<(&str, (&str, &str))> {
    let (literal, rest) = text.split_once('{')?;
    Some((literal, rest.split_once('}')?))
}

/// Returns the key and the variable of `key={variable}`.
fn whole_variable(pair: &str) -> Option<(&str, &str)> {
    let (key, value) = pair.split_once('=')?;
    let variable = value.strip_prefix('{')?.strip_suffix('}')?;
    (!key.contains('{') && !variable.contains(['{', '}'])).then_some((key, variable))
}

/// Returns whether a path starts with `/` and closes every brace that it opens.
fn is_valid(path: &str) -> bool {
    let mut open = false;
    let balanced = path.chars().all(|character| match character {
        '{' => !std::mem::replace(&mut open, true),
        '}' => std::mem::replace(&mut open, false),
        _ => true,
    });
    path.starts_with('/') && balanced && !open && !path.contains("{}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(path: &str) -> (String, Vec<(String, String, bool)>) {
        let path = Path::parse(path).expect("it is a path");
        let query = path.query.into_iter();
        let query = query.map(|it| (it.key, it.variable, it.required));
        (path.template, query.collect())
    }

    #[test]
    fn queries_of_paths() {
        let query = |key: &str, variable: &str, required| (key.into(), variable.into(), required);
        let cases = [
            ("/a/{b}", "/a/{b}", vec![]),
            ("/a?b=c", "/a?b=c", vec![]),
            ("/a?b={c}&d=e", "/a?d=e", vec![query("b", "c", true)]),
            ("/a?b=x{c}", "/a?b=x{c}", vec![]),
            ("/a?b={b}#c", "/a#c", vec![query("b", "b", true)]),
            ("/a#{b}", "/a#{b}", vec![]),
            (
                "/a{?b,c*}",
                "/a",
                vec![query("b", "b", false), query("c", "c", false)],
            ),
        ];
        for (path, template, query) in cases {
            assert_eq!(parsed(path), (template.to_owned(), query), "{path}");
        }
        assert_eq!(
            Path::parse("/a#{b}").map(|it| it.variables().len()),
            Some(0)
        );
        for invalid in ["a", "/{", "/}", "/{{a}}", "/{}"] {
            assert_eq!(Path::parse(invalid), None, "{invalid}");
        }
    }
}
