//! What means harm costs little, and is an error that says why.

use std::time::{Duration, Instant};

use super::models::{Feed, Lists, Tree};
use super::{SEND, core, read};
use crate::runtime::mock::{self, Answer};
use crate::runtime::{Call, Xml};

#[tokio::test]
async fn entities_of_a_text_itself_are_refused() {
    let bomb =
        "<!DOCTYPE f [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><feed><title>&b;</title></feed>";
    let file =
        "<!DOCTYPE f [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><feed><title>&x;</title></feed>";
    for text in [bomb, file, "<!DOCTYPE html><feed/>"] {
        let error = read::<Feed>(text.as_bytes()).await.unwrap_err();
        assert!(
            error
                .to_string()
                .contains("a document type, which is not read"),
            "{error}"
        );
    }
    for text in ["<feed><title>&a;</title></feed>", "<feed lang='&a;'/>"] {
        read::<Feed>(text.as_bytes()).await.unwrap_err();
    }
    for reference in [
        "&#0;",
        "&#1;",
        "&#xFFFF;",
        "&#xD800;",
        "&#x110000;",
        "&#;",
        "&#99999999999;",
    ] {
        let text = format!("<feed><title>{reference}</title></feed>");
        read::<Feed>(text.as_bytes()).await.unwrap_err();
    }
}

#[tokio::test]
async fn nesting_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "<tree>".repeat(depth), "</tree>".repeat(depth));
    read::<Tree>(nested(60).as_bytes()).await.unwrap();
    for depth in [129, 1_000, 1_000_000] {
        let error = read::<Tree>(nested(depth).as_bytes()).await.unwrap_err();
        assert!(
            error.to_string().contains("nested deeper than 128"),
            "{error}"
        );
        let unknown = format!("<feed><x>{}</x></feed>", nested(depth));
        read::<Feed>(unknown.as_bytes()).await.unwrap_err();
        read::<Lists>(nested(depth).as_bytes()).await.unwrap_err();
    }
}

#[tokio::test]
async fn other_encodings_are_errors_that_say_so() {
    let rows: [(&[u8], &str); 5] = [
        (b"<feed><title>\xff</title></feed>", "invalid UTF-8"),
        (
            b"<?xml version='1.0' encoding='ISO-8859-1'?><feed/>",
            "encoded as \"ISO-8859-1\"",
        ),
        (
            b"<?xml version='1.0' encoding='ISO-8859-1'?><feed lang='\xe9'/>",
            "ISO-8859-1",
        ),
        (b"\xff\xfe<\0f\0/\0>\0", "encoded as UTF-16"),
        (b"\0<\0f\0/\0>", "encoded as UTF-16"),
    ];
    for (body, reason) in rows {
        let error = read::<Feed>(body).await.unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
    }
    for (charset, is_read) in [("utf-8", true), ("\"UTF-8\"", true), ("latin1", false)] {
        let transport = mock::Transport::new();
        let media_type = format!("text/xml; charset={charset}");
        transport.answer_any(Answer::bytes(200, &media_type, "<feed lang='é'/>"));
        let call = Call::new(&core(transport), &SEND).send::<Xml<Feed>>();
        assert_eq!(call.await.is_ok(), is_read, "{charset}");
    }
}

#[tokio::test]
async fn what_is_no_xml_is_an_error() {
    for text in [
        "<feed",
        "<feed>",
        "<feed></other>",
        "<feed/><feed/>",
        "<feed/>text",
        "text<feed/>",
        "<feed lang='a' lang='b'/>",
        "<feed lang=a/>",
        "<feed lang/>",
        "<feed><title>a & b</title></feed>",
        "<feed><![CDATA[</feed>",
        "<feed><!-- </feed>",
        "</feed>",
        "<>",
        "{\"title\": \"t\"}",
        "\0",
    ] {
        read::<Feed>(text.as_bytes()).await.unwrap_err();
    }
}

/// Twice as much takes about twice as long: much less than a second, where a quadratic reader needs minutes.
#[tokio::test]
async fn much_of_one_thing_costs_no_more_than_its_length() {
    let many = 200_000;
    let texts = [
        format!("<feed>{}</feed>", "<entry/>".repeat(many)),
        format!("<feed>{}</feed>", "<unknown a='b'/>".repeat(many)),
        format!("<feed><title>{}</title></feed>", "&amp;".repeat(many)),
        format!("<feed><title>{}</title></feed>", "a<!-- -->".repeat(many)),
        format!("<feed><title>{}</title></feed>", "a<b/>".repeat(many)),
        format!(
            "<feed {}/>",
            (0..many).map(|it| format!("a{it}='' ")).collect::<String>()
        ),
        format!(
            "<feed {}/>",
            (0..many)
                .map(|it| format!("xmlns:a{it}='' "))
                .collect::<String>()
        ),
        format!(
            "<feed>{}</feed>",
            "<a:entry a:b='' xsi:nil=''/>".repeat(many)
        ),
        format!(
            "<feed {}>{}</feed>",
            (0..many).map(|it| format!("a{it}='' ")).collect::<String>(),
            "<e p:q='' xsi:nil=''/>".repeat(many)
        ),
        format!(
            "<feed>{}</feed>",
            "<e xmlns:a='b'>".repeat(100) + &"</e>".repeat(100)
        )
        .repeat(many / 1_000),
    ];
    let begin = Instant::now();
    for text in texts {
        let _ = read::<Feed>(text.as_bytes()).await;
    }
    assert!(
        begin.elapsed() < Duration::from_secs(60),
        "{:?}",
        begin.elapsed()
    );
}

/// Every prefix of a text, and every text with one byte less, is read or refused, without a panic.
#[tokio::test]
async fn no_text_makes_it_panic() {
    let text = "<?xml version='1.0'?><!-- c --><feed xmlns:x='u' lang='&lt;'>a&#38;<title>\
        <![CDATA[x]]></title><entry id='1'><rank>2</rank></entry><x:e x:nil='1'/><?p?></feed>";
    for at in 0..text.len() {
        let _ = read::<Feed>(&text.as_bytes()[..at]).await;
        let mut without = text.as_bytes().to_vec();
        without.remove(at);
        let _ = read::<Feed>(&without).await;
        let mut other = text.as_bytes().to_vec();
        other[at] = b'<';
        let _ = read::<Feed>(&other).await;
    }
}

#[tokio::test]
async fn namespaces_are_bounded() {
    let nested = "<e xmlns:a='a' xmlns:b='b' xmlns:c='c'>".repeat(100) + &"</e>".repeat(100);
    let error = read::<Feed>(nested.as_bytes()).await.unwrap_err();
    assert!(
        error.to_string().contains("more than 256 namespaces"),
        "{error}"
    );
    // Those of elements that have ended do not count.
    let many = format!("<feed>{}</feed>", "<e xmlns:a='a'></e>".repeat(1_000));
    read::<Feed>(many.as_bytes()).await.unwrap();
}
