//! Words that most answers do without: problems of policy texts, refusals, sorts of roles, names that were probably meant.
//!
//! A program that loads in parts can leave them to a later part: with the feature `late-words`, WebAssembly has none of them
//! until [`put`] is called, and reports have empty texts in their place. Everywhere else they are always there.

use std::sync::OnceLock;

use iam_syntax::DiagnosticKind;

use crate::english::{problems, refusals, roles};
use crate::explain::suggest;
use crate::report::{Needed, RoleSort};
use crate::resolve::refusal::Refusal;
use crate::resolve::world::World;

/// The words, as functions: what only they reach can be loaded later.
#[derive(Debug)]
pub struct Words {
    pub(crate) problem: fn(&DiagnosticKind) -> (String, Option<String>),
    pub(crate) refusal: fn(&World<'_>, &Refusal) -> String,
    pub(crate) role: fn(RoleSort, &str, bool) -> String,
    pub(crate) nearest: fn(&World<'_>, Needed, &str) -> Option<String>,
}

/// All of them.
pub static WORDS: Words = Words {
    problem: |kind| (problems::message(kind), problems::help(kind)),
    refusal: refusals::message,
    role: roles::note,
    nearest: suggest::nearest,
};

static LATE: OnceLock<&'static Words> = OnceLock::new();

/// Puts the words in place. Reports that were made before lack them: make them again.
pub fn put(words: &'static Words) {
    LATE.get_or_init(|| words);
}

/// The words, if they are there.
pub(crate) fn words() -> Option<&'static Words> {
    if cfg!(all(feature = "late-words", target_arch = "wasm32")) { LATE.get().copied() } else { Some(&WORDS) }
}
