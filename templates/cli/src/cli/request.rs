//! From what was given for a command to the call of its operation.

use std::time::Duration;

use clap::ArgMatches;

use super::arguments::{
    ALL, AS, BASE_URL, BODY, COMPACT, HEADER, MAX_ITEMS, OUTPUT, STREAM, TIMEOUT,
};
use super::body::{self, Content, File};
use super::json::{Object, Raw};
use super::table::{
    Alternative, Argument, Body, Command, Member, Pages, Place, Program, Stream, Value,
};
use super::{Failure, Output, Settings, arguments};
use crate::runtime::{Call, Core, Operation, Security};

/// How an answer is read.
pub(super) enum Reading {
    /// As a whole.
    Whole,
    /// As a stream.
    Stream(&'static Stream),
    /// In another media type.
    Alternative(&'static Alternative),
    /// As the items of all pages, so many at most.
    Pages(Pages, u64),
}

/// What was given for a command.
pub(super) struct Given<'g> {
    program: &'static Program,
    command: &'static Command,
    given: &'g ArgMatches,
}

impl<'g> Given<'g> {
    pub(super) fn of(
        program: &'static Program,
        command: &'static Command,
        given: &'g ArgMatches,
    ) -> Self {
        Self {
            program,
            command,
            given,
        }
    }

    /// Returns whether an option that takes no value is given.
    pub(super) fn is_set(&self, option: &str) -> bool {
        self.given.get_flag(option)
    }

    /// Returns where the answer goes.
    pub(super) fn output(&self) -> Output {
        let file = self.one(OUTPUT).cloned();
        Output::new(file, self.is_set(COMPACT))
    }

    /// Returns how the answer is read.
    pub(super) fn reading(&self) -> Result<Reading, Failure> {
        if let Some(pages) = self.command.pages {
            let most = self.given.get_one::<u64>(MAX_ITEMS).copied();
            if most.is_some() || self.is_set(ALL) {
                return Ok(Reading::Pages(pages, most.unwrap_or(u64::MAX)));
            }
        }
        let mut alternatives = self.command.alternatives.iter();
        if !self.command.alternatives.is_empty()
            && let Some(name) = self.one(AS)
        {
            let chosen = alternatives.find(|it| it.name == name);
            let chosen = chosen.ok_or_else(|| Failure::usage("`--as` is none of its values"));
            return chosen.map(Reading::Alternative);
        }
        let stream = self.command.stream.as_ref();
        let stream = stream.filter(|stream| !stream.is_option || self.is_set(STREAM));
        Ok(stream.map_or(Reading::Whole, Reading::Stream))
    }

    /// Returns the call.
    pub(super) fn call(&self) -> Result<Call, Failure> {
        let mut call = Call::new(&self.client()?, self.operation());
        for argument in self.command.arguments {
            if let Some(value) = self.value(argument.option, &argument.value, argument.is_list)? {
                call = give(call, argument, &value);
            }
        }
        if let Some(seconds) = self.given.get_one::<u64>(TIMEOUT) {
            call = call.timeout(Duration::from_secs(*seconds));
        }
        for header in self.many(HEADER) {
            let (name, value) = header.split_once(':').unwrap_or((header, ""));
            call = call.header(name.trim(), value.trim());
        }
        self.with_body(call)
    }

    fn client(&self) -> Result<Core, Failure> {
        let mut settings = Settings::default();
        for setting in self.program.settings {
            settings.take(setting, self.one(setting.option));
        }
        if let Some(url) = self.one(BASE_URL) {
            settings.insert(BASE_URL, url);
        }
        (self.program.client)(&settings).map_err(Failure::Call)
    }

    /// Returns the operation, which needs no credential where its request is only shown.
    fn operation(&self) -> &'static Operation {
        let operation = &self.command.operation;
        match self.is_set(arguments::PRINT_REQUEST) {
            // Once in a run of the program.
            true => Box::leak(Box::new(Operation {
                security: Security::None,
                ..operation.clone()
            })),
            false => operation,
        }
    }

    fn with_body(&self, call: Call) -> Result<Call, Failure> {
        let Some(default) = self.command.bodies.first() else {
            return Ok(call);
        };
        let body = self.chosen(default)?;
        match self.content(body)? {
            Some(content) => (body.set)((body.properties)(call), body.media_type, content),
            None if self.command.needs_body => Err(Failure::usage(
                "the operation needs a body: give it by `--body`, or its members by their options",
            )),
            None => Ok(call),
        }
    }

