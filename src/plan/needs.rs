//! What an SDK needs beside what every SDK has: crates and parts of the runtime.

use std::collections::BTreeSet;

use crate::{
    api::{Api, IntegerFormat, Kind, NumberFormat, Schema, Shape, StringFormat},
    config::{Config, DateTime, Decimal},
};

/// What the types of an API need beside what every SDK has.
#[derive(Default)]
pub(super) struct Needs {
    /// Crates.
    pub(super) crates: BTreeSet<&'static str>,
    /// Parts of the runtime.
    pub(super) parts: BTreeSet<&'static str>,
}

impl Needs {
    /// Returns what the types of an API need.
    pub(super) fn of(api: &Api, config: &Config) -> Self {
        let mut needs = Self::default();
        let types = api.types.iter().flat_map(|definition| definition.schemas());
        for schema in api.sent().chain(api.received()).chain(types) {
            needs.add(schema, config);
        }
        if config.validate {
            needs.crates.insert("regress");
            needs.parts.extend(["digits", "union", "validate"]);
        }
        let mut kinds = api.types.iter().map(|definition| &definition.kind);
        if kinds.any(|kind| matches!(kind, Kind::Union(_))) {
            needs.parts.insert("union");
        }
        needs
    }

    fn add(&mut self, schema: &Schema, config: &Config) {
        let (crates, parts): (&[&str], &[&str]) = match &schema.shape {
            Shape::List(inner) | Shape::Map(inner) => return self.add(inner, config),
            Shape::Tuple(items) => {
                self.parts.insert("tuple");
                return items.iter().for_each(|item| self.add(item, config));
            }
            Shape::String(StringFormat::DateTime | StringFormat::Date) => match config.date_time {
                DateTime::Chrono => (&["chrono"], &["chrono"]),
                DateTime::Jiff => (&["jiff"], &["jiff"]),
                DateTime::Time => (&["time"], &["date_time"]),
                DateTime::String => (&[], &[]),
            },
            Shape::String(StringFormat::ByteUrl) => (&[], &["base64_url"]),
            Shape::String(StringFormat::Uuid) => (&["uuid"], &["uuid"]),
            Shape::String(StringFormat::Decimal) => match config.decimal {
                Decimal::F64 | Decimal::String => (&[], &[]),
                Decimal::RustDecimal => (&["rust_decimal"], &["decimal", "exact"]),
            },
            Shape::Number(NumberFormat::Decimal) => match config.decimal {
                Decimal::F64 => (&[], &[]),
                Decimal::RustDecimal => (&["rust_decimal"], &["decimal", "exact"]),
                Decimal::String => (&[], &["exact"]),
            },
            Shape::String(
                StringFormat::Plain
                | StringFormat::Byte
                | StringFormat::Binary
                | StringFormat::Password,
            )
            | Shape::Any
            | Shape::Boolean
            | Shape::Integer(
                IntegerFormat::Int32
                | IntegerFormat::Int64
                | IntegerFormat::UInt32
                | IntegerFormat::UInt64,
            )
            | Shape::Number(NumberFormat::Float | NumberFormat::Double)
            | Shape::Named(_) => (&[], &[]),
        };
        self.crates.extend(crates);
        self.parts.extend(parts);
    }
}
