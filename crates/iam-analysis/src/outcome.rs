//! Results of looking for a value that meets demands.

use crate::answer::Reason;

/// Result of looking for a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome<T> {
    /// There is none.
    Nothing,
    /// There may be one, for this reason none is known.
    Maybe(Reason),
    /// This one.
    Value(T),
}

impl<T> Outcome<T> {
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Outcome<U> {
        match self {
            Self::Nothing => Outcome::Nothing,
            Self::Maybe(reason) => Outcome::Maybe(reason),
            Self::Value(value) => Outcome::Value(change(value)),
        }
    }

    /// The better of two: a value before a doubt, a doubt before nothing.
    pub(crate) fn or(self, other: impl FnOnce() -> Result<Self, crate::Exhausted>) -> Result<Self, crate::Exhausted> {
        match self {
            Self::Value(value) => Ok(Self::Value(value)),
            Self::Nothing => other(),
            Self::Maybe(reason) => Ok(match other()? {
                Self::Value(value) => Self::Value(value),
                Self::Nothing | Self::Maybe(_) => Self::Maybe(reason),
            }),
        }
    }
}