    /// Returns the way to write the body that is asked for.
    fn chosen(&self, default: &'static Body) -> Result<&'static Body, Failure> {
        let others = self.command.bodies.iter();
        let chosen: Vec<&Body> = others
            .filter(|body| !body.option.is_empty() && self.is_set(body.option))
            .collect();
        match chosen[..] {
            [] if !default.is_object
                && self.command.members.iter().any(|it| self.has(it.option)) =>
            {
                // Members say which way they mean.
                let mut bodies = self.command.bodies.iter();
                Ok(bodies.find(|body| body.is_object).unwrap_or(default))
            }
            [] => Ok(default),
            [body] => Ok(body),
            [one, other, ..] => Err(Failure::usage(format!(
                "`--{}` and `--{}` exclude each other",
                one.option, other.option
            ))),
        }
    }

    fn content(&self, body: &Body) -> Result<Option<Content>, Failure> {
        let whole = self.one(BODY);
        let whole = whole.map(|argument| body::whole(argument)).transpose()?;
        let members = self.command.members.iter();
        let members: Vec<&Member> = members.filter(|it| self.has(it.option)).collect();
        let Some(first) = members.first() else {
            return Ok(whole.map(Content::Whole));
        };
        if !body.is_object {
            return Err(Failure::usage(format!(
                "`--{}` is a member of another body: this one is given by `--body` alone",
                first.option
            )));
        }
        let mut object = match &whole {
            Some(bytes) => {
                Object::parse(body::text_of(bytes)?).map_err(|error| body::no_json(&error))?
            }
            None => Object::default(),
        };
        let mut files = Vec::new();
        for member in members {
            if let Value::File = member.value {
                for path in self.many(member.option) {
                    files.push(File::read(member.wire, path)?);
                }
            } else if let Some(value) = self.value(member.option, &member.value, member.is_list)? {
                object.set(member.wire, value);
            }
        }
        // Who writes a body knows what it lacks.
        if whole.is_none() {
            self.check(&object, &files)?;
        }
        Ok(Some(Content::Members { object, files }))
    }

    /// Checks that no member is missing.
    fn check(&self, object: &Object, files: &[File]) -> Result<(), Failure> {
        let mut members = self.command.members.iter();
        let missing = members.find(|member| {
            let is_given = object.has(member.wire) || files.iter().any(|it| it.wire == member.wire);
            member.is_required && !is_given
        });
        match missing {
            None => Ok(()),
            Some(member) => Err(Failure::usage(format!(
                "the body needs `{}`: give `--{}`",
                member.wire, member.option
            ))),
        }
    }

    /// Returns what is given for an option, as JSON.
    fn value(
        &self,
        option: &'static str,
        value: &Value,
        is_list: bool,
    ) -> Result<Option<Raw>, Failure> {
        let mut values = Vec::new();
        for text in self.many(option) {
            let value = raw(value, text);
            values.push(value.map_err(|error| Failure::usage(format!("`--{option}`: {error}")))?);
        }
        Ok(match is_list {
            true if !values.is_empty() => Some(Raw::list(&values)),
            true | false => values.pop(),
        })
    }

    fn has(&self, option: &'static str) -> bool {
        self.given.contains_id(option)
    }

    fn one(&self, option: &'static str) -> Option<&'g String> {
        self.given.get_one::<String>(option)
    }

    fn many(&self, option: &'static str) -> impl Iterator<Item = &'g String> {
        let given = self.given.get_many::<String>(option);
        given.into_iter().flatten()
    }
}

/// Returns a text as the JSON that it stands for.
fn raw(value: &Value, text: &str) -> Result<Raw, serde_json::Error> {
    match value {
        Value::Text | Value::OneOf(_) | Value::File | Value::Pair => Ok(Raw::string(text)),
        Value::Integer | Value::Number | Value::Boolean | Value::OneOfNumbers(_) | Value::Json => {
            Raw::parse(text)
        }
    }
}

fn give(call: Call, argument: &Argument, value: &Raw) -> Call {
    match argument.place {
        Place::Styled(parameter) => call.serialized(parameter, value),
        Place::Json(parameter) => call.json_parameter(parameter, value),
        Place::QueryForm => call.query_string_form(value),
        Place::QueryJson => call.query_string_json(value),
        Place::QueryText => match serde_json::from_str::<String>(value.text()) {
            Ok(text) => call.query_string_text(text),
            // A number or a boolean is its own text.
            Err(_) => call.query_string_text(value.text()),
        },
    }
}
