//! The rules, asked about one policy after another.

use iam_catalog::Catalog;
use iam_syntax::{Policy, PolicyKind, in_order_of_text, parse};

use crate::finding::Finding;
use crate::reference::Reference;
use crate::rule::Findings;
use crate::rules::ALL;
use crate::subject::Subject;

/// All rules, with the catalog that they look things up in. What was looked up of names that exist is kept for the next policy.
pub struct Linter<'c> {
    reference: Reference<'c>,
}

impl<'c> Linter<'c> {
    /// A linter that knows the services of `catalog`.
    pub fn new(catalog: Catalog<'c>) -> Self {
        Self { reference: Reference::new(catalog) }
    }

    /// Findings in the text of a policy, in the order of the text. A text of which no tree can be read has none: its mistakes are those of
    /// [`parse`].
    pub fn lint(&self, text: &str, kind: PolicyKind) -> Vec<Finding> {
        parse(text, kind).tree.map(|policy| self.lint_tree(text, &policy, kind, None)).unwrap_or_default()
    }

    /// Findings in a policy that was read from `text`. `resource_type`: type of the resource that a resource-based policy hangs on, such as
    /// `s3:bucket`.
    pub fn lint_tree(
        &self,
        text: &str,
        policy: &Policy,
        kind: PolicyKind,
        resource_type: Option<&str>,
    ) -> Vec<Finding> {
        let subject = Subject { text, policy, kind, resource_type, reference: &self.reference };
        let mut all = Vec::new();
        for rule in ALL {
            let mut findings = Findings::new(rule);
            (rule.check)(&subject, &mut findings);
            all.append(&mut findings.found);
        }
        in_order_of_text(&mut all, |finding| finding.span);
        all
    }
}
