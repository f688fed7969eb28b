//! The files of the built site.

use std::fs;
use std::path::Path;

use super::unusable;
use crate::process::Outcome;

/// The names of all files below the site, with `/` between folders, in the order of their bytes.
pub(crate) fn files_below(site: &Path) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(site.join(&folder)).map_err(|error| unusable("folder", &error))? {
            let entry = entry.map_err(|error| unusable("folder", &error))?;
            let name = format!("{folder}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() { folders.push(format!("{name}/")) } else { names.push(name) }
        }
    }
    names.sort();
    Ok(names)
}

/// Whether the name changes whenever the content does: Trunk's and our own end in 16 hexadecimal digits, esbuild's in 8
/// letters or digits.
pub(super) fn is_named_by_content(name: &str) -> bool {
    hash_in(name).is_some() || last_word(name).is_some_and(|word| word.len() == 8 && word.bytes().all(is_of_esbuild))
}

/// The 16 digits in a name.
pub(super) fn hash_in(name: &str) -> Option<&str> {
    last_word(name).filter(|word| word.len() == 16 && word.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f')))
}

fn is_of_esbuild(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

/// What stands between the last `-` and the ending.
fn last_word(name: &str) -> Option<&str> {
    let (_, end) = name.rsplit_once('-')?;
    let word = end.split_once('.').map(|(word, _)| word)?;
    Some(word.strip_suffix("_bg").unwrap_or(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_end_in_a_hash_change_with_the_content() {
        for name in ["a-35001ed7859f95b9.js", "x/app-e2760323c793352d_bg.wasm", "editor-BDMCQINU.js"] {
            assert!(is_named_by_content(name), "{name}");
        }
        for name in ["index.html", "guard.js", "scenarios/denied-by-the-organization.json", "icon-192.png", "a-web.js"]
        {
            assert!(!is_named_by_content(name), "{name}");
        }
        assert_eq!(hash_in("app-e2760323c793352d_bg.wasm"), Some("e2760323c793352d"));
        assert_eq!(hash_in("editor-BDMCQINU.js"), None);
    }
}
