//! IAM policy text to a spanned syntax tree.
//!
//! [`parse`] takes the text of one policy document and what kind of policy it is, and returns the tree it
//! could read together with everything that is wrong, each with its place. It never panics and never gives
//! up at the first mistake. Positions are UTF-8 byte offsets into the text as it was given.
//!
//! # Example
//!
//! ```
//! use iam_syntax::{PolicyKind, parse};
//!
//! let text = r#"{
//!   "Version": "2012-10-17",
//!   "Statement": [
//!     { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
//!     { "Effect": "deny", "Action": "s3:DeleteObject", "Resource": "*" }
//!   ]
//! }"#;
//! let parsed = parse(text, PolicyKind::Identity);
//!
//! let policy = parsed.tree.unwrap();
//! assert_eq!(policy.statements.len(), 1);
//!
//! let mistake = &parsed.diagnostics[0];
//! assert_eq!(mistake.kind.code(), "INVALID_EFFECT");
//! assert_eq!(mistake.span.text(text), "\"deny\"");
//! ```
//!
//! # Limits
//!
//! - Texts of up to 16 MiB and 64 nested brackets are read ([`json::MAX_BYTES`], [`json::MAX_DEPTH`]); of mistakes about a hundred are kept.
//! - Services and actions are not known: `s3:GetObjekt` is an action like any other.
//!
//! Comments name the rules of IAM by ids, such as `GR-14`: [`rules`] says each in a few words, with AWS's page.

#![forbid(unsafe_code)]

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod address;
mod arn;
mod ast;
mod bytes;
mod caret;
mod case;
mod diagnostic;
mod excerpt;
mod known;
mod operator;
mod parse;
mod pattern;
mod policy_kind;
mod principal;
mod span;
mod text;
mod version;

pub mod json;
pub mod open_points;
pub mod rules;

pub use address::address_range;
pub use arn::Arn;
pub use ast::{ActionPattern, Clause, Condition, ConditionKey, ConditionValue, Effect, Policy, Scalar, Statement};
pub use caret::{Caret, CaretPosition, caret};
pub use case::{lower_case, lower_case_char};
pub use diagnostic::{Diagnostic, DiagnosticKind, Element, Expected, Place, Severity};
/// Range of [`address_range`]: the crate `ipnet`'s, so that its methods are there.
pub use ipnet::IpNet;
pub use known::{KnownAction, KnownKey};
pub use operator::{Family, Operator, OperatorKind, Order, Quantifier, TextForm};
pub use parse::{Parse, parse, parse_value};
pub use pattern::{Part, Pattern, Variable};
pub use policy_kind::{PolicyKind, Reach, Side};
pub use principal::{PrincipalClause, PrincipalType, PrincipalValue, is_account_id};
pub use span::{LineColumn, LineIndex, Span, Spanned, in_order_of_text};
pub use text::Text;
pub use version::Version;
