//! Metadata for search engines and other sites. It needs whole addresses: without the site's own, it is left out.

use anyhow::Result;

use crate::address::Address;
use crate::folder::Folder;
use crate::page::{attribute, text_in, with_html_after};

/// Pages that search engines are told of.
const PAGES: [&str; 2] = ["", "verify.html"];

/// Adds the card to the page, and writes the sitemap and `robots.txt`.
pub(crate) fn add_metadata(site: Folder<'_>, address: &Address) -> Result<()> {
    let page = site.read("index.html")?;
    site.write("index.html", with_html_after(&page, "head title", &card(&page, address)?)?)?;
    site.write("sitemap.xml", sitemap(address))?;
    site.write("robots.txt", format!("User-agent: *\nAllow: /\nSitemap: {}\n", address.of_file("sitemap.xml")))
}

/// The card that others show for a link to the site, with the page's own title and description.
fn card(page: &str, address: &Address) -> Result<String> {
    let title = text_in(page, "head title")?.replace('"', "&quot;");
    let description = attribute(page, "meta[name=description]", "content")?.replace('"', "&quot;");
    let (here, picture) = (address.of_file(""), address.of_file("social.png"));
    Ok(format!(
        "
    <link rel=\"canonical\" href=\"{here}\">
    <meta property=\"og:type\" content=\"website\">
    <meta property=\"og:title\" content=\"{title}\">
    <meta property=\"og:description\" content=\"{description}\">
    <meta property=\"og:url\" content=\"{here}\">
    <meta property=\"og:image\" content=\"{picture}\">
    <meta property=\"og:image:width\" content=\"1200\">
    <meta property=\"og:image:height\" content=\"630\">
    <meta name=\"twitter:card\" content=\"summary_large_image\">"
    ))
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
    use super::*;
    use crate::folder::tests::Temporary;

    const PAGE: &str =
        "<head><title>T: t</title><meta name=\"description\" content=\"D.\"></head><svg><title>S</title></svg>";

    #[test]
    fn what_others_read_has_whole_addresses() {
        let temporary = Temporary::new();
        let site = temporary.folder();
        site.write("index.html", PAGE).unwrap();
        add_metadata(site, &"https://example.com/a".parse().unwrap()).unwrap();
        let page = site.read("index.html").unwrap();
        for piece in [
            "<title>T: t</title>\n    <link rel=\"canonical\" href=\"https://example.com/a/\"",
            "\"og:title\" content=\"T: t\"",
            "\"og:description\" content=\"D.\"",
            "\"og:image\" content=\"https://example.com/a/social.png\"",
        ] {
            assert!(page.contains(piece), "{piece}");
        }
        assert!(site.read("sitemap.xml").unwrap().contains("<loc>https://example.com/a/verify.html</loc>"));
        assert!(site.read("robots.txt").unwrap().ends_with("Sitemap: https://example.com/a/sitemap.xml\n"));
    }
}
