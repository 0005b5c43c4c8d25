//! Where an API is served.

use std::collections::HashMap;

/// A place where an API is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its URL, with `{variable}` in it where it has variables.
    pub url: String,
    /// What the document says about it.
    pub description: Option<String>,
    /// Its variables, in the order of its URL.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// Returns whether it is where another one is, whatever is said about both.
    pub fn is_at(&self, other: &Self) -> bool {
        let same = |(one, other): (&ServerVariable, &ServerVariable)| one.is_like(other);
        self.url == other.url && self.variables.iter().zip(&other.variables).all(same)
    }

    /// Returns its URL with the default of each variable that has one.
    pub fn default_url(&self) -> String {
        self.url_with(|variable| variable.default.clone())
    }

    /// Returns its URL with what stands for each variable; a variable that nothing stands for stays.
    pub fn url_with(&self, text: impl Fn(&ServerVariable) -> Option<String>) -> String {
        let variables = self.variables.iter().map(|it| (it.name.as_str(), it));
        let variables: HashMap<_, _> = variables.collect();
        let mut url = String::with_capacity(self.url.len());
        let mut rest = self.url.as_str();
        while let Some((literal, name, after)) = next_variable(rest) {
            url.push_str(literal);
            match variables.get(name).copied().and_then(&text) {
                Some(text) => url.push_str(&text),
                None => url.extend(["{", name, "}"]),
            }
            rest = after;
        }
        url.push_str(rest);
        url
    }
}

/// Splits a URL at its first variable: what is before it, its name, and what is after it.
pub fn next_variable(url: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = url.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name, after))
}

/// A part of a server's URL that callers choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// Its value unless callers choose another; `None` where they have to.
    pub default: Option<String>,
    /// The values that it may have, the default among them; none where it may have any.
    pub values: Vec<String>,
    /// What the document says about it.
    pub description: Option<String>,
}

impl ServerVariable {
    /// Returns whether it is another one, but for what is said about both.
    pub fn is_like(&self, other: &Self) -> bool {
        self.name == other.name && self.default == other.default && self.values == other.values
    }
}
