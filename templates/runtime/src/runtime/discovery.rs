//! Where an issuer has its token endpoint (OpenID Connect Discovery 1.0, section 4).

use http::Uri;
use serde_json::{Map, Value};

use super::call::Call;
use super::client_credentials::ClientAuthentication;
use super::core::Core;
use super::error::Error;
use super::operation::Operation;
use super::response::{FromResponse, RawResponse};
use super::security::Security;
use super::token_flow::Target;

/// Where the metadata of an issuer is, behind its URL.
const SUFFIX: &str = "/.well-known/openid-configuration";

/// The request for the metadata. Mock transports know it by this id.
static CONFIGURATION: Operation = Operation {
    id: "openid.configuration",
    method: "GET",
    path: SUFFIX,
    server: None,
    security: Security::None,
    accept: "application/json",
    defaults: &[],
};

/// Asks for the metadata at `url`, or of the issuer that it is the URL of.
///
/// # Errors
///
/// Fails when no metadata comes, when it is of another issuer (section 4.3), and when the token endpoint
/// cannot be used.
pub(super) async fn discover(
    core: &Core,
    url: &str,
    limited: impl Fn(Call) -> Call,
) -> Result<Target, Error> {
    let known = url.contains("/.well-known/");
    let url = match known {
        true => url.to_owned(),
        false => format!("{}{SUFFIX}", url.trim_end_matches('/')),
    };
    let at: Uri = url
        .parse()
        .map_err(|_| Error::configuration(format!("the URL `{url}` is not valid")))?;
    let call = Call::new(core, &CONFIGURATION).url(at.clone());
    let (response, metadata) = limited(call).send::<Metadata>().await?;
    let wrong = |path: &str, reason: String| Error::decode(&response, path, reason);
    let text = |name: &str| match metadata.get(name) {
        Some(Value::String(text)) => Ok(text.as_str()),
        Some(_) | None => Err(wrong(name, "it is no text, or missing".to_owned())),
    };

    // Whoever gives other metadata could have the secret sent to another place.
    let issuer = text("issuer")?;
    if let Some(expected) = url.strip_suffix(SUFFIX)
        && issuer.trim_end_matches('/') != expected.trim_end_matches('/')
    {
        let reason = format!("it is not `{expected}`; `token_url` names the endpoint by hand");
        return Err(wrong("issuer", reason));
    }

    let endpoint = text("token_endpoint")?;
    let endpoint: Uri = endpoint
        .parse()
        .ok()
        .filter(|endpoint: &Uri| match endpoint.scheme_str() {
            Some("https") => endpoint.host().is_some(),
            Some("http") => at.scheme_str() == Some("http") && endpoint.host().is_some(),
            Some(_) | None => false,
        })
        .ok_or_else(|| wrong("token_endpoint", "it is no URL of `https`".to_owned()))?;

    let name = "token_endpoint_auth_methods_supported";
    let authentication = match metadata.get(name) {
        Some(Value::Array(methods)) => {
            let has = |method: &str| methods.iter().any(|it| it.as_str() == Some(method));
            match (has("client_secret_basic"), has("client_secret_post")) {
                (true, _) => ClientAuthentication::Basic,
                (false, true) => ClientAuthentication::Post,
                (false, false) => {
                    let reason = "neither `client_secret_basic` nor `client_secret_post` is there";
                    return Err(wrong(name, reason.to_owned()));
                }
            }
        }
        Some(_) | None => ClientAuthentication::Basic,
    };
    Ok(Target {
        url: endpoint,
        authentication,
    })
}

/// Reads the metadata as an object.
struct Metadata;

impl FromResponse for Metadata {
    type Output = (RawResponse, Map<String, Value>);

    fn from_response(response: &RawResponse) -> Result<Self::Output, Error> {
        match serde_json::from_slice(response.body()) {
            Ok(Value::Object(metadata)) => Ok((response.clone(), metadata)),
            Ok(_) | Err(_) => Err(Error::decode(response, "", "it is no JSON object")),
        }
    }
}
