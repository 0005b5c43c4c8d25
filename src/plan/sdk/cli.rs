//! The command-line program, planned.

use super::{CredentialKind, Operation, Tag};

/// The command-line program of an SDK.
#[derive(Clone, Debug, PartialEq)]
pub struct CommandLine {
    /// Its name.
    pub name: String,
    /// What it is, as one line.
    pub about: String,
    /// The settings of the client that are options.
    pub settings: Vec<CommandSetting>,
    /// The groups of its commands.
    pub groups: Vec<CommandGroup>,
}

/// A setting of the client that is an option.
#[derive(Clone, Debug, PartialEq)]
pub struct CommandSetting {
    /// The option.
    pub option: String,
    /// The environment variable that help names.
    pub variable: String,
    /// Whether the program reads that variable, instead of the client.
    pub is_read: bool,
    /// What its values are.
    pub value: CommandValue,
    /// What it is, as one line.
    pub about: String,
    /// What it sets.
    pub sets: CommandSets,
}

/// What an option of the client sets.
#[derive(Clone, Debug, PartialEq)]
pub enum CommandSets {
    /// One of the servers: the values, each with its variant.
    Server(Vec<(String, String)>),
    /// A setter that takes a text.
    Text(String),
    /// A setter that takes a variant of an enumeration: the values, each with its variant.
    Choice {
        /// The setter.
        setter: String,
        /// The enumeration.
        ty: String,
        /// The values.
        variants: Vec<(String, String)>,
    },
    /// A setter for a credential of this kind.
    Credential(String, CredentialKind),
    /// One half of what a setter takes, the first of which stands for both.
    ClientId {
        /// The setter.
        setter: String,
        /// The options.
        options: [String; 2],
        /// The environment variables.
        variables: [String; 2],
    },
    /// The other half.
    ClientSecret,
}

/// A group of commands.
#[derive(Clone, Debug, PartialEq)]
pub struct CommandGroup {
    /// Its name.
    pub name: String,
    /// Its static.
    pub constant: String,
    /// What it is, as one line.
    pub about: String,
    /// Its commands.
    pub commands: Vec<Command>,
    /// The groups within it.
    pub groups: Vec<CommandGroup>,
}

/// A command: one operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    /// Its name.
    pub name: String,
    /// What it does, as one line.
    pub about: String,
    /// What it does, in full.
    pub details: String,
    /// The operation.
    pub operation: Operation,
    /// Its parameters, those that stand by themselves first.
    pub arguments: Vec<CommandArgument>,
    /// The options that choose a way to write the body, one for each of the operation's bodies; empty for
    /// the default.
    pub ways: Vec<CommandBody>,
    /// The members of its body that are options.
    pub members: Vec<CommandMember>,
}

/// A way to write a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandBody {
    /// The option that chooses it.
    pub option: String,
    /// Whether it has members that are known.
    pub is_object: bool,
}

/// A parameter of a command.
#[derive(Clone, Debug, PartialEq)]
pub struct CommandArgument {
    /// The option, or the name of the argument.
    pub option: String,
    /// Whether it stands by itself.
    pub is_positional: bool,
    /// Where and how it is sent.
    pub tag: Tag,
    /// What its values are.
    pub value: CommandValue,
    /// Whether it may be given several times.
    pub is_list: bool,
    /// Whether it must be given.
    pub is_required: bool,
    /// What it is, as one line.
    pub about: String,
}

/// A member of a body that is an option.
#[derive(Clone, Debug, PartialEq)]
pub struct CommandMember {
    /// The option.
    pub option: String,
    /// Its name in the body.
    pub wire: String,
    /// What its values are.
    pub value: CommandValue,
    /// Whether it may be given several times.
    pub is_list: bool,
    /// Whether the body must have it.
    pub is_required: bool,
    /// What it is, as one line.
    pub about: String,
}

/// What the values of an option are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandValue {
    /// Text.
    Text,
    /// Integers.
    Integer,
    /// Numbers.
    Number,
    /// `true` or `false`.
    Boolean,
    /// One of these texts.
    OneOf(Vec<String>),
    /// One of these numbers.
    OneOfNumbers(Vec<String>),
    /// JSON.
    Json,
    /// A file.
    File,
    /// A user and a password.
    Pair,
}
