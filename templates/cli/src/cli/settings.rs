//! The settings of the client, as they are given by options or by environment variables.

use super::table::Setting;
use crate::runtime::Error;

/// The settings of the client that are given.
#[derive(Clone, Default)]
pub struct Settings {
    given: Vec<(&'static str, String)>,
}

impl Settings {
    /// Takes the value of an option, or that of its environment variable where it has none.
    pub(super) fn take(&mut self, setting: &Setting, option: Option<&String>) {
        let value = option.cloned().or_else(|| {
            let name = setting.variable;
            setting.is_read.then(|| variable(name)).flatten()
        });
        self.given.extend(value.map(|it| (setting.option, it)));
    }

    /// Adds the value of an option.
    pub(super) fn insert(&mut self, option: &'static str, value: &str) {
        self.given.push((option, value.to_owned()));
    }

    /// Returns what is given for an option.
    pub fn get(&self, option: &str) -> Option<&str> {
        let mut given = self.given.iter();
        given
            .find(|(known, _)| *known == option)
            .map(|(_, value)| value.as_str())
    }

    /// Returns a user and a password.
    pub fn pair(&self, option: &str) -> Option<(&str, &str)> {
        self.get(option)?.split_once(':')
    }

    /// Returns what is given for two options that need each other, each of them perhaps by an
    /// environment variable; `None` where neither option is given.
    ///
    /// # Errors
    ///
    /// When one of them is missing.
    pub fn both(
        &self,
        options: [&str; 2],
        variables: [&str; 2],
    ) -> Result<Option<[String; 2]>, Error> {
        if options.iter().all(|option| self.get(option).is_none()) {
            return Ok(None);
        }
        let value = |at: usize| {
            let (option, name) = (options[at], variables[at]);
            let given = self.get(option).map(str::to_owned);
            given.or_else(|| variable(name)).ok_or_else(|| {
                Error::configuration(format!("give `--{option}`, or set `{name}`, as well"))
            })
        };
        Ok(Some([value(0)?, value(1)?]))
    }
}

/// Returns the value of an environment variable that is set and not empty.
fn variable(name: &str) -> Option<String> {
    let value = match name {
        "" => None,
        name => std::env::var(name).ok(),
    };
    value.filter(|value| !value.is_empty())
}
