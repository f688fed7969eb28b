//! Pages of the site: links to files under their real names, and the content security policy that they must obey.

use std::cell::RefCell;

use anyhow::{Context, Result, anyhow, ensure};
use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str, text};

use crate::folder::Folder;
use crate::scripts::Bundle;

/// Elements that name a file, and the attribute that does.
const LINKS: [(&str, &str); 2] = [("link", "href"), ("script", "src")];

/// A page with the real names of the site's files in place of their plain ones. `base` leads from the page to the site's
/// folder. Each module gets links that load its imports at the same time.
pub(crate) fn link(page: &str, base: &str, bundle: &Bundle) -> Result<String> {
    let mut settings = RewriteStrSettings::new()
        // Trunk leaves its own link behind where it adds no script.
        .append_element_content_handler(element!("link[data-trunk]", |it| {
            it.remove();
            Ok(())
        }));
    for (tag, attribute) in LINKS {
        settings = settings.append_element_content_handler(element!(format!("{tag}[{attribute}]"), move |it| {
            let address = it.get_attribute(attribute).unwrap_or_default();
            let Some(real) = address.strip_prefix(base).and_then(|name| bundle.real_name(name)) else { return Ok(()) };
            it.set_attribute(attribute, &format!("{base}{real}"))?;
            for import in bundle.imports(real) {
                let preload = format!("<link rel=\"modulepreload\" href=\"{base}{import}\">\n    ");
                it.before(&preload, ContentType::Html);
            }
            Ok(())
        }));
    }
    rewritten(page, settings)
}

/// Fails when a page has what its content security policy refuses, or a link to a file that the site lacks.
pub(crate) fn check(page: &str, base: &str, site: Folder<'_>) -> Result<()> {
    let wrong = RefCell::new(None);
    let refuse = |what: String| *wrong.borrow_mut() = Some(what);
    let mut settings = RewriteStrSettings::new().append_element_content_handler(element!("*", |it| {
        if is_inline(it) {
            refuse(format!("`<{}>` with a script or a style of its own, which its policy refuses", it.tag_name()));
        }
        Ok(())
    }));
    for (tag, attribute) in LINKS {
        let refuse = &refuse;
        settings = settings.append_element_content_handler(element!(format!("{tag}[{attribute}]"), move |it| {
            let address = it.get_attribute(attribute).unwrap_or_default();
            if address.strip_prefix(base).is_some_and(|name| !name.is_empty() && !site.path(name).is_file()) {
                refuse(format!("a link to `{address}`, which is not in the site"));
            }
            Ok(())
        }));
    }
    rewritten(page, settings)?;
    wrong.into_inner().map_or(Ok(()), |what| Err(anyhow!("a built page has {what}")))
}

fn is_inline(it: &Element<'_, '_>) -> bool {
    let script = it.tag_name() == "script" && !it.has_attribute("src");
    let named = |name: String| name == "style" || name.starts_with("on");
    script || it.tag_name() == "style" || it.attributes().iter().any(|attribute| named(attribute.name()))
}

/// The content security policy of a page's meta element.
pub(crate) fn policy(page: &str) -> Result<String> {
    attribute(page, "meta[http-equiv='Content-Security-Policy' i]", "content")
        .context("a page has no content security policy")
}

/// A page with another content security policy in its meta element.
pub(crate) fn with_policy(page: &str, policy: &str) -> Result<String> {
    with_attribute(page, "meta[http-equiv='Content-Security-Policy' i]", "content", policy)
}

/// The attribute of the first element that the selector finds.
pub(crate) fn attribute(page: &str, selector: &str, name: &str) -> Result<String> {
    let found = RefCell::new(None);
    rewritten(
        page,
        RewriteStrSettings::new().append_element_content_handler(element!(selector, |it| {
            found.borrow_mut().get_or_insert(it.get_attribute(name));
            Ok(())
        })),
    )?;
    found.into_inner().flatten().with_context(|| format!("a page has no `{selector}` with `{name}`"))
}

/// A page with another value for an attribute of the one element that the selector finds.
pub(crate) fn with_attribute(page: &str, selector: &str, name: &str, value: &str) -> Result<String> {
    change_one(page, selector, |it| {
        // The name is one of ours.
        it.set_attribute(name, value).is_ok()
    })
}

/// The text in the elements that the selector finds, with its character references.
pub(crate) fn text_in(page: &str, selector: &str) -> Result<String> {
    let found = RefCell::new(String::new());
    rewritten(
        page,
        RewriteStrSettings::new().append_element_content_handler(text!(selector, |it| {
            found.borrow_mut().push_str(it.as_str());
            Ok(())
        })),
    )?;
    Ok(found.into_inner())
}

/// A page with HTML at the end of the one element that the selector finds.
pub(crate) fn with_content(page: &str, selector: &str, html: &str) -> Result<String> {
    change_one(page, selector, |it| {
        it.append(html, ContentType::Html);
        true
    })
}

