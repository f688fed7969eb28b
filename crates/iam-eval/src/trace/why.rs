//! Reasons for which an element of a statement fits a request, or does not.

use super::MatchedWays;

/// Reason for which an element fits or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The value at this position fits the request.
    Fits(usize),
    /// No value fits.
    NoneFits,
    /// No value fits, and this one cannot (MR-09).
    Unresolved(Box<Unresolved>),
    /// The element lists nothing (GR-19).
    Empty,
    /// `NotPrincipal`: the caller has a boundary, so listing it does not spare it (PR-31).
    BoundaryOverridesNotPrincipal,
    /// `NotPrincipal`: only these of the caller's identities are listed, not all (PR-32).
    PartlyListed {
        /// The identities that are listed.
        listed: MatchedWays,
        /// The identities that would have to be, too.
        lacking: MatchedWays,
    },
    /// A condition: the key is absent.
    Missing(Missing),
    /// A condition on a key with several values lacks a set operator (CO-20).
    SeveralValues,
    /// A condition with an empty list of values (CO-21, CO-22).
    NoValues,
    /// A condition that compared values.
    Compared(ComparedWith),
    /// `Null` (CO-12).
    Presence {
        /// True if the key is in the request.
        present: bool,
    },
    /// `Null` with a set operator: always true with `ForAllValues`, always false with `ForAnyValue` (CO-18).
    QuantifiedNull,
}

/// A value of a policy with a variable that has no value. Rare, so that it is kept apart: traces hold many reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// Position of the value in its element or condition.
    pub item: usize,
    /// Name of the variable's key, in lower case.
    pub key: String,
}

/// Meaning of an absent key for a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A positive operator is false (CO-06).
    Fails,
    /// A negated operator is true (CO-07).
    HoldsNegated,
    /// `IfExists` makes it true (CO-10).
    HoldsIfExists,
    /// `ForAllValues` over nothing is true (CO-14).
    HoldsForAll,
    /// `ForAnyValue` over nothing is false (CO-15).
    FailsForAny,
}

/// Which values decided a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedWith {
    /// Position of the deciding value among the request's.
    pub request: usize,
    /// Position of the policy value that equals it; `None` when none does.
    pub policy: Option<usize>,
    /// A policy value that could not be compared (VA-07).
    pub unresolved: Option<Box<Unresolved>>,
    /// Whose value is not of the operator's kind, when one is not (CO-33 to CO-39).
    pub wrong_type: Option<WrongType>,
}

/// Whose value an operator cannot compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongType {
    /// The request's.
    Request,
    /// The policy's, at this position.
    Policy(usize),
}
