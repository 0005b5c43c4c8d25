//! Document to API: every question about OpenAPI's keywords is answered here.
//!
//! What enters is a [`Document`]; what leaves is an [`Api`] of the types that its operations and webhooks reach,
//! still without unique names. Types are lowered from a work list, not by recursion, so that long
//! chains of types cost no stack. What cannot be expressed is reported and costs the one operation,
//! field or constraint that it stands in.

mod all_of;
mod alternative;
mod beside;
mod body;
mod docs;
mod enumeration;
mod header;
mod hierarchy;
mod media_range;
mod members;
mod multipart;
mod object;
mod one_of;
mod operation;
mod pagination;
mod parameter;
mod path;
mod program;
mod response;
mod scalar;
mod schema;
mod security;
mod server;
mod stream;
mod tag;
mod webhook;
mod xml;
mod xml_object;

use std::collections::{BTreeMap, HashMap};

use hierarchy::Hierarchies;
use tag::Tag;

use crate::{
    api::{Api, Definition, Docs, Enumeration, Kind, Name, Schema, Server, TypeId},
    diagnostic::{Code, Diagnostic, Pointer, Report},
    load::Document,
};

/// Lowers a document.
pub fn lower(document: &Document, report: &mut Report) -> Api {
    let mut lowering = Lowering::new(document, report);
    let root = document.root();
    let info = |key: &str| {
        root.pointer(&format!("/info/{key}"))
            .and_then(|value| value.as_str())
            .map(str::to_owned)
    };
    let security_schemes = lowering.security_schemes();
    lowering.servers = lowering.servers_at(&Pointer::root());
    let operations = lowering.operations(&security_schemes);
    let webhooks = lowering.webhooks(&operations);
    lowering.finish_types();
    lowering.fix_tags();
    lowering.name_parts();
    lowering.xml_of_types(&operations);
    let programs = lowering.programs();
    Api {
        title: info("title").unwrap_or_default(),
        version: info("version").unwrap_or_default(),
        description: info("description"),
        servers: lowering.servers,
        tags: tags(document),
        security_schemes,
        operations,
        webhooks,
        programs,
        omitted: lowering.omitted,
        types: lowering.types,
    }
}

fn tags(document: &Document) -> Vec<crate::api::Tag> {
    let tags = document.root().get("tags").and_then(|tags| tags.as_array());
    tags.into_iter()
        .flatten()
        .filter_map(|tag| {
            let text = |key: &str| tag.get(key)?.as_str().map(str::to_owned);
            Some(crate::api::Tag {
                name: text("name")?,
                description: text("description"),
                parent: text("x-sdkwright-parent"),
                kind: text("x-sdkwright-kind"),
            })
        })
        .collect()
}

/// The state of one lowering.
struct Lowering<'d> {
    document: &'d Document,
    report: &'d mut Report,
    types: Vec<Definition>,
    /// Where the API is served.
    servers: Vec<Server>,
    /// The operations that are left out, and why.
    omitted: Vec<(Pointer, &'static Code)>,
    /// What each schema of the document turned out to be.
    known: HashMap<Pointer, Schema>,
    /// Shapes that are being worked out, with the type that stands in for those that hold
    /// themselves.
    open: HashMap<Pointer, Option<TypeId>>,
    /// What each schema that is sent in parts turned out to be, given the properties that the media
    /// type makes parts of bytes.
    in_parts: BTreeMap<(Pointer, Vec<String>), TypeId>,
    /// Types that are reserved but not yet filled in.
    pending: Vec<(TypeId, Pending)>,
    /// Which schemas are composed of which.
    hierarchies: Hierarchies,
    /// Fields that tell of which type an object is, with the value that they then have.
    tags: Vec<Tag>,
    /// How many more parts types may be made of.
    parts_left: usize,
    /// What each XML object of the document says.
    xml_objects: HashMap<Pointer, xml_object::XmlObject>,
}

/// How a reserved type is to be filled in.
enum Pending {
    /// The object at a pointer.
    Object(Pointer),
    /// An object in parts, and the properties that the media type makes parts of bytes.
    Parts(Pointer, Vec<String>),
    /// The union at a pointer.
    Union(Alternatives),
    /// What stands beside the variants of a union, and one of these variants.
    Combination(Alternatives, Pointer),
}

/// The variants of a union, and what is said beside them.
#[derive(Clone, Debug)]
struct Alternatives {
    /// The schema that has the variants and everything else.
    whole: Pointer,
    /// The schema that lists the variants: the same, or one that it is composed of.
    union: Pointer,
}

impl<'d> Lowering<'d> {
    fn new(document: &'d Document, report: &'d mut Report) -> Self {
        Self {
            document,
            report,
            types: Vec::new(),
            servers: Vec::new(),
            omitted: Vec::new(),
            known: HashMap::new(),
            open: HashMap::new(),
            in_parts: BTreeMap::new(),
            pending: Vec::new(),
            hierarchies: Hierarchies::of(document),
            tags: Vec::new(),
            parts_left: members::MAX_ALL_PARTS,
            xml_objects: HashMap::new(),
        }
    }

    /// Reserves a type.
    fn reserve(&mut self, name: Name, origin: Pointer, docs: Docs) -> TypeId {
        let id = TypeId::new(self.types.len());
        self.types.push(Definition {
            name,
            unique_name: String::new(),
            place: self.document.place(&origin),
            origin,
            docs,
            kind: Kind::Enumeration(Enumeration { values: Vec::new() }),
            directions: Default::default(),
            xml: None,
            twin: None,
        });
        id
    }

    /// Fills in the types that operations reached, and those that these reach in turn.
    fn finish_types(&mut self) {
        while let Some((id, pending)) = self.pending.pop() {
            let name = self.types[id.index()].name.clone();
            let kind = match pending {
                Pending::Object(pointer) => Kind::Object(self.object(id, &pointer, &name)),
                Pending::Union(alternatives) => Kind::Union(self.union(&alternatives, &name)),
                Pending::Combination(alternatives, variant) => {
                    Kind::Object(self.combination(id, &alternatives, &variant, &name))
                }
                Pending::Parts(pointer, binary) => {
                    Kind::Object(self.object_in_parts(&pointer, &name, &binary))
                }
            };
            self.types[id.index()].kind = kind;
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.report.push(diagnostic);
    }

    /// Reports a finding at a node.
    fn report_at(&mut self, diagnostic: Diagnostic, pointer: &Pointer, label: &str) {
        let place = self.document.place(pointer);
        self.report(diagnostic.label(place, label));
    }
}
