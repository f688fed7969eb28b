//! Files of a lesson's folder.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::mistake::Mistake;

/// Texts of the files of a folder, by their path inside of it: `lesson.md`, `scenario.json`, `accepted/NAME.json`, `rejected/NAME.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Files(BTreeMap<String, String>);

impl<const N: usize> From<[(&str, &str); N]> for Files {
    fn from(files: [(&str, &str); N]) -> Self {
        files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
    }
}

impl FromIterator<(String, String)> for Files {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(files: T) -> Self {
        Self(files.into_iter().collect())
    }
}

impl Files {
    /// Text of a file.
    pub(crate) fn text(&self, path: &str) -> Result<&str, Mistake> {
        self.0.get(path).map(String::as_str).ok_or_else(|| Mistake::of(path, "there is no such file"))
    }

    /// Files of a folder inside of the lesson's, each as its name without `.json`, its path and its text.
    pub(crate) fn within(&self, folder: &str) -> impl Iterator<Item = (&str, &str, &str)> {
        self.0.iter().filter_map(move |(path, text)| {
            let name = path.strip_prefix(folder)?.strip_prefix('/')?;
            Some((name.strip_suffix(".json").unwrap_or(name), path.as_str(), text.as_str()))
        })
    }

    /// Paths of all files.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
