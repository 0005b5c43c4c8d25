//! What the generator writes to `models/`.

use std::collections::BTreeMap;

use crate::runtime::{self, Nullable, object, string_enum, tagged_union, untagged_union, wrapper};

#[derive(Clone, Default)]
pub struct Feed {
    pub lang: Option<String>,
    pub title: Option<String>,
    pub entries: Option<Vec<Entry>>,
    pub empty: Option<String>,
}

object!(Feed {
    optional lang = "lang",
    optional title = "title",
    optional entries = "entries",
    optional empty = "empty",
});

runtime::xml::table!(Feed as Name::of("feed").namespace("http://www.w3.org/2005/Atom").prefix("atom") => Kind::Object {
    members: &[
        Member::attribute("lang", Kind::Text),
        Member::element("title", Kind::Text).named(Name::of("title").namespace("http://www.w3.org/2005/Atom").prefix("atom")),
        Member::element("entries", Kind::List(&Kind::of::<super::models::Entry>())).named(Name::of("entry")),
        Member::element("empty", Kind::Text),
    ],
    rest: None,
});

#[derive(Clone, Default)]
pub struct Entry {
    pub id: Option<i64>,
    pub rank: Option<f64>,
}

object!(Entry {
    optional id = "id",
    optional rank = "rank",
});

runtime::xml::table!(Entry as Name::of("entry") => Kind::Object {
    members: &[
        Member::attribute("id", Kind::Number),
        Member::element("rank", Kind::Number),
    ],
    rest: None,
});

/// One of each.
#[derive(Clone, Default)]
pub struct Each {
    pub flag: Option<bool>,
    pub note: Nullable<String>,
    pub sizes: Option<Vec<i32>>,
    pub tags: Option<Vec<String>>,
    pub rows: Option<Vec<Vec<i32>>>,
    pub pair: Option<(String, i32)>,
    pub labels: Option<BTreeMap<String, Vec<String>>>,
    pub any: Option<serde_json::Value>,
    pub shape: Option<Shape>,
    pub tree: Option<Box<Tree>>,
    pub state: Option<State>,
    pub inner: Option<Entry>,
    pub amount: Option<Amount>,
}

object!(Each {
    optional flag = "flag",
    optional note = "note",
    optional sizes = "sizes",
    optional tags = "tags",
    optional rows = "rows",
    optional pair = "pair",
    optional labels = "labels",
    optional any = "any",
    optional shape = "shape",
    optional tree = "tree",
    optional state = "state",
    optional inner = "inner",
    optional amount = "amount",
});

runtime::xml::table!(Each as Name::of("each") => Kind::Object {
    members: &[
        Member::element("flag", Kind::Boolean),
        Member::element("note", Kind::Text).nullable(),
        Member::attribute("sizes", Kind::List(&Kind::Number)),
        Member::element("tags", Kind::List(&Kind::Text)).around(Name::of("tag")),
        Member::element("rows", Kind::List(&Kind::List(&Kind::Number))).named(Name::of("row")),
        Member::element("pair", Kind::Tuple(&[Member::element("", Kind::Text).named(Name::of("left")), Member::element("", Kind::Number).named(Name::of("right"))])),
        Member::element("labels", Kind::Map(&Kind::List(&Kind::Text))),
        Member::element("any", Kind::Any),
        Member::element("shape", Kind::of::<super::models::Shape>()),
        Member::element("tree", Kind::of::<super::models::Tree>()),
        Member::attribute("state", Kind::Token),
        Member::inline("inner", Kind::of::<super::models::Entry>()),
        Member::element("amount", Kind::of::<super::models::Amount>()),
    ],
    rest: None,
});

string_enum!(State {
    Open = "open",
    Closed = "closed",
});

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Closed,
}

#[derive(Clone, Default)]
pub struct Tree {
    pub name: Option<String>,
    pub trees: Option<Vec<Tree>>,
}

