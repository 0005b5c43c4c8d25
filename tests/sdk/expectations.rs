//! The mock server of the feature `mock`, as users have it.

use authlete::mock::{Answer, Server};
use authlete::models::{
    ClientRegistrationAction, ClientRegistrationResponse, ServiceGetListResponse,
};
use authlete::{Client, Error, RetryPolicy};

use super::{TOKEN, registration};

fn client(server: &Server) -> Client {
    let builder = Client::builder().transport(server.transport());
    let builder = builder.bearer(TOKEN).service_id("715948317");
    builder.retry(RetryPolicy::none()).build().unwrap()
}

/// What a user wants to test.
async fn is_registered(client: &Client) -> Result<bool, Error> {
    let call = client
        .dynamic_client_registration()
        .register(&registration());
    Ok(call.await?.action == Some(ClientRegistrationAction::Created))
}

#[tokio::test]
async fn code_is_tested_without_a_network() {
    let server = Server::new();
    let client = client(&server);
    let call = client
        .dynamic_client_registration()
        .register(&registration());
    let created = ClientRegistrationResponse {
        action: Some(ClientRegistrationAction::Created),
        ..Default::default()
    };
    server.expect(call.clone()).answer(&created);
    server.expect(call).answer_with(Answer::empty(500));
    assert!(is_registered(&client).await.unwrap());
    assert!(is_registered(&client).await.is_err());
    server.verify();
}

#[tokio::test]
async fn each_page_is_a_call() {
    let server = Server::new();
    let client = client(&server);
    let page = |services| ServiceGetListResponse {
        total_count: Some(2),
        services: Some(services),
        ..Default::default()
    };
    let service = || vec![authlete::models::Service::default()];
    server
        .expect(client.service().list())
        .answer(&page(service()));
    server
        .expect(client.service().list().start(1).end(2))
        .answer(&page(service()));
    let services = client.service().list().items().into_vec().await;
    assert_eq!(services.unwrap().len(), 2);
}

#[tokio::test]
async fn a_call_that_is_not_expected_says_what_came() {
    let server = Server::new();
    let client = client(&server);
    let error = client.service().get().await.unwrap_err().to_string();
    let said = "unexpected call: service_get_api GET /api/715948317/service/get";
    assert!(error.contains(said), "{error}");
    assert_eq!(server.faults().len(), 1);
    let dropped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(server)));
    let panic = dropped.unwrap_err();
    assert!(panic.downcast_ref::<String>().unwrap().contains(said));
}
