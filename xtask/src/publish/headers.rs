//! `_headers`, which several static hosts read: what the whole folder is needed for.

use std::path::Path;

use super::folder::{files_below, is_named_by_content};
use super::{read, replace_once, write};
use crate::process::Outcome;

const FRESH: &str = "Cache-Control: no-cache";
const LASTING: &str = "Cache-Control: public, max-age=31536000, immutable";

/// Lets the page for addresses without a file have its style, and says how long each file can be kept.
pub(super) fn complete(site: &Path, style: &str) -> Outcome {
    let names = files_below(site)?;
    let text = replace_once(&read(site, "_headers")?, "style-src 'self'", &format!("style-src 'self' '{style}'"))?;
    write(site, "_headers", &with_caching(text, &names))
}

/// Pages and the worker are to be asked for each time; hosts are of different minds about it when nobody tells them.
fn with_caching(mut text: String, names: &[String]) -> String {
    for name in names {
        if let Some(folder) = name.strip_suffix("index.html") {
            text = with_header(text, folder, FRESH);
        }
        if name.ends_with(".html") || name == "service-worker.js" {
            text = with_header(text, name, FRESH);
        } else if is_named_by_content(name) {
            text = with_header(text, name, LASTING);
        }
    }
    text
}

/// Each path has one rule, because hosts are of different minds about two.
fn with_header(text: String, name: &str, header: &str) -> String {
    let rule = format!("\n/{name}\n");
    if text.contains(&rule) {
        text.replace(&rule, &format!("{rule}  {header}\n"))
    } else {
        format!("{text}/{name}\n  {header}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::with_caching;

    #[test]
    fn each_path_has_one_rule() {
        let names = ["a-BDMCQINU.js", "embed/index.html", "guard.js", "index.html", "service-worker.js"];
        let rules = with_caching("/*\n  A: 1\n/\n  B: 2\n".into(), &names.map(str::to_owned));
        assert_eq!(
            rules,
            "/*\n  A: 1\n/\n  Cache-Control: no-cache\n  B: 2\n/a-BDMCQINU.js\n  Cache-Control: public, max-age=31536000, \
             immutable\n/embed/\n  Cache-Control: no-cache\n/embed/index.html\n  Cache-Control: no-cache\n/index.html\n  \
             Cache-Control: no-cache\n/service-worker.js\n  Cache-Control: no-cache\n"
        );
    }
}
