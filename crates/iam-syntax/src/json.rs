//! A tolerant JSON reader that keeps every place.
//!
//! [`read`] goes through the text once, without recursion, and writes a flat list of nodes: a container, then all
//! that is inside it. It keeps duplicate keys and the text of numbers, and after a mistake it reads on. Time and
//! memory are linear in the length of the text, whatever the text holds.

mod document;
mod lexer;
mod problem;
mod reader;
mod repeated;
mod string;

pub use document::{Document, Items, Members, Node, NodeKind, Quotes, Value};
pub use problem::{Bracket, Problem, ProblemKind, Type};
pub use reader::read;
pub use repeated::{repeated, sorted};

/// Longest text that is read, in bytes.
pub const MAX_BYTES: usize = 16 << 20;
/// Deepest nesting of brackets that is read.
pub const MAX_DEPTH: usize = 64;
/// Reading stops when this many problems were found.
pub const MAX_PROBLEMS: usize = 100;
