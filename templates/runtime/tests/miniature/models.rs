//! What the generator writes to `models/`.

use super::runtime::{self, object};

#[derive(Clone)]
pub struct ClientRegistrationRequest {
    pub json: String,
    pub token: Option<String>,
}

object!(ClientRegistrationRequest {
    required json = "json",
    optional token = "token",
});

#[derive(Clone, Default)]
pub struct ClientRegistrationResponse {
    pub action: Option<String>,
    pub client: Option<Client>,
}

object!(ClientRegistrationResponse {
    optional action = "action",
    optional client = "client",
});

#[derive(Clone)]
pub struct Client {
    pub client_id: u64,
    pub grant_types: Vec<String>,
}

object!(Client {
    required client_id = "clientId",
    required grant_types = "grantTypes",
});

/// An object without members.
#[derive(Clone, Default)]
pub struct Nothing {}

object!(Nothing {});
