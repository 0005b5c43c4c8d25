//! A sign of life on a terminal.

use std::{
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

use super::console::Console;

/// How long a run goes on before it shows a sign of life; most are over by then.
const PATIENCE: Duration = Duration::from_secs(1);

/// Spins on the terminal, from a second after its start until it is dropped.
#[derive(Debug)]
pub(super) struct Spinner {
    /// The end of this channel is the sign to stop; `None` where nobody watches.
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Spinner {
    /// Starts to wait.
    pub(super) fn start(console: &Console) -> Self {
        if !console.shows_progress() {
            return Self { running: None };
        }
        let (sender, receiver) = mpsc::channel::<()>();
        let thread = thread::spawn(move || {
            if receiver.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::new_spinner()
                .with_style(ProgressStyle::default_spinner())
                .with_message("generating");
            bar.enable_steady_tick(Duration::from_millis(100));
            // Ends when the sender is dropped.
            while receiver.recv().is_ok() {}
            bar.finish_and_clear();
        });
        Self {
            running: Some((sender, thread)),
        }
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.running.take() {
            drop(sender);
            // A spinner that failed has nothing to say.
            let _ = thread.join();
        }
    }
}
