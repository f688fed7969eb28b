//! Components. They get slices of state and say what happened; they decide nothing.

pub(crate) mod bar;
pub(crate) mod cast;
pub(crate) mod context;
pub(crate) mod diagrams;
mod dialog;
pub(crate) mod editor;
pub(crate) mod exchange;
pub(crate) mod field;
pub(crate) mod flow;
mod footer;
pub(crate) mod icon;
pub(crate) mod key;
pub(crate) mod key_row;
pub(crate) mod lacking;
pub(crate) mod lede;
pub(crate) mod limits;
pub(crate) mod markup;
pub(crate) mod more;
pub(crate) mod new_policy;
pub(crate) mod newer;
pub(crate) mod notice;
pub(crate) mod outcome;
pub(crate) mod page;
pub(crate) mod policies;
pub(crate) mod problems;
pub(crate) mod prose;
pub(crate) mod request;
pub(crate) mod session;
pub(crate) mod session_request;
pub(crate) mod shelf;
pub(crate) mod stepper;
pub(crate) mod tabs;
pub(crate) mod trace;
pub(crate) mod transcript;
mod trouble;
pub(crate) mod verdict;
pub(crate) mod walk;
pub(crate) mod who;
pub(crate) mod wire;

#[cfg(test)]
mod tests;
