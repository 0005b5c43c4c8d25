//! What is written, byte for byte, and what cannot be.

use std::collections::BTreeMap;

use serde_json::json;

use super::models::{
    Amount, Circle, Each, Entry, Feed, Found, Media, Page, Shape, Square, State, Tree,
};
use super::{core, read, written};
use crate::runtime::{Call, ErrorKind, Nullable, mock};

fn each() -> Each {
    Each {
        flag: Some(true),
        note: Nullable::Null,
        sizes: Some(vec![1, 2]),
        tags: Some(vec!["a".to_owned(), " b ".to_owned(), String::new()]),
        rows: Some(vec![vec![1, 2], vec![], vec![3]]),
        pair: Some(("x".to_owned(), 7)),
        labels: Some(BTreeMap::from([
            ("one".to_owned(), vec!["1".to_owned()]),
            ("two".to_owned(), vec!["1".to_owned(), "2".to_owned()]),
        ])),
        any: Some(json!({"#text": "t", "@id": "7", "deep": {"x": "y"}, "list": ["a", "b"]})),
        shape: Some(Shape::Square(Square { side: 2.5 })),
        tree: Some(Box::new(Tree {
            name: Some("root".to_owned()),
            trees: Some(vec![Tree::default(), Tree::default()]),
        })),
        state: Some(State::Closed),
        inner: Some(Entry {
            id: Some(5),
            rank: Some(0.5),
        }),
        amount: Some(Amount {
            currency: "EUR".to_owned(),
            value: 1.5,
            more: BTreeMap::from([("note".to_owned(), json!("n"))]),
        }),
    }
}

#[tokio::test]
async fn what_is_written_is_read_as_the_same() {
    let each = each();
    let text = written(&each).unwrap();
    let expected = "<each sizes=\"1 2\" state=\"closed\" id=\"5\"><flag>true</flag>\
        <note xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>\
        <tags><tag>a</tag><tag> b </tag><tag/></tags>\
        <row><row>1</row><row>2</row></row><row/><row><row>3</row></row>\
        <pair><left>x</left><right>7</right></pair>\
        <labels><one>1</one><two>1</two><two>2</two></labels>\
        <any id=\"7\">t<deep><x>y</x></deep><list>a</list><list>b</list></any>\
        <shape><kind>square</kind><side>2.5</side></shape>\
        <tree name=\"root\"><tree/><tree/></tree>\
        <rank>0.5</rank>\
        <amount currency=\"EUR\">1.5<note>n</note></amount></each>";
    assert_eq!(text, expected);
    assert_eq!(read::<Each>(text.as_bytes()).await.unwrap(), each);
}

#[tokio::test]
async fn namespaces_are_declared_where_they_begin() {
    let feed = Feed {
        lang: Some("en".to_owned()),
        title: Some("t".to_owned()),
        entries: Some(vec![Entry::default()]),
        empty: Some(String::new()),
    };
    let text = written(&feed).unwrap();
    // Once for the prefix; what has no namespace of its own has no prefix.
    let expected = "<atom:feed xmlns:atom=\"http://www.w3.org/2005/Atom\" lang=\"en\">\
        <atom:title>t</atom:title><entry/><empty/></atom:feed>";
    assert_eq!(text, expected);
    assert_eq!(read::<Feed>(text.as_bytes()).await.unwrap(), feed);

    let media = Media {
        title: Some("a".to_owned()),
        media_title: Some("b".to_owned()),
        lang: Nullable::Value("de".to_owned()),
    };
    let text = written(&media).unwrap();
    let expected = "<media xml:lang=\"de\"><title xmlns=\"urn:a\">a</title>\
        <m:title xmlns:m=\"urn:m\">b</m:title></media>";
    assert_eq!(text, expected);
    assert_eq!(read::<Media>(text.as_bytes()).await.unwrap(), media);
}

#[tokio::test]
async fn characters_that_mean_something_are_references() {
    let title = "<a> & \"b\" 'c' ]]> \r\n\t\u{2603} \u{1f600}";
    let feed = Feed {
        lang: Some(title.to_owned()),
        title: Some(title.to_owned()),
        ..Feed::default()
    };
    let text = written(&feed).unwrap();
    assert!(text.contains(
        "lang=\"&lt;a&gt; &amp; &quot;b&quot; 'c' ]]&gt; &#13;&#10;&#9;\u{2603} \u{1f600}\""
    ));
    assert!(text.contains("&lt;a&gt; &amp; \"b\" 'c' ]]&gt; &#13;\n\t\u{2603} \u{1f600}</"));
    assert_eq!(read::<Feed>(text.as_bytes()).await.unwrap(), feed);

    let page = Page {
        html: Some("<p>]]></p> &amp;".to_owned()),
    };
    let text = written(&page).unwrap();
    assert_eq!(
        text,
        "<page><![CDATA[<p>]]]]><![CDATA[></p> &amp;]]></page>"
    );
    assert_eq!(read::<Page>(text.as_bytes()).await.unwrap(), page);
}

