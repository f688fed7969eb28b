//! Links: a whole scenario, and where to stand in it, as the end of an address.
//!
//! ```text
//! #s=1.<base64url(deflate(JSON))>     a scenario, packed
//! #s=0.<base64url(JSON)>              a scenario as it is
//! #x=<id>                             one of the page's examples
//! &step=2&at=17&depth=gates&view=walk where to stand
//! ```
//!
//! Every version is read for ever: `tests/links/v1` holds links of many encoders, and none may ever be taken away.
//!
//! ```
//! use rolescope::link::Link;
//!
//! let link = Link { scenario: Some(r#"{"title":"mine"}"#.to_owned()), step: Some(2), ..Link::default() };
//! let fragment = link.encode()?;
//! assert!(fragment.starts_with("#s=1.") && fragment.ends_with("&step=2"));
//! assert_eq!(Link::decode(&fragment)?, link);
//! # Ok::<(), rolescope::link::LinkError>(())
//! ```

use base64ct::{Base64UrlUnpadded, Encoding};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use crate::Scenario;

mod error;
mod suspicion;

pub use error::LinkError;
pub use suspicion::{Suspicion, SuspicionKind, suspicions};

/// The most that a link's scenario may take, in bytes of UTF-8.
pub const MAX_TEXT: usize = 64 * 1024;

/// Links of more characters than this are cut off by some programs.
pub const LONG_LINK: usize = 2_000;

/// The most characters that a scenario of [`MAX_TEXT`] bytes takes in a link, packed or not, with room to spare.
const MAX_PACKED: usize = 90_000;

/// Content of a link behind its `#`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The text of a scenario, character by character as it was put in; it may be no scenario at all.
    pub scenario: Option<String>,
    /// One of the page's examples.
    pub example: Option<String>,
    /// The step to show, counted from 1.
    pub step: Option<usize>,
    /// The entry of the step's trace to stand at, counted from 1 in reading order.
    pub at: Option<usize>,
    /// Depth of the answer to show: `sentence`, `gates` or `everything`.
    pub depth: Option<String>,
    /// Which view to show.
    pub view: Option<String>,
}

impl Link {
    /// A link to a scenario.
    pub fn to(scenario: &Scenario) -> Self {
        Self { scenario: Some(scenario.to_json()), ..Self::default() }
    }

    /// Reads what stands behind `#`, with the `#` or without it. Parts that are not known are passed over.
    ///
    /// ```
    /// use rolescope::Scenario;
    /// use rolescope::link::Link;
    ///
    /// let scenario = Scenario::from_json(r#"{ "steps": [{ "caller": "anonymous", "action": "s3:ListAllMyBuckets" }] }"#)?;
    /// let text = Link { step: Some(1), ..Link::to(&scenario) }.encode()?;
    /// let link = Link::decode(&text)?;
    /// assert_eq!((link.scenario, link.step), (Some(scenario.to_json()), Some(1)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The scenario cannot be unpacked, or is longer than [`MAX_TEXT`].
    pub fn decode(fragment: &str) -> Result<Self, LinkError> {
        let mut link = Self::default();
        let mut packed = None;
        for part in fragment.strip_prefix('#').unwrap_or(fragment).split('&') {
            match part.split_once('=') {
                Some(("s", text)) => packed = Some(text),
                Some(("x", id)) => link.example = Some(id.to_owned()),
                Some(("step", number)) => link.step = counted(number),
                Some(("at", number)) => link.at = counted(number),
                Some(("depth", word)) => link.depth = Some(word.to_owned()),
                Some(("view", word)) => link.view = Some(word.to_owned()),
                Some(_) | None => {}
            }
        }
        link.scenario = packed.map(unpack).transpose()?;
        Ok(link)
    }

    /// The text of a link's scenario.
    ///
    /// # Errors
    ///
    /// As [`Link::decode`], or there is none.
    pub fn scenario_text(fragment: &str) -> Result<String, LinkError> {
        Self::decode(fragment)?.scenario.ok_or(LinkError::NoScenario)
    }

    /// The link's text, from its `#` on.
    ///
    /// # Errors
    ///
    /// The scenario is longer than [`MAX_TEXT`].
    pub fn encode(&self) -> Result<String, LinkError> {
        let scenario = self.scenario.as_deref().map(pack).transpose()?;
        let (step, at) = (self.step.map(|step| step.to_string()), self.at.map(|at| at.to_string()));
        let parts = [
            ("s", &scenario),
            ("x", &self.example),
            ("step", &step),
            ("at", &at),
            ("depth", &self.depth),
            ("view", &self.view),
        ];
        let parts = parts.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value.as_ref()?)));
        Ok(format!("#{}", parts.collect::<Vec<_>>().join("&")))
    }
}

fn counted(number: &str) -> Option<usize> {
    number.parse().ok().filter(|number| *number > 0)
}

fn pack(text: &str) -> Result<String, LinkError> {
    if text.len() > MAX_TEXT {
        return Err(LinkError::TooLong);
    }
    let packed = compress_to_vec(text.as_bytes(), 10);
    Ok(format!("1.{}", Base64UrlUnpadded::encode_string(&packed)))
}

