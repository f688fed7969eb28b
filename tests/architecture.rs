//! The invariants of `ARCHITECTURE.md` that can be read off manifests and sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use toml::Table;

mod modules;

use modules::{Modules, circle};

/// Which packages of the workspace each package may use. A package that is not listed is a failure.
const ARROWS: [(&str, &[&str]); 15] = [
    ("iam-syntax", &[]),
    ("iam-analysis", &["iam-catalog", "iam-eval", "iam-syntax"]),
    ("iam-catalog", &["iam-syntax"]),
    ("iam-eval", &["iam-syntax"]),
    ("iam-sts", &["iam-eval", "iam-syntax"]),
    ("iam-lint", &["iam-catalog", "iam-syntax"]),
    ("rolescope", &["iam-syntax", "iam-eval", "iam-sts", "iam-lint", "iam-catalog", "iam-analysis"]),
    ("rolescope-import", &["iam-syntax", "rolescope"]),
    ("rolescope-lesson", &["rolescope"]),
    ("rolescope-cli", &["iam-catalog", "rolescope", "rolescope-import", "rolescope-lesson"]),
    ("rolescope-wasm", &["rolescope"]),
    ("rolescope-catalog-wasm", &["iam-catalog"]),
    ("rolescope-web", &["rolescope"]),
    ("rolescope-worker", &["rolescope"]),
    ("conformance", &["iam-catalog", "rolescope", "rolescope-import", "rolescope-lesson"]),
];

/// Floors of the facade, from the ground up. A module may use those of its own floor and of the floors below.
const FLOORS: [&[&str]; 8] = [
    // Words on texts know nothing but texts, so that reading a scenario can say what is wrong.
    &[
        "map",
        "json_problem",
        "names",
        "provider",
        "service",
        "shared",
        "english::file",
        "english::problems",
        "scenario::mistake",
    ],
    &["report", "scenario"],
    &["english"],
    &["resolve"],
    &["decide"],
    &["explain"],
    &[
        "analyze",
        "catalog",
        "compiled",
        "complete",
        "diagram::model",
        "diagram::tone",
        "diff",
        "prove",
        "english::diagram",
        "english::diff",
        "english::prove",
        "link",
        "lint",
        "schema",
        "who_can",
    ],
    &["diagram", "task"],
];

/// Names at the root of the facade, beside its modules: those that nearly every user calls.
const ROOT_NAMES: [&str; 11] = [
    "Arn",
    "Compiled",
    "Map",
    "PolicyCache",
    "PreparedStep",
    "Report",
    "Scenario",
    "SharedText",
    "analyze",
    "is_account_id",
    "rules",
];

/// Files of the facade that ask for the feature `notes`: they name the modules that notes are made of, and ask for nothing else.
const NOTES: [&str; 3] = ["english.rs", "explain.rs", "report.rs"];

/// Packages that decide nothing and link nothing of the engine.
const TOOLS: [&str; 1] = ["xtask"];

/// Ways to a clock, a file, the environment, the network or chance. (`std::net` alone also parses addresses.)
const OUTSIDE_WORLD: [&str; 15] = [
    "std::time",
    "SystemTime",
    "Instant::now",
    "std::fs",
    "std::env",
    "TcpStream",
    "UdpSocket",
    "std::process",
    "std::io",
    "std::thread",
    "RandomState",
    "println!",
    "now_utc",
    "now_local",
    "extern \"C\"",
];

/// Folders of what is written here.
const OURS: [&str; 5] = ["crates", "tests", "tools", "web", "xtask"];

/// Endings of sources with doc comments.
const SOURCES: [&str; 5] = ["js", "mjs", "rs", "ts", "tsx"];

/// Crates that lead there.
const WORLDLY_CRATES: [&str; 15] = [
    "chrono",
    "dirs",
    "fastrand",
    "getrandom",
    "gloo",
    "instant",
    "js-sys",
    "libc",
    "rand",
    "reqwest",
    "tokio",
    "ureq",
    "uuid",
    "web-sys",
    "web-time",
];

#[test]
fn packages_use_each_other_only_along_the_arrows() {
    let packages = packages();
    let names: BTreeSet<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    for package in &packages {
        if TOOLS.contains(&package.name.as_str()) {
            continue;
        }
        let (_, allowed) = ARROWS
            .iter()
            .find(|(name, _)| *name == package.name)
            .unwrap_or_else(|| panic!("`{}` has no place in the diagram", package.name));
        for used in package.dependencies(&EVERY_KIND).iter().filter(|used| names.contains(used.as_str())) {
            assert!(allowed.contains(&used.as_str()), "`{}` must not use `{used}`", package.name);
        }
    }
}

