//! The editor: `web/editor` and what it takes from npm, in one script that the page loads when it has time.

use std::fs;
use std::path::Path;

use super::{esbuild, files, name_of, unusable};
use crate::process::{Failure, Outcome, root, run};

/// What `index.html` calls the script.
const CALLED: &str = "./editor.js";

/// Bundles the editor into the site; returns the page with the script's name, which changes with what is in it.
pub(super) fn add_editor(page: &str, site: &Path) -> Outcome<String> {
    let licenses = root().join("web").join("editor").join("licenses.txt");
    let licenses = fs::read_to_string(&licenses).map_err(|error| unusable("licenses", &error))?;
    let mut bundle = esbuild(site);
    bundle.args(["editor=web/editor/main.js", "--bundle", "--format=esm", "--entry-names=[name]-[hash]"]);
    bundle.arg(format!("--banner:js={}", licenses.trim()));
    run(bundle.args(["--charset=utf8", "--legal-comments=none"]))?;
    let scripts = files(site, |name| name.starts_with("editor-") && name.ends_with(".js"))?;
    let [script] = scripts.as_slice() else {
        return Err(Failure::new("the built site must have one editor"));
    };
    named(page, name_of(script).unwrap_or_default())
}

fn named(page: &str, name: &str) -> Outcome<String> {
    if page.matches(CALLED).count() != 1 {
        return Err(Failure::new(format!("index.html must load `{CALLED}` at one place")));
    }
    Ok(page.replace(CALLED, &format!("./{name}")))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn the_page_loads_the_editor_by_its_real_name() {
        assert_eq!(named("import('./editor.js')", "editor-1.js").unwrap(), "import('./editor-1.js')");
        assert!(named("", "editor-1.js").is_err());
    }
}
