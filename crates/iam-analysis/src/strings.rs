//! Sets of strings that patterns describe: the strings that fit one pattern of every group and none of others.
//!
//! A [`Glob`] is a pattern of a policy, one [`Unit`] for each character, star or question mark. A [`Selection`] says which strings are
//! looked for: union within a group, intersection over groups, difference for what is excluded. It is searched breadth first over
//! the places in all patterns at once, so that the string found is a shortest one and *none* is an exhausted search.

mod classes;
mod glob;
mod machine;
mod selection;

pub use classes::{Class, classes};
pub use glob::{Glob, Reading, Unit, Variables};
pub use machine::Machine;
pub use selection::Selection;
