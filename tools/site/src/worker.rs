//! The list of files that the service worker keeps.

use anyhow::Result;
use serde_json::{Map, Value};

use crate::digest::sha256;
use crate::folder::Folder;
use crate::scripts;

/// Writes the worker with the files and their digests. Another build is another worker, which browsers notice.
pub(crate) fn add_worker(site: Folder<'_>) -> Result<()> {
    scripts::add_worker(site, digests(site)?)
}

/// The digest of each file that is kept. The page has no name of its own.
fn digests(site: Folder<'_>) -> Result<Value> {
    let names = site.files()?.into_iter().filter(|name| is_kept(name));
    let entries = names.map(|name| {
        let digest = sha256(&site.bytes(&name)?);
        Ok((if name == "index.html" { String::new() } else { name }, Value::String(digest)))
    });
    entries.collect::<Result<Map<_, _>>>().map(Value::Object)
}

/// True if the page needs the file. Not what only hosts, search engines and other sites read, and not embeds.
fn is_kept(name: &str) -> bool {
    const FOR_OTHERS: [&str; 7] =
        ["404.html", "_headers", ".nojekyll", "embed.js", "robots.txt", "sitemap.xml", "service-worker.js"];
    !FOR_OTHERS.contains(&name) && !name.starts_with("embed/") && !name.ends_with(".png")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::tests::Temporary;

    #[test]
    fn the_page_and_its_files_are_kept_and_embeds_are_not() {
        assert!(["index.html", "guard.js", "scenarios/a.json", "a.wasm"].into_iter().all(is_kept));
        assert!(
            !["embed/index.html", "embed.js", "_headers", "social.png", "service-worker.js"].into_iter().any(is_kept)
        );
    }

    #[test]
    fn the_list_holds_the_digest_of_each_file() {
        let temporary = Temporary::new();
        let site = temporary.folder();
        for name in ["index.html", "a.js", "social.png"] {
            site.write(name, "abc").unwrap();
        }
        let digest = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        assert_eq!(digests(site).unwrap(), serde_json::json!({ "": digest, "a.js": digest }));
    }
}
