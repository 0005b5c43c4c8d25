//! Which failures are tried again, and when.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

use super::clock;
use super::http_date;

/// How often and how soon a call is tried again.
///
/// The default makes three attempts in all. It retries calls whose method is idempotent (RFC 9110,
/// section 9.2.2) or that have an idempotency key, after a connection that failed and after the
/// statuses 408, 429, 502, 503 and 504. Between attempts it waits as long as `Retry-After` says
/// (RFC 9110, section 10.2.3), else for an exponential back-off with jitter: at most 0.5 s before
/// the second attempt, twice as long before each further one, never over 8 s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
    max_retry_after: Duration,
    non_idempotent: bool,
}

/// No back-off is longer, whatever is set, which also keeps its arithmetic far from overflow.
const LONGEST_BACKOFF: Duration = Duration::from_secs(3600);

impl RetryPolicy {
    /// Returns the default policy.
    pub const fn new() -> Self {
        Self {
            max_attempts: 3,
            initial_backoff: Duration::from_millis(500),
            max_backoff: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(60),
            non_idempotent: false,
        }
    }

    /// Returns the policy that makes one attempt.
    pub const fn none() -> Self {
        Self::new().max_attempts(1)
    }

    /// Sets how many attempts are made in all, the first included. Zero counts as one.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// Sets the longest wait before the second attempt; jitter takes up to half of it away.
    pub const fn initial_backoff(mut self, backoff: Duration) -> Self {
        self.initial_backoff = backoff;
        self
    }

    /// Sets the longest wait before any attempt when the server does not say how long.
    pub const fn max_backoff(mut self, backoff: Duration) -> Self {
        self.max_backoff = backoff;
        self
    }

    /// Sets the longest `Retry-After` that is waited for. A longer one ends the call with the
    /// server's answer as its error.
    pub const fn max_retry_after(mut self, wait: Duration) -> Self {
        self.max_retry_after = wait;
        self
    }

    /// Retries calls that are not idempotent too. The server may then act on one call twice.
    pub const fn retry_non_idempotent(mut self) -> Self {
        self.non_idempotent = true;
        self
    }

    /// Returns how many attempts a call gets, given whether it is idempotent.
    pub(super) fn attempts(&self, idempotent: bool) -> u32 {
        if idempotent || self.non_idempotent {
            self.max_attempts
        } else {
            1
        }
    }

    /// Returns how long to wait after attempt number `attempt` (from 1), or `None` to give up.
    pub(super) fn delay(&self, attempt: u32, headers: Option<&HeaderMap>) -> Option<Duration> {
        match headers.and_then(retry_after) {
            Some(wait) if wait > self.max_retry_after => None,
            Some(wait) => Some(wait),
            None => Some(self.backoff(attempt)),
        }
    }

    fn backoff(&self, attempt: u32) -> Duration {
        let doublings = attempt.saturating_sub(1).min(30);
        let longest = self
            .initial_backoff
            .saturating_mul(1 << doublings)
            .min(self.max_backoff)
            .min(LONGEST_BACKOFF);
        jittered(longest)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns whether the status says that the same request may succeed later.
pub(super) fn is_transient(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::REQUEST_TIMEOUT
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT
    )
}

/// Reads `Retry-After`: seconds, or a date, which is taken relative to the server's own `Date` so
/// that a wrong clock here does not matter.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let until = http_date::parse(value)?;
    let now = headers
        .get(DATE)
        .and_then(|date| http_date::parse(date.to_str().ok()?))
        .unwrap_or_else(|| clock::since_epoch().as_secs());
    Some(Duration::from_secs(until.saturating_sub(now)))
}

/// Takes up to half of a wait away: clients that failed together must not come back together.
pub(super) fn jittered(wait: Duration) -> Duration {
    wait.mul_f64(0.5 + 0.5 * random())
}

/// Returns a number from 0 up to 1. Jitter needs no better source than the keys of a hash map.
fn random() -> f64 {
    let bits = RandomState::new().build_hasher().finish() >> 11;
    bits as f64 / (1_u64 << 53) as f64
}
