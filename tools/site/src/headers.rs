//! `_headers`, which several static hosts read.

use crate::policy;
use crate::scripts::Bundle;

/// Headers that a page cannot carry itself. The scripts, `embed.js` above all, are for other origins, too.
const OTHER_HEADERS: [&str; 5] = [
    "Access-Control-Allow-Origin: *",
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: no-referrer",
    "Permissions-Policy: camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy: same-origin",
];

const FRESH: &str = "Cache-Control: no-cache";
const LASTING: &str = "Cache-Control: public, max-age=31536000, immutable";

/// The text of `_headers`: the page's policy, which lets the page for addresses without a file have its `style`, who may
/// have a page in a frame, and how long each of the files can be kept.
pub(crate) fn text(page_policy: &str, style: &str, files: &[String], bundle: &Bundle) -> String {
    let mut rules = Rules::default();
    rules.add("/*", format!("Content-Security-Policy: {}", policy::with_source(page_policy, "style-src", style)));
    for header in OTHER_HEADERS {
        rules.add("/*", header);
    }
    // A second policy: hosts join the headers of all rules that a path meets, and of two policies both hold.
    for (path, ancestors) in [("/", "'none'"), ("/index.html", "'none'"), ("/embed/*", "*")] {
        rules.add(path, format!("Content-Security-Policy: frame-ancestors {ancestors}"));
    }
    for name in files {
        rules.add_caching(name, bundle);
    }
    rules.text()
}

/// One rule for each path, because hosts differ about two.
#[derive(Default)]
struct Rules(Vec<(String, Vec<String>)>);

impl Rules {
    fn add(&mut self, path: impl Into<String>, header: impl Into<String>) {
        let (path, header) = (path.into(), header.into());
        match self.0.iter_mut().find(|(it, _)| *it == path) {
            Some((_, headers)) => headers.push(header),
            None => self.0.push((path, vec![header])),
        }
    }

    /// Pages and the service worker are asked for each time; hosts differ about that when they are not told.
    fn add_caching(&mut self, name: &str, bundle: &Bundle) {
        if let Some(folder) = name.strip_suffix("index.html") {
            self.add(format!("/{folder}"), FRESH);
        }
        if name.ends_with(".html") || name == "service-worker.js" {
            self.add(format!("/{name}"), FRESH);
        } else if bundle.names_by_content(name) {
            self.add(format!("/{name}"), LASTING);
        }
    }

    fn text(&self) -> String {
        let rule = |(path, headers): &(String, Vec<String>)| format!("{path}\n  {}\n", headers.join("\n  "));
        self.0.iter().map(rule).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scripts::tests::example_bundle;

    #[test]
    fn each_path_has_one_rule() {
        let names = ["boot-AAAAAAAA.js", "embed/index.html", "guard.js", "index.html", "service-worker.js"];
        let mut rules = Rules::default();
        rules.add("/", "A: 1");
        for name in names {
            rules.add_caching(name, &example_bundle());
        }
        assert_eq!(
            rules.text(),
            "/\n  A: 1\n  Cache-Control: no-cache\n/boot-AAAAAAAA.js\n  Cache-Control: public, max-age=31536000, immutable\n\
             /embed/\n  Cache-Control: no-cache\n/embed/index.html\n  Cache-Control: no-cache\n/index.html\n  \
             Cache-Control: no-cache\n/service-worker.js\n  Cache-Control: no-cache\n"
        );
    }

    #[test]
    fn only_the_embed_may_be_in_a_frame() {
        let text = text("style-src 'self'", "sha256-x", &[], &Bundle::default());
        assert!(text.starts_with("/*\n  Content-Security-Policy: style-src 'self' 'sha256-x'\n"));
        assert!(text.contains("\n/\n  Content-Security-Policy: frame-ancestors 'none'\n"));
        assert!(text.ends_with("/embed/*\n  Content-Security-Policy: frame-ancestors *\n"));
    }
}
