//! Where an API is served.

/// A place where an API is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its URL, with `{variable}` in it where it has variables.
    pub url: String,
    /// What the document says about it.
    pub description: Option<String>,
    /// Its variables.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// Returns its URL with the default of each variable.
    pub fn default_url(&self) -> String {
        let variables = self.variables.iter();
        variables.fold(self.url.clone(), |url, variable| {
            url.replace(&format!("{{{}}}", variable.name), &variable.default)
        })
    }
}

/// A part of a server's URL that callers choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// Its value unless callers choose another.
    pub default: String,
    /// What the document says about it.
    pub description: Option<String>,
}
