//! Calls that are waited for, without an async runtime of one's own: [`Wait`] for calls, [`iter`] for
//! streams.
//!
//! A call is polled on the thread that waits for it; connections and timers are served by one thread that
//! all waits share and that is there from the first one on. Waiting within an async runtime works, too, but it holds up
//! the thread that other tasks need.
#![cfg(not(target_family = "wasm"))]

use std::future::pending;
use std::io;
use std::pin::{Pin, pin};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

use super::error::Error;

/// What may be waited for: a call, its `.send_with_response()`, its `.stream()`.
pub trait Wait {
    /// What comes of it.
    type Output;

    /// Sends the call and waits for its answer, no longer than its time-out.
    ///
    /// # Errors
    ///
    /// Those of the call; the kind [`Configuration`](super::ErrorKind::Configuration) where no thread can be
    /// started to serve connections.
    fn wait(self) -> Result<Self::Output, Error>;
}

impl<F, T> Wait for F
where
    F: IntoFuture<Output = Result<T, Error>>,
{
    type Output = T;

    fn wait(self) -> Result<T, Error> {
        block_on(self.into_future())?
    }
}

/// Returns the items of a stream as an iterator, which waits for each.
pub fn iter<S, T>(stream: S) -> Iter<S>
where
    S: Stream<Item = Result<T, Error>> + Unpin,
{
    Iter { stream }
}

/// The items of a stream.
#[derive(Debug)]
pub struct Iter<S> {
    stream: S,
}

impl<S, T> Iterator for Iter<S>
where
    S: Stream<Item = Result<T, Error>> + Unpin,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = std::future::poll_fn(|context| Pin::new(&mut self.stream).poll_next(context));
        block_on(next).unwrap_or_else(|error| Some(Err(error)))
    }
}

fn block_on<F: Future>(future: F) -> Result<F::Output, Error> {
    let _entered = handle()?.enter();
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return Ok(output);
        }
        // Woken before, it does not park.
        thread::park();
    }
}

/// Wakes a thread.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Returns the runtime that serves connections and timers, which one thread drives until the process ends.
fn handle() -> Result<&'static Handle, Error> {
    static SHARED: OnceLock<io::Result<Handle>> = OnceLock::new();
    let shared = SHARED.get_or_init(|| {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        thread::Builder::new()
            .name("connections".to_owned())
            .spawn(move || runtime.block_on(pending::<()>()))?;
        Ok(handle)
    });
    shared.as_ref().map_err(|error| {
        Error::configuration(format!("no thread can serve the connections: {error}"))
    })
}
