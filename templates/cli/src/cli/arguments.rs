//! From the table of operations to what the program understands, and back to the operation that is meant.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command as Parser};

use super::json::Raw;
use super::table::{Argument, Body, Command, Group, Member, Program, Setting, Value};

/// The options that every program has, by their ids.
pub(super) const BASE_URL: &str = "base-url";
pub(super) const TIMEOUT: &str = "timeout";
pub(super) const HEADER: &str = "header";
pub(super) const PRINT_REQUEST: &str = "print-request";
pub(super) const OUTPUT: &str = "output";
pub(super) const COMPACT: &str = "compact";
pub(super) const BODY: &str = "body";
pub(super) const STREAM: &str = "stream";
pub(super) const AS: &str = "as";
pub(super) const ALL: &str = "all";
pub(super) const MAX_ITEMS: &str = "max-items";

/// Returns the parser of the program's arguments.
pub(super) fn command(program: &'static Program) -> Parser {
    let settings = program.settings.iter().map(setting);
    Parser::new(program.name)
        .version(program.version)
        .about(program.about)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .args(settings)
        .args(shared())
        .subcommands(program.groups.iter().copied().map(group))
}

/// Returns the command that was chosen, with what was given for it.
pub(super) fn chosen<'g>(
    groups: &'static [&'static Group],
    given: &'g ArgMatches,
) -> Option<(&'static Command, &'g ArgMatches)> {
    let (name, given) = given.subcommand()?;
    let mut group = groups.iter().find(|group| group.name == name)?;
    let (mut name, mut given) = given.subcommand()?;
    loop {
        if let Some(command) = group.commands.iter().find(|it| it.name == name) {
            return Some((command, given));
        }
        group = group.groups.iter().find(|it| it.name == name)?;
        (name, given) = given.subcommand()?;
    }
}

fn group(group: &'static Group) -> Parser {
    Parser::new(group.name)
        .about(group.about)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommands(group.commands.iter().map(operation))
        .subcommands(group.groups.iter().copied().map(self::group))
}

/// A help that is long as to what the command does, and short as to its options: there may be hundreds.
const TEMPLATE: &str = "{before-help}{usage-heading} {usage}\n\n{all-args}";

fn operation(command: &'static Command) -> Parser {
    let parser = Parser::new(command.name)
        .about(about(command))
        .before_help(command.details)
        .help_template(TEMPLATE)
        .args(command.arguments.iter().map(argument));
    let parser = parser.args(answers(command));
    if command.bodies.is_empty() {
        return parser;
    }
    let body = Arg::new(BODY)
        .long(BODY)
        .value_name("BODY")
        .help("The body: text, `@FILE`, or `-` for standard input; other options go over it")
        .allow_hyphen_values(true)
        .help_heading("Body")
        // What else could it be made of?
        .required(command.needs_body && command.members.is_empty());
    let members = command.members.iter().map(member);
    parser
        .arg(body)
        .args(command.bodies.iter().filter_map(way))
        .args(members)
}

/// Returns what the list of commands says about one.
fn about(command: &'static Command) -> String {
    let note = match command.pages {
        Some(_) => "[pages: --all]",
        None => "",
    };
    help(command.about, note)
}

/// Returns the options that choose how the answer is read, of which one excludes the others; the two of
/// pages belong together.
fn answers(command: &'static Command) -> Vec<Arg> {
    let mut options = Vec::new();
    if command.stream.as_ref().is_some_and(|it| it.is_option) {
        options.push(flag(STREAM).help("Ask for the answer as a stream, one item per line"));
    }
    if !command.alternatives.is_empty() {
        let names = command.alternatives.iter().map(|it| it.name);
        let option = Arg::new(AS)
            .long(AS)
            .value_name("TYPE")
            .help("Ask for the answer as another media type")
            .value_parser(PossibleValuesParser::new(names));
        options.push(option);
    }
    if command.pages.is_some() {
        let all = "Follow all pages, and print each item of the list as one line";
        options.push(flag(ALL).help(all));
        let most = Arg::new(MAX_ITEMS)
            .long(MAX_ITEMS)
            .value_name("NUMBER")
            .help("Follow the pages likewise, for so many items at most")
            .value_parser(clap::value_parser!(u64).range(1..));
        options.push(most);
    }
    let ids: Vec<_> = options.iter().map(|it| it.get_id().clone()).collect();
    let excluding = options.into_iter().map(|option| match option.get_id() {
        id if id == STREAM || id == AS => {
            let others: Vec<_> = ids.iter().filter(|it| *it != id).cloned().collect();
            option.conflicts_with_all(others)
        }
        _ => option,
    });
    excluding.collect()
}

/// Returns the option that chooses a way to write the body, unless it is the default.
fn way(body: &'static Body) -> Option<Arg> {
    let arg = (!body.option.is_empty()).then(|| flag(body.option))?;
    let help = format!("Send the body as `{}`", body.media_type);
    Some(arg.help(help).help_heading("Body"))
}

fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}

fn argument(argument: &'static Argument) -> Arg {
    let arg = Arg::new(argument.option)
        .help(help(argument.about, ""))
        .required(argument.is_required);
    let arg = match argument.is_positional {
        true => arg,
        false => arg
            .long(argument.option)
            .value_name(name_of(&argument.value))
            .help_heading("Parameters"),
    };
    valued(arg, &argument.value, argument.is_list)
}

fn member(member: &'static Member) -> Arg {
    let note = match member.is_required {
        true => "[required]",
        false => "",
    };
    let arg = Arg::new(member.option)
        .long(member.option)
        .value_name(name_of(&member.value))
        .help(help(member.about, note))
        .help_heading("Body");
    valued(arg, &member.value, member.is_list)
}

fn setting(setting: &'static Setting) -> Arg {
    let note = match setting.variable {
        "" => String::new(),
        variable => format!("[env: {variable}]"),
    };
    let arg = Arg::new(setting.option)
        .long(setting.option)
        .value_name(name_of(&setting.value))
        .help(help(setting.about, &note))
        .help_heading("Client");
    valued(arg, &setting.value, false).global(true)
}

fn help(about: &str, note: &str) -> String {
    match (about, note) {
        (about, "") => about.to_owned(),
        ("", note) => note.to_owned(),
        (about, note) => format!("{about} {note}"),
    }
}

/// Says what the values of an option are.
fn valued(arg: Arg, value: &'static Value, is_list: bool) -> Arg {
    let arg = match is_list {
        true => arg.action(ArgAction::Append),
        false => arg.action(ArgAction::Set),
    };
    match value {
        Value::Text | Value::File => arg,
        Value::Integer => arg.allow_negative_numbers(true).value_parser(integer),
        Value::Number => arg.allow_negative_numbers(true).value_parser(number),
        Value::Boolean => arg.value_parser(PossibleValuesParser::new(["true", "false"])),
        Value::OneOf(values) => arg.value_parser(PossibleValuesParser::new(values.iter().copied())),
        Value::OneOfNumbers(values) => arg
            .allow_negative_numbers(true)
            .value_parser(PossibleValuesParser::new(values.iter().copied())),
        Value::Json => arg.allow_negative_numbers(true).value_parser(json),
        Value::Pair => arg.value_parser(pair),
    }
}

/// Returns what help calls a value of an option.
fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Text => "TEXT",
        Value::Integer => "INTEGER",
        Value::Number => "NUMBER",
        Value::Boolean => "BOOLEAN",
        Value::OneOf(_) | Value::OneOfNumbers(_) => "VALUE",
        Value::Json => "JSON",
        Value::File => "FILE",
        Value::Pair => "USER:PASSWORD",
    }
}

// What is checked stays text, so that it is sent as it was written.

fn integer(text: &str) -> Result<String, String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_integer = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    // JSON has no leading zeros.
    match is_integer && (digits == "0" || !digits.starts_with('0')) {
        true => Ok(text.to_owned()),
        false => Err("it is no integer".to_owned()),
    }
}

fn number(text: &str) -> Result<String, String> {
    match serde_json::from_str::<f64>(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("it is no number".to_owned()),
    }
}

fn json(text: &str) -> Result<String, String> {
    match Raw::parse(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(format!("it is no JSON: {error}")),
    }
}

fn pair(text: &str) -> Result<String, String> {
    match text.contains(':') {
        true => Ok(text.to_owned()),
        false => Err("there is no colon in it".to_owned()),
    }
}

fn shared() -> [Arg; 6] {
    [
        Arg::new(BASE_URL)
            .long(BASE_URL)
            .value_name("URL")
            .help("The URL that the API is served at, over that of any server")
            .help_heading("Client")
            .global(true),
        Arg::new(TIMEOUT)
            .long(TIMEOUT)
            .value_name("SECONDS")
            .help("How long the call may take, retries included")
            .help_heading("Client")
            .value_parser(clap::value_parser!(u64).range(1..))
            .global(true),
        Arg::new(HEADER)
            .long(HEADER)
            .value_name("NAME: VALUE")
            .help("A header to send, over any that the call has")
            .help_heading("Client")
            .action(ArgAction::Append)
            .value_parser(header)
            .global(true),
        flag(PRINT_REQUEST)
            .help("Print the request, without credentials, instead of sending it")
            .help_heading("Output")
            .global(true),
        Arg::new(OUTPUT)
            .long(OUTPUT)
            .value_name("FILE")
            .help("Write the answer to a file instead of standard output")
            .help_heading("Output")
            .global(true),
        flag(COMPACT)
            .help("Print JSON as one line, as it is where no terminal shows it")
            .help_heading("Output")
            .global(true),
    ]
}

fn header(text: &str) -> Result<String, String> {
    match text.contains(':') {
        true => Ok(text.to_owned()),
        false => Err("write it as `NAME: VALUE`".to_owned()),
    }
}
