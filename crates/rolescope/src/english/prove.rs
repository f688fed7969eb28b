//! Words on claims.

use iam_analysis::Reason;

use super::words::list;
use crate::prove::answer::{ClaimVerdict, ClaimWitness};
use crate::prove::doubt::Doubt;
use crate::report::ContextValue;

/// A verdict in one word.
pub(crate) const fn word(verdict: ClaimVerdict) -> &'static str {
    match verdict {
        ClaimVerdict::Holds => "holds",
        ClaimVerdict::Fails => "fails",
        ClaimVerdict::Unknown => "unknown",
    }
}

/// Sentence on a claim that holds: every request was followed, of so many callers and kinds of resources.
pub(crate) fn holds(never: bool, callers: usize, resources: usize) -> String {
    let none = if never { "No such request is allowed" } else { "Every such request is allowed" };
    let kinds = if resources == 1 { "one kind of resources" } else { &format!("{resources} kinds of resources") };
    let callers = if callers == 1 { "one caller" } else { &format!("{callers} kinds of callers") };
    format!("{none}: every way was followed to its end, for {callers} and {kinds}.")
}

/// Sentence on a claim that fails.
pub(crate) fn fails(never: bool, unlisted: bool) -> String {
    let first = if never { "A request of it is allowed." } else { "A request of it is not allowed." };
    if unlisted {
        format!("{first} The scenario does not list its caller, whose own account is taken to let it do everything.")
    } else {
        first.to_owned()
    }
}

/// Sentence on a claim that is not decided.
pub(crate) fn unknown(doubt: &Doubt) -> String {
    format!("Neither a proof nor a request against it was found: {}.", reason(doubt))
}

/// Sentence on what is not compared.
pub(crate) fn not_compared(doubt: &Doubt) -> String {
    format!("more may be gained or lost: {}", reason(doubt))
}

/// A request in one line: `s3:GetObject on arn:… by arn:…, with aws:SourceIp 10.0.0.1`.
pub(crate) fn request(witness: &ClaimWitness) -> String {
    let mut words = format!("{}: {} on {}", witness.caller, witness.action, witness.resource);
    for (key, value) in witness.context.iter() {
        words.push_str(&match value {
            None => format!(", without {key}"),
            Some(ContextValue::One(value)) => format!(", with {key} `{value}`"),
            Some(ContextValue::List(values)) => format!(", with {key} {}", list(values, "and")),
        });
    }
    words
}

/// The line of a region with more resources than the one that it names.
pub(crate) fn and_more(words: &str, more: usize) -> String {
    match more {
        0 => words.to_owned(),
        1 => format!("{words}, and on another resource"),
        more => format!("{words}, and on {more} more kinds of resources"),
    }
}

fn reason(doubt: &Doubt) -> String {
    match doubt {
        Doubt::Search(reason) => of_search(reason),
        Doubt::Unreadable(name) => format!("AWS could not read the policy `{name}`"),
        Doubt::OwnRules(action) => format!("calls such as `{action}` have rules of their own, which are not searched"),
        Doubt::Accounts(key) => format!("a condition on `{key}` takes parts of account ids"),
        Doubt::Principals => "a policy names a caller by a unique id, a canonical user or another partition".to_owned(),
        Doubt::Buckets(arn) => {
            format!("the entry `{arn}` stands for several buckets, whose objects are not told apart")
        }
        Doubt::OtherCaller(arn) => format!("tags, id or organization of `{arn}` are not the same in both"),
        Doubt::Caller(message) => format!("the caller is not one: {message}"),
    }
}

fn of_search(reason: &Reason) -> String {
    match reason {
        Reason::Budget => "the search ended at its limit".to_owned(),
        Reason::Many => "too many gates and ways of naming the caller come together".to_owned(),
        Reason::Variable { key } => format!("it depends on the value of the policy variable `${{{key}}}`"),
        Reason::SeveralTypes { key } => format!("operators of several types test the key `{key}`"),
        Reason::Values { key } => format!("values of the key `{key}` could not be put in order"),
        Reason::Principals => "statements name principals that are not compared".to_owned(),
        Reason::Replay => "a request was found that the engine decides otherwise".to_owned(),
    }
}
