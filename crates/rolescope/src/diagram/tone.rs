//! Looks of results.

use crate::explain::walk::StationState;
use crate::report::{Decision, TraceVerdict};

/// The few kinds of results: each has a class for its color, a glyph to draw and one to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Yes.
    Allow,
    /// No, by a Deny.
    Deny,
    /// No, because nothing says yes.
    Nothing,
    /// Refused besides policies.
    Error,
    /// Has no say.
    Off,
    /// Neither yes nor no.
    Info,
}

impl Tone {
    /// The style sheet's class that carries the color.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Allow => "t-allow",
            Self::Deny => "t-deny",
            Self::Nothing => "t-nothing",
            Self::Error => "t-error",
            Self::Off => "t-off",
            Self::Info => "t-info",
        }
    }

    /// A stroked outline in a box of 16 by 16.
    pub const fn outline(self) -> &'static str {
        match self {
            Self::Allow => "m3.5 8.5 3 3 6-7",
            Self::Deny => "m4 4 8 8m0-8-8 8",
            Self::Nothing => "M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0M3.2 12.8l9.6-9.6",
            Self::Error => "M8 2.5 14 13H2zM8 6.3v3M8 11.2v.2",
            Self::Off => "M4 8h8",
            Self::Info => "M8 7.6v.8",
        }
    }

    /// The same as a character.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Allow => "✓ ",
            Self::Deny => "✗ ",
            Self::Nothing => "⊘ ",
            Self::Error => "⚠ ",
            Self::Off => "– ",
            Self::Info => "",
        }
    }
}

impl From<Decision> for Tone {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Allowed => Self::Allow,
            Decision::ExplicitDeny => Self::Deny,
            Decision::ImplicitDeny => Self::Nothing,
            Decision::Error => Self::Error,
        }
    }
}

impl From<StationState> for Tone {
    fn from(state: StationState) -> Self {
        match state {
            StationState::Plain => Self::Info,
            StationState::Allowed => Self::Allow,
            StationState::ExplicitDeny => Self::Deny,
            StationState::ImplicitDeny => Self::Nothing,
            StationState::Error => Self::Error,
            StationState::NotReached => Self::Off,
        }
    }
}

impl From<TraceVerdict> for Tone {
    fn from(verdict: TraceVerdict) -> Self {
        match verdict {
            TraceVerdict::Allows | TraceVerdict::Matches => Self::Allow,
            TraceVerdict::Denies => Self::Deny,
            TraceVerdict::Silent | TraceVerdict::DoesNotMatch => Self::Nothing,
            TraceVerdict::NotApplicable => Self::Off,
        }
    }
}
