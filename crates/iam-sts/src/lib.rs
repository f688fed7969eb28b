//! Sessions of AWS STS: what a call for temporary credentials must look like, which permissions it needs, and the
//! temporary credentials that come out (semantics 6).
//!
//! The decision on the call is that of `iam-eval`; this crate says what to ask it.
//!
//! # Example
//!
//! ```
//! use iam_eval::{Caller, CallerKind, Instant, Tag};
//! use iam_sts::{AssumeRole, Role, StsError};
//!
//! let kind = CallerKind::User { arn: "arn:aws:iam::111122223333:user/ana".into(), id: "AIDAEXAMPLE".into() };
//! let caller = Caller { kind, account: Some("111122223333".into()), has_boundary: false };
//! let role = Role::new("arn:aws:iam::444455556666:role/audit", "AROAEXAMPLE");
//! let now = Instant::parse("2026-11-24T10:00:00Z").unwrap();
//! let call = AssumeRole {
//!     name: Some("review"),
//!     tags: vec![Tag { key: "Team".into(), value: "red".into() }],
//!     ..AssumeRole::new(&caller, &role, now)
//! };
//!
//! assert_eq!(call.check(), Ok(()));
//! assert_eq!(call.actions(), ["sts:AssumeRole", "sts:TagSession"]);
//! assert_eq!(call.session().arn, "arn:aws:sts::444455556666:assumed-role/audit/review");
//!
//! let too_long = AssumeRole { duration_seconds: Some(7200), ..call };
//! assert!(matches!(too_long.check(), Err(StsError::TooLong { .. })));
//! ```
//!
//! # Limits
//!
//! - There is no clock: time comes from the caller.
//! - Ids and keys are made up from what they stand for, the same ones each time, and end in `EXAMPLE`.
//!
//! Comments name the rules of IAM by ids, such as `ST-04`: [`iam_syntax::rules`] says each in a few words, with AWS's page.

#![forbid(unsafe_code)]

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod assume;
mod claims;
mod error;
mod ids;
mod operation;
mod parameters;
mod session;
mod token;

pub use assume::{AssumeRole, ROLES_ANYWHERE, Role, override_tags, repeated_tag_key};
pub use claims::{IdentityProvider, LeftOut, ReadClaims};
pub use error::{DurationLimit, Parameter, StsError};
pub use ids::{access_key_id, role_id, user_id};
pub use operation::{Operation, TokenOperation, tasks};
pub use session::Session;
pub use token::TokenRequest;