object!(Tree {
    optional name = "name",
    optional trees = "trees",
});

runtime::xml::table!(Tree as Name::of("tree") => Kind::Object {
    members: &[
        Member::attribute("name", Kind::Text),
        Member::element("trees", Kind::List(&Kind::of::<super::models::Tree>())).named(Name::of("tree")),
    ],
    rest: None,
});

/// An amount with its currency, as text and attribute.
#[derive(Clone)]
pub struct Amount {
    pub currency: String,
    pub value: f64,
    pub more: BTreeMap<String, serde_json::Value>,
}

object!(Amount {
    required currency = "currency",
    required value = "value",
} rest more);

runtime::xml::table!(Amount as Name::of("amount") => Kind::Object {
    members: &[
        Member::attribute("currency", Kind::Text).required(),
        Member::text("value", Kind::Number).required(),
    ],
    rest: Some(&Kind::Any),
});

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Circle(Circle),
    Square(Square),
    Other(serde_json::Value),
}

tagged_union!(Shape by "kind" {
    Circle = "circle",
    Square = "square" | "box",
} else Other);

runtime::xml::table!(Shape as Name::of("shape") => Kind::Tagged { property: "kind", variants: &[(&["circle"], Kind::of::<super::models::Circle>()), (&["square", "box"], Kind::of::<super::models::Square>())] });

/// It has the member that tells what it is.
#[derive(Clone)]
pub struct Circle {
    pub kind: String,
    pub radius: f64,
}

object!(Circle {
    required kind = "kind",
    required radius = "radius",
});

runtime::xml::table!(Circle as Name::of("circle") => Kind::Object {
    members: &[
        Member::attribute("kind", Kind::Text).required(),
        Member::element("radius", Kind::Number).required(),
    ],
    rest: None,
});

/// It has not.
#[derive(Clone)]
pub struct Square {
    pub side: f64,
}

object!(Square {
    required side = "side",
});

runtime::xml::table!(Square as Name::of("square") => Kind::Object {
    members: &[
        Member::element("side", Kind::Number).required(),
    ],
    rest: None,
});

#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    Circle(Circle),
    Square(Square),
    Number(i64),
    Text(String),
}

untagged_union!(Found {
    Circle: Object ["kind", "radius"] {},
    Square: Object ["side"] {},
    Number: Integer [] {},
    Text: String [] {},
});

runtime::xml::table!(Found as Name::of("found") => Kind::Union(&[Kind::of::<super::models::Circle>(), Kind::of::<super::models::Square>(), Kind::Number, Kind::Text]));

/// A list that holds itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Lists(pub Vec<Lists>);

wrapper!(Lists);

runtime::xml::table!(Lists as Name::of("lists") => Kind::List(&Kind::of::<super::models::Lists>()));

/// Text only, as a CDATA section.
#[derive(Clone, Default)]
pub struct Page {
    pub html: Option<String>,
}

object!(Page {
    optional html = "html",
});

runtime::xml::table!(Page as Name::of("page") => Kind::Object {
    members: &[
        Member::cdata("html", Kind::Text),
    ],
    rest: None,
});

/// Two members whose elements have the same local name.
#[derive(Clone, Default)]
pub struct Media {
    pub title: Option<String>,
    pub media_title: Option<String>,
    pub lang: Nullable<String>,
}

object!(Media {
    optional title = "title",
    optional media_title = "mediaTitle",
    optional lang = "lang",
});

runtime::xml::table!(Media as Name::of("media") => Kind::Object {
    members: &[
        Member::element("title", Kind::Text).named(Name::of("title").namespace("urn:a")),
        Member::element("mediaTitle", Kind::Text).named(Name::of("title").namespace("urn:m").prefix("m")),
        Member::attribute("lang", Kind::Text).named(Name::of("lang").prefix("xml")).nullable().required(),
    ],
    rest: None,
});
