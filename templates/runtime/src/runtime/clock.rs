//! Time: tokio's, and in a browser the browser's, for which tokio has none.

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod here {
    use std::time::{Duration, SystemTime};

    pub(in super::super) use tokio::time::{Instant, Sleep, sleep, timeout_at};

    /// Returns the time since 1970.
    pub(in super::super) fn since_epoch() -> Duration {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        since.unwrap_or_default()
    }
}

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod here {
    use std::future::poll_fn;
    use std::pin::{Pin, pin};
    use std::task::{Context, Poll};
    use std::time::Duration;

    use gloo_timers::future::TimeoutFuture;
    use tokio::sync::oneshot;
    use wasm_bindgen_futures::spawn_local;
    use web_time::SystemTime;

    pub(in super::super) use web_time::Instant;

    /// A wait. What waits in the browser belongs to its thread; this can be sent, as futures of calls can.
    pub(in super::super) struct Sleep {
        over: oneshot::Receiver<()>,
    }

    impl Future for Sleep {
        type Output = ();

        fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
            Pin::new(&mut self.over).poll(context).map(drop)
        }
    }

    /// Waits; longer than 24 days it waits 24 days, which is as long as browsers can.
    pub(in super::super) fn sleep(wait: Duration) -> Sleep {
        let milliseconds = i32::try_from(wait.as_millis()).unwrap_or(i32::MAX);
        let (mut ends, over) = oneshot::channel();
        spawn_local(async move {
            let mut timer = pin!(TimeoutFuture::new(milliseconds.unsigned_abs()));
            // Nobody waits any more where the other end is gone.
            poll_fn(|context| match ends.poll_closed(context) {
                Poll::Ready(()) => Poll::Ready(()),
                Poll::Pending => timer.as_mut().poll(context),
            })
            .await;
            let _ = ends.send(());
        });
        Sleep { over }
    }

    /// Waits for a future, at most until a moment.
    pub(in super::super) async fn timeout_at<F: Future>(
        deadline: Instant,
        future: F,
    ) -> Result<F::Output, ()> {
        let mut future = pin!(future);
        let mut sleep = sleep(deadline.saturating_duration_since(Instant::now()));
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => Pin::new(&mut sleep).poll(context).map(Err),
        })
        .await
    }

    /// Returns the time since 1970.
    pub(in super::super) fn since_epoch() -> Duration {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        since.unwrap_or_default()
    }
}

pub(super) use self::here::{Instant, Sleep, since_epoch, sleep, timeout_at};
