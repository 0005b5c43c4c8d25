//! What the generator writes to `client.rs`.

use std::time::Duration;

use crate::runtime;

#[derive(Clone, Debug)]
pub struct Client {
    core: runtime::Core,
}

impl Client {
    pub fn builder() -> ClientBuilder {
        ClientBuilder {
            core: runtime::Core::builder()
                .server("https://us.example.com")
                .user_agent("miniature/0.1.0"),
        }
    }

    pub fn dynamic_client_registration(
        &self,
    ) -> crate::registration::DynamicClientRegistration<'_> {
        crate::registration::DynamicClientRegistration { core: &self.core }
    }
}

#[derive(Debug)]
pub struct ClientBuilder {
    core: runtime::CoreBuilder,
}

impl ClientBuilder {
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.core = self.core.base_url(url);
        self
    }

    pub fn bearer(mut self, token: impl Into<String>) -> Self {
        let credential = runtime::Credential::bearer(token);
        self.core = self.core.credential("bearer", credential);
        self
    }

    pub fn service_id(mut self, value: impl Into<String>) -> Self {
        self.core = self.core.default_parameter("serviceId", value.into());
        self
    }

    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.core = self.core.timeout(timeout);
        self
    }

    pub fn retry(mut self, policy: runtime::RetryPolicy) -> Self {
        self.core = self.core.retry(policy);
        self
    }

    pub fn transport(mut self, transport: impl runtime::Transport + 'static) -> Self {
        self.core = self.core.transport(transport);
        self
    }

    pub fn build(self) -> Result<Client, runtime::Error> {
        let core = self
            .core
            .credential_from_env(
                "bearer",
                "MINIATURE_BEARER_THAT_NOBODY_SETS",
                runtime::CredentialKind::Bearer,
            )
            .build()?;
        Ok(Client { core })
    }
}
