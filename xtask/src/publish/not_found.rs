//! `404.html`: what static hosts answer with where there is no file. It stands at any depth, so it needs no other file.

use std::path::Path;

use super::digest::of_text;
use super::{Address, replace_once, write};
use crate::process::{Outcome, root};

/// Writes the page and returns the digest of its style. Where the site will be is the only way to know where it begins;
/// without it the link leads to the folder of the address.
pub(super) fn write_page(site: &Path, address: Option<&Address>) -> Outcome<String> {
    let page = super::read(&root(), "web/404.html")?;
    let style =
        page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).map_or("", |(style, _)| style);
    let digest = of_text(style)?;
    let page = replace_once(&page, "sha256-", &digest)?;
    let page = replace_once(&page, "href=\"./\"", &format!("href=\"{}\"", address.map_or("./", Address::path)))?;
    write(site, "404.html", &page)?;
    Ok(digest)
}
