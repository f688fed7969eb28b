//! Evaluation of one request against IAM policies, with every reason as data.
//!
//! [`evaluate`] asks each gate of AWS's evaluation flow, folds what the gates say into a [`Decision`], and
//! returns both. [`decide`] is the same code with no trace kept. Nothing here knows a service catalog, a clock
//! or a file; rule ids such as `EV-12` are those of `docs/semantics.md`.
//!
//! # Example
//!
//! ```
//! use iam_eval::{
//!     Action, Attached, Caller, CallerKind, Context, Decision, Policies, PolicyId, Request, Target, Verdict, decide, evaluate,
//! };
//! use iam_syntax::{PolicyKind, parse};
//!
//! let text = r#"{
//!   "Version": "2012-10-17",
//!   "Statement": [{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }]
//! }"#;
//! let policy = parse(text, PolicyKind::Identity).tree.unwrap();
//! let policies = Policies { identity: vec![Attached { id: PolicyId(0), policy: &policy }], ..Policies::default() };
//!
//! let kind = CallerKind::User { arn: "arn:aws:iam::111122223333:user/ana".into(), id: "AIDAEXAMPLE".into() };
//! let account = Some("111122223333".to_owned());
//! let caller = Caller { kind, account: account.clone(), has_boundary: false };
//! let target = Target { arn: "arn:aws:s3:::amzn-s3-demo-bucket/logo.svg".into(), account, ..Target::default() };
//! let (read, write) = (Action::new("s3:GetObject"), Action::new("s3:PutObject"));
//! let context = Context::default();
//! let request = Request { caller: &caller, action: &read, target: &target, context: &context };
//! assert_eq!(decide(&request, &policies), Decision::Allowed);
//!
//! let refused = evaluate(&Request { action: &write, ..request }, &policies);
//! assert_eq!(refused.decision, Decision::ImplicitDeny);
//! assert!(refused.gates.iter().any(|gate| gate.verdict == Verdict::Silent));
//! ```
//!
//! # Limits
//!
//! - Nothing is looked up: which policies are attached, who owns what and which condition keys a request has comes from the caller.
//! - Work is linear in the length of the policies, and no pattern makes it more.
//!
//! Comments name the rules of IAM by ids, such as `EV-12`: [`iam_syntax::rules`] says each in a few words, with AWS's page.

#![forbid(unsafe_code)]

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod absent;
mod caller;
mod combine;
mod condition;
mod context;
mod counterfactual;
mod evaluate;
mod gates;
mod glob;
mod instant;
mod owned;
mod principal;
mod public;
mod request;
mod statement;
mod trace;
mod verdict;

pub mod keys;

pub use absent::{AbsentKey, OnAbsentKeys};
pub use caller::{Caller, CallerKind, Tag, is_service_linked, is_service_user};
pub use combine::{Combination, Flow, combine};
pub use condition::{
    filled_in, holds, is_number, is_tag, leans_on_unresolved, resource_but_for_case, value_but_for_case,
    value_with_wildcards,
};
pub use context::{Context, Entry, Origin, Values};
pub use counterfactual::StatementAt;
pub use evaluate::{decide, evaluate, scps_allow};
pub use gates::{Attached, Endpoint, Level, Policies, ResourcePolicy};
pub use glob::{fits, fits_by_field, fits_resource};
pub use instant::Instant;
pub use owned::AwsOwned;
pub use principal::matches_caller;
pub use request::{Action, Request, Target};
pub use statement::{ALL_BUCKETS, is_user};
pub use trace::{
    Applies, ClauseTrace, ComparedWith, Element, Evaluation, GateTrace, LevelTrace, Missing, PolicyTrace,
    StatementTrace, Unresolved, Why, WrongType,
};
pub use verdict::{
    Decision, Gate, MatchedAs, MatchedWays, NotApplicable, PolicyId, Relation, ResourcePolicyKind, Verdict, Verdicts,
};
