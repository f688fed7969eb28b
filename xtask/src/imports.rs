//! Imports by which the page's wasm can ask the browser for something, held against a list that people read.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::process::{Failure, Outcome, root, target_dir};

/// The list, one name a line.
fn allowed() -> PathBuf {
    root().join("web").join("imports.txt")
}

/// The file to which `tools/site` writes what it finds.
fn found() -> PathBuf {
    target_dir().join("page-imports.txt")
}

/// Fails when the built module imports what is not on the list, or the list has what nothing imports.
/// `UPDATE_GOLDEN=1` writes the list anew.
pub(crate) fn check() -> Outcome {
    let read = |path: PathBuf| {
        fs::read_to_string(&path).map_err(|error| Failure::new(format!("{} cannot be read: {error}", path.display())))
    };
    let found = read(found())?;
    if env::var_os("UPDATE_GOLDEN").is_some() {
        return fs::write(allowed(), found).map_err(|error| Failure::new(format!("web/imports.txt: {error}")));
    }
    let allowed = read(allowed())?;
    let only_in = |one: &str, other: &str| {
        let names = one.lines().filter(|name| !other.lines().any(|it| it == *name));
        names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    };
    let (new, gone) = (only_in(&found, &allowed), only_in(&allowed, &found));
    if new.is_empty() && gone.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the page's wasm imports what web/imports.txt does not list: {new}; it no longer imports: {gone}\nIf none of the \
         new ones can send anything, UPDATE_GOLDEN=1 cargo xtask imports writes the list anew."
    )))
}
