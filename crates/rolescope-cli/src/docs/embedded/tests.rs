//! Scenarios that are found in documents, and those that are not.

use proptest::prelude::*;

use super::*;

/// No file can be included.
fn nothing(_: &str) -> Result<String, String> {
    Err("there is none".to_owned())
}

const TEXT: &str = r#"{"title":"a & b <i>"}"#;

fn found(markdown: &str) -> Vec<(usize, String)> {
    let scenarios = scenarios_of_markdown(markdown, &nothing);
    scenarios.into_iter().map(|found| found.map(|it| (it.line, it.text)).unwrap()).collect()
}

fn fragment() -> String {
    Link { scenario: Some(TEXT.to_owned()), step: Some(2), ..Link::default() }.encode().unwrap()
}

#[test]
fn blocks_are_found_in_lists_and_quotes() {
    let markdown = format!("# t\n\n- a\n\n  ```rolescope\n  {TEXT}\n  ```\n\n> ~~~rolescope step=1\n> {TEXT}\n> ~~~\n");
    assert_eq!(found(&markdown), [(6, format!("{TEXT}\n")), (10, format!("{TEXT}\n"))]);
}

#[test]
fn elements_are_found_with_script_pre_and_fence() {
    let escaped = html_escape::encode_text(TEXT);
    let markdown = format!(
        "<rolescope-playground view=\"walk\">\n<script type=\"application/json\">{TEXT}</script>\n\
         </rolescope-playground>\n\n\
         <rolescope-playground>\n\n<pre><code class=\"language-json\">\n{escaped}</code></pre>\n</rolescope-playground>\n\n\
         <rolescope-playground>\n\n```json\n{TEXT}\n```\n\n</rolescope-playground>\n\n\
         <rolescope-playground id=\"later\"></rolescope-playground>\n"
    );
    let expected = [(2, TEXT.to_owned()), (7, format!("\n{TEXT}")), (14, format!("{TEXT}\n"))];
    assert_eq!(found(&markdown), expected);
}

#[test]
fn attributes_of_an_element_can_hold_anything() {
    let element =
        |attributes: &str| format!("<rolescope-playground{attributes}><pre>{{}}</pre></rolescope-playground>");
    let embedded = scenarios_of_markdown(
        &element(" title=\"a > 'b'\" step = '2' Expect=denied id=x tabindex=0 data-x v-on:x=1 onclick=y lang=\"\\\" "),
        &nothing,
    )
    .remove(0)
    .unwrap();
    assert_eq!((embedded.text.as_str(), embedded.step, embedded.expect), ("{}", Some(2), Some(Expectation::Denied)));
    assert!(scenarios_of_markdown(&element(" expect=perhaps"), &nothing).remove(0).is_err());
    assert!(scenarios_of_markdown(&element("-of-another-kind"), &nothing).is_empty());
}

#[test]
fn what_is_wrong_with_an_element_is_said() {
    let wrong = |html: &str| scenarios_of_html(&format!("\n{html}")).remove(0).unwrap_err();
    for (html, said) in [
        ("<rolescope-playground veiw=walk></rolescope-playground>", "unknown option `veiw`"),
        ("<rolescope-playground view='wlak'></rolescope-playground>", "`view` cannot be `wlak`"),
        (
            "<rolescope-playground step={1}></rolescope-playground>",
            "`step` is the number of a step, counted from 1, not `{1}`",
        ),
        ("<rolescope-playground title='a><pre>{}</pre></rolescope-playground>", "the element's tag does not end"),
        ("<rolescope-playground><pre>{}</pre>", "the element does not end"),
        ("<rolescope-playground>\n{}</rolescope-playground>", "the element does not hold its scenario in"),
    ] {
        let Misread { line, message } = wrong(html);
        assert!(line == 2 && message.starts_with(said), "{line}: {message}");
    }
}

