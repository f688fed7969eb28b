//! Pages that are made from Markdown.

use anyhow::{Result, ensure};
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd, html};

use crate::folder::Folder;
use crate::page::with_content;

/// Writes `docs/verify.md` as a page of the site.
pub(crate) fn add_documents(site: Folder<'_>, root: Folder<'_>) -> Result<()> {
    let page = filled(&root.read("web/document.html")?, &root.read("docs/verify.md")?)?;
    site.write("verify.html", page)
}

/// The template with a text, which begins with its title.
fn filled(template: &str, markdown: &str) -> Result<String> {
    let events: Vec<Event<'_>> = Parser::new(markdown).collect();
    ensure!(
        !events.iter().any(|it| matches!(it, Event::Html(_) | Event::InlineHtml(_))),
        "a text that becomes a page must not hold HTML"
    );
    let mut title = String::new();
    let heading = Event::Start(Tag::Heading { level: HeadingLevel::H1, id: None, classes: vec![], attrs: vec![] });
    ensure!(events.first() == Some(&heading), "a text that becomes a page must begin with its title");
    html::push_html(
        &mut title,
        events.iter().skip(1).take_while(|it| !matches!(it, Event::End(TagEnd::Heading(_)))).cloned(),
    );
    let mut body = String::new();
    html::push_html(&mut body, events.into_iter());
    with_content(&with_content(template, "title", &format!("{title}: Rolescope"))?, "main", &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "<title></title><main></main>";

    #[test]
    fn the_title_is_the_first_heading_and_the_text_goes_into_the_main_part() {
        assert_eq!(
            filled(TEMPLATE, "# A & B\n\nOne `<a>`\n*two*.\n").unwrap(),
            "<title>A &amp; B: Rolescope</title><main><h1>A &amp; B</h1>\n<p>One <code>&lt;a&gt;</code>\n<em>two</em>.</p>\n</main>"
        );
    }

    #[test]
    fn text_without_a_title_or_with_html_is_refused() {
        for text in ["no title", "## second level", "# title\n\n<b>x</b>", "# title\n\n<script>\n</script>"] {
            assert!(filled(TEMPLATE, text).is_err(), "{text}");
        }
    }
}
