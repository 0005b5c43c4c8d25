//! What the generator writes to `operations/`, a file a group.

use crate::models;
use crate::runtime::{self, Call, Core, FromResponse, Operation, Security, operation};

pub struct DynamicClientRegistration<'a> {
    pub core: &'a Core,
}

static REGISTER: Operation = Operation {
    id: "client_registration_api",
    method: "POST",
    path: "/api/{serviceId}/client/registration",
    server: None,
    security: Security::Any(&[&["bearer"]]),
    accept: "application/json",
    defaults: &[],
};

static GET: Operation = Operation {
    id: "client_get_api",
    method: "GET",
    path: "/api/{serviceId}/client/get/{clientId}",
    server: None,
    security: Security::Any(&[&["bearer"]]),
    accept: "application/json",
    defaults: &[],
};

/// A generated SDK writes all fields out; this keeps the miniature short.
macro_rules! operations {
    ($($name:ident: $id:literal $method:ident $path:literal $security:expr, $accept:literal;)*) => {
        $(static $name: Operation = Operation {
            id: $id,
            method: stringify!($method),
            path: $path,
            server: None,
            security: $security,
            accept: $accept,
            defaults: &[],
        };)*
    };
}
const BEARER: Security = Security::Any(&[&["bearer"]]);
operations! {
    FIND: "client_find_api" GET "/api/{serviceId}/client/find" BEARER, "application/json";
    DELETE: "client_delete_api" DELETE "/api/{serviceId}/client/delete/{clientId}" BEARER, "";
    PUT: "client_put_api" PUT "/api/{serviceId}/client/put" BEARER, "application/json";
    LOGO: "client_logo_api" GET "/api/{serviceId}/client/logo" BEARER, "image/*";
    PING: "ping" GET "/ping" Security::None, "text/plain";
}

impl DynamicClientRegistration<'_> {
    pub fn register(&self, body: &models::ClientRegistrationRequest) -> Register {
        Register {
            call: Call::new(self.core, &REGISTER).json(body),
        }
    }

    pub fn register_form(&self, body: &models::ClientRegistrationRequest) -> Register {
        Register {
            call: Call::new(self.core, &REGISTER).form(body),
        }
    }

    pub fn get(&self, client_id: impl Into<String>) -> Get {
        Get {
            call: Call::new(self.core, &GET).path("clientId", client_id.into()),
        }
    }

    pub fn find(&self) -> Find {
        Find {
            call: Call::new(self.core, &FIND),
        }
    }

    pub fn delete(&self, client_id: impl Into<String>) -> Delete {
        Delete {
            call: Call::new(self.core, &DELETE).path("clientId", client_id.into()),
        }
    }

    pub fn put(&self) -> Put {
        Put {
            call: Call::new(self.core, &PUT),
        }
    }

    pub fn logo(&self) -> Logo {
        Logo {
            call: Call::new(self.core, &LOGO),
        }
    }

    pub fn ping(&self) -> Ping {
        Ping {
            call: Call::new(self.core, &PING),
        }
    }
}

macro_rules! builders {
    ($($name:ident)*) => {
        $(#[derive(Clone, Debug)]
        #[must_use = "nothing is sent until the builder is awaited"]
        pub struct $name {
            call: Call,
        })*
    };
}
builders!(Register Get Find Delete Put Logo Ping);

impl Register {
    pub fn service_id(mut self, value: impl Into<String>) -> Self {
        self.call = self.call.path("serviceId", value.into());
        self
    }
}

impl Find {
    pub fn developers(mut self, values: &[&str]) -> Self {
        self.call = self.call.query("developer", values);
        self
    }
}

operation!(Register => models::ClientRegistrationResponse);
operation!(Get => json models::Client);
operation!(Find => optional models::Client);
operation!(Delete => empty);
operation!(Put => custom PutResponse);
operation!(Logo => bytes);
operation!(Ping => text);

#[derive(Debug, PartialEq)]
pub enum PutResponse {
    Created(models::Client),
    Unchanged,
}

impl FromResponse for PutResponse {
    type Output = Self;

    fn from_response(response: &runtime::RawResponse) -> Result<Self, runtime::Error> {
        match response.status().as_u16() {
            201 => runtime::Json::from_response(response).map(Self::Created),
            _ => runtime::Empty::from_response(response).map(|()| Self::Unchanged),
        }
    }
}
