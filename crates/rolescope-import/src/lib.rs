//! Denials, command output, templates and tokens as scenarios of Rolescope.
//!
//! [`import`] takes one text: an AccessDenied message, the output of a command of AWS, a CloudTrail event, a policy, a template, a token.
//! It says what the text is and what follows from it, and guesses nothing: what the text does not say is [`Unresolved`], and asked for with
//! the command that only reads and would tell it. [`together`] makes one scenario of several inputs.
//!
//! ```
//! let message = "User: arn:aws:sts::111122223333:assumed-role/app/s1 is not authorized to perform: s3:GetObject on resource: \
//!     \"arn:aws:s3:::amzn-s3-demo-bucket/a.csv\" because no identity-based policy allows the s3:GetObject action";
//! let input = rolescope_import::import("message.txt", message)?;
//! assert_eq!(input.scenario.steps[0].action, "s3:GetObject");
//! assert_eq!(input.answer.denied_by, Some(rolescope::report::PolicyType::IdentityBased));
//! assert_eq!(input.ask[0].command.as_deref(), Some("aws iam list-attached-role-policies --role-name 'app'"));
//! # Ok::<(), rolescope_import::ImportError>(())
//! ```
//!
//! No file is read and no clock is asked. Credentials in the text are taken out before anything looks at it ([`Secret`]).

#![forbid(unsafe_code)]

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod anonymize;
mod compare;
mod facts;
mod input;
mod together;

mod ask;
mod document;
mod kind;
mod limits;
mod recognize;
mod secrets;
mod tree;

mod aws_cli;
mod aws_config;
mod cloudformation;
mod cloudtrail;
mod github;
mod kubernetes;
mod message;
mod policy;
mod terraform;
mod token;

pub use anonymize::{AnonymizeError, Anonymized, Mapping, anonymize};
pub use ask::Ask;
pub use compare::Comparison;
pub use facts::{Answer, Conflict, Details, Effect, EvaluatedPolicy, ImportError, LooseDocument, Origin, Unresolved};
pub use input::Import;
pub use kind::Kind;
pub use limits::{MAX_ALIASES, MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_PARSED_BYTES, MAX_POLICY_BYTES};
pub use recognize::import;
pub use secrets::{Secret, SecretKind};
#[cfg(feature = "schema")]
pub use together::schema;
pub use together::{Recognized, Source, Together, together};
