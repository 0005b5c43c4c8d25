//! Where the token comes from, and that it goes nowhere else.

use std::fmt::Debug;
use std::process::{Command, Output};

use authlete::Client;
use authlete::mock::{Answer, Transport};
use serde_json::json;

use super::{TOKEN, builder};

#[test]
fn the_token_is_nowhere_to_be_seen() {
    fn shown(value: &impl Debug) {
        let text = format!("{value:?} {value:#?}");
        assert!(!text.contains(TOKEN), "{text}");
    }
    let transport = Transport::new();
    let refused = Answer::json(401, &json!({})).repeat();
    transport.answer_any(refused.clone());
    let builder = builder(&transport).header("authorization", format!("Bearer {TOKEN}"));
    shown(&builder);
    let client = builder.build().unwrap();
    shown(&client);
    shown(&client.service());
    let call = client
        .service()
        .get()
        .header("authorization", format!("Bearer {TOKEN}"));
    shown(&call);
    shown(&call.clone().send());
    let request = client.service().get().into_request().unwrap();
    shown(&request);
    assert!(format!("{request:?}").contains("Sensitive"));
    shown(&call.clone().into_request().unwrap());

    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let error = runtime.block_on(call.into_future()).unwrap_err();
    shown(&error);
    assert!(!error.to_string().contains(TOKEN));
    shown(&transport);
    shown(&transport.requests());
    assert_eq!(
        transport.requests()[0].header("authorization"),
        Some(&*format!("Bearer {TOKEN}"))
    );
}

/// Runs `child` in a process of its own, in which alone the environment is changed.
fn child(token: Option<&str>) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        "token::child_process",
        "--ignored",
        "--nocapture",
    ]);
    match token {
        Some(token) => command.env("AUTHLETE_BEARER", token),
        None => command.env_remove("AUTHLETE_BEARER"),
    };
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    output
}

#[test]
#[ignore = "it is the child process of others"]
fn child_process() {
    let of_environment = Client::builder().service_id("1").build().unwrap();
    println!("new: {:?}", Client::new().map(|_| ()));
    let set = Client::builder()
        .service_id("1")
        .bearer(TOKEN)
        .build()
        .unwrap();
    for (name, client) in [("environment", of_environment), ("set", set)] {
        println!("{name}: {:?}", authorization(&client));
    }
}

fn authorization(client: &Client) -> Result<String, String> {
    match client.service().get().into_request() {
        Ok(request) => Ok(request.headers()["authorization"]
            .to_str()
            .unwrap()
            .to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn the_token_is_taken_from_the_environment_unless_it_is_set() {
    let output = String::from_utf8(child(Some("of-the-environment")).stdout).unwrap();
    assert!(output.contains("new: Ok(())"), "{output}");
    assert!(
        output.contains(r#"environment: Ok("Bearer of-the-environment")"#),
        "{output}"
    );
    assert!(
        output.contains(&format!("set: Ok(\"Bearer {TOKEN}\")")),
        "{output}"
    );
    for nothing in [None, Some("")] {
        let output = String::from_utf8(child(nothing).stdout).unwrap();
        let (_, message) = output
            .split_once("environment: Err(")
            .expect("no credential is there");
        let message = message.lines().next().unwrap();
        assert!(message.contains("service_get_api"), "{message}");
        assert!(message.contains("no credential for `bearer`"), "{message}");
        assert!(
            output.contains(&format!("set: Ok(\"Bearer {TOKEN}\")")),
            "{output}"
        );
    }
}
