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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const PAGE: &str = "<title>T: t</title><meta name=\"description\" content=\"D.\">";

    #[test]
    fn what_others_read_has_whole_addresses_and_needs_the_sites_own() {
        let site = std::env::temp_dir().join(format!("rolescope-outside-{}", std::process::id()));
        fs::create_dir_all(&site).unwrap();
        write(&site, "index.html", PAGE).unwrap();
        introduce(&site, None).unwrap();
        assert_eq!(read(&site, "index.html").unwrap(), PAGE);
        assert!(!site.join("sitemap.xml").exists() && !site.join("robots.txt").exists());
        let address = Address::of(&["--site-url=https://example.com/a".to_owned()]).unwrap();
        introduce(&site, address.as_ref()).unwrap();
        let page = read(&site, "index.html").unwrap();
        for piece in [
            "rel=\"canonical\" href=\"https://example.com/a/\"",
            "\"og:title\" content=\"T: t\"",
            "\"og:description\" content=\"D.\"",
            "\"og:image\" content=\"https://example.com/a/social.png\"",
        ] {
            assert!(page.contains(piece), "{piece}");
        }
        assert!(read(&site, "sitemap.xml").unwrap().contains("<loc>https://example.com/a/verify.html</loc>"));
        assert!(read(&site, "robots.txt").unwrap().ends_with("Sitemap: https://example.com/a/sitemap.xml\n"));
        fs::remove_dir_all(site).unwrap();
    }
}
