//! Scripts and styles, bundled by esbuild.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::folder::Folder;
use crate::node;

/// Sources of the scripts and styles, by the name that pages call them.
const ENTRIES: [(&str, &str); 8] = [
    ("boot", "web/boot.js"),
    ("editor", "web/editor/main.js"),
    ("share", "web/share/main.js"),
    ("drafts", "web/drafts/main.js"),
    ("offline", "web/offline.js"),
    ("frame", "web/embed/frame.js"),
    ("style", "web/styles/page.css"),
    ("look", "web/styles/embed.css"),
];

/// Files that others know by a fixed name, or that must not be modules.
const FIXED: [(&str, &str); 2] = [("guard", "web/guard.js"), ("embed", "web/embed/embed.js")];

/// The worker that computes. Others know its real name, `WORK_FILE`: a page that could not load it has to ask under another address.
const WORK: [(&str, &str); 1] = [("work", "web/work/main.js")];

/// The service worker.
const WORKER: [(&str, &str); 1] = [("service-worker", "web/service-worker.js")];

/// A request to `bundle.mjs`.
#[derive(Serialize)]
struct Request<'a> {
    site: &'a Path,
    entries: BTreeMap<&'a str, &'a str>,
    fixed: bool,
    minify: bool,
    built: &'a BTreeMap<String, PathBuf>,
    constants: BTreeMap<&'a str, Value>,
}

/// The bundled files under their names by content.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Bundle {
    /// The real name of each file that a page can name.
    names: BTreeMap<String, String>,
    /// The files that a script imports at once, by the script's real name.
    imports: BTreeMap<String, Vec<String>>,
}

impl Bundle {
    /// The real name of a file that pages call `name`.
    pub(crate) fn real_name(&self, name: &str) -> Option<&str> {
        self.names.get(name).map(String::as_str)
    }

    /// The files that a script imports at once.
    pub(crate) fn imports(&self, real_name: &str) -> &[String] {
        self.imports.get(real_name).map_or(&[], Vec::as_slice)
    }

    /// True if the name changes whenever the content does.
    pub(crate) fn names_by_content(&self, name: &str) -> bool {
        self.names.values().any(|it| it == name) || self.imports.contains_key(name)
    }
}

/// Bundles everything that is named by its content, and what keeps its name. `built` are files that scripts import.
pub(crate) fn bundle(site: Folder<'_>, built: &BTreeMap<String, PathBuf>, release: bool) -> Result<Bundle> {
    let mut constants = BTreeMap::from([("SERVED", Value::Bool(!release))]);
    let ask = |entries: &[(&'static str, &'static str)], fixed, constants: &BTreeMap<_, _>| {
        let (entries, constants) = (entries.iter().copied().collect(), constants.clone());
        let request = Request { site: site.0, entries, fixed, minify: release, built, constants };
        node::ask::<Metafile>("bundle.mjs", &request)
    };
    ask(&FIXED, true, &constants)?;
    let mut account = ask(&WORK, false, &constants)?;
    let work = named(&account)?.real_name("work.js").context("the worker has no script")?.to_owned();
    constants.insert("WORK_FILE", Value::String(work));
    account.outputs.extend(ask(&ENTRIES, false, &constants)?.outputs);
    named(&account)
}

/// Writes the service worker with the digests of the files that it keeps, readable for visitors who compare them.
pub(crate) fn add_worker(site: Folder<'_>, digests: Value) -> Result<()> {
    let request = Request {
        site: site.0,
        entries: WORKER.into_iter().collect(),
        fixed: true,
        minify: false,
        built: &BTreeMap::new(),
        constants: BTreeMap::from([("SITE_FILES", digests)]),
    };
    node::ask::<Metafile>("bundle.mjs", &request).map(|_| ())
}

/// esbuild's account of what it wrote, as far as it is needed.
#[derive(Deserialize)]
struct Metafile {
    outputs: BTreeMap<String, Output>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Output {
    entry_point: Option<String>,
    #[serde(default)]
    inputs: BTreeMap<String, Value>,
    #[serde(default)]
    imports: Vec<Import>,
}

#[derive(Deserialize)]
struct Import {
    path: String,
    kind: String,
}

fn named(account: &Metafile) -> Result<Bundle> {
    let mut bundle = Bundle::default();
    for (path, output) in &account.outputs {
        let real = file_name(path)?;
        if let Some(name) = called(output, real) {
            bundle.names.insert(name, real.to_owned());
        }
        let at_once = output.imports.iter().filter(|it| it.kind == "import-statement");
        let imports = at_once.map(|it| file_name(&it.path).map(str::to_owned)).collect::<Result<_>>()?;
        bundle.imports.insert(real.to_owned(), imports);
    }
    Ok(bundle)
}

/// The name that pages use for a bundled file, if they can name it.
fn called(output: &Output, real: &str) -> Option<String> {
    let ending = Path::new(real).extension()?.to_str()?;
    let source = output.entry_point.as_deref().or_else(|| output.inputs.keys().next().map(String::as_str))?;
    let name = match source.strip_prefix("built:") {
        // Of a script this is one of its parts.
        Some(built) => {
            return Some(built.to_owned()).filter(|_| Path::new(built).extension() == Path::new(real).extension());
        }
        None => ENTRIES.iter().chain(&WORK).find(|(_, path)| *path == source).map(|(name, _)| *name),
    };
    name.map(|name| format!("{name}.{ending}"))
}

fn file_name(path: &str) -> Result<&str> {
    Path::new(path).file_name().and_then(|it| it.to_str()).with_context(|| format!("`{path}` names no file"))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A bundle of a few files.
    pub(crate) fn example_bundle() -> Bundle {
        let account = r#"{ "inputs": {}, "outputs": {
            "dist/.stage/boot-AAAAAAAA.js": { "entryPoint": "web/boot.js", "inputs": { "web/boot.js": {} }, "imports": [
                { "path": "dist/.stage/start-BBBBBBBB.js", "kind": "import-statement" },
                { "path": "dist/.stage/editor-CCCCCCCC.js", "kind": "dynamic-import" }
            ] },
            "dist/.stage/start-BBBBBBBB.js": { "inputs": { "built:app.wasm": {}, "web/start.js": {} }, "imports": [] },
            "dist/.stage/style-EEEEEEEE.css": { "entryPoint": "web/styles/page.css" },
            "dist/.stage/app-DDDDDDDD.wasm": { "inputs": { "built:app.wasm": {} } }
        } }"#;
        named(&serde_json::from_str(account).unwrap()).unwrap()
    }

    #[test]
    fn pages_know_entries_and_built_files_by_their_own_names() {
        let bundle = example_bundle();
        assert_eq!(bundle.real_name("boot.js"), Some("boot-AAAAAAAA.js"));
        assert_eq!(bundle.real_name("app.wasm"), Some("app-DDDDDDDD.wasm"));
        assert_eq!(bundle.real_name("start.js"), None);
        assert_eq!(bundle.imports("boot-AAAAAAAA.js"), ["start-BBBBBBBB.js"]);
        assert!(bundle.names_by_content("start-BBBBBBBB.js") && !bundle.names_by_content("guard.js"));
    }
}
