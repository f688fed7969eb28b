//! Look of a result: a color, a glyph and a word, always together.

pub(crate) use rolescope::diagram::Tone;
use rolescope::report::{TraceEntry, TraceKind, TraceVerdict};
pub(crate) use rolescope::walk::headline;

use crate::components::icon::Icon;

/// The glyph of a result.
pub(crate) const fn icon(tone: Tone) -> Icon {
    match tone {
        Tone::Allow => Icon::Check,
        Tone::Deny => Icon::Cross,
        Tone::Nothing => Icon::Nothing,
        Tone::Error => Icon::Alert,
        Tone::Off => Icon::Dash,
        Tone::Info => Icon::Dot,
    }
}

/// Name of a trace entry's verdict, for those who do not see its glyph.
pub(crate) fn word(entry: &TraceEntry) -> &'static str {
    match entry.verdict {
        TraceVerdict::Denies if entry.kind == TraceKind::Rule => "refused",
        TraceVerdict::Allows => "allow",
        TraceVerdict::Denies => "deny",
        TraceVerdict::Silent => "no allow",
        TraceVerdict::NotApplicable => "does not apply",
        TraceVerdict::Matches => "match",
        TraceVerdict::DoesNotMatch => "no match",
    }
}
