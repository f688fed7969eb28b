//! Mistakes and security findings in IAM policies.
//!
//! A [`Linter`] asks each of the [rules](ALL) about a policy and returns what they find, in the order of the text. What is wrong with the grammar
//! is found by [`iam_syntax::parse`] and not here. A rule is a file under `rules/`: its code, its words, an example that it finds, the same
//! without the mistake, and its check.

#![forbid(unsafe_code)]

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod arns;
mod cover;
mod edits;
mod escalation;
mod finding;
mod github;
mod linter;
mod reference;
mod rule;
mod rules;
mod shape;
mod stars;
mod subject;
mod values;
mod wide;

#[cfg(test)]
mod testing;

pub use finding::{Edit, Finding, Fix, Severity};
pub use linter::Linter;
pub use rule::{Example, Rule};
pub use rules::ALL;

/// AWS's page with the checks of Access Analyzer.
pub const CHECKS: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html";
