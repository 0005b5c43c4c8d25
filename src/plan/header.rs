//! Headers of answers.

use crate::{
    api::{Header, Operation as Source, Schema},
    config::Config,
};

use super::{
    docs,
    sdk::ResponseHeader,
    types::{Names, value_type},
};

/// Plans the headers of answers: those of successes, then those of errors.
pub(super) fn headers(source: &Source, names: &Names, config: &Config) -> Vec<ResponseHeader> {
    let mut headers: Vec<ResponseHeader> = Vec::new();
    for success in [true, false] {
        let responses = source.responses.iter();
        let responses: Vec<_> = responses
            .filter(|it| it.status.is_success() == success)
            .collect();
        let first = headers.len();
        for response in &responses {
            for header in &response.headers {
                let status = response.status.to_string();
                match headers[first..]
                    .iter_mut()
                    .find(|it| it.name == header.name)
                {
                    Some(known) => known.statuses.push(status),
                    None => headers.push(header_of(header, success, status, names, config)),
                }
            }
        }
        let everywhere = headers[first..].iter_mut();
        everywhere
            .filter(|it| it.statuses.len() == responses.len())
            .for_each(|it| it.statuses.clear());
    }
    headers
}

fn header_of(
    header: &Header,
    success: bool,
    status: String,
    names: &Names,
    config: &Config,
) -> ResponseHeader {
    let schema = Schema::of(header.shape.clone());
    let text = header.description.as_deref().unwrap_or_default();
    ResponseHeader {
        name: header.name.clone(),
        ty: value_type(&schema, names, config),
        success,
        statuses: vec![status],
        summary: docs::plain(&docs::summary_of(text)),
    }
}
