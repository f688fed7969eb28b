//! Shape of a rule, and the names that rules use.

use iam_syntax::{PolicyKind, Span};

use crate::finding::{Finding, Fix, Severity};
use crate::subject::Subject;

/// A rule: one kind of finding.
pub struct Rule {
    /// Code, AWS's where AWS has one.
    pub code: &'static str,
    /// Severity; AWS's where the code is AWS's.
    pub severity: Severity,
    /// The finding in one line, for lists.
    pub summary: &'static str,
    /// Reason for which it matters, in one or two sentences.
    pub why: &'static str,
    /// Advice on what to write instead, in one sentence.
    pub help: &'static str,
    /// A statement, or a policy, that the rule finds.
    pub example: Example,
    /// The same without the mistake: the rule finds nothing in it.
    pub instead: &'static str,
    /// AWS's page.
    pub page: &'static str,
    pub(crate) check: fn(&Subject<'_, '_>, &mut Findings),
}

/// A statement, or a policy, with marks.
pub struct Example {
    /// Kind of policy that it stands in.
    pub kind: PolicyKind,
    /// The text. A line of `^` below another line marks the place of a finding in it; `{{x100}}` stands for 100 letters.
    pub text: &'static str,
}

/// Findings of one rule.
pub(crate) struct Findings {
    rule: &'static Rule,
    pub(crate) found: Vec<Finding>,
}

impl Findings {
    pub(crate) const fn new(rule: &'static Rule) -> Self {
        Self { rule, found: Vec::new() }
    }

    /// Adds a finding.
    pub(crate) fn report(&mut self, span: Span, message: impl Into<String>) {
        self.add(span, message.into(), None);
    }

    /// Adds a finding with its fix.
    pub(crate) fn report_with(&mut self, span: Span, message: impl Into<String>, fix: Fix) {
        self.add(span, message.into(), Some(fix));
    }

    fn add(&mut self, span: Span, message: String, fix: Option<Fix>) {
        let Rule { code, severity, help, .. } = self.rule;
        self.found.push(Finding { code, severity: *severity, message, help, span, fix });
    }
}

/// Names that nearly every rule uses.
pub(crate) mod prelude {
    pub(crate) use iam_syntax::{Effect, PolicyKind, Statement};

    pub(crate) use super::{Example, Findings, Rule};
    pub(crate) use crate::CHECKS;
    pub(crate) use crate::finding::Severity;
    pub(crate) use crate::subject::Subject;
}
