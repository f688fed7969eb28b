//! The list of files that the service worker keeps: some at once, others when they were fetched. The worker that
//! computes is in [`crate::work`].

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::digest::sha256;
use crate::folder::Folder;
use crate::scripts;

/// Writes the worker with the files, their digests and sizes. Another build is another worker, which browsers notice.
pub(crate) fn add_worker(site: Folder<'_>) -> Result<()> {
    scripts::add_worker(site, kept_files(site)?)
}

/// Digest and size of each file that is kept. The page has no name of its own.
fn kept_files(site: Folder<'_>) -> Result<Value> {
    let names = site.files()?.into_iter().filter(|name| is_kept(name));
    let entries = names.map(|name| {
        let bytes = site.bytes(&name)?;
        let file = json!({ "digest": sha256(&bytes), "bytes": bytes.len(), "late": is_late(&name) });
        Ok((if name == "index.html" { String::new() } else { name }, file))
    });
    entries.collect::<Result<Map<_, _>>>().map(Value::Object)
}

/// True if the page needs the file. Not what only hosts, search engines and other sites read, and not embeds.
fn is_kept(name: &str) -> bool {
    const FOR_OTHERS: [&str; 7] =
        ["404.html", "_headers", ".nojekyll", "embed.js", "robots.txt", "sitemap.xml", "service-worker.js"];
    !FOR_OTHERS.contains(&name) && !name.starts_with("embed/") && !name.ends_with(".png")
}

/// True for files that the page begins without.
fn is_late(name: &str) -> bool {
    ["scenarios/", "editor-", "share-", "work-"].iter().any(|beginning| name.starts_with(beginning))
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
    fn examples_the_editor_and_the_worker_are_late_and_what_the_page_begins_with_is_not() {
        assert!(
            ["scenarios/a.json", "editor-AAAAAAAA.js", "share-AAAAAAAA.js", "work-AAAAAAAA.wasm"]
                .into_iter()
                .all(is_late)
        );
        assert!(!["index.html", "app-AAAAAAAA.wasm", "split_below-AAAAAAAA.wasm"].into_iter().any(is_late));
    }

    #[test]
    fn the_list_holds_digest_and_size_of_each_file() {
        let temporary = Temporary::new();
        let site = temporary.folder();
        for name in ["index.html", "a.js", "social.png"] {
            site.write(name, "abc").unwrap();
        }
        let digest = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        let file = json!({ "digest": digest, "bytes": 3, "late": false });
        assert_eq!(kept_files(site).unwrap(), json!({ "": file, "a.js": file }));
    }
}
