//! Dates of the crate `chrono`, as they are on the wire (RFC 3339 section 5.6).

use ::chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, Utc};

use super::codec::{Decode, Encode};
use super::reader::{JsonError, Reader};
use super::writer::Writer;

impl Encode for DateTime<Utc> {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    }
}

impl Decode for DateTime<Utc> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let time = reader.parsed(str::parse::<DateTime<FixedOffset>>)?;
        Ok(time.with_timezone(&Utc))
    }
}

impl Encode for NaiveDate {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.to_string());
    }
}

impl Decode for NaiveDate {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        reader.parsed(str::parse)
    }
}
