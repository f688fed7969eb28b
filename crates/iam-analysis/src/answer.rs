//! Answers to a question about all requests.

use iam_eval::Values;

/// Answer to: is there a request that one set of policies allows and the other does not?
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// There is, and this is one: the evaluator allows it under the one set and not under the other.
    Differs(Box<Witness>),
    /// There is none: the search was exhausted.
    Same,
    /// Neither was found.
    Undecided(Reason),
}

/// A request that two sets of policies decide differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// The action; in lower case unless a policy writes it out.
    pub action: String,
    /// ARN of the resource, or `*` for an action without one.
    pub resource: String,
    /// The condition keys that the difference needs, in the order of their names; every other key is absent.
    pub context: Vec<(String, Values)>,
}

/// Reason for which a question is undecided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The budget of states is spent.
    Budget,
    /// More groups of requests than are listed.
    Many,
    /// The answer hangs on the value of a policy variable: none of the values that were tried shows a difference, and no value was
    /// ruled out.
    Variable {
        /// Name of the variable's key, in lower case.
        key: String,
    },
    /// Operators of several types test one key, such as `StringLike` and `IpAddress`.
    SeveralTypes {
        /// Name of the key, in lower case.
        key: String,
    },
    /// Values of this key could not be put in order.
    Values {
        /// Name of the key, in lower case.
        key: String,
    },
    /// A statement names principals, which are not compared yet.
    Principals,
    /// The evaluator does not decide the request that was found as the search expected: a mistake in this crate.
    Replay,
}
