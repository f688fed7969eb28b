//! News of the page about itself: what happened, what is kept, what was copied.

use yew::AttrValue;

/// Something that happened and that can be missed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Notice {
    pub(crate) words: AttrValue,
    /// True if undoing would take it back.
    pub(crate) undo: bool,
}

/// State of the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Draft {
    /// Nothing was changed since the last save.
    Kept,
    /// A change waits to be saved.
    Waiting,
    /// The browser gives no storage.
    Blocked,
    /// There is no room in the storage.
    Full,
    /// Another tab removed it.
    Removed,
}

/// A scenario of the visitor's own that the browser keeps.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeptScenario {
    /// Its storage name.
    pub(crate) id: AttrValue,
    pub(crate) title: AttrValue,
    /// Words for how long ago it was kept.
    pub(crate) ago: AttrValue,
}

/// Something about drafts that the visitor must decide or know.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Trouble {
    /// Another tab changed the same scenario: its version is the draft of `slot`, that of this tab is the draft of `copy`.
    Conflict { slot: AttrValue, copy: AttrValue },
    /// The draft of `slot` cannot be read, for this reason.
    Unreadable { slot: AttrValue, reason: AttrValue },
}

/// Result of the last wish to copy a diagram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Copied {
    /// There was none.
    #[default]
    Not,
    /// The clipboard has it.
    Yes,
    /// The browser refused: the text is shown, to be copied by hand.
    ByHand,
}
