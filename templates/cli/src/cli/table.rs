//! What a program is: groups of commands, as data that the generator writes.

use super::body::Content;
use super::{Failure, Output, Settings};
use crate::runtime::{BoxFuture, Call, Core, Error, Operation, Parameter};

/// A program.
#[derive(Debug)]
pub struct Program {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// What it is, as one line.
    pub about: &'static str,
    /// The settings of the client, which every command takes as options.
    pub settings: &'static [Setting],
    /// Makes a client of the settings that are given.
    pub client: fn(&Settings) -> Result<Core, Error>,
    /// The groups of its commands.
    pub groups: &'static [&'static Group],
}

/// A setting of the client.
#[derive(Debug)]
pub struct Setting {
    /// The option, without its hyphens.
    pub option: &'static str,
    /// The environment variable that stands for the option; empty: none.
    pub variable: &'static str,
    /// Whether the program reads that variable; if not, the client does.
    pub is_read: bool,
    /// What its values are.
    pub value: Value,
    /// What it is, as one line.
    pub about: &'static str,
}

/// A group of commands.
#[derive(Debug)]
pub struct Group {
    /// Its name.
    pub name: &'static str,
    /// What it is, as one line.
    pub about: &'static str,
    /// Its commands.
    pub commands: &'static [Command],
    /// The groups within it.
    pub groups: &'static [&'static Group],
}

/// A command: one operation.
#[derive(Debug)]
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// What it does, as one line.
    pub about: &'static str,
    /// What it does, in full.
    pub details: &'static str,
    /// The operation.
    pub operation: Operation,
    /// Its parameters, without those that the client has.
    pub arguments: &'static [Argument],
    /// The ways to write its body, the default first; none where it has no body.
    pub bodies: &'static [Body],
    /// Whether there must be a body.
    pub needs_body: bool,
    /// The members of its body that are options.
    pub members: &'static [Member],
    /// Its answer as a stream.
    pub stream: Option<Stream>,
    /// Its answer in other media types.
    pub alternatives: &'static [Alternative],
    /// Reads all pages of the list that it answers with.
    pub pages: Option<Pages>,
}

/// Sends a call, reads so many items at most of its pages, and writes them.
pub(super) type Pages = fn(Call, u64, Output) -> BoxFuture<'static, Result<(), Failure>>;

/// An answer in another media type than the usual one.
#[derive(Debug)]
pub struct Alternative {
    /// The value of the option that asks for it.
    pub name: &'static str,
    /// The `Accept` header that asks for it.
    pub accept: &'static str,
    /// Sends a call with this header, and writes what is answered.
    pub read: fn(Call, &'static str, Output) -> BoxFuture<'static, Result<(), Failure>>,
}

/// A parameter.
#[derive(Debug)]
pub struct Argument {
    /// The option, without its hyphens, or the name of the argument.
    pub option: &'static str,
    /// Whether it is an argument that stands by itself.
    pub is_positional: bool,
    /// Where it goes.
    pub place: Place,
    /// What its values are.
    pub value: Value,
    /// Whether it may be given several times.
    pub is_list: bool,
    /// Whether it must be given.
    pub is_required: bool,
    /// What it is, as one line.
    pub about: &'static str,
}

/// Where a parameter goes, and how it is written.
#[derive(Debug)]
pub enum Place {
    /// By its style.
    Styled(Parameter),
    /// As JSON text.
    Json(Parameter),
    /// The whole query, as a form.
    QueryForm,
    /// The whole query, as JSON text.
    QueryJson,
    /// The whole query, as text.
    QueryText,
}

/// What the values of an option are.
#[derive(Debug)]
pub enum Value {
    /// Text.
    Text,
    /// Integers.
    Integer,
    /// Numbers.
    Number,
    /// `true` or `false`.
    Boolean,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// One of these numbers.
    OneOfNumbers(&'static [&'static str]),
    /// JSON.
    Json,
    /// A path of a file, whose bytes are sent.
    File,
    /// A user and a password, with a colon between them.
    Pair,
}

/// A way to write a body.
#[derive(Debug)]
pub struct Body {
    /// The option that chooses it; empty for the default.
    pub option: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Whether it has members, instead of being one text.
    pub is_object: bool,
    /// Says how its properties are written.
    pub properties: fn(Call) -> Call,
    /// Sets it.
    pub set: fn(Call, &'static str, Content) -> Result<Call, Failure>,
}

/// A member of a body that is an option.
#[derive(Debug)]
pub struct Member {
    /// The option, without its hyphens.
    pub option: &'static str,
    /// Its name in the body.
    pub wire: &'static str,
    /// What its values are.
    pub value: Value,
    /// Whether it may be given several times.
    pub is_list: bool,
    /// Whether the body must have it.
    pub is_required: bool,
    /// What it is, as one line.
    pub about: &'static str,
}

/// An answer that is read while it comes.
#[derive(Debug)]
pub struct Stream {
    /// The `Accept` header that asks for it; empty: that of the operation.
    pub accept: &'static str,
    /// Whether it must be asked for by an option.
    pub is_option: bool,
    /// Reads it.
    pub read: fn(Call, Output) -> BoxFuture<'static, Result<(), Failure>>,
}
