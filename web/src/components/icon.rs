//! Icons, drawn in the color of the text around them.

use rolescope::diagram::Tone;

use crate::components::markup::{Tag, tag};

/// The page's icons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    Check,
    Cross,
    /// An empty set: nothing says yes.
    Nothing,
    Alert,
    Dash,
    Dot,
    Clock,
    Key,
    Person,
    Plus,
    Chevron,
    Up,
    First,
    Back,
    Next,
    Last,
    Play,
    Pause,
    Undo,
    Redo,
    Sun,
    Moon,
    HalfMoon,
    Logo,
}

impl Icon {
    /// Stroked outline in a box of 16 by 16.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Check => Tone::Allow.outline(),
            Self::Cross => Tone::Deny.outline(),
            Self::Nothing => Tone::Nothing.outline(),
            Self::Alert => Tone::Error.outline(),
            Self::Dash => Tone::Off.outline(),
            Self::Dot => Tone::Info.outline(),
            Self::Clock => "M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0M8 5v3l2 1.5",
            Self::Key => "M8 5.5a2.7 2.7 0 1 1-5.4 0 2.7 2.7 0 0 1 5.4 0M7.3 7.4l5.9 5.9m-2-2 1.6-1.6",
            Self::Person => {
                "M10.5 5.3a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0M3.2 13.5c.6-2.6 2.3-3.7 4.8-3.7s4.2 1.1 4.8 3.7"
            }
            Self::Plus => "M8 3.5v9M3.5 8h9",
            Self::Chevron => "m6 4 4 4-4 4",
            Self::Up => "m4 10 4-4 4 4",
            Self::First => "M12 4 8 8l4 4M4.5 4v8",
            Self::Back => "m10 4-4 4 4 4",
            Self::Next => "m6 4 4 4-4 4",
            Self::Last => "m4 4 4 4-4 4M11.5 4v8",
            Self::Play => "M5.5 3.8v8.4L12 8z",
            Self::Pause => "M5.5 4v8M10.5 4v8",
            Self::Undo => "M6 3.5 3 6.5l3 3M3 6.5h6.2a3.6 3.6 0 0 1 0 7.2H6",
            Self::Redo => "m10 3.5 3 3-3 3M13 6.5H6.8a3.6 3.6 0 0 0 0 7.2H10",
            Self::Sun => {
                "M10.8 8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9"
            }
            Self::Moon => "M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6",
            Self::HalfMoon => "M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0M8 2.5v11M10 3.2v9.6M12 4.5v7",
            Self::Logo => "M11 6.7a4.3 4.3 0 1 1-8.6 0 4.3 4.3 0 0 1 8.6 0M9.9 9.9l3.9 3.9M4.9 6.8l1.3 1.3 2.3-2.7",
        }
    }
}

/// An icon. It says nothing to a screen reader: a word always stands beside it.
pub(crate) fn glyph(icon: Icon) -> Tag {
    let outline = tag("path").is("d", icon.path()).is("fill", "none").is("stroke", "currentColor");
    let outline = outline.is("stroke-width", "1.8").is("stroke-linecap", "round").is("stroke-linejoin", "round");
    tag("svg").class("icon").is("viewBox", "0 0 16 16").is("aria-hidden", "true").is("focusable", "false").with(outline)
}
