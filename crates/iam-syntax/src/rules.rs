//! The rules of IAM evaluation by their ids, with AWS's page for each.
//!
//! Comments in the sources, traces and reports name rules by ids such as `EV-12`. `C-01` to `C-34` are the open points: places
//! where AWS's documentation can be read in two ways.
//!
//! ```
//! let rule = iam_syntax::rules::rule("GR-14").unwrap();
//! assert_eq!(rule.title, "`Effect` is `Allow` or `Deny`");
//! assert!(rule.page.unwrap().ends_with("/reference_policies_elements_effect.html"));
//! ```
#![doc = include_str!("rules/table.md")]

mod table;

/// A rule of IAM evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Identifier, such as `EV-12`.
    pub id: &'static str,
    /// The rule in a few words, in Markdown.
    pub title: &'static str,
    /// Address of the page on which AWS says it; `None` where AWS does not.
    pub page: Option<&'static str>,
}

/// Every rule, in the order of evaluation and of the table above.
///
/// ```
/// let rules = iam_syntax::rules::all();
/// assert!(rules.iter().any(|rule| rule.id == "EV-12" && rule.page.is_some()));
/// ```
pub fn all() -> &'static [Rule] {
    &table::RULES
}

/// The rule with this id, written exactly.
pub fn rule(id: &str) -> Option<&'static Rule> {
    table::RULES.iter().find(|rule| rule.id == id)
}
