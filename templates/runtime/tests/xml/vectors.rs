//! What another tool writes: Python's `xml.etree.ElementTree`, once as it is, indented, and in ASCII.

use super::models::{Entry, Feed};
use super::read;

const PLAIN: &str = "<atom:feed xmlns:atom=\"http://www.w3.org/2005/Atom\" lang=\"en &quot;quoted&quot; &lt;&amp;&gt;&#10;&#09;\"><atom:title>Grüße &amp; &lt;Küsse&gt; \"x\" ☃ 😀\r\n]]&gt;</atom:title><atom:entry id=\"0\"><atom:rank>0</atom:rank></atom:entry><atom:entry id=\"1\"><atom:rank>10</atom:rank></atom:entry><atom:empty /></atom:feed>";

const INDENTED: &str = "<atom:feed xmlns:atom=\"http://www.w3.org/2005/Atom\" lang=\"en &quot;quoted&quot; &lt;&amp;&gt;&#10;&#09;\">
  <atom:title>Grüße &amp; &lt;Küsse&gt; \"x\" ☃ 😀\r\n]]&gt;</atom:title>
  <atom:entry id=\"0\">
    <atom:rank>0</atom:rank>
  </atom:entry>
  <atom:entry id=\"1\">
    <atom:rank>10</atom:rank>
  </atom:entry>
  <atom:empty />
</atom:feed>";

const ASCII: &str = "<?xml version='1.0' encoding='us-ascii'?>
<atom:feed xmlns:atom=\"http://www.w3.org/2005/Atom\" lang=\"en &quot;quoted&quot; &lt;&amp;&gt;&#10;&#09;\"><atom:title>Gr&#252;&#223;e &amp; &lt;K&#252;sse&gt; \"x\" &#9731; &#128512;\r\n]]&gt;</atom:title><atom:entry id=\"0\"><atom:rank>0</atom:rank></atom:entry><atom:entry id=\"1\"><atom:rank>10</atom:rank></atom:entry><atom:empty /></atom:feed>";

#[tokio::test]
async fn what_python_writes_is_read() {
    let entry = |id: i64, rank: f64| Entry {
        id: Some(id),
        rank: Some(rank),
    };
    let expected = Feed {
        lang: Some("en \"quoted\" <&>\n\t".to_owned()),
        title: Some("Grüße & <Küsse> \"x\" ☃ 😀\n]]>".to_owned()),
        entries: Some(vec![entry(0, 0.0), entry(1, 10.0)]),
        empty: Some(String::new()),
    };
    for text in [PLAIN, INDENTED, ASCII] {
        assert_eq!(
            read::<Feed>(text.as_bytes()).await.unwrap(),
            expected,
            "{text}"
        );
    }
}
