//! Mistakes in a link. `web/links.js` says the same; the files in `tests/links` hold both to it.

use std::fmt;

use serde::Serialize;

#[cfg(doc)]
use super::MAX_TEXT;

/// Reason for which a link cannot be read, or not be made. Its `kind` tells which; the message is made from it alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LinkMistake"))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum LinkError {
    /// It holds no scenario.
    NoScenario,
    /// It says no version.
    NoVersion,
    /// It is of a version that is not known here.
    UnknownVersion {
        /// The version, up to three digits.
        version: String,
    },
    /// A character that no link has.
    Character {
        /// The character.
        character: char,
        /// Its position behind the version's dot, counted from 1.
        at: usize,
    },
    /// A piece is missing or wrong.
    Damaged,
    /// The scenario is longer than [`MAX_TEXT`].
    TooLong,
    /// Its content is not UTF-8.
    NotText,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoScenario => f.write_str("the link holds no scenario"),
            Self::NoVersion => f.write_str("the link does not say its version, as in `s=1.`"),
            Self::UnknownVersion { version } => {
                write!(f, "the link is of version `{version}`, which only a newer Rolescope can read")
            }
            Self::Character { character, at } => write!(
                f,
                "character {at} of the link's scenario is U+{:04X}, and only letters, digits, `-` and `_` belong there",
                u32::from(*character)
            ),
            Self::Damaged => f.write_str("the link is damaged or was cut off"),
            Self::TooLong => f.write_str("the scenario is longer than the 64 KiB that a link may hold"),
            Self::NotText => f.write_str("what the link holds is not UTF-8 text"),
        }
    }
}

impl std::error::Error for LinkError {}
