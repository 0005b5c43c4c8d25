//! What the README says about the command-line program.

use crate::{
    emit::Context,
    plan::{Alternative, Command, CommandGroup, CommandSetting},
};

/// Returns what there is to say about the program, where there is one.
pub(super) fn command_line(context: Context<'_>) -> Option<String> {
    let program = context.sdk.command_line.as_ref()?;
    let name = &program.name;
    let mut text = format!(
        "## Command line\n\nWith the feature `cli`, the crate has a program, `{name}`, with a command for each \
         operation; it\nneeds no other feature, since it compiles neither models nor calls:\n\n```sh\ncargo install {name} --no-default-features --features cli,rustls\n{name} --help\n"
    );
    if let Some((call, _)) = find(&program.groups, name, &|_| true) {
        text.push_str(&format!("{call} --help\n"));
    }
    text.push_str(
        "```\n\nWhat the path needs are arguments, other parameters options. A body is made of options, one for \
         each member,\nor given by `--body` as text, as `@FILE` or, by `-`, on standard input. JSON comes on \
         standard output: in lines\nwhere a terminal shows it, else as one line; an answer that is a stream, one \
         item per line. `--output FILE`\nwrites it to a file, `--print-request` prints the request instead of \
         sending it. The exit code is 1 where the\ncall failed, and 2 where the arguments make no call.\n",
    );
    text.push_str(&of_answers(&program.groups, name));
    let settings: Vec<String> = program.settings.iter().map(setting).collect();
    if !settings.is_empty() {
        text.push_str(&format!("\n{}", settings.concat()));
    }
    Some(text)
}

/// Returns the first command that is such a one, as it is called.
fn find<'g>(
    groups: &'g [CommandGroup],
    path: &str,
    is_such: &dyn Fn(&Command) -> bool,
) -> Option<(String, &'g Command)> {
    groups.iter().find_map(|group| {
        let path = format!("{path} {}", group.name);
        let command = group.commands.iter().find(|it| is_such(it));
        let command = command.map(|it| (format!("{path} {}", it.name), it));
        command.or_else(|| find(&group.groups, &path, is_such))
    })
}

/// Returns what there is to say about options that choose what is printed of an answer.
fn of_answers(groups: &[CommandGroup], name: &str) -> String {
    let mut text = String::new();
    let has_pages = |command: &Command| command.operation.paging.is_some();
    if let Some((call, _)) = find(groups, name, &has_pages) {
        text.push_str(&format!(
            "\nA list that comes in pages is printed whole by `--all`, each of its items as one line, as soon as its \
             page is\nthere; `--max-items N` ends after so many, and asks for no page beyond. Where a page fails, what came \
             before is\nprinted, and the exit code is 1. The help of a group marks these commands:\n\n\
             ```sh\n{call} --all | head\n```\n"
        ));
    }
    let has_types = |command: &Command| !command.operation.outcome.alternatives.is_empty();
    if let Some((call, command)) = find(groups, name, &has_types) {
        let values = &command.operation.outcome.alternatives;
        let value = values.first().map(Alternative::option).unwrap_or_default();
        text.push_str(&format!(
            "\n`--as TYPE` asks for an answer as another media type than the usual one; an answer that is something \
             else is an\nerror:\n\n```sh\n{call} --as {value} --output FILE\n```\n"
        ));
    }
    text
}

fn setting(setting: &CommandSetting) -> String {
    match setting.variable.as_str() {
        "" => format!("- `--{}`\n", setting.option),
        variable => format!(
            "- `--{}`, or the environment variable `{variable}`\n",
            setting.option
        ),
    }
}
