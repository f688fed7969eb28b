//! The folder in which the site is built.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A folder of files that are known by their names below it, with `/` between folders.
#[derive(Clone, Copy)]
pub(crate) struct Folder<'a>(pub(crate) &'a Path);

impl Folder<'_> {
    /// The path of a file.
    pub(crate) fn path(self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The text of a file.
    pub(crate) fn read(self, name: &str) -> Result<String> {
        fs::read_to_string(self.path(name)).with_context(|| format!("{} cannot be read", self.path(name).display()))
    }

    /// The bytes of a file.
    pub(crate) fn bytes(self, name: &str) -> Result<Vec<u8>> {
        fs::read(self.path(name)).with_context(|| format!("{} cannot be read", self.path(name).display()))
    }

    /// Writes a file and the folder it is in.
    pub(crate) fn write(self, name: &str, content: impl AsRef<[u8]>) -> Result<()> {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap_or(self.0))
            .and_then(|()| fs::write(&path, content))
            .with_context(|| format!("{} cannot be written", path.display()))
    }

    /// Removes a file.
    pub(crate) fn remove(self, name: &str) -> Result<()> {
        fs::remove_file(self.path(name)).with_context(|| format!("{} cannot be removed", self.path(name).display()))
    }

    /// Copies the files of another folder into this one.
    pub(crate) fn copy_all(self, from: Folder<'_>) -> Result<()> {
        for name in from.files()? {
            self.write(&name, from.bytes(&name)?)?;
        }
        Ok(())
    }

    /// The names of all files, in the order of their bytes.
    pub(crate) fn files(self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            let path = self.path(&folder);
            let unusable = || format!("{} cannot be read: build the site with `cargo xtask dist`", path.display());
            for entry in fs::read_dir(&path).with_context(unusable)? {
                let entry = entry.with_context(unusable)?;
                let name = format!("{folder}{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() { folders.push(format!("{name}/")) } else { names.push(name) }
            }
        }
        names.sort();
        Ok(names)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A folder for one test, removed at its end.
    pub(crate) struct Temporary(PathBuf);

    impl Temporary {
        pub(crate) fn new() -> Self {
            static COUNT: AtomicUsize = AtomicUsize::new(0);
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = std::env::temp_dir().join(format!("rolescope-site-{}-{count}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        pub(crate) fn folder(&self) -> Folder<'_> {
            Folder(&self.0)
        }
    }

    impl Drop for Temporary {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn files_of_all_depths_are_listed_in_one_order() {
        let (one, other) = (Temporary::new(), Temporary::new());
        for name in ["b", "a/2", "a/1/x"] {
            one.folder().write(name, name).unwrap();
        }
        assert_eq!(one.folder().files().unwrap(), ["a/1/x", "a/2", "b"]);
        other.folder().copy_all(one.folder()).unwrap();
        assert_eq!(other.folder().read("a/1/x").unwrap(), "a/1/x");
    }
}
