//! A lesson as one JSON file.

use serde::{Deserialize, Serialize};

use crate::files::Files;
use crate::lesson::Lesson;
use crate::mistake::Mistake;

/// Most bytes that a packed lesson has.
pub const MAX_PACK: usize = 64 * 1024;

/// A lesson as one JSON file: the files of its folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Pack {
    /// Version of the format: 1.
    pub lesson_format: u32,
    /// Name of the folder.
    pub id: String,
    /// Texts of the files, by path.
    pub files: Files,
}

/// Name of a packed lesson in messages.
const FILE: &str = "lesson";

impl Pack {
    /// Packs the files of a lesson.
    pub fn of(id: &str, files: Files) -> Self {
        Self { lesson_format: 1, id: id.to_owned(), files }
    }

    /// The lesson as JSON.
    ///
    /// # Errors
    ///
    /// A lesson that has more than [`MAX_PACK`] bytes.
    pub fn to_json(&self) -> Result<String, Mistake> {
        let json = serde_json::to_string(self).map_err(|error| Mistake::of(FILE, error.to_string()))?;
        if json.len() > MAX_PACK {
            return Err(Mistake::of(
                FILE,
                format!("the packed lesson has {} bytes, more than the {MAX_PACK} allowed", json.len()),
            ));
        }
        Ok(json)
    }

    /// Reads a packed lesson.
    ///
    /// # Errors
    ///
    /// A text that is too long, is no packed lesson, or is of a format that this version does not know.
    pub fn from_json(text: &str) -> Result<Self, Mistake> {
        if text.len() > MAX_PACK {
            return Err(Mistake::of(FILE, format!("the file has more than {MAX_PACK} bytes: it is no packed lesson")));
        }
        let pack: Self =
            serde_json::from_str(text).map_err(|error| Mistake::new(FILE, error.line().max(1), error.to_string()))?;
        if pack.lesson_format != 1 {
            let message = format!("the lesson is of format {}, and this version knows 1", pack.lesson_format);
            return Err(Mistake::of(FILE, message));
        }
        Ok(pack)
    }

    /// The lesson, to be played.
    ///
    /// # Errors
    ///
    /// Those of [`Lesson::read`].
    pub fn lesson(&self) -> Result<Lesson, Mistake> {
        Lesson::read(&self.files)
    }
}
