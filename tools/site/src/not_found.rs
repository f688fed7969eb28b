//! `404.html`: what static hosts answer where there is no file. It is shown at any depth, so it needs no other file.

use anyhow::Result;

use crate::address::Address;
use crate::digest::sha256;
use crate::folder::Folder;
use crate::page::{policy, text_in, with_attribute, with_policy};
use crate::policy::with_source;

/// Writes the page and returns the digest of its style. The way home takes the site's address; without it the link leads
/// to the folder of the address that was asked for.
pub(crate) fn add_page(site: Folder<'_>, root: Folder<'_>, address: Option<&Address>) -> Result<String> {
    let page = root.read("web/404.html")?;
    let digest = sha256(text_in(&page, "style")?.as_bytes());
    let page = with_policy(&page, &with_source(&policy(&page)?, "style-src", &digest))?;
    let page = with_attribute(&page, "main a", "href", address.map_or("./", Address::path))?;
    site.write("404.html", page)?;
    Ok(digest)
}
