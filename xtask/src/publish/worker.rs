//! The list of files that the service worker keeps.

use std::path::Path;

use super::digest::of_files;
use super::folder::files_below;
use super::{read, replace_once, write};
use crate::process::{Outcome, root};

const WORKER: &str = "service-worker.js";
/// Where the worker takes its list from.
const LIST: &str = "Object.entries({})";

/// Writes the files and what is in them into the worker. Another build is another worker, which browsers notice.
pub(super) fn fill_in(site: &Path) -> Outcome {
    let names: Vec<String> = files_below(site)?.into_iter().filter(|name| is_kept(name)).collect();
    let digests = of_files(site, &names)?;
    let lines: String = names
        .iter()
        .zip(digests)
        .map(|(name, digest)| format!("  \"{}\": \"{digest}\",\n", if name == "index.html" { "" } else { name }))
        .collect();
    let worker = replace_once(&read(&root().join("web"), WORKER)?, LIST, &format!("Object.entries({{\n{lines}}})"))?;
    write(site, WORKER, &worker)
}

/// Whether the page needs the file. Not what only hosts, search engines and other sites read, and not embeds.
fn is_kept(name: &str) -> bool {
    const FOR_OTHERS: [&str; 7] =
        ["404.html", "_headers", ".nojekyll", "embed.js", "robots.txt", "sitemap.xml", WORKER];
    !FOR_OTHERS.contains(&name) && !name.starts_with("embed/") && !name.ends_with(".png")
}

#[cfg(test)]
mod tests {
    use super::is_kept;

    #[test]
    fn the_page_and_its_files_are_kept_and_embeds_are_not() {
        assert!(["index.html", "guard.js", "scenarios/a.json", "a_bg.wasm"].into_iter().all(is_kept));
        assert!(
            !["embed/index.html", "embed.js", "_headers", "social.png", "service-worker.js"].into_iter().any(is_kept)
        );
    }
}
