//! What the page has to tell of itself: what happened, what is kept, what was copied.

use yew::AttrValue;

/// Something that happened and that can be missed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Notice {
    pub(crate) words: AttrValue,
    /// Whether undoing would take it back.
    pub(crate) undo: bool,
}

/// How the draft is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Draft {
    /// Nothing was changed since the last save.
    Kept,
    /// A change waits to be saved.
    Waiting,
    /// The browser gives no storage.
    NotKept,
}

/// What became of the last wish to copy a diagram.
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
