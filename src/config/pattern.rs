//! Patterns of paths: `*` stands for any part of a segment, a segment `**` for any number of
//! segments, none included. Everything else stands for itself.

/// Returns whether all segments match a pattern.
pub(super) fn matches(pattern: &[&str], segments: &[&str]) -> bool {
    glob(
        pattern,
        segments,
        |part| *part == "**",
        |part, segment| is_like(part, segment),
    )
}

/// Returns whether one segment matches one part of a pattern.
pub(super) fn is_like(part: &str, segment: &str) -> bool {
    glob(
        part.as_bytes(),
        segment.as_bytes(),
        |byte| *byte == b'*',
        u8::eq,
    )
}

/// Returns whether items match a pattern in which some parts stand for any number of items.
///
/// Only the last such part is ever widened, because what the ones before it took can stay: the time
/// is at most the product of the lengths, whatever the pattern.
fn glob<P, T>(
    pattern: &[P],
    items: &[T],
    is_any: impl Fn(&P) -> bool,
    is_same: impl Fn(&P, &T) -> bool,
) -> bool {
    let (mut at, mut item) = (0, 0);
    let mut widest: Option<(usize, usize)> = None;
    while item < items.len() {
        match pattern.get(at) {
            Some(part) if is_any(part) => {
                widest = Some((at, item));
                at += 1;
            }
            Some(part) if is_same(part, &items[item]) => {
                at += 1;
                item += 1;
            }
            Some(_) | None => match widest {
                Some((any, end)) => {
                    widest = Some((any, end + 1));
                    at = any + 1;
                    item = end + 1;
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(is_any)
}
