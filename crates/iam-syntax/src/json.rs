//! A tolerant JSON reader that keeps every place.

mod problem;

pub use problem::{Bracket, ProblemKind, Type};

/// Longest text that is read, in bytes.
pub const MAX_BYTES: usize = 16 << 20;
/// Deepest nesting of brackets that is read.
pub const MAX_DEPTH: usize = 64;