#[test]
fn markup_inside_of_a_block_is_text() {
    let scenario = r#"{"title": "</rolescope-playground> <script>alert('</code> <pre>')"}"#;
    let markdown = format!("<rolescope-playground>\n\n```json\n{scenario}\n```\n\n</rolescope-playground>\n\n# s=1.x");
    assert_eq!(found(&markdown), [(4, format!("{scenario}\n"))]);
}

#[test]
fn scenarios_come_in_the_order_of_their_lines() {
    let markdown =
        format!("[a]({})\n\n!!! note\n\n    ```rolescope\n    {TEXT}\n    ```\n\n[b]({})\n", fragment(), fragment());
    assert_eq!(found(&markdown).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 6, 9]);
}

#[test]
fn links_are_found_wherever_they_stand() {
    let fragment = fragment();
    let escaped = fragment.replace('&', "&amp;");
    for markdown in [
        format!("[a](https://x.example/{fragment})"),
        format!("[a](<https://x.example/{fragment}> \"title\")"),
        format!("[a]: https://x.example/{fragment}\n\n[a]"),
        format!("<https://x.example/{fragment}>"),
        format!("See https://x.example/{fragment}."),
        format!("<iframe src=\"https://x.example/embed/?view=walk{escaped}\"></iframe>"),
    ] {
        assert_eq!(found(&markdown), [(1, TEXT.to_owned())], "{markdown}");
    }
}

#[test]
fn code_and_comments_embed_nothing() {
    let fragment = fragment();
    let markdown = format!(
        "`{fragment}`\n\n```html\n<rolescope-playground><pre>7</pre></rolescope-playground>\n{fragment}\n```\n\n    {fragment}\n\n\
         <!-- <rolescope-playground><pre>7</pre></rolescope-playground> {fragment} -->\n\n# s=1.heading\n\n[a](#s=nothing)\n"
    );
    assert_eq!(found(&markdown), []);
}

#[test]
fn a_comment_that_is_code_hides_nothing() {
    let element = "<rolescope-playground><pre>7</pre></rolescope-playground>";
    assert_eq!(found(&format!("Write `<!--` first.\n\n{element}\n")), [(3, "7".to_owned())]);
    assert_eq!(found(&format!("a\n\n    <!-- a\n\n{element}\n")), [(5, "7".to_owned())]);
}

#[test]
fn raw_blocks_of_myst_are_html() {
    let markdown = format!(
        "- a\n\n  ```{{raw}} html\n  <rolescope-playground>\n  <pre>{{}}</pre></rolescope-playground>\n\n  <rolescope-playground>\n  ```\n\n```{{raw}} latex\n{0}\n```\n",
        "<rolescope-playground>"
    );
    let found = scenarios_of_markdown(&markdown, &nothing);
    let [Ok(embedded), Err(misread)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((embedded.line, embedded.text.as_str(), misread.line), (5, "{}", 7));
}

#[test]
fn elements_of_restructured_text_are_raw_html() {
    let element =
        |text: &str| format!("<rolescope-playground step=\"2\">\n  <pre>{text}</pre>\n  </rolescope-playground>");
    let text = format!(
        "T\n=\n\n.. raw:: html\n\n  {}\n\n  {}\n\n.. code-block:: html\n\n  {}\n\n* .. raw:: html\n\n  {}\n",
        element("1"),
        element("{\n\n}"),
        element("2"),
        element("3"),
    );
    let found = scenarios_of_restructured_text(&text);
    let found: Vec<_> = found.into_iter().map(|it| it.map(|it| (it.line, it.text, it.step)).unwrap()).collect();
    assert_eq!(found, [(7, "1".to_owned(), Some(2)), (11, "{\n\n}".to_owned(), Some(2))]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_gets_an_answer(pieces in prop::collection::vec(piece(), 0..30)) {
        let markdown = pieces.concat();
        let lines = markdown.lines().count() + 1;
        for found in scenarios_of_markdown(&markdown, &nothing) {
            let misread = found.and_then(|embedded| embedded.read().map(drop));
            prop_assert!(misread.is_ok() || misread.is_err_and(|misread| (1..=lines).contains(&misread.line)), "{markdown}");
        }
        let _ = scenarios_of_restructured_text(&markdown);
        let _ = crate::mdbook::embed(&markdown, Some("site"));
    }
}

/// Pieces of which documents are made, and what is in their way.
fn piece() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "```rolescope",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "    ",
        "- ",
        "> ",
        "1. ",
        "{}",
        "{\n\"a\":",
        "[]",
        " step=1",
        " expect=denied",
        ",",
        "<rolescope-playground",
        ">",
        "</rolescope-playground>",
        "<pre>",
        "<code",
        "</code>",
        "</pre>",
        "<script>",
        "</script",
        "<!--",
        "-->",
        "#s=0.e30",
        "#s=1.",
        "&amp;",
        "\"",
        "'",
        "=",
        "`",
        "é",
        "{{#include x}}",
        ".. raw:: html\n",
        "\t",
        "\r\n",
    ];
    prop_oneof![8 => prop::sample::select(KNOWN).prop_map(str::to_owned), 1 => any::<String>()]
}

