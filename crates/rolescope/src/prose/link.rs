//! Mistakes in a link, in words. `web/links.js` says the same; the files in `tests/links` hold both to it.

use crate::link::LinkError;

/// Reason for which a link cannot be read or made.
pub(crate) fn message(error: &LinkError) -> String {
    match error {
        LinkError::NoScenario => "the link holds no scenario".to_owned(),
        LinkError::NoVersion => "the link does not say its version, as in `s=1.`".to_owned(),
        LinkError::UnknownVersion { version } => {
            format!("the link is of version `{version}`, which only a newer Rolescope can read")
        }
        LinkError::Character { character, at } => format!(
            "character {at} of the link's scenario is U+{:04X}, and only letters, digits, `-` and `_` belong there",
            u32::from(*character)
        ),
        LinkError::Damaged => "the link is damaged or was cut off".to_owned(),
        LinkError::TooLong => "the scenario is longer than the 64 KiB that a link may hold".to_owned(),
        LinkError::NotText => "what the link holds is not UTF-8 text".to_owned(),
    }
}
