//! Wishes of the visitor for the view.

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system has it.
    #[default]
    System,
    Light,
    Dark,
}

/// Depth at which the answer is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Depth {
    /// The verdict and why, in a sentence.
    Sentence,
    /// The gates of the evaluation flow.
    Gates,
    /// Every statement and value.
    #[default]
    Everything,
}

impl Depth {
    /// All of them, the shortest first.
    pub(crate) const ALL: [Self; 3] = [Self::Sentence, Self::Gates, Self::Everything];

    /// Its word in addresses and in storage.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Gates => "gates",
            Self::Everything => "everything",
        }
    }
}
