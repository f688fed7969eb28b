//! The folders that a check stays in.

use std::path::{Component, Path, PathBuf};

use super::is_passed_over;
use crate::input;

/// Folders that were named, and those of files that were named.
pub(crate) struct Folders {
    /// Without links.
    folders: Vec<PathBuf>,
}

impl Folders {
    pub(crate) fn of(paths: &[PathBuf]) -> Self {
        let folder = |path: &PathBuf| {
            let parent = path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
            if path.is_dir() { path.canonicalize() } else { parent.canonicalize() }
        };
        Self { folders: paths.iter().filter_map(|path| folder(path).ok()).collect() }
    }

    /// The file that a path leads to, when it is in one of the folders and not in a hidden one of theirs.
    pub(crate) fn inside(&self, path: &Path) -> Option<PathBuf> {
        let path = path.canonicalize().ok()?;
        let is_seen = |below: &Path| {
            let is_file = |part| matches!(part, Component::Normal(_));
            below.components().all(is_file) && !below.ancestors().any(is_passed_over)
        };
        let inside = self.folders.iter().filter_map(|folder| path.strip_prefix(folder).ok()).any(is_seen);
        inside.then_some(path)
    }

    /// The text of a file that a document in `folder` includes. What is outside is not told from what does not exist.
    pub(crate) fn included(&self, folder: &Path, name: &str) -> Result<String, String> {
        let outside = || format!("`{name}` cannot be included: there is no such file in the folders that are checked");
        let path = self.inside(&folder.join(name)).ok_or_else(outside)?;
        let read = input::read_document(&path).map(|(_, text)| text);
        read.map_err(|unusable| format!("`{name}` cannot be included: {}", unusable.message))
    }
}
