//! Rolescope: why AWS says yes or no.
//!
//! One question, one answer: [`Scenario`] in, [`Report`] out, through [`analyze`], which is total: whatever is
//! wrong with the scenario's policies is said in the report.
//!
//! ```
//! let scenario = rolescope::Scenario::from_json(r#"{
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
//! let report = rolescope::analyze(&scenario);
//! assert_eq!(report.steps[0].decision, rolescope::Decision::Allowed);
//! # Ok::<(), rolescope::ScenarioError>(())
//! ```
//!
//! # Features
//!
//! - `notes` (on by default): open points of AWS's documentation, the rule behind each
//!   entry of a trace, the codes of problems.
//! - `diagrams`: a scenario and its report as SVG, as Mermaid text and in words.
//! - `links`: a scenario as the end of an address, and back.
//! - `schema`: JSON Schemas of scenario and report, made from the types.
//! - `tasks`: work that takes long as messages, for a worker.
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
mod compiled;
mod complete;
mod decide;
#[cfg(feature = "diagrams")]
pub mod diagram;
mod english;
mod explain;
#[cfg(feature = "links")]
pub mod link;
mod map;
mod names;
mod provider;
mod report;
mod resolve;
mod scenario;
#[cfg(feature = "schema")]
pub mod schema;
mod service;
mod shared;
#[cfg(feature = "tasks")]
pub mod task;
mod who_can;

/// Objects of the scenario format as data: their fields by name, and the values of these.
pub mod format {
    pub use crate::scenario::{Field, List, Presence, Record, Slot, Value};
}

pub use analyze::analyze;
pub use compiled::{Compiled, Question, Readings};
pub use complete::{Choice, Completion, complete};
pub use english::walk::headline;
pub use explain::flow::{Course, FlowGate, flow};
pub use explain::walk::{Station, StationKind, StationState, end_of_chain, walk};
/// The rules of IAM evaluation by id, as sentences, traces and comments name them.
pub use iam_syntax::rules;
pub use iam_syntax::{Arn, is_account_id};
pub use map::Map;
pub use report::{
    AbsentKey, Answer, ByteSpan, Confidence, ContextEntry, ContextValue, Decision, Effect, LeftOutClaim, LeftOutReason,
    MatchedStatement, Need, Needed, NotInScenario, OpenPoint, Origin, Place, PolicyType, Problem, Report,
    ReportedResource, RequestField, RoleKind, RoleReport, RoleSort, SessionReport, Severity, StepError, StepReport,
    Trace, TraceEntry, TraceKind, TraceScope, TraceVerdict,
};
pub use scenario::{
    Account, CallerSession, ContextInput, Document, DocumentForm, Expectation, FORMAT, Group, Input, NamedPolicy,
    PolicyEntry, PolicyLevel, Principal, ProvidedContext, PublicAccessBlock, Resource, ResourceContext, Scenario,
    ScenarioError, SessionRequest, Step, StepResource, StringOrList, TouchedResource, VpcEndpoint,
};
pub use shared::SharedText;
pub use who_can::{Candidate, Trials, who_can_assume};