fn unpack(packed: &str) -> Result<String, LinkError> {
    let (version, payload) = packed.split_once('.').ok_or(LinkError::NoVersion)?;
    let bytes = match version {
        "0" => bytes(payload)?,
        "1" => inflate(&bytes(payload)?)?,
        _ if is_version(version) => return Err(LinkError::UnknownVersion { version: version.to_owned() }),
        _ => return Err(LinkError::NoVersion),
    };
    if bytes.len() > MAX_TEXT {
        return Err(LinkError::TooLong);
    }
    let text = String::from_utf8(bytes).map_err(|_| LinkError::NotText)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn is_version(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The bytes that base64url stands for. Many coders fill up with `=`, so that is let pass at the end.
fn bytes(payload: &str) -> Result<Vec<u8>, LinkError> {
    if payload.len() > MAX_PACKED {
        return Err(LinkError::TooLong);
    }
    let unfilled = payload.strip_suffix("==").or_else(|| payload.strip_suffix('=')).unwrap_or(payload);
    let foreign = |character: &char| !(character.is_ascii_alphanumeric() || matches!(character, '-' | '_'));
    if let Some((before, character)) = unfilled.chars().enumerate().find(|(_, character)| foreign(character)) {
        return Err(LinkError::Character { character, at: before + 1 });
    }
    Base64UrlUnpadded::decode_vec(unfilled).map_err(|_| LinkError::Damaged)
}

/// Unpacked content. There is room for a byte more than a link may hold: whatever needs it has not been unpacked.
fn inflate(packed: &[u8]) -> Result<Vec<u8>, LinkError> {
    let mut text = vec![0; MAX_TEXT + 1];
    let mut inflater = DecompressorOxide::new();
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, read, written) = decompress(&mut inflater, packed, &mut text, 0, flags);
    if written > MAX_TEXT {
        return Err(LinkError::TooLong);
    }
    if status != TINFLStatus::Done || read < packed.len() {
        return Err(LinkError::Damaged);
    }
    text.truncate(written);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(text: &str) -> Link {
        Link { scenario: Some(text.to_owned()), ..Link::default() }
    }

    #[test]
    fn what_is_written_is_read() {
        let everything = Link {
            scenario: Some("{\"title\": \"é😀\"}\n".to_owned()),
            example: Some("chain-of-three".to_owned()),
            step: Some(2),
            at: Some(17),
            depth: Some("gates".to_owned()),
            view: Some("walk".to_owned()),
        };
        for link in [Link::default(), linked(""), linked("{}"), everything] {
            let written = link.encode().unwrap();
            assert_eq!(Link::decode(&written).unwrap(), link);
            assert_eq!(Link::decode(written.trim_start_matches('#')).unwrap(), link);
        }
    }

    #[test]
    fn a_scenario_keeps_the_text_of_its_documents() {
        let text = r#"{"resources":[{"arn":"*","policy":{"name":"p","document":{ "Version" :"2012-10-17" }}}]}"#;
        let scenario = Scenario::from_json(text).unwrap();
        let link = Link::decode(&Link::to(&scenario).encode().unwrap()).unwrap();
        let text = link.scenario.unwrap();
        assert!(text.contains(r#"{ "Version" :"2012-10-17" }"#), "{text}");
        assert_eq!(Scenario::from_json(&text).unwrap(), scenario);
    }

    #[test]
    fn places_that_say_nothing_are_passed_over() {
        for text in ["", "#", "#step=0&at=x", "#&&=", "#step", "#q=7&step=-1"] {
            assert_eq!(Link::decode(text).unwrap(), Link::default(), "{text}");
        }
    }

    #[test]
    fn of_two_scenarios_the_last_one_counts_and_nothing_may_stand_behind_a_packed_one() {
        assert_eq!(Link::scenario_text("#s=!&s=0.e30").unwrap(), "{}");
        let packed = compress_to_vec(b"{}", 6);
        for (behind, expected) in [(&b""[..], Ok("{}".to_owned())), (&b"x"[..], Err(LinkError::Damaged))] {
            let packed = Base64UrlUnpadded::encode_string(&[&packed, behind].concat());
            assert_eq!(Link::scenario_text(&format!("s=1.{packed}")), expected);
        }
    }

    #[test]
    fn what_fits_to_the_byte_is_read_and_a_byte_more_is_not() {
        for character in ["x", "é"] {
            let text = character.repeat(MAX_TEXT / character.len());
            assert_eq!(Link::decode(&linked(&text).encode().unwrap()).unwrap(), linked(&text));
            assert_eq!(linked(&(text + "x")).encode(), Err(LinkError::TooLong));
        }
        for length in [MAX_TEXT + 1, MAX_TEXT + 2, 20 * MAX_TEXT] {
            let packed = Base64UrlUnpadded::encode_string(&compress_to_vec(&vec![b'x'; length], 6));
            assert_eq!(Link::decode(&format!("s=1.{packed}")), Err(LinkError::TooLong));
        }
        let bare = Base64UrlUnpadded::encode_string(&[b'x'; MAX_TEXT]);
        assert_eq!(Link::decode(&format!("s=0.{bare}")).unwrap().scenario.unwrap().len(), MAX_TEXT);
        let bare = Base64UrlUnpadded::encode_string(&[b'x'; MAX_TEXT + 1]);
        assert_eq!(Link::decode(&format!("s=0.{bare}")), Err(LinkError::TooLong));
    }

    #[test]
    fn text_that_does_not_compress_fits_too() {
        let mut state = 1_u32;
        let text: String = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b' ' + (state >> 24) as u8 % 95)
        })
        .take(MAX_TEXT)
        .collect();
        assert_eq!(Link::decode(&linked(&text).encode().unwrap()).unwrap(), linked(&text));
    }
}