#[test]
fn the_evaluator_does_not_know_the_catalog_nor_lint_the_evaluator() {
    let (_, evaluator) = ARROWS.iter().find(|(name, _)| *name == "iam-eval").unwrap();
    assert!(!reach(evaluator).contains("iam-catalog"));
    let (_, lint) = ARROWS.iter().find(|(name, _)| *name == "iam-lint").unwrap();
    assert!(reach(lint).is_disjoint(&BTreeSet::from(["iam-eval", "iam-sts"])));
}

#[test]
fn no_clock_file_environment_network_or_chance_below_the_command_line_and_the_page() {
    let mut files = 0;
    let importer = packages().into_iter().filter(|package| package.name == "rolescope-import");
    for package in engine().into_iter().chain(importer) {
        for used in package.dependencies(&["dependencies"]) {
            assert!(!WORLDLY_CRATES.contains(&used.as_str()), "`{}` must not use `{used}`", package.name);
        }
        for file in rust_files(&package.folder.join("src")) {
            files += 1;
            let text = fs::read_to_string(&file).unwrap();
            for (number, line) in code_lines(&text) {
                for way in OUTSIDE_WORLD {
                    assert!(!line.contains(way), "{}:{number}: `{way}` below the command line", file.display());
                }
            }
        }
    }
    assert!(files >= 20, "only {files} files of the engine were found");
}

#[test]
fn no_modules_use_each_other_in_a_circle() {
    let (mut edges, mut circles) = (0, Vec::new());
    for package in packages().into_iter().filter(|it| it.name != "conformance" && !TOOLS.contains(&it.name.as_str())) {
        let found = modules(&package).edges();
        circles.extend(circle(&found).map(|circle| (package.name.clone(), circle)));
        edges += found.len();
    }
    assert_eq!(circles, []);
    assert!(edges > 900, "only {edges} uses of modules were found");
}

#[test]
fn a_layer_of_the_facade_uses_none_above_it() {
    let packages = packages();
    let facade = packages.iter().find(|package| package.name == "rolescope").unwrap();
    let mut edges = modules(facade).edges();
    edges.retain(|(from, to)| !from.is_empty() && floor(from) < floor(to));
    assert!(edges.is_empty(), "a module must not use one above it: {edges:#?}");
}

#[test]
fn english_knows_neither_world_nor_call() {
    let folder = root().join("crates/rolescope/src/english");
    let files = rust_files(&folder);
    assert!(files.len() >= 15, "only {} files of English were found", files.len());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in code_lines(&text) {
            // A call is a kind of message in a diagram and a limit of STS, too.
            let line = line.replace("MessageKind::Call", "").replace("SecondsLimit::Call", "");
            let mut words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            let known = words
                .find(|word| ["World", "Call", "Outcome", "CheckResult", "Actor", "ParsedPolicies"].contains(word));
            assert_eq!(known, None, "{}:{number}", file.display());
        }
    }
}

#[test]
fn each_layer_of_the_facade_says_first_what_it_must_not_know() {
    for layer in ["scenario", "report", "resolve", "decide", "explain", "english", "diagram"] {
        let text = fs::read_to_string(root().join(format!("crates/rolescope/src/{layer}.rs"))).unwrap();
        let mut head = text.lines().take_while(|line| line.starts_with("//!")).take(5);
        assert!(head.any(|line| line.starts_with("//! Must not know ")), "{layer}");
    }
}

/// Calls that look for words in a text or cut them out of it, in Rust and in JavaScript.
const CUTS: [&str; 13] = [
    "strip_prefix(",
    "strip_suffix(",
    "starts_with(",
    "ends_with(",
    "contains(",
    "find(",
    "split_once(",
    "split(",
    "startsWith(",
    "endsWith(",
    "includes(",
    "indexOf(",
    "match(",
];

/// Fields with sentences of the report and of mistakes.
const SENTENCES: [&str; 5] = ["reason.", "detail.", "message.", "help.", "note."];

#[test]
fn nobody_takes_sentences_apart() {
    let folders = ["web", "crates/rolescope-cli/src", "crates/rolescope-wasm"].map(|folder| root().join(folder));
    let mut files = 0;
    for file in folders.iter().flat_map(|folder| sources(folder)) {
        let path = file.strip_prefix(root()).unwrap().to_string_lossy();
        if path.contains("/tests/") || path.ends_with("tests.rs") || path.contains(".test.") {
            continue;
        }
        files += 1;
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        assert_eq!(cut_sentence(code), None, "{}: ask `cause`, `why` or a code", file.display());
    }
    assert!(files > 150, "only {files} files were found");
    for cut in [
        "step.reason.strip_prefix(\"Allowed: \")",
        "if (error.message.includes('field')) {",
        "detail.as_str().find(\"`\")",
    ] {
        assert!(cut_sentence(cut).is_some(), "{cut}");
    }
}