/// A page with HTML after the one element that the selector finds.
pub(crate) fn with_html_after(page: &str, selector: &str, html: &str) -> Result<String> {
    change_one(page, selector, |it| {
        it.after(html, ContentType::Html);
        true
    })
}

/// The files that a page needs to show what it holds.
pub(crate) fn files_to_show(page: &str) -> Result<Vec<String>> {
    linked(page, &[("link[rel=stylesheet]", "href"), ("script", "src")])
}

/// The files that a page loads before it can answer: scripts, styles, and what it loads ahead.
pub(crate) fn first_files(page: &str) -> Result<Vec<String>> {
    let [sheet, module, ahead] = ["stylesheet", "modulepreload", "preload"].map(|it| format!("link[rel={it}]"));
    linked(page, &[(&sheet, "href"), (&module, "href"), (&ahead, "href"), ("script", "src")])
}

/// The files that the elements name in an attribute, in the page's order.
fn linked(page: &str, elements: &[(&str, &str)]) -> Result<Vec<String>> {
    let files: RefCell<Vec<String>> = RefCell::default();
    let mut settings = RewriteStrSettings::new();
    for &(selector, attribute) in elements {
        let files = &files;
        settings = settings.append_element_content_handler(element!(selector, move |it| {
            let address = it.get_attribute(attribute).unwrap_or_default();
            let name = address.strip_prefix("./").unwrap_or(&address).to_owned();
            if !files.borrow().contains(&name) {
                files.borrow_mut().push(name);
            }
            Ok(())
        }));
    }
    rewritten(page, settings)?;
    Ok(files.into_inner())
}

/// A page with a change of the one element that the selector finds.
pub(crate) fn change_one(page: &str, selector: &str, change: impl Fn(&mut Element<'_, '_>) -> bool) -> Result<String> {
    let changed = RefCell::new(0);
    let html = rewritten(
        page,
        RewriteStrSettings::new().append_element_content_handler(element!(selector, |it| {
            *changed.borrow_mut() += usize::from(change(it));
            Ok(())
        })),
    )?;
    ensure!(changed.into_inner() == 1, "a page must have exactly one `{selector}`");
    Ok(html)
}

pub(crate) fn rewritten(page: &str, settings: RewriteStrSettings<'_, '_>) -> Result<String> {
    rewrite_str(page, settings).map_err(|error| anyhow!("a page cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::tests::Temporary;
    use crate::scripts::tests::example_bundle;

    const META: &str = r#"<meta http-equiv="content-security-policy" content="default-src 'none'">"#;

    #[test]
    fn links_get_real_names_and_modules_their_imports() {
        let page = r#"<link data-trunk rel="rust"><link rel="stylesheet" href="../style.css"><a href="../style.css"></a><script type="module" src="../boot.js"></script><script src="../guard.js"></script>"#;
        assert_eq!(
            link(page, "../", &example_bundle()).unwrap(),
            "<link rel=\"stylesheet\" href=\"../style-EEEEEEEE.css\"><a href=\"../style.css\"></a>\
             <link rel=\"modulepreload\" href=\"../start-BBBBBBBB.js\">\n    \
             <script type=\"module\" src=\"../boot-AAAAAAAA.js\"></script><script src=\"../guard.js\"></script>"
        );
    }

    #[test]
    fn a_page_with_its_own_script_or_style_or_a_dead_link_is_refused() {
        let temporary = Temporary::new();
        let site = temporary.folder();
        site.write("a.js", "").unwrap();
        assert!(check("<script src=\"./a.js\"></script><a href=\"./\">home</a>", "./", site).is_ok());
        for page in [
            "<script>run()</script>",
            "<style>p {}</style>",
            "<p style=\"color: red\">",
            "<p onclick=\"run()\">",
            "<script src=\"./b.js\"></script>",
        ] {
            assert!(check(page, "./", site).is_err(), "{page}");
        }
    }

    #[test]
    fn the_policy_is_read_and_replaced() {
        assert_eq!(policy(META).unwrap(), "default-src 'none'");
        assert_eq!(policy(&with_policy(META, "a 'b'").unwrap()).unwrap(), "a 'b'");
        assert!(policy("<p>").is_err());
        assert!(with_policy(&format!("{META}{META}"), "a").is_err());
    }

    #[test]
    fn the_first_files_are_those_of_scripts_styles_and_preloads() {
        let page = "<link rel=icon href=./i.svg><link rel=stylesheet href=./a.css><link rel=manifest href=./b>\
                    <link rel=modulepreload href=./c.js><link rel=preload href=./d.wasm><script src=./c.js></script>";
        assert_eq!(first_files(page).unwrap(), ["a.css", "c.js", "d.wasm"]);
        assert_eq!(files_to_show(page).unwrap(), ["a.css", "c.js"]);
    }
}
