//! What is read, whoever wrote it, and where reading fails.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::models::{Amount, Each, Entry, Feed, Media, Page, Shape, State};
use super::{SEND, core, read};
use crate::runtime::mock::{self, Answer};
use crate::runtime::{Call, ErrorKind, Nullable, OptionalXml, Xml};

#[tokio::test]
async fn elements_are_known_by_their_local_names() {
    for text in [
        "<feed><title>t</title></feed>",
        "<x:feed xmlns:x='urn:x'><x:title>t</x:title></x:feed>",
        "<feed xmlns='urn:y'><title>t</title></feed>",
        "\u{feff}<?xml version='1.0' encoding='utf-8'?>\n<!-- c -->\n<other><title>t</title></other>\n<?pi?>\n",
        "<feed><unknown><title>no</title></unknown><title>t</title><title>no</title></feed>",
    ] {
        let feed = read::<Feed>(text.as_bytes()).await.unwrap();
        assert_eq!(feed.title.as_deref(), Some("t"), "{text}");
    }
    // Where members share a name, the namespace decides.
    let text = "<x xmlns:q='urn:m'><q:title>m</q:title><title xmlns='urn:a'>a</title></x>";
    let media = read::<Media>(text.as_bytes()).await.unwrap();
    assert_eq!(
        (media.title.as_deref(), media.media_title.as_deref()),
        (Some("a"), Some("m"))
    );
    // A required attribute that may be null is, where it is absent.
    assert_eq!(media.lang, Nullable::Null);
}

#[tokio::test]
async fn lists_may_have_one_item_or_none_and_stand_among_others() {
    for (text, count) in [
        ("<feed><entry/></feed>", Some(1)),
        (
            "<feed><entry/><title>t</title><entry id='1'/></feed>",
            Some(2),
        ),
        ("<feed/>", None),
    ] {
        let feed = read::<Feed>(text.as_bytes()).await.unwrap();
        assert_eq!(feed.entries.map(|it| it.len()), count, "{text}");
    }
    for (text, tags) in [
        ("<each><tags/></each>", Some(vec![])),
        ("<each><tags> </tags></each>", Some(vec![])),
        (
            "<each><tags>\n<tag>a</tag>\n<other/></tags></each>",
            Some(vec!["a"]),
        ),
        ("<each/>", None),
    ] {
        let each = read::<Each>(text.as_bytes()).await.unwrap();
        let tags: Option<Vec<_>> = tags.map(|it| it.into_iter().map(str::to_owned).collect());
        assert_eq!(each.tags, tags, "{text}");
    }
    let list = read::<Vec<i64>>(b"<any><a>1</a><b> 2 </b></any>")
        .await
        .unwrap();
    assert_eq!(list, [1, 2]);
}