#[tokio::test]
async fn variants_of_unions_are_told_by_what_they_have() {
    let circle = Circle {
        kind: "circle".to_owned(),
        radius: 1.0,
    };
    let found = [
        (
            Found::Circle(circle.clone()),
            "<found kind=\"circle\"><radius>1.0</radius></found>",
        ),
        (
            Found::Square(Square { side: 2.0 }),
            "<found><side>2.0</side></found>",
        ),
        (Found::Number(3), "<found>3</found>"),
        (Found::Text("x".to_owned()), "<found>x</found>"),
    ];
    for (value, expected) in found {
        let text = written(&value).unwrap();
        assert_eq!(text, expected);
        assert_eq!(read::<Found>(text.as_bytes()).await.unwrap(), value);
    }
    let shapes = [
        (
            Shape::Circle(circle),
            "<shape kind=\"circle\"><radius>1.0</radius></shape>",
        ),
        (
            Shape::Other(json!({"kind": "line", "to": "x"})),
            "<shape><kind>line</kind><to>x</to></shape>",
        ),
    ];
    for (value, expected) in shapes {
        let text = written(&value).unwrap();
        assert_eq!(text, expected);
        assert_eq!(read::<Shape>(text.as_bytes()).await.unwrap(), value);
    }
}

#[test]
fn lists_and_maps_have_the_names_that_are_asked_for() {
    let call = || Call::new(&core(mock::Transport::new()), &super::SEND);
    let body = |call: Call| {
        let request = call.into_request().unwrap();
        let text = String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap();
        text.strip_prefix(super::DECLARATION).unwrap().to_owned()
    };
    let entries = [Entry::default(), Entry::default()];
    let named = call().xml_as("text/xml", "{urn:x}p:feed", "", &entries[..]);
    assert_eq!(
        body(named),
        "<p:feed xmlns:p=\"urn:x\"><entry/><entry/></p:feed>"
    );
    let words = vec!["a".to_owned()];
    let named = call().xml_as("text/xml", "words", "word", &words);
    assert_eq!(body(named), "<words><word>a</word></words>");
    let map = BTreeMap::from([("a".to_owned(), 1)]);
    assert_eq!(
        body(call().xml_as("text/xml", "map", "", &map)),
        "<map><a>1</a></map>"
    );
    assert_eq!(
        body(call().xml("text/xml", &None::<Entry>)),
        "<entry xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>"
    );
}

#[test]
fn what_xml_cannot_hold_is_an_error_of_the_request() {
    let text = |title: &str| Feed {
        title: Some(title.to_owned()),
        ..Feed::default()
    };
    let attribute = Feed {
        lang: Some("\u{b}".to_owned()),
        ..Feed::default()
    };
    let nested = Tree {
        name: None,
        trees: Some(vec![
            Tree::default(),
            Tree {
                name: Some("\u{0}".to_owned()),
                trees: None,
            },
        ]),
    };
    let rows = [
        (
            written(&text("a\u{0}b")),
            "title",
            "XML cannot hold the character U+0000",
        ),
        (
            written(&text("\u{1b}")),
            "title",
            "XML cannot hold the character U+001B",
        ),
        (
            written(&text("\u{ffff}")),
            "title",
            "XML cannot hold the character U+FFFF",
        ),
        (
            written(&attribute),
            "lang",
            "XML cannot hold the character U+000B",
        ),
        (
            written(&nested),
            "trees[1].name",
            "XML cannot hold the character U+0000",
        ),
    ];
    for (result, path, reason) in rows {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        let said = error.to_string();
        let expected = format!("the body cannot be written as XML at `{path}`: {reason}");
        assert!(said.contains(&expected), "{said}");
    }
    for key in ["", "1", "a b", "a:b", "<", "-a", "a\u{0}"] {
        let map = BTreeMap::from([(key.to_owned(), "x".to_owned())]);
        let error = written(&map).unwrap_err();
        assert!(
            error.to_string().contains("cannot be a name in XML"),
            "{error}"
        );
    }
    // A word with a space would be two.
    let each = Each {
        any: Some(json!({"@x": "a b"})),
        ..Each::default()
    };
    assert_eq!(written(&each).unwrap(), "<each><any x=\"a b\"/></each>");
}
