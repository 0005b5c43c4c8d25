//! One flag for each setting, made from the table of settings.

use clap::{
    Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches,
    builder::PossibleValuesParser,
    error::{Error, ErrorKind},
};

use crate::config::{Layer, SETTINGS, Setting, Shape};

/// What the flags say.
#[derive(Clone, Debug, Default)]
pub(super) struct SettingFlags(Layer);

impl SettingFlags {
    /// Returns what the flags say.
    pub(super) fn layer(&self) -> &Layer {
        &self.0
    }
}

impl Args for SettingFlags {
    fn augment_args(command: Command) -> Command {
        SETTINGS
            .iter()
            .fold(command, |command, setting| command.arg(flag(setting)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for SettingFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut flags = Self::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        for setting in SETTINGS {
            let Some(values) = matches.get_many::<String>(setting.name) else {
                continue;
            };
            let texts: Vec<&str> = values.map(String::as_str).collect();
            self.0
                .set_from_flag(setting.name, &texts)
                .map_err(|invalid| Error::raw(ErrorKind::ValueValidation, invalid))?;
        }
        Ok(())
    }
}

/// Returns the flag of a setting; the document is an argument without a flag.
fn flag(setting: &'static Setting) -> Arg {
    let docs: Vec<&str> = setting.docs().collect();
    let paragraphs: Vec<String> = docs
        .split(|line| line.is_empty())
        .map(|lines| lines.join(" "))
        .collect();
    // As everywhere in the help, a summary alone has no full stop.
    let summary = paragraphs
        .first()
        .map_or("", |text| text.trim_end_matches('.'));
    let arg = Arg::new(setting.name).help(summary.to_owned());
    let arg = match paragraphs.len() {
        1 => arg,
        _ => arg.long_help(paragraphs.join("\n\n")),
    };
    let arg = match setting.name {
        "spec" => return arg.value_name("SPEC"),
        "out_dir" => arg.short('o'),
        // One at a time: `--lint unknown-type=deny`.
        "lints" => arg.long("lint").alias("lints"),
        _ => arg,
    };
    let arg = match arg.get_long() {
        Some(_) => arg,
        None => arg.long(setting.name.replace('_', "-")),
    };
    let arg = arg
        .help_heading("Settings")
        .value_name(match setting.shape {
            Shape::Single | Shape::List | Shape::Switch => setting.value_name.to_owned(),
            Shape::Table if setting.name == "lints" => format!("CODE={}", setting.value_name),
            Shape::Table => format!("KEY={}", setting.value_name),
        });
    let arg = match setting.shape {
        Shape::Single => arg.action(ArgAction::Set),
        Shape::List | Shape::Table => arg.action(ArgAction::Append),
        // `--docs` alone says yes, `--docs=false` says no.
        Shape::Switch => arg
            .action(ArgAction::Set)
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true"),
    };
    // What follows `KEY=` is checked with it.
    if setting.choices.is_empty() || setting.shape == Shape::Table {
        arg.value_parser(|text: &str| match (setting.check)(text) {
            Ok(()) => Ok(text.to_owned()),
            Err(invalid) => Err(format!("{invalid}; {}", invalid.help())),
        })
    } else {
        arg.value_parser(PossibleValuesParser::new(setting.choices))
    }
}
