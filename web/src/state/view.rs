//! Places that the visitor looks at, and is taken to.

use rolescope::walk::StationKind;
use yew::AttrValue;

use super::Editable;
use crate::focus::TracePath;

/// Place that the visitor looks at within the selected step.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct View {
    /// Pointer of the open policy; absent: the one that decided.
    pub(crate) policy: Option<AttrValue>,
    /// The selected trace entry; absent: the one that decided.
    pub(crate) trace: Option<TracePath>,
    /// Trace entries that were opened or closed by hand.
    pub(crate) folds: Vec<(TracePath, bool)>,
    /// The station that was chosen in the walk.
    pub(crate) station: Option<StationKind>,
    /// Runs of trace entries, by their first, that are shown one by one.
    pub(crate) spread: Vec<TracePath>,
    /// Place to which the caret was last sent.
    pub(crate) caret: Option<Caret>,
    /// Field that is being typed into and its text: `007` stays while the scenario says 7.
    pub(crate) typed: Option<(Editable, String)>,
    /// Part that is missing in what was typed last; empty when it was written.
    pub(crate) unwritten: &'static str,
    /// The policy that was to get a text that is too long.
    pub(crate) overfull: Option<AttrValue>,
}

/// A place to put the caret.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Caret {
    pub(crate) pointer: AttrValue,
    /// UTF-8 offset in the policy's text.
    pub(crate) offset: u32,
    /// Counts the journeys, so that going to the same place twice is two journeys.
    pub(crate) journey: u32,
}

/// An element to move the focus to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Target {
    pub(crate) id: AttrValue,
    /// Counts the moves, so that moving to the same element twice is two moves.
    pub(crate) journey: u32,
}
