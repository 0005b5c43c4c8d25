//! Settings that are a choice among a few values.

use std::fmt;

use super::value::{InvalidValue, Value, from_text};

macro_rules! choices {
    ($($(#[doc = $doc:literal])+ $choice:ident { $($(#[doc = $about:literal])+ $variant:ident = $name:literal,)+ })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $choice {
            $($(#[doc = $about])+ $variant,)+
        }

        impl $choice {
            /// Returns the value as settings write it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }

        impl Value for $choice {
            const NAME: &'static str = "CHOICE";
            const CHOICES: &'static [&'static str] = &[$($name),+];

            fn parse(text: &str) -> Result<Self, InvalidValue> {
                match text {
                    $($name => Ok(Self::$variant),)+
                    _ => Err(InvalidValue::Choice {
                        given: text.to_owned(),
                        known: Self::CHOICES,
                    }),
                }
            }
        }

        from_text!($choice);

        impl fmt::Display for $choice {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    )+};
}

choices! {
    /// What is written.
    Layout {
        /// A whole crate, with a manifest, a README, docs, examples and tests.
        Crate = "crate",
        /// The modules alone, for an application to include.
        Module = "module",
    }

    /// What is written beside the SDK.
    Emit {
        /// A command-line program for the API.
        Cli = "cli",
    }

    /// What becomes of a value that an enum of the document does not list.
    Enums {
        /// It is kept, in a variant of its own.
        Open = "open",
        /// It is an error.
        Closed = "closed",
    }

    /// What becomes of the findings of a code.
    Level {
        /// They are not shown.
        Allow = "allow",
        /// They are warnings.
        Warn = "warn",
        /// They are errors, so that nothing is written.
        Deny = "deny",
    }

    /// The Rust type of a date with a time.
    DateTime {
        /// Those of the crate `chrono`.
        Chrono = "chrono",
        /// Those of the crate `jiff`.
        Jiff = "jiff",
        /// Those of the crate `time`.
        Time = "time",
        /// A text as it came.
        String = "string",
    }

    /// The Rust type of a decimal number.
    Decimal {
        /// Floating point, of about 16 digits.
        F64 = "f64",
        /// That of the crate `rust_decimal`, of 28 digits.
        RustDecimal = "rust_decimal",
        /// A text as it came, of any number of digits.
        String = "string",
    }
}

#[cfg(test)]
mod tests {
    use super::{DateTime, Layout};

    #[test]
    fn a_value_is_written_as_it_is_read() {
        for name in ["chrono", "jiff", "time", "string"] {
            assert_eq!(name.parse::<DateTime>().unwrap().to_string(), name);
        }
    }

    #[test]
    fn a_wrong_value_gets_the_nearest_right_one() {
        let error = "crates".parse::<Layout>().unwrap_err();
        assert_eq!(error.to_string(), "`crates` is none of `crate`, `module`");
        assert_eq!(error.help(), "did you mean `crate`?");
        let error = "workspace".parse::<Layout>().unwrap_err();
        assert_eq!(error.help(), "write one of `crate`, `module`");
    }
}