/// A line of code that looks into a sentence of the report or into the message of a mistake.
fn cut_sentence(code: &str) -> Option<&str> {
    let cuts = |line: &str| {
        SENTENCES.iter().any(|sentence| {
            let mut after = line.split(*sentence).skip(1).map(|rest| rest.trim_start_matches("as_str()."));
            after.any(|rest| CUTS.iter().any(|cut| rest.starts_with(cut)))
        })
    };
    code.lines().find(|line| cuts(line))
}

#[test]
fn the_root_of_the_facade_has_few_names_beside_its_modules() {
    let text = fs::read_to_string(root().join("crates/rolescope/src/lib.rs")).unwrap();
    assert!(!text.contains("doc(hidden)"), "a name is public or it is not");
    assert_eq!(exported_names(&text), BTreeSet::from(ROOT_NAMES.map(str::to_owned)));
    let lists = "pub use a::A;\npub mod b { pub use c::C; }\n    pub use d::D;\npub use e::{\n    E, f::g as F,\n};\n";
    assert_eq!(exported_names(lists), BTreeSet::from(["A", "E", "F"].map(str::to_owned)));
}

#[test]
fn notes_are_modules_that_a_build_has_or_has_not() {
    let folder = root().join("crates/rolescope/src");
    for file in rust_files(&folder) {
        let text = fs::read_to_string(&file).unwrap();
        let asks: Vec<(usize, &str)> = code_lines(&text).filter(|(_, line)| line.contains("\"notes\"")).collect();
        let name = file.strip_prefix(&folder).unwrap().to_string_lossy();
        assert_eq!(NOTES.contains(&&*name), !asks.is_empty(), "{name}");
        for (number, _) in asks {
            let item = text.lines().skip(number).find(|line| !line.starts_with('#')).unwrap_or_default();
            assert!(item.contains("mod ") && item.ends_with(';'), "{name}:{number}: {item}");
        }
    }
}

#[test]
fn circles_and_uses_past_re_exports_are_found() {
    let modules = Modules::of(&[
        ("", "mod a; mod b; pub use a::inner::Thing;"),
        ("a", "pub mod inner; pub use inner::Thing; use crate::b::{self, c::{Deep as Other}};"),
        (
            "a::inner",
            "/// `crate::b` in words\nuse super::Parent; pub struct Thing(&'static str, char); const A: char = '\"';",
        ),
        ("b", "pub mod c; fn f() { crate::Thing; \"crate::a\"; } #[cfg(test)] mod tests { use crate::a::X; }"),
        ("b::c", "use std::fmt; pub struct Deep; fn g() -> fmt::Result { super::super::a::call() }"),
    ]);
    let pairs =
        [("", "a"), ("", "a::inner"), ("", "b"), ("a", "b::c"), ("b", "a::inner"), ("b", "b::c"), ("b::c", "a")];
    let edges = modules.edges();
    for (from, to) in &edges {
        assert!(from.is_empty() || pairs.contains(&(from.as_str(), to.as_str())), "{from} uses {to}");
    }
    for (from, to) in pairs.into_iter().filter(|(from, to)| !from.is_empty() && (*from, *to) != ("b", "b::c")) {
        assert!(edges.contains(&(from.to_owned(), to.to_owned())), "{from} uses {to}: {edges:?}");
    }
    assert_eq!(circle(&edges), Some(["a", "b::c", "a"].map(str::to_owned).to_vec()));
}

#[test]
fn only_the_facade_knows_serde() {
    for package in engine().into_iter().filter(|package| package.name != "rolescope") {
        for used in package.dependencies(&["dependencies"]) {
            assert!(!used.starts_with("serde") && used != "schemars", "`{}` must not use `{used}`", package.name);
        }
    }
}

#[test]
fn the_page_links_the_facade_and_speaks_no_json_to_it() {
    let packages = packages();
    let web = packages.iter().find(|package| package.name == "rolescope-web").unwrap();
    let used = web.dependencies(&["dependencies"]);
    assert!(used.contains("rolescope"), "the page must link the facade");
    for between in ["rolescope-wasm", "serde-wasm-bindgen", "serde_wasm_bindgen", "tsify"] {
        assert!(!used.contains(between), "the page must not use `{between}`");
    }
}

