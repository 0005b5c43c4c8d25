//! What an SDK promises about calls, line by line, each with the tests that hold it to that.

use std::fs;
use std::path::{Path, PathBuf};

/// Each promise, and the names of the tests that prove it. The tests are here, beside this crate's other
/// tests, or among those of the generated SDKs.
const PROOFS: &[(&str, &[&str])] = &[
    // Parameters.
    (
        "path, query, header, cookie; every style and `explode`; RFC 6570 is the truth table",
        &[
            "examples_of_rfc_6570_expand_as_it_says",
            "styles_are_written_as_openapi_says",
            "path_parameters_expand_as_rfc_6570_says",
            "query_parameters_expand_as_rfc_6570_and_openapi_say",
            "header_parameters_are_not_encoded_and_cannot_add_headers",
            "cookie_parameters_share_one_header",
        ],
    ),
    (
        "others read what is sent: axum, Python's urllib",
        &[
            "axum_reads_what_was_given",
            "queries_and_forms_are_those_that_others_read",
            "python_reads_the_same",
        ],
    ),
    (
        "`allowReserved`, parameters with a media type",
        &[
            "allow_reserved_keeps_what_cannot_end_the_value",
            "serialized_values_are_parameters",
        ],
    ),
    (
        "defaults of the client fill in, and yield to the call",
        &[
            "defaults_of_the_client_fill_in",
            "a_parameter_of_the_call_goes_before_the_default_of_the_client",
        ],
    ),
    (
        "`into_request` is the request that would be sent",
        &["into_request_is_the_request_that_would_be_sent"],
    ),
    // Authorisation.
    (
        "bearer, basic, API key in header, query, cookie",
        &["each_kind_goes_to_its_place"],
    ),
    (
        "OAuth 2.0 client credentials, by RFC 6749 section 4.4, `client_secret_basic` and `client_secret_post`",
        &[
            "a_token_is_asked_for_as_the_standard_says",
            "a_service_gets_its_tokens_by_itself",
        ],
    ),
    (
        "a token is cached, and refreshed before it expires and after a 401",
        &[
            "a_token_is_kept_until_shortly_before_it_expires",
            "a_token_without_an_end_is_kept_until_it_is_refused",
            "a_call_is_sent_again_once_after_401_whatever_its_method",
            "a_token_that_is_still_good_bridges_an_outage",
        ],
    ),
    (
        "one refresh for concurrent calls, and one failure",
        &[
            "calls_at_the_same_time_share_one_request",
            "calls_at_the_same_time_share_one_failure",
            "whoever_leaves_while_it_asks_holds_up_nobody",
        ],
    ),
    (
        "requests for tokens have a time-out and retries of their own, and show errors but no secret",
        &[
            "a_token_is_asked_for_again_by_a_policy_of_its_own",
            "a_token_endpoint_that_says_nothing_is_left",
            "what_the_token_endpoint_says_is_told_and_the_secret_is_not",
            "an_answer_that_is_no_token_is_an_error_without_the_token",
            "the_secret_goes_to_no_other_host",
        ],
    ),
    (
        "OpenID Connect: the token endpoint is discovered",
        &[
            "the_token_endpoint_is_looked_up_once",
            "metadata_that_cannot_be_trusted_is_refused",
            "the_issuer_says_where_tokens_come_from",
        ],
    ),
    (
        "any async token provider, a type or a closure",
        &[
            "a_closure_gives_tokens_and_hears_which_was_refused",
            "a_type_may_ask_by_the_clients_transport",
            "a_token_may_come_from_elsewhere",
        ],
    ),
    (
        "AND/OR requirements per operation; `security: []` sends nothing",
        &[
            "requirements_are_alternatives_of_combinations",
            "the_first_alternative_that_can_be_met_decides",
        ],
    ),
    (
        "a credential never follows a redirect to another host",
        &[
            "credentials_stay_at_their_host",
            "its_token_stays_at_its_host",
            "a_redirect_that_leads_nowhere_ends",
        ],
    ),
    (
        "a credential never appears in `Debug`, errors, logs or panics",
        &[
            "debug_is_redacted",
            "nothing_that_holds_a_credential_shows_it",
            "what_cannot_be_sent_is_not_shown_either",
            "a_panic_shows_nothing",
        ],
    ),
    // Retries.
    (
        "idempotent methods are tried again on connection failures, 408, 429, 502, 503, 504; others not",
        &[
            "an_idempotent_call_survives_what_passes",
            "other_statuses_and_other_methods_are_not_retried",
            "a_connection_that_is_reset_is_tried_again_where_that_is_safe",
        ],
    ),
    (
        "jittered exponential back-off",
        &["three_attempts_are_made_and_the_last_failure_is_reported"],
    ),
    (
        "`Retry-After` in both forms",
        &[
            "retry_after_says_how_long",
            "a_long_retry_after_ends_the_call_at_once",
            "retry_after_is_obeyed_in_both_forms",
        ],
    ),
    (
        "others are with an idempotency key, which stays the same, or by choice",
        &["a_post_is_retried_with_an_idempotency_key_or_by_choice"],
    ),
    // Time-outs.
    (
        "the whole call 60 s, settable",
        &["a_call_takes_a_minute_at_most", "there_may_be_none"],
    ),
    ("retries included", &["the_time_out_covers_all_attempts"]),
    (
        "connecting 10 s, settable",
        &["a_connection_that_is_not_made_is_left"],
    ),
    (
        "whatever phase a server stalls in",
        &[
            "a_server_that_stalls_is_left_in_each_phase",
            "a_head_without_end_is_left",
        ],
    ),
    // Hooks and traces.
    (
        "before the request, after the response; several, in order",
        &[
            "hooks_see_each_attempt_in_their_order",
            "what_one_attempt_changes_the_next_one_does_not_see",
            "a_hook_may_wait_in_the_time_for_the_call",
            "requests_for_tokens_pass_no_hook",
        ],
    ),
    ("a hook may refuse", &["a_hook_refuses_a_request"]),
    (
        "`tracing`: method, path template, status, no secrets",
        &[
            "a_call_is_a_span_without_values",
            "a_request_for_a_token_is_a_span_of_its_own_within",
        ],
    ),
    // Errors.
    (
        "`Display` says operation, status, the server's code and message, request id",
        &[
            "what_the_server_says_is_found_under_many_names",
            "an_error_status_says_what_the_server_says",
        ],
    ),
    (
        "a decoding failure says that the request succeeded, where it failed, and keeps the body",
        &[
            "a_decoding_failure_says_where_and_keeps_the_body",
            "json_that_is_none_is_an_error_at_its_place",
            "a_body_of_another_type_is_told_by_its_type",
            "text_that_is_no_utf_8_is_an_error",
        ],
    ),
    (
        "so does a body that is cut short or too long",
        &[
            "a_body_that_is_cut_short_says_that_the_request_succeeded",
            "a_body_that_is_too_long_is_not_read",
            "the_default_limit_is_64_mebibytes",
        ],
    ),
    (
        "nothing is decompressed",
        &["what_is_compressed_is_not_blown_up"],
    ),
    // Pagination.
    (
        "offset, page, range, cursor, next URL, `Link` header: `.pages()` and `.items()` are streams",
        &[
            "offsets_go_on_to_the_total_or_to_an_empty_page",
            "pages_go_on_to_the_last_one",
            "ranges_are_as_long_as_the_first_one",
            "cursors_are_sent_as_they_came",
            "what_comes_after_an_item_is_asked_for_by_its_id",
            "urls_are_followed_as_they_are",
            "links_in_headers_are_followed",
            "pages_are_asked_for_by_members_of_the_body",
        ],
    ),
    (
        "each page has the options and the credentials of the call, and none goes to another origin",
        &[
            "each_page_has_credentials_and_options_of_the_call",
            "the_time_out_is_for_each_page",
            "a_page_at_another_origin_is_not_asked_for",
        ],
    ),
    (
        "pages end: errors end them, and so does what comes again",
        &["errors_end_the_stream", "what_comes_again_is_an_error"],
    ),
    // Tests of one's own code, and code that is not async.
    (
        "a mock server, typed per operation, fails a test that made an unexpected call",
        &[
            "an_expected_call_has_its_answer",
            "every_kind_of_answer_has_its_type",
            "an_unexpected_call_fails_and_so_does_the_test",
            "a_call_that_came_too_often_or_too_rarely_is_told",
        ],
    ),
    (
        "calls are waited for without an async runtime",
        &[
            "a_call_is_waited_for_without_a_runtime",
            "threads_wait_at_the_same_time_with_one_client",
            "streams_are_iterators",
        ],
    ),
    // Responses and bodies.
    (
        "any 2xx is a success, even if undocumented",
        &["a_success_that_the_document_does_not_know_is_read_as_one_that_it_knows"],
    ),
    (
        "one success type, several, none; status and headers beside",
        &[
            "each_kind_of_answer_is_read_as_its_type",
            "send_with_response_has_status_and_headers",
        ],
    ),
    (
        "one of several media types, by `Accept`; what the answer then says counts, so far as it says anything",
        &[
            "each_pair_of_media_types_gives_what_is_said_here",
            "each_media_type_is_asked_for_and_read_as_what_it_is",
            "a_type_that_says_nothing_or_the_same_is_the_one_that_was_asked_for",
            "a_server_may_say_no_type_at_all",
            "an_answer_of_another_type_names_both_and_keeps_the_body",
            "json_is_read_whatever_type_it_has",
            "what_is_no_json_is_told_by_its_type",
            "text_that_is_none_is_told_by_its_type",
            "an_error_is_one_whatever_was_asked_for",
            "one_of_several_types_may_be_streamed",
        ],
    ),
    (
        "streams: server-sent events, bytes",
        &[
            "each_event_is_given_before_the_next_one_is_sent",
            "a_stream_that_breaks_off_is_an_error",
            "the_time_for_a_call_is_not_that_of_its_stream",
        ],
    ),
    (
        "events are asked for again by choice, with `retry`, `id` and `Last-Event-ID`",
        &[
            "a_stream_is_asked_for_once_unless_it_is_said",
            "it_goes_on_after_the_last_complete_event",
            "the_wait_is_what_the_server_says_and_grows_by_failures",
            "it_ends_after_so_many_attempts_without_an_event",
            "over_a_socket_it_goes_on_after_a_reset",
        ],
    ),
    (
        "JSON, form, multipart, text, bytes, streamed too",
        &[
            "bodies_have_their_media_types",
            "a_form_repeats_lists_and_leaves_null_out",
            "a_body_in_parts_is_one_body",
            "a_streamed_body_says_its_length_where_it_has_one",
        ],
    ),
    (
        "XML by feature: models go out and come in, as XML objects say; what others write is read",
        &[
            "what_is_written_is_read_as_the_same",
            "namespaces_are_declared_where_they_begin",
            "an_entry_is_sent_and_read_as_xml",
            "what_python_writes_is_read",
            "the_body_of_an_error_is_read_as_the_document_says",
        ],
    ),
    (
        "hostile XML is an error that costs little; what XML cannot hold is not sent",
        &[
            "entities_of_a_text_itself_are_refused",
            "nesting_is_bounded",
            "namespaces_are_bounded",
            "much_of_one_thing_costs_no_more_than_its_length",
            "what_xml_cannot_hold_is_an_error_of_the_request",
        ],
    ),
    (
        "a path parameter never changes the path's shape, and no parameter adds a header",
        &[
            "a_path_parameter_never_changes_the_shape_of_the_path",
            "no_parameter_becomes_a_header_or_another_path",
        ],
    ),
    (
        "dropping a call or a stream closes its connection, and leaves no task",
        &[
            "dropping_a_call_closes_its_connection",
            "a_stream_that_is_dropped_half_way_leaves_nothing",
            "nothing_is_sent_before_the_future_is_polled",
        ],
    ),
];

/// Returns the text of all tests below a folder.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                text += &fs::read_to_string(path).unwrap();
            }
        }
    }
    text
}

#[test]
fn each_promise_has_its_tests() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tests = sources(&here.join("tests"));
    tests += &sources(&here.join("../../generated/fixture/tests"));
    tests += &sources(&here.join("../../tests/media_types"));
    for (promise, names) in PROOFS {
        assert!(!names.is_empty(), "{promise}");
        for name in *names {
            let found = tests.matches(&format!("fn {name}()")).count();
            assert_eq!(found, 1, "{promise}: {name}");
        }
    }
}
