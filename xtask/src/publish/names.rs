//! Names by content. Trunk names files before they are made smaller; hosts and browsers are told that a file with such a
//! name never changes, so the name must be that of the finished bytes.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

use super::folder::{files_below, hash_in};
use super::unusable;
use crate::process::{Failure, Outcome};

/// Files in which other files are named.
const TEXTS: [&str; 5] = [".html", ".js", ".mjs", ".css", ".json"];

/// A file of the site in memory.
struct File {
    name: String,
    bytes: Vec<u8>,
}

/// Renames every file with a hash in its name to the hash of what is in it, and calls it so wherever it is named.
pub(super) fn name_by_content(site: &Path) -> Outcome {
    let names = files_below(site)?;
    let read = |name: &String| fs::read(site.join(name)).map_err(|error| unusable(name, &error));
    let files: Vec<File> =
        names.iter().map(|name| Ok(File { name: name.clone(), bytes: read(name)? })).collect::<Outcome<_>>()?;
    for (file, old) in renamed(files)?.iter().zip(&names) {
        fs::remove_file(site.join(old)).map_err(|error| unusable(old, &error))?;
        fs::write(site.join(&file.name), &file.bytes).map_err(|error| unusable(&file.name, &error))?;
    }
    Ok(())
}

/// The files under their new names, in the same order. A file is named after all whose names stand in it.
fn renamed(mut files: Vec<File>) -> Outcome<Vec<File>> {
    let mut waiting: Vec<String> = files.iter().filter_map(|file| hash_in(&file.name).map(str::to_owned)).collect();
    waiting.sort();
    waiting.dedup();
    while !waiting.is_empty() {
        let ready = waiting.iter().position(|hash| !names_another(&files, hash, &waiting));
        let old =
            waiting.remove(ready.ok_or_else(|| Failure::new("files of the built site name each other in a ring"))?);
        let new = common_hash(&files, &old);
        for file in &mut files {
            file.name = file.name.replace(&old, &new);
            if is_text(&file.name) {
                file.bytes = String::from_utf8_lossy(&file.bytes).replace(&old, &new).into_bytes();
            }
        }
    }
    Ok(files)
}

/// Whether files with this hash name one whose own hash is still to come. Trunk gives a module and its glue one hash.
fn names_another(files: &[File], hash: &str, waiting: &[String]) -> bool {
    let others = |text: &str| waiting.iter().any(|other| other != hash && text.contains(other.as_str()));
    files
        .iter()
        .filter(|file| file.name.contains(hash) && is_text(&file.name))
        .any(|file| others(&String::from_utf8_lossy(&file.bytes)))
}

/// The hash of all files that have this one in their names.
fn common_hash(files: &[File], old: &str) -> String {
    let mut hasher = DefaultHasher::new();
    for file in files.iter().filter(|file| file.name.contains(old)) {
        hasher.write(&file.bytes);
    }
    format!("{:016x}", hasher.finish())
}

fn is_text(name: &str) -> bool {
    TEXTS.iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(module: &str) -> Vec<File> {
        let files = [
            ("a-0000000000000001.js", "glue"),
            ("a-0000000000000001_bg.wasm", module),
            ("boot-0000000000000002.js", "import 'a-0000000000000001.js'"),
            ("index.html", "boot-0000000000000002.js a-0000000000000001_bg.wasm"),
        ];
        files.map(|(name, text)| File { name: name.into(), bytes: text.into() }).into()
    }

    fn names(files: &[File]) -> Vec<&str> {
        files.iter().map(|file| file.name.as_str()).collect()
    }

    #[test]
    fn other_bytes_give_other_names_up_to_the_page() {
        let (one, other) = (renamed(site("1")).unwrap(), renamed(site("2")).unwrap());
        for index in 0..3 {
            assert_ne!(names(&one)[index], names(&other)[index]);
        }
        let page = String::from_utf8(one[3].bytes.clone()).unwrap();
        assert_eq!(page, format!("{} {}", one[2].name, one[1].name));
        assert!(String::from_utf8_lossy(&one[2].bytes).contains(&one[0].name));
    }

    #[test]
    fn the_same_bytes_give_the_same_names() {
        assert_eq!(names(&renamed(site("1")).unwrap()), names(&renamed(site("1")).unwrap()));
    }

    #[test]
    fn files_that_name_each_other_are_refused() {
        let ring = [("a-0000000000000001.js", "0000000000000002"), ("b-0000000000000002.js", "0000000000000001")];
        assert!(renamed(ring.map(|(name, text)| File { name: name.into(), bytes: text.into() }).into()).is_err());
    }
}
