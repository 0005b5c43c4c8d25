//! What the README says about the command-line program.

use crate::{
    emit::Context,
    plan::{Command, CommandGroup, CommandSetting},
};

/// Returns what there is to say about the program, where there is one.
pub(super) fn command_line(context: Context<'_>) -> Option<String> {
    let program = context.sdk.command_line.as_ref()?;
    let name = &program.name;
    let mut text = format!(
        "## Command line\n\nWith the feature `cli`, the crate has a program, `{name}`, with a command for each \
         operation; it\nneeds no other feature, since it compiles neither models nor calls:\n\n```sh\ncargo install {name} --no-default-features --features cli,rustls\n{name} --help\n"
    );
    if let Some(call) = example(&program.groups, name) {
        text.push_str(&format!("{call} --help\n"));
    }
    text.push_str(
        "```\n\nWhat the path needs are arguments, other parameters options. A body is made of options, one for \
         each member,\nor given by `--body` as text, as `@FILE` or, by `-`, on standard input. JSON comes on \
         standard output: in lines\nwhere a terminal shows it, else as one line; an answer that is a stream, one \
         item per line. `--output FILE`\nwrites it to a file, `--print-request` prints the request instead of \
         sending it. The exit code is 1 where the\ncall failed, and 2 where the arguments make no call.\n",
    );
    let settings: Vec<String> = program.settings.iter().map(setting).collect();
    if !settings.is_empty() {
        text.push_str(&format!("\n{}", settings.concat()));
    }
    Some(text)
}

/// Returns the first command of the first group that has one.
fn example(groups: &[CommandGroup], path: &str) -> Option<String> {
    let first = |command: &Command, path: &str| format!("{path} {}", command.name);
    groups.iter().find_map(|group| {
        let path = format!("{path} {}", group.name);
        let command = group.commands.first();
        let command = command.map(|it| first(it, &path));
        command.or_else(|| example(&group.groups, &path))
    })
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
