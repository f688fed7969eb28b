//! The files below a folder.

use std::fs;
use std::path::Path;

use crate::process::{Failure, Outcome};

/// The names of all files below a folder, with `/` between folders, in the order of their bytes.
pub(crate) fn files_below(top: &Path) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let path = top.join(&folder);
        let unusable = |error| Failure::new(format!("{} cannot be read: {error}", path.display()));
        for entry in fs::read_dir(&path).map_err(unusable)? {
            let entry = entry.map_err(unusable)?;
            let name = format!("{folder}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() { folders.push(format!("{name}/")) } else { names.push(name) }
        }
    }
    names.sort();
    Ok(names)
}
