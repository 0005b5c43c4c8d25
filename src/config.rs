//! stub
use std::collections::BTreeMap;
/// stub
#[derive(Debug, Default, Clone)]
#[allow(missing_docs)]
pub struct Config {
    pub include: Vec<String>,
    pub exclude: Vec<String>,
    pub client_parameters: Vec<String>,
    pub groups: BTreeMap<String, String>,
    pub rename: BTreeMap<String, String>,
    pub name: Option<String>,
    pub env_prefix: Option<String>,
}
