//! Questions about all requests: what one set of IAM policies allows and another does not.
//!
//! [`compare`] and [`allowed_only_by`] look for a request. A statement matches where its action, its resource and its conditions do, and each
//! of these looks at one part of a request alone: so the search chooses which statements match and which fail, by which element, and
//! asks for each part if a value exists that does what was chosen. What a value does is asked of [`iam_eval`]; there is no second
//! evaluator here. `docs/analysis.md` says on what *same* rests.
//!
//! # Limits
//!
//! - [`difference_by_caller`] compares two policies with principals; all others compare policies without them. Each set counts together;
//!   other policies are not looked at.
//! - A [`Budget`] is counted in states, so that an answer is the same on every machine.

#![forbid(unsafe_code)]

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod action;
mod answer;
mod budget;
mod by_caller;
mod callers;
mod compare;
mod element;
mod gates;
mod outcome;
mod region;
mod replay;
mod resources;
mod search;
mod subject;
mod values;

pub mod strings;

pub use answer::{Answer, Reason, Witness};
pub use budget::{Budget, Exhausted};
pub use by_caller::{CallerDifference, CallerRegion, difference_by_caller};
pub use callers::{Callers, Who};
pub use compare::{Comparison, allowed_only_by, compare};
pub use element::variable_keys;
pub use gates::{Asked, Confirm, Found, InForce, Requests, Splits, request};
pub use region::{Difference, Region, Restriction, danger, difference};
pub use resources::{ResourceClass, ResourcePattern, resource_classes};
