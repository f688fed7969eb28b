//! Questions about all requests: what one set of IAM policies allows and another does not.

#![forbid(unsafe_code)]

mod budget;

pub mod strings;

pub use budget::{Budget, Exhausted};
