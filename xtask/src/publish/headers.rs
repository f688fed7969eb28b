//! `_headers`, which several static hosts read: what the whole folder is needed for.

use std::path::Path;

use super::folder::{files_below, is_named_by_content};
use super::{read, replace_once, write};
use crate::process::Outcome;

/// What must be asked for each time; hosts are of different minds about it when nobody tells them.
const FRESH: [&str; 3] = ["/", "/index.html", "/service-worker.js"];

/// Lets the page for addresses without a file have its style, and says how long each file can be kept. One rule for each
/// file: some hosts join the values of all rules that fit.
pub(super) fn complete(site: &Path, style: &str) -> Outcome {
    let names: Vec<String> = files_below(site)?.into_iter().filter(|name| is_named_by_content(name)).collect();
    let text = replace_once(&read(site, "_headers")?, "style-src 'self'", &format!("style-src 'self' '{style}'"))?;
    write(site, "_headers", &(text + &caching(&names)))
}

fn caching(names: &[String]) -> String {
    let fresh = FRESH.iter().map(|path| format!("{path}\n  Cache-Control: no-cache\n"));
    let lasting = names.iter().map(|name| format!("/{name}\n  Cache-Control: public, max-age=31536000, immutable\n"));
    fresh.chain(lasting).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn each_path_has_one_rule_for_caching() {
        let rules = super::caching(&["a-BDMCQINU.js".into()]);
        assert_eq!(rules.matches("/a-BDMCQINU.js\n  Cache-Control: public, max-age=31536000, immutable\n").count(), 1);
        assert_eq!(rules.matches("/index.html\n  Cache-Control: no-cache\n").count(), 1);
    }
}
