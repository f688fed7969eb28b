//! English: sentences made from reasons. Another language is another such module.
//!
//! Must not know the scenario looked up (`World`), a call (`Call`) or how anything is decided: it is given data of a report, and
//! facts about names and texts.
//!
//! ```
//! # let json = r#"{ "steps": [{ "caller": "arn:aws:iam::111122223333:user/ana", "action": "sts:GetCallerIdentity" }] }"#;
//! let report = rolescope::analyze(&rolescope::Scenario::from_json(json)?);
//! let cause = report.steps[0].cause.as_ref().unwrap();
//! assert_eq!(rolescope::english::reason(cause), report.steps[0].reason);
//! # Ok::<(), rolescope::scenario::ScenarioError>(())
//! ```

pub(crate) mod aws;
pub(crate) mod claims;
mod compared;
mod denied;
mod detail;
#[cfg(feature = "diagrams")]
pub(crate) mod diagram;
#[cfg(feature = "analysis")]
pub(crate) mod diff;
pub(crate) mod file;
mod hints;
pub(crate) mod not_in_scenario;
#[cfg(feature = "notes")]
pub(crate) mod open_points;
pub(crate) mod problems;
#[cfg(feature = "analysis")]
pub(crate) mod prove;
mod reason;
mod refusals;
#[cfg(feature = "catalog")]
pub(crate) mod requests;
pub(crate) mod roles;
#[cfg(feature = "tasks")]
pub(crate) mod task;
pub(crate) mod titles;
pub(crate) mod walk;
pub(crate) mod words;

pub use detail::detail;
pub use problems::{help, message as problem};
pub use reason::{explanation, reason};
pub use refusals::refusal;
