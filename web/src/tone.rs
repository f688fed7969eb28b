//! How a result looks: a color, a glyph and a word, always together.

use rolescope::{Decision, StationState, TraceEntry, TraceKind, TraceVerdict};

use crate::components::icon::Icon;

/// The page's few kinds of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Yes.
    Allow,
    /// No, by a Deny.
    Deny,
    /// No, because nothing says yes.
    Nothing,
    /// Refused besides policies, or unreadable.
    Error,
    /// Has no say.
    Off,
    /// Neither yes nor no: a fact.
    Info,
}

impl Tone {
    /// The style sheet's class that carries the color.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Allow => "t-allow",
            Self::Deny => "t-deny",
            Self::Nothing => "t-nothing",
            Self::Error => "t-error",
            Self::Off => "t-off",
            Self::Info => "t-info",
        }
    }

    pub(crate) const fn icon(self) -> Icon {
        match self {
            Self::Allow => Icon::Check,
            Self::Deny => Icon::Cross,
            Self::Nothing => Icon::Nothing,
            Self::Error => Icon::Alert,
            Self::Off => Icon::Dash,
            Self::Info => Icon::Dot,
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

/// What a decision is called on the page.
pub(crate) const fn headline(decision: Decision) -> &'static str {
    match decision {
        Decision::Allowed => "Allowed",
        Decision::ExplicitDeny => "Denied: explicitly",
        Decision::ImplicitDeny => "Denied: nothing allows it",
        Decision::Error => "Refused",
    }
}

/// What a trace entry's verdict is called, for those who do not see its glyph.
pub(crate) fn word(entry: &TraceEntry) -> &'static str {
    match entry.verdict {
        TraceVerdict::Denies if entry.kind == TraceKind::Rule => "refused",
        TraceVerdict::Allows => "allow",
        TraceVerdict::Denies => "deny",
        TraceVerdict::Silent => "no allow",
        TraceVerdict::NotApplicable => "not in play",
        TraceVerdict::Matches => "match",
        TraceVerdict::DoesNotMatch => "no match",
    }
}
