//! What `tracing` hears of calls.
//!
//! A span for each call, with names and numbers only: no value of a parameter, no header, no body, and of
//! what went wrong the kind, because what a server says may hold any of these.

use http::Request;
use tracing::{Level, Span, field};

use super::body::Body;
use super::error::Error;
use super::operation::Operation;
use super::response::{RawStream, request_id};

/// Returns the span of a call.
pub(super) fn span(operation: &'static Operation, request: &Request<Body>) -> Span {
    let span = tracing::info_span!(
        "call",
        operation = operation.id,
        method = operation.method,
        path = operation.path,
        server = field::Empty,
        attempt = field::Empty,
        status = field::Empty,
        request_id = field::Empty,
        error = field::Empty,
    );
    // The base URL was checked: its authority holds no user.
    if let (Some(scheme), Some(authority)) = (request.uri().scheme(), request.uri().authority()) {
        span.record(
            "server",
            field::display(format_args!("{scheme}://{authority}")),
        );
    }
    span
}

/// Tells what became of an attempt.
pub(super) fn attempt(span: &Span, attempt: u32, result: &Result<RawStream, Error>) {
    if span.is_disabled() && !tracing::enabled!(Level::DEBUG) {
        return;
    }
    let response = result.as_ref().map(RawStream::response);
    let (status, headers) = match &response {
        Ok(response) => (Some(response.status()), Some(response.headers())),
        Err(error) => (error.status(), error.headers()),
    };
    let status = status.map(|status| status.as_u16());
    let id = headers.and_then(request_id);
    let kind = result
        .as_ref()
        .err()
        .map(|error| field::debug(error.kind()));
    span.record("attempt", attempt);
    span.record("status", status);
    span.record("request_id", id);
    span.record("error", &kind);
    match result {
        Ok(_) => tracing::debug!(parent: span, attempt, status, request_id = id, "answered"),
        Err(_) => tracing::debug!(
            parent: span, attempt, status, request_id = id, error = kind, "failed"
        ),
    }
}
