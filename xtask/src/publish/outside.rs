//! What search engines and other sites read. All of it needs whole addresses: without the site's own, it is left out.

use std::path::Path;

use super::{Address, read, replace_once, write};
use crate::process::Outcome;

/// Pages that search engines are told of.
const PAGES: [&str; 2] = ["", "verify.html"];

pub(super) fn introduce(site: &Path, address: Option<&Address>) -> Outcome {
    let Some(address) = address else { return Ok(()) };
    let page = read(site, "index.html")?;
    write(site, "index.html", &replace_once(&page, "</title>", &format!("</title>\n{}", card(&page, address)))?)?;
    write(site, "sitemap.xml", &sitemap(address))?;
    write(site, "robots.txt", &format!("User-agent: *\nAllow: /\nSitemap: {}\n", address.of_file("sitemap.xml")))
}

/// What a link to the site is shown as elsewhere. Titles and descriptions are those of the page.
fn card(page: &str, address: &Address) -> String {
    let title = between(page, "<title>", "</title>");
    let description = between(page, "name=\"description\" content=\"", "\"");
    let (here, picture) = (address.of_file(""), address.of_file("social.png"));
    format!(
        "    <link rel=\"canonical\" href=\"{here}\">
    <meta property=\"og:type\" content=\"website\">
    <meta property=\"og:title\" content=\"{title}\">
    <meta property=\"og:description\" content=\"{description}\">
    <meta property=\"og:url\" content=\"{here}\">
    <meta property=\"og:image\" content=\"{picture}\">
    <meta property=\"og:image:width\" content=\"1200\">
    <meta property=\"og:image:height\" content=\"630\">
    <meta name=\"twitter:card\" content=\"summary_large_image\">"
    )
}

fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    page.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map_or("", |(text, _)| text)
}

/// Without dates: two builds of one source are the same.
fn sitemap(address: &Address) -> String {
    let urls: String =
        PAGES.iter().map(|name| format!("  <url><loc>{}</loc></url>\n", address.of_file(name))).collect();
    let name_space = "http://www.sitemaps.org/schemas/sitemap/0.9";
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"{name_space}\">\n{urls}</urlset>\n")
}