#[test]
fn a_mistake_is_placed_in_the_document() {
    let markdown = "\n```rolescope\n{\n  \"stepz\": []\n}\n```\n";
    let misread = scenarios_of_markdown(markdown, &nothing).remove(0).unwrap().read().unwrap_err();
    assert_eq!(misread.line, 4);
    let misread = scenarios_of_markdown("a\n\n[b](#s=1.a~b)", &nothing).remove(0).unwrap_err();
    assert_eq!((misread.line, misread.message.contains("U+007E")), (3, true));
}

#[test]
fn every_link_and_every_element_is_told_once() {
    let link = fragment().replace("&step=2", "");
    let found = scenarios_of_markdown(&format!("#{link}\n{link}#again\n"), &nothing);
    let [Ok(embedded), Err(misread)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((embedded.line, misread.line), (1, 2));
    assert!(misread.message.contains("U+0023"), "{}", misread.message);
    let element = "<rolescope-playground><script>\"<rolescope-playground>\"</script></rolescope-playground>";
    assert_eq!(found_in_html(&element.repeat(2)), ["\"<rolescope-playground>\""; 2]);
}

fn found_in_html(html: &str) -> Vec<String> {
    scenarios_of_html(html).into_iter().map(|found| found.unwrap().text).collect()
}

#[test]
fn a_document_four_times_as_long_takes_about_four_times_as_long() {
    use std::time::Instant;
    type Generator = fn(usize) -> String;
    let ways: [(&str, Generator); 8] = [
        ("`#`", |count| "#".repeat(count)),
        ("`#s=1`", |count| "#s=1".repeat(count)),
        ("tags without end", |count| "<rolescope-playground ".repeat(count)),
        ("other tags without end", |count| "<rolescope-playgrounds ".repeat(count)),
        ("elements", |count| "<rolescope-playground><pre>{}</pre></rolescope-playground>\n".repeat(count)),
        ("blocks", |count| "```rolescope\n{}\n```\n".repeat(count)),
        ("links", |count| "[a](#s=0.e30)\n".repeat(count)),
        ("comments", |count| "<!-- --> #s=1.x\n".repeat(count)),
    ];
    for (name, text) in ways {
        let texts = [2_000, 8_000].map(text);
        let time = |text: &str| {
            let start = Instant::now();
            assert!(scenarios_of_markdown(text, &nothing).len() + scenarios_of_html(text).len() < 100_000);
            start.elapsed()
        };
        // Other work on the machine spoils some tries, a square every one.
        let mut times = texts.each_ref().map(|text| time(text));
        for _ in 0..99 {
            if times[1] < 9 * times[0] {
                break;
            }
            times = [times[0].min(time(&texts[0])), times[1].min(time(&texts[1]))];
        }
        assert!(times[1] < 9 * times[0], "{name}: {times:?}");
    }
}
