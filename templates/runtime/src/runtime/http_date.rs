//! Dates as HTTP writes them.

/// Reads an HTTP-date (RFC 9110, section 5.6.7) in any of its three forms and returns the seconds
/// since 1970-01-01T00:00:00Z. A date before that, or one that is no date, gives `None`.
pub(super) fn parse(text: &str) -> Option<u64> {
    // `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`
    let fields: Vec<&str> = text
        .split([' ', ',', '-'])
        .filter(|field| !field.is_empty())
        .collect();
    match fields.as_slice() {
        [_, day, month, year, time, "GMT"] => seconds(year, month, day, time),
        [_, month, day, time, year] => seconds(year, month, day, time),
        _ => None,
    }
}

fn seconds(year: &str, month: &str, day: &str, time: &str) -> Option<u64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let year = match (number(year)?, year.len()) {
        (year, 4) => year,
        // RFC 9110 counts two digits from the nearest century; nobody dates ahead by 50 years.
        (year @ 0..70, 2) => year + 2000,
        (year, 2) => year + 1900,
        _ => return None,
    };
    let month = MONTHS.iter().position(|name| *name == month)? as u64 + 1;
    let day = number(day).filter(|day| (1..=31).contains(day))?;
    let mut clock = time.split(':').map(number);
    let hour = clock.next()??;
    let minute = clock.next()??;
    // A leap second counts as the one after it.
    let second = clock.next()??;
    if clock.next().is_some() || hour > 23 || minute > 59 || second > 60 || year < 1970 {
        return None;
    }
    Some(days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second)
}

fn number(text: &str) -> Option<u64> {
    let digits = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// Returns the days from 1970-01-01 to a date of the Gregorian calendar, counting years from March
/// so that the leap day comes last (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn days(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
}
