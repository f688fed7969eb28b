//! The first example, drawn when the site is built: `index.html` shows it before the app is there and without it.

use std::cell::Cell;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element};

use crate::page::{change_one, rewritten};

/// Comments between which Yew looks for what a server has drawn.
const MARKS: [&str; 2] = ["<!--<[]>-->", "<!--</[]>-->"];

/// Variables with which `cargo xtask dist` builds the wasm; the drawing is done by a program of the machine that builds.
const OF_WASM: [&str; 3] = ["RUSTC_BOOTSTRAP", "CARGO_UNSTABLE_BUILD_STD", "CARGO_UNSTABLE_BUILD_STD_FEATURES"];

/// The first example as HTML, drawn by the page's own code.
pub(crate) fn draw() -> Result<String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--offline", "--package", "rolescope-web", "--", "prerender"]);
    for name in OF_WASM {
        cargo.env_remove(name);
    }
    let output = cargo.stderr(std::process::Stdio::inherit()).output().context("`cargo` cannot be started")?;
    ensure!(output.status.success(), "the first example cannot be drawn");
    let html = String::from_utf8(output.stdout).context("the first example is no text")?;
    Ok(html.trim_end().to_owned())
}

/// The page with the drawing in its body. What can be worked with waits for the app, which counts the elements before it takes
/// them over (`web/prerendered.js`).
pub(crate) fn put_into(page: &str, drawing: &str) -> Result<String> {
    let (drawing, count) = waiting(drawing)?;
    let page = change_one(page, "body", |it| it.set_attribute("data-prerendered", &count.to_string()).is_ok())?;
    let [start, end] = MARKS;
    change_one(&page, ".loading", |it| {
        it.before(&format!("{start}{drawing}{end}"), ContentType::Html);
        true
    })
}

/// The drawing with its fields and buttons out of use, and the count of its elements. Closed dialogs stay as they are.
fn waiting(drawing: &str) -> Result<(String, usize)> {
    let count = Cell::new(0);
    let mut settings = RewriteStrSettings::new().append_element_content_handler(element!("*", |_| {
        count.set(count.get() + 1);
        Ok(())
    }));
    for place in ["header", "main"] {
        for name in ["button", "select", "input", "textarea"] {
            settings = settings.append_element_content_handler(element!(format!("{place} {name}"), |it| Ok(wait(it)?)));
        }
    }
    let html = rewritten(drawing, settings)?;
    Ok((html, count.get()))
}

/// Texts can be read and marked while they wait. A slider would look otherwise if it were disabled.
fn wait(it: &mut Element<'_, '_>) -> Result<(), lol_html::errors::AttributeNameError> {
    let kind = it.get_attribute("type").unwrap_or_default();
    let how = match (it.tag_name().as_str(), kind.as_str()) {
        ("textarea", _) | ("input", "" | "text") => "readonly",
        ("input", "range") => "inert",
        _ => "disabled",
    };
    if it.has_attribute(how) {
        return Ok(());
    }
    it.set_attribute(how, "")?;
    it.set_attribute("data-waits", how)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawing_stands_between_the_marks_and_its_fields_wait() {
        let page = "<body><noscript></noscript><main class=\"loading\"></main></body>";
        let drawing = "<main><input value=\"a\" type=\"text\"><input type=\"range\"><textarea readonly>b</textarea></main>\
                       <dialog><button>c</button></dialog>";
        assert_eq!(
            put_into(page, drawing).unwrap(),
            "<body data-prerendered=\"6\"><noscript></noscript><!--<[]>--><main><input value=\"a\" type=\"text\" \
             readonly=\"\" data-waits=\"readonly\"><input type=\"range\" inert=\"\" data-waits=\"inert\"><textarea \
             readonly>b</textarea></main><dialog><button>c</button></dialog><!--</[]>--><main class=\"loading\"></main></body>"
        );
    }

    #[test]
    fn a_page_without_a_place_for_it_is_refused() {
        assert!(put_into("<body></body>", "<main></main>").is_err());
    }
}
