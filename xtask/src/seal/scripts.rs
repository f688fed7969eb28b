//! Scripts that come later than the page, each in one file with what it takes along: the editor from `web/editor` with
//! its packages from npm, and the dialogs of `web/share` and `web/drafts`.

use std::fs;
use std::path::Path;

use super::{esbuild, files, name_of, unusable};
use crate::process::{Failure, Outcome, root, run};

/// Bundles the editor and the dialogs into the site; returns the page with their names, which change with what is in
/// them.
pub(super) fn add_scripts(page: &str, site: &Path) -> Outcome<String> {
    let licenses = root().join("web").join("editor").join("licenses.txt");
    let licenses = fs::read_to_string(&licenses).map_err(|error| unusable("licenses", &error))?;
    let page = named(page, "editor", &bundle(site, "editor", "web/editor/main.js", licenses.trim())?)?;
    let page = named(&page, "drafts", &bundle(site, "drafts", "web/drafts/main.js", "")?)?;
    named(&page, "share", &bundle(site, "share", "web/share/main.js", "")?)
}

/// Bundles `entry` into one file of the site, script or style, and returns its name.
pub(super) fn bundle(site: &Path, name: &str, entry: &str, banner: &str) -> Outcome<String> {
    let mut bundle = esbuild(site);
    bundle.args([&format!("{name}={entry}"), "--bundle", "--format=esm", "--entry-names=[name]-[hash]"]);
    if !banner.is_empty() {
        bundle.arg(format!("--banner:js={banner}"));
    }
    run(bundle.args(["--charset=utf8", "--legal-comments=none"]))?;
    let start = format!("{name}-");
    let made = files(site, |file| file.starts_with(&start))?;
    let [file] = made.as_slice() else {
        return Err(Failure::new(format!("the built site must have one {name}")));
    };
    Ok(name_of(file).unwrap_or_default().to_owned())
}

/// The page with the real name of a script that it loads at one place.
fn named(page: &str, script: &str, name: &str) -> Outcome<String> {
    let called = format!("./{script}.js");
    if page.matches(&called).count() != 1 {
        return Err(Failure::new(format!("index.html must load `{called}` at one place")));
    }
    Ok(page.replace(&called, &format!("./{name}")))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn the_page_loads_a_script_by_its_real_name() {
        assert_eq!(named("import('./editor.js')", "editor", "editor-1.js").unwrap(), "import('./editor-1.js')");
        assert!(named("", "editor", "editor-1.js").is_err());
    }
}
