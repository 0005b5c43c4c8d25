//! Webhooks and callbacks.

use std::collections::HashMap;

use super::{Lowering, schema::brief};
use crate::{
    api::{BodyVariant, Encoding, Name, Operation, Schema, Segment, Shape, StringFormat, Webhook},
    diagnostic::Pointer,
    load::read::{self, WebhookNode},
};

impl Lowering<'_> {
    /// Lowers the webhooks of the document and the callbacks of its operations, each once.
    pub(super) fn webhooks(&mut self, operations: &[Operation]) -> Vec<Webhook> {
        let mut webhooks: Vec<Webhook> = Vec::new();
        // Where each of them stands, though it could not be lowered.
        let mut known: HashMap<Pointer, Option<usize>> = HashMap::new();
        let mut ids = HashMap::new();
        let announced = read::webhooks(self.document, self.report);
        let announced = announced.into_iter().map(|node| (None, node));
        let mut all: Vec<(Option<&Operation>, WebhookNode)> = announced.collect();
        for operation in operations {
            let callbacks = read::callbacks(self.document, &operation.origin, self.report);
            all.extend(callbacks.into_iter().map(|node| (Some(operation), node)));
        }
        for (subscriber, node) in all {
            let Some(item) = read::path_item(self.document, &node.item, self.report) else {
                continue;
            };
            for (method, at) in &item.operations {
                let id = subscriber.map(|operation| operation.id.clone());
                if let Some(same) = known.get(at) {
                    let same = same.and_then(|index| webhooks.get_mut(index));
                    if let (Some(same), Some(id)) = (same, id) {
                        same.subscribers.push(id);
                    }
                    continue;
                }
                let mut path: Vec<Segment> =
                    id.iter().map(|id| Segment::Operation(brief(id))).collect();
                let words = match item.operations.len() {
                    1 => node.name.clone(),
                    _ => format!("{} {}", node.name, method.key()),
                };
                path.push(Segment::Webhook(brief(&words)));
                let place = (node.name.as_str(), method, at);
                let lowered = self.received(place, &item.parameters, &Name::Path(path), &mut ids);
                let Some(mut operation) = lowered else {
                    known.insert(at.clone(), None);
                    continue;
                };
                operation.path.clone_from(&node.url);
                let body = operation.body.iter_mut();
                body.flat_map(|body| &mut body.variants).for_each(whole);
                let contents = operation.responses.iter_mut();
                let contents = contents.filter_map(|it| it.content.as_mut());
                for content in contents.filter(|it| it.encoding == Encoding::Xml) {
                    content.encoding = Encoding::Bytes;
                    content.schema = Schema::of(Shape::String(StringFormat::Binary));
                    content.xml = None;
                }
                known.insert(at.clone(), Some(webhooks.len()));
                webhooks.push(Webhook {
                    name: node.name.clone(),
                    subscribers: id.into_iter().collect(),
                    operation,
                });
            }
        }
        webhooks
    }
}

/// Leaves a body in parts whole: parts are for those who send them. XML that somebody else sends is text.
fn whole(body: &mut BodyVariant) {
    if body.encoding == Encoding::Xml {
        body.encoding = Encoding::Text;
        body.schema = Schema::of(Shape::String(StringFormat::Plain));
        body.xml = None;
    }
    if body.encoding == Encoding::Multipart {
        body.encoding = Encoding::Bytes;
        body.schema = Schema::of(Shape::String(StringFormat::Binary));
    }
}
