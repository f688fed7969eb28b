//! Rolescope: why AWS says yes or no.
//!
//! A [`Scenario`] is a tiny AWS in one JSON file: accounts, principals, resources, their policies, and calls to decide. [`analyze`] makes
//! a [`Report`] of it, with a decision for each call and every reason. Nothing is fetched and nobody is asked: what is not in the
//! scenario does not exist. Modules have the parts of the [scenario] and of the [report], the [walk](mod@walk) of a call, what can be
//! [completed](mod@complete) in a policy, and [who can assume a role](who_can).
//!
//! # Example: one decision
//!
//! ```
//! use rolescope::report::Decision;
//! use rolescope::{Scenario, analyze};
//!
//! let scenario = Scenario::from_json(r#"{
//!   "principals": [{
//!     "arn": "arn:aws:iam::111122223333:user/ana",
//!     "identityPolicies": [{ "name": "read", "document": {
//!       "Version": "2012-10-17",
//!       "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
//!     } }]
//!   }],
//!   "steps": [{
//!     "caller": "arn:aws:iam::111122223333:user/ana",
//!     "action": "s3:GetObject",
//!     "resource": "arn:aws:s3:::amzn-s3-demo-bucket/k.txt"
//!   }]
//! }"#)?;
//! let report = analyze(&scenario);
//! assert_eq!(report.steps[0].decision, Decision::Allowed);
//! # Ok::<(), rolescope::scenario::ScenarioError>(())
//! ```
//!
//! # Example: a mistake in a policy
//!
//! Whatever is wrong with a policy is said in the report, with its place; `analyze` cannot fail.
//!
//! ```
//! # use rolescope::{Scenario, analyze};
//! let scenario = Scenario::from_json(r#"{ "principals": [{
//!   "arn": "arn:aws:iam::111122223333:user/ana",
//!   "identityPolicies": [{ "name": "read", "document": {
//!     "Version": "2012-10-17", "Statement": { "Effect": "alow", "Action": "s3:*", "Resource": "*" }
//!   } }]
//! }] }"#)?;
//! let problem = &analyze(&scenario).problems[0];
//! assert_eq!(problem.pointer, "/principals/0/identityPolicies/0");
//! assert!(problem.message.contains("alow"), "{}", problem.message);
//! # Ok::<(), rolescope::scenario::ScenarioError>(())
//! ```
//!
//! # Example: many decisions over the same policies
//!
//! [`Compiled`] keeps what was read of the policies, and a [`PreparedStep`] decides in less than a microsecond. A [`PolicyCache`] reads
//! again only what changed.
//!
//! ```
//! use rolescope::report::Decision;
//! use rolescope::{Compiled, Scenario};
//!
//! let scenario = Scenario::from_json(r#"{ "steps": [
//!   { "caller": "anonymous", "action": "s3:GetObject", "resource": "arn:aws:s3:::amzn-s3-demo-bucket/k.txt" },
//!   { "caller": "anonymous", "action": "sts:GetCallerIdentity" }
//! ] }"#)?;
//! let compiled = Compiled::new(&scenario);
//! let decisions: Vec<Decision> = compiled.steps().iter().map(|step| step.decide()).collect();
//! assert_eq!(decisions, compiled.decisions());
//! # Ok::<(), rolescope::scenario::ScenarioError>(())
//! ```
//!
//! # Features
//!
//! - `notes` (on by default): notes to a report: the rule of each entry of a trace, the confidence in it, and the open points of AWS's
//!   documentation that a decision hangs on. Without it these fields are absent.
//! - `analysis`: questions about all requests: two policies compared, claims proved.
//! - `catalog`: requests held against the reference data of `iam-catalog`; what AWS does not have is a warning.
//! - `diagrams`: a scenario and its report as SVG, as Mermaid text and in words.
//! - `lint`: mistakes and security findings in policies.
//! - `links`: a scenario as the end of an address, and back.
//! - `schema`: JSON Schemas of scenario and report, made from the types.
//! - `tasks`: work that takes long as messages, for a worker.
//!
//! # Limits
//!
//! - A scenario has at most 10,000 steps and 100,000 items in its lists.
//! - The work of a report has an end: a step that would take too long has the error `BudgetExceeded`.
//! - No decision depends on which services and actions exist.
//! - There is no clock: a scenario says what time it is.
//!
//! Comments name the rules of IAM by ids, such as `EV-12`: [`rules`] says each in a few words, with AWS's page.

#![forbid(unsafe_code)]
// Says on docs.rs which feature brings what.
#![cfg_attr(docsrs, feature(doc_cfg))]

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod analyze;
#[cfg(feature = "catalog")]
pub mod catalog;
mod compiled;
pub mod complete;
mod decide;
#[cfg(feature = "diagrams")]
pub mod diagram;
#[cfg(feature = "analysis")]
pub mod diff;
pub mod english;
mod explain;
mod json_problem;
#[cfg(feature = "links")]
pub mod link;
#[cfg(feature = "lint")]
pub mod lint;
mod map;
mod names;
#[cfg(feature = "analysis")]
pub mod prove;
mod provider;
pub mod report;
mod resolve;
pub mod scenario;
#[cfg(feature = "schema")]
pub mod schema;
mod service;
mod shared;
#[cfg(feature = "tasks")]
pub mod task;
pub mod who_can;

/// The way of a call from its caller to its resource, and AWS's evaluation flow.
pub mod walk {
    pub use crate::english::walk::headline;
    pub use crate::explain::flow::{FlowGate, GateState, flow};
    pub use crate::explain::walk::{Station, StationKind, StationState, end_of_chain, walk};
}

pub use analyze::analyze;
pub use compiled::{Compiled, PolicyCache, PreparedStep};
/// The rules of IAM evaluation by id, as sentences, traces and comments name them.
pub use iam_syntax::rules;
pub use iam_syntax::{Arn, is_account_id};
pub use map::Map;
pub use report::Report;
pub use scenario::Scenario;
pub use shared::SharedText;