#[tokio::test]
async fn values_are_those_of_xml_schema() {
    let numbers = [
        ("7", 7.0),
        (" +07.50\n", 7.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-0", 0.0),
    ];
    for (text, number) in numbers {
        let entry = read::<Entry>(format!("<e><rank>{text}</rank></e>").as_bytes()).await;
        assert_eq!(entry.unwrap().rank, Some(number), "{text:?}");
    }
    for (text, flag) in [
        ("true", true),
        ("1", true),
        (" false ", false),
        ("0", false),
    ] {
        let each = read::<Each>(format!("<e><flag>{text}</flag></e>").as_bytes()).await;
        assert_eq!(each.unwrap().flag, Some(flag), "{text:?}");
    }
    let text = "<e state=' open ' sizes=' 1\n 2 '><flag/><note/><any> a </any></e>";
    let each = read::<Each>(text.as_bytes()).await.unwrap();
    assert_eq!(
        (each.state, each.sizes),
        (Some(State::Open), Some(vec![1, 2]))
    );
    // No boolean is empty; a text may be.
    assert_eq!(
        (each.flag, each.note),
        (None, Nullable::Value(String::new()))
    );
    assert_eq!(each.any, Some(json!(" a ")));
}

#[tokio::test]
async fn null_is_what_says_so() {
    let instance = "http://www.w3.org/2001/XMLSchema-instance";
    for text in [
        format!("<e xmlns:i='{instance}'><note i:nil='true'/></e>"),
        format!("<e><note xmlns:xsi='{instance}' xsi:nil='1'>x</note></e>"),
    ] {
        let each = read::<Each>(text.as_bytes()).await.unwrap();
        assert_eq!(each.note, Nullable::Null, "{text}");
    }
    for text in [
        "<e><note nil='true'>x</note></e>",
        "<e><note xmlns:xsi='urn:x' xsi:nil='true'>x</note></e>",
    ] {
        let each = read::<Each>(text.as_bytes()).await.unwrap();
        assert_eq!(each.note, Nullable::Value("x".to_owned()), "{text}");
    }
    let root = format!("<e xmlns:xsi='{instance}' xsi:nil='true'/>");
    assert_eq!(read::<Option<Entry>>(root.as_bytes()).await.unwrap(), None);
}

#[tokio::test]
async fn texts_are_whole_however_they_are_written() {
    for (text, title) in [
        (
            "<t>a&lt;b&#x26;&#99;<![CDATA[<d>&amp;]]>e</t>",
            "a<b&c<d>&amp;e",
        ),
        ("<t>a<!-- c -->b<?pi?>c</t>", "abc"),
        ("<t>a\r\nb\rc</t>", "a\nb\nc"),
        ("<t>&#13;</t>", "\r"),
        ("<t>  a  </t>", "  a  "),
        ("<t><![CDATA[]]></t>", ""),
    ] {
        let text = format!("<feed>{}</feed>", text.replace("t>", "title>"));
        let feed = read::<Feed>(text.as_bytes()).await.unwrap();
        assert_eq!(feed.title.as_deref(), Some(title), "{text}");
    }
    let feed = read::<Feed>(b"<feed lang=' a\n\tb&#10;&quot;'/>")
        .await
        .unwrap();
    assert_eq!(feed.lang.as_deref(), Some(" a  b\n\""));
    let page = read::<Page>(b"<page>\n  <![CDATA[<p/>]]>\n</page>")
        .await
        .unwrap();
    assert_eq!(page.html.as_deref(), Some("<p/>"));
}

#[tokio::test]
async fn what_no_table_describes_is_kept_where_the_model_keeps_it() {
    let text = b"<a currency='EUR' x='1'>\n 1.50 <b>c</b><b>d</b><e f='g'/></a>";
    let amount = read::<Amount>(text).await.unwrap();
    let more = BTreeMap::from([
        ("@x".to_owned(), json!("1")),
        ("b".to_owned(), json!(["c", "d"])),
        ("e".to_owned(), json!({"@f": "g"})),
    ]);
    assert_eq!((amount.value, amount.more), (1.5, more));
    let value = read::<Value>(b"<a b='c'>d<e/></a>").await.unwrap();
    assert_eq!(value, json!({"@b": "c", "#text": "d", "e": ""}));
    let shape = read::<Shape>(b"<s><kind>box</kind><side>1</side></s>")
        .await
        .unwrap();
    assert!(matches!(shape, Shape::Square(square) if square.side == 1.0));
}

#[tokio::test]
async fn an_error_says_where_it_is() {
    let rows: [(&str, &str, &str); 7] = [
        (
            "<feed>\n  <entry id='1'/>\n  <entry id='x'/>\n</feed>",
            "entries[1].id",
            "expected an integer, found a string at line 3 column 3",
        ),
        (
            "<feed>\n<entry>\n <rank>two</rank></entry></feed>",
            "entries[0].rank",
            "at line 3 column 2",
        ),
        ("<feed><entry></feed>", "", "at line 1 column"),
        (
            "<feed>\n&what;</feed>",
            "",
            "an entity that XML does not have at line 2 column 1",
        ),
        ("", "", "it is empty"),
        (
            "plain",
            "",
            "text outside of the root element at line 1 column 1",
        ),
        ("<!-- -->", "", "it has no element"),
    ];
    for (body, path, reason) in rows {
        let error = read::<Feed>(body.as_bytes()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.path(), Some(path), "{body}\n{error}");
        assert!(error.to_string().contains(reason), "{body}\n{error}");
        assert_eq!(&error.body().unwrap()[..], body.as_bytes());
    }
    let error = read::<Amount>(b"<a>\n1</a>").await.unwrap_err();
    assert!(error.to_string().contains("currency"), "{error}");
}

#[tokio::test]
async fn an_empty_body_may_be_none() {
    for (body, is_some) in [("", false), (" \n", false), ("<entry/>", true)] {
        let transport = mock::Transport::new();
        transport.answer_any(Answer::bytes(200, "text/xml", body));
        let call = Call::new(&core(transport), &SEND).send::<OptionalXml<Entry>>();
        assert_eq!(call.await.unwrap().is_some(), is_some, "{body:?}");
    }
}

#[tokio::test]
async fn a_foreign_body_is_called_by_its_type() {
    let transport = mock::Transport::new();
    transport.answer_any(Answer::bytes(200, "text/html", "<p>Sign in<br></p>"));
    let call = Call::new(&core(transport), &SEND).send::<Xml<Entry>>();
    let error = call.await.unwrap_err();
    assert!(
        error.to_string().contains("in a body of type `text/html`"),
        "{error}"
    );
}
