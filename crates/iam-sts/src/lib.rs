//! Sessions of AWS STS: what a call for temporary credentials must look like, which permissions it needs, and the
//! temporary credentials that come out (semantics 6).
//!
//! The decision on the call is that of `iam-eval`; this crate says what to ask it.
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

pub use assume::{AssumeRole, Role, override_tags};
pub use claims::{IdentityProvider, LeftOut, ReadClaims};
pub use error::{DurationLimit, Parameter, StsError};
pub use ids::{access_key_id, role_id, user_id};
pub use operation::{Operation, TokenOperation, tasks};
pub use session::Session;
pub use token::TokenRequest;
