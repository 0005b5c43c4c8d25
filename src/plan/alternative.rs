//! The media types that callers can ask for instead of the usual one: a method each.

use heck::ToSnakeCase;

use super::{
    ident::Taken,
    outcome::{Outcomes, accept_of_failures},
    sdk::{Alternative, Reading, ResponseKind},
    types::Type,
};
use crate::api::{self, Response, Status, media_type_names};

/// One media type, as it is offered by the statuses that have it.
struct Offer<'a> {
    media_type: &'a str,
    readings: Vec<Reading>,
}

impl Outcomes<'_> {
    /// Plans the methods that ask for other media types, given the successes.
    pub(super) fn alternatives(
        &self,
        successes: &[&Response],
        responses: &[Response],
    ) -> Vec<Alternative> {
        // Of the streams of several statuses the first one is the usual one.
        let mut streams = successes.iter().filter_map(|it| it.stream.as_ref());
        let usual_stream = streams.next().map(|it| it.media_type.as_str());
        let other_streams = streams.map(|it| it.media_type.as_str());
        let other_streams = other_streams.filter(|it| Some(*it) != usual_stream);
        let others = successes.iter().flat_map(|it| &it.alternatives);
        let mut offers: Vec<Offer<'_>> = Vec::new();
        for media_type in others
            .map(api::Alternative::media_type)
            .chain(other_streams)
        {
            if offers.iter().any(|it| is_same(it.media_type, media_type)) {
                continue;
            }
            let mut readings: Vec<Reading> = Vec::new();
            for reading in successes
                .iter()
                .flat_map(|it| self.readings(it, media_type))
            {
                if !readings.contains(&reading) {
                    readings.push(reading);
                }
            }
            offers.push(Offer {
                media_type,
                readings,
            });
        }
        let usual = successes.iter().flat_map(|response| {
            let content = response.content.iter().map(|it| it.media_type.as_str());
            content.chain(response.stream.iter().map(|it| it.media_type.as_str()))
        });
        let others = offers.iter().map(|it| it.media_type);
        let all: Vec<&str> = usual.chain(others).collect();
        let has_empty = successes
            .iter()
            .any(|it| self.kind(it).0 == ResponseKind::Empty && it.stream.is_none());
        let mut taken = Taken::default();
        offers
            .iter()
            .filter_map(|offer| {
                Some(Alternative {
                    method: taken.claim(&format!("as_{}", name(offer.media_type, &all))),
                    media_type: offer.media_type.to_owned(),
                    errors: accept_of_failures(offer.media_type, responses),
                    reading: joined(&offer.readings, has_empty)?,
                })
            })
            .collect()
    }

    /// Returns how an answer of a status is read where it is of a media type.
    fn readings(&self, response: &Response, media_type: &str) -> Vec<Reading> {
        if matches!(response.status, Status::Code(204 | 205)) {
            return Vec::new();
        }
        let whole = |content| {
            let (kind, ty) = self.content(content);
            Reading::Whole(kind, ty)
        };
        let stream = |stream| {
            let (kind, ty) = self.items(stream);
            Reading::Stream(kind, ty)
        };
        let others = response.alternatives.iter().map(|other| match other {
            api::Alternative::Content(content) => (&content.media_type, whole(content)),
            api::Alternative::Stream(items) => (&items.media_type, stream(items)),
        });
        let content = response.content.iter();
        let items = response.stream.iter();
        content
            .map(|it| (&it.media_type, whole(it)))
            .chain(items.map(|it| (&it.media_type, stream(it))))
            .chain(others)
            .filter(|(offered, _)| is_same(offered, media_type))
            .map(|(_, reading)| reading)
            .collect()
    }
}

/// Returns how an answer is read that is read in several ways, by its status.
fn joined(readings: &[Reading], has_empty: bool) -> Option<Reading> {
    let (kind, ty) = match readings {
        [] => return None,
        [Reading::Stream(..), ..] => return readings.first().cloned(),
        [Reading::Whole(kind, ty)] => (*kind, ty.clone()),
        several => {
            let is_json = |it: &Reading| matches!(it, Reading::Whole(ResponseKind::Json, _));
            match several.iter().all(is_json) {
                true => (ResponseKind::Json, Type::Plain("serde_json::Value")),
                false => (ResponseKind::Bytes, Type::Plain("bytes::Bytes")),
            }
        }
    };
    Some(match (kind, has_empty, ty) {
        (ResponseKind::Json, true, ty @ Type::Option(_)) => {
            Reading::Whole(ResponseKind::OptionalJson, ty)
        }
        (ResponseKind::Json, true, ty) => {
            Reading::Whole(ResponseKind::OptionalJson, Type::Option(Box::new(ty)))
        }
        (kind, _, ty) => Reading::Whole(kind, ty),
    })
}

/// Returns whether two media types differ in their character set at most.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let [.., one] = media_type_names(one);
    let [.., other] = media_type_names(other);
    one == other
}

/// Returns the shortest name of a media type that no other one of the same answer has.
fn name(media_type: &str, all: &[&str]) -> String {
    let names = media_type_names(media_type);
    let others = all.iter().filter(|other| !is_same(other, media_type));
    let others: Vec<[String; 3]> = others.map(|other| media_type_names(other)).collect();
    let mut own = names.iter().enumerate();
    let free = own.find(|(level, name)| others.iter().all(|other| other[*level] != **name));
    let [.., whole] = &names;
    free.map_or(whole, |(_, name)| name).to_snake_case()
}