#[test]
fn a_doc_comment_begins_with_what_the_item_is_or_does() {
    let words = ["What", "Whether", "How", "Who", "Where", "Why"];
    let mut comments = 0;
    for file in OURS.iter().flat_map(|folder| sources(&root().join(folder))) {
        let text = fs::read_to_string(&file).unwrap();
        let mut before = "";
        for (at, line) in text.lines().map(str::trim_start).enumerate() {
            let is_first = !["///", "//!"].iter().any(|mark| before.starts_with(mark));
            let marks = ["/// ", "//! ", "/** "];
            if let Some(comment) = marks.iter().find_map(|mark| line.strip_prefix(mark)).filter(|_| is_first) {
                comments += 1;
                let first = comment.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
                assert!(!words.contains(&first), "{}:{}: begins with `{first}`", file.display(), at + 1);
            }
            before = line;
        }
    }
    assert!(comments > 2000, "only {comments} doc comments were found");
}

/// Modules of a package.
fn modules(package: &Package) -> Modules {
    let folder = package.folder.join("src");
    let files = if folder.is_dir() { rust_files(&folder) } else { Vec::new() };
    Modules::read(&folder, &files)
}

/// Names that a file exports at its root, from lines that begin there.
fn exported_names(text: &str) -> BTreeSet<String> {
    let text = format!("\n{text}");
    let lists = text.split("\npub use ").skip(1).filter_map(|part| part.split(';').next());
    let paths = lists.flat_map(|list| list.split([',', '{', '}'])).map(str::trim);
    paths
        .filter(|path| !path.is_empty() && !path.ends_with("::"))
        .filter_map(|path| path.rsplit([':', ' ']).next())
        .map(str::to_owned)
        .collect()
}

/// Floor of a module of the facade: that of the longest name in front of it.
fn floor(module: &str) -> usize {
    let holds = |name: &str| module.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
    let names = FLOORS.iter().enumerate().flat_map(|(floor, names)| names.iter().map(move |name| (*name, floor)));
    let (_, floor) = names
        .filter(|(name, _)| holds(name))
        .max_by_key(|(name, _)| name.len())
        .unwrap_or_else(|| panic!("`{module}` is on no floor"));
    floor
}

const EVERY_KIND: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// A package of the workspace.
struct Package {
    name: String,
    folder: PathBuf,
    manifest: Table,
}

impl Package {
    fn read(folder: PathBuf) -> Self {
        let text = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let manifest: Table = text.parse().unwrap();
        let name = manifest["package"]["name"].as_str().unwrap().to_owned();
        Self { name, folder, manifest }
    }

    /// Names of what it uses, also where only some targets need it.
    fn dependencies(&self, kinds: &[&str]) -> BTreeSet<String> {
        let targets = self.manifest.get("target").and_then(|target| target.as_table());
        let tables = std::iter::once(&self.manifest)
            .chain(targets.into_iter().flat_map(|targets| targets.values().filter_map(|target| target.as_table())));
        tables
            .flat_map(|table| kinds.iter().filter_map(|kind| table.get(*kind)?.as_table()))
            .flat_map(|dependencies| {
                dependencies.iter().map(|(name, value)| {
                    value.get("package").and_then(|package| package.as_str()).unwrap_or(name).to_owned()
                })
            })
            .collect()
    }
}

/// All members of the workspace.
fn packages() -> Vec<Package> {
    let root = root();
    let text = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let manifest: Table = text.parse().unwrap();
    let mut packages = Vec::new();
    for member in manifest["workspace"]["members"].as_array().unwrap() {
        let member = member.as_str().unwrap();
        match member.strip_suffix("/*") {
            Some(parent) => packages.extend(folders(&root.join(parent)).into_iter().map(Package::read)),
            None => packages.push(Package::read(root.join(member))),
        }
    }
    packages
}

/// Packages below the command line and the page.
fn engine() -> Vec<Package> {
    packages().into_iter().filter(|package| package.name == "rolescope" || package.name.starts_with("iam-")).collect()
}

/// All packages that can be reached along the arrows.
fn reach(from: &[&'static str]) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&'static str> = from.to_vec();
    while let Some(name) = open.pop() {
        if found.insert(name) {
            open.extend(ARROWS.iter().filter(|(from, _)| *from == name).flat_map(|(_, used)| *used));
        }
    }
    found
}

/// Lines of code with their numbers: no comments, no tests.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line))
}

/// Sources in Rust and JavaScript below a folder, tests and all.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy();
        if path.is_dir() && !["node_modules", "target", "dist"].contains(&&*name) {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| SOURCES.iter().any(|known| extension == *known)) {
            files.push(path);
        }
    }
    files
}

/// Source files below a folder, without those that hold a module's tests.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
    files
}

fn folders(parent: &Path) -> Vec<PathBuf> {
    fs::read_dir(parent).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
