//! Checks of other people's packages: licenses, sources, versions that are there twice, and advisories.

use std::path::Path;

use crate::process::{Failure, Outcome, find_on_path, output_of, program, root, run};
use crate::tools::{install_program, with_tools};

const CARGO_DENY: &str = "0.20.2";

/// Folder of advisories on crates.
const ADVISORIES: &str = "https://github.com/RustSec/advisory-db";

/// Workspaces with a Cargo.lock of their own.
const PROJECT: &str = "Cargo.toml";
const SITE: &str = "tools/site/Cargo.toml";

/// Folders with a package-lock.json.
const LOCKS: [&str; 2] = [".", "docs/embedding/docusaurus"];

/// Holds `deny.toml`, and asks for advisories where a database can be reached. Comes to what could not be asked.
pub(crate) fn check() -> Outcome<Vec<String>> {
    install_program("cargo-deny", CARGO_DENY)?;
    run(deny(PROJECT).args(["bans", "licenses", "sources"]))?;
    // Nothing of the programs that build the site reaches a visitor: they may have a crate twice, and under any free license.
    run(deny(SITE).arg("sources"))?;
    let mut skipped = Vec::new();
    if can_reach_advisories() {
        run(deny(PROJECT).arg("advisories"))?;
        run(deny(SITE).arg("advisories"))?;
    } else {
        skipped.push(format!("advisories on crates and yanked versions: {ADVISORIES} cannot be reached"));
    }
    for lock in LOCKS {
        skipped.extend(ask_npm(&root().join(lock))?.map(|why| format!("advisories on npm packages of {lock}: {why}")));
    }
    Ok(skipped)
}

fn deny(manifest: &str) -> std::process::Command {
    let mut deny = with_tools(program("cargo"));
    deny.args([
        "deny",
        "--manifest-path",
        manifest,
        "--locked",
        "--config",
        "deny.toml",
        "check",
        "--hide-inclusion-graph",
    ]);
    deny
}

fn can_reach_advisories() -> bool {
    let mut git = program("git");
    git.args(["ls-remote", ADVISORIES, "HEAD"]).env("GIT_TERMINAL_PROMPT", "0");
    output_of(&mut git).is_some()
}

/// Asks npm's registry for advisories on what is locked in a folder; `Some` is why it could not be asked.
fn ask_npm(folder: &Path) -> Outcome<Option<String>> {
    let npm = find_on_path("npm").or_else(|| find_on_path("npm.cmd"));
    let Some(npm) = npm else { return Ok(Some("`npm` is not on PATH".to_owned())) };
    let mut audit = program(npm);
    audit.current_dir(folder).args(["audit", "--package-lock-only", "--audit-level=high"]);
    let output = audit.output().map_err(|error| Failure::new(format!("`npm audit` cannot be started: {error}")))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let words = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        println!("{}", said.trim());
        Ok(None)
    } else if words.contains("audit endpoint") || words.contains("request to") {
        Ok(Some("the registry answers no such question".to_owned()))
    } else {
        Err(Failure::new(format!("npm knows of weaknesses in {}:\n{said}{words}", folder.display())))
    }
}
