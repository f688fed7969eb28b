//! What the page's wasm can ask of the browser: its imports, by name, held against a list that people read.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::process::{Failure, Outcome, root, target_dir};

/// The list, one name a line.
fn allowed() -> PathBuf {
    root().join("web").join("imports.txt")
}

/// Where the build writes what it finds.
fn found() -> PathBuf {
    target_dir().join("page-imports.txt")
}

/// Keeps the names of the module's imports for `check`: afterwards they are letters.
pub(crate) fn keep<'a>(names: impl Iterator<Item = &'a str>) -> Outcome {
    let mut names: Vec<&str> = names.map(plain).collect();
    names.sort_unstable();
    names.dedup();
    fs::write(found(), names.join("\n") + "\n")
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}", found().display())))
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

/// The name without wasm-bindgen's own beginning, hash and number.
fn plain(name: &str) -> &str {
    let name = name.strip_prefix("__wbg_").or_else(|| name.strip_prefix("__wbindgen_")).unwrap_or(name);
    match name.rsplit_once('_') {
        Some((plain, hash)) if hash.len() == 16 && hash.bytes().all(|it| it.is_ascii_hexdigit()) => plain,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_are_without_their_hashes() {
        assert_eq!(plain("__wbg_set_item_0123456789abcdef"), "set_item");
        assert_eq!(plain("__wbindgen_init_externref_table"), "init_externref_table");
    }
}
