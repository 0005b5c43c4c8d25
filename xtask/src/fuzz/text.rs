//! Mutations of texts that know nothing of what the text is.

use super::{random::Random, words};

/// Longer texts are cut: what takes long to read is found by other means.
const MAX_BYTES: usize = 200_000;

/// Returns a text that is like `text`, with parts of `other` perhaps.
pub(super) fn mutate(random: &mut Random, text: &str, other: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(3) {
        step(random, &mut bytes, other);
        bytes.truncate(MAX_BYTES);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn step(random: &mut Random, bytes: &mut Vec<u8>, other: &str) {
    let at = random.below(bytes.len() + 1);
    let end = (at + random.below(40)).min(bytes.len());
    match random.below(10) {
        0 => {
            bytes.drain(at..end);
        }
        1 => {
            let copy = bytes[at..end].to_vec();
            let to = random.below(bytes.len() + 1);
            bytes.splice(to..to, copy);
        }
        2 => {
            let copy = bytes[at..end].repeat(random.below(200));
            bytes.splice(at..end, copy);
        }
        3 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        4 => {
            bytes.splice(at..at, words::text(random).into_bytes());
        }
        5 => {
            let marks = b"{}[]:,-?&*!|>'\"%@`#\n \t<=~";
            let count = 1 + random.below(3);
            for _ in 0..count {
                bytes.insert(at, *random.pick(marks));
            }
        }
        6 => {
            let from = random.below(other.len() + 1);
            let to = (from + random.below(400)).min(other.len());
            bytes.splice(at..end, other.as_bytes()[from..to].iter().copied());
        }
        7 => bytes.truncate(at),
        8 => line(random, bytes),
        _ => {
            let anchored = match random.below(3) {
                0 => "&a ",
                1 => "*a ",
                _ => "<<: *a\n",
            };
            bytes.splice(at..at, anchored.bytes());
        }
    }
}

/// Moves, repeats or indents a line.
fn line(random: &mut Random, bytes: &mut Vec<u8>) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let from = random.below(lines.len());
    match random.below(3) {
        0 => {
            let line = lines.remove(from);
            lines.insert(random.below(lines.len() + 1), line);
        }
        1 => {
            let line = lines[from].clone();
            lines.insert(random.below(lines.len() + 1), line);
        }
        _ => lines[from].insert_str(0, &" ".repeat(1 + random.below(4))),
    }
    *bytes = lines.join("\n").into_bytes();
}
