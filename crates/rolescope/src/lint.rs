//! Mistakes and security findings in policies: those of the parser and those of the rules of `iam-lint`, in one list.
//!
//! ```
//! use iam_catalog::embedded;
//! use iam_syntax::PolicyKind;
//! use rolescope::lint::{Linter, Severity, policy};
//!
//! let text = r#"{ "Version": "2012-10-17",
//!   "Statement": { "Effect": "Allow", "Action": "s3:GetObjet", "Resource": "*" } }"#;
//! let found = policy(&Linter::new(embedded::catalog()), text, PolicyKind::Identity, None);
//! assert_eq!((found[0].code, found[0].severity, found[0].line), ("INVALID_ACTION", Severity::Error, 2));
//! assert_eq!(found[0].fix.as_ref().unwrap().title, "write `s3:GetObject`");
//! ```

mod mistakes;

pub use iam_lint::{Edit, Fix, Linter, Severity};
use iam_syntax::{Diagnostic, LineIndex, Parse, PolicyKind, Span, in_order_of_text, parse};

use crate::english::problems;
use crate::report::ByteSpan;
use crate::resolve::world::World;
use crate::scenario::Scenario;
use crate::shared::SharedText;

/// Finding at a place of a policy's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// AWS's code where AWS has one.
    pub code: &'static str,
    /// Severity; AWS's where the code is AWS's.
    pub severity: Severity,
    /// The finding in one clause.
    pub message: String,
    /// Advice on what to write instead; empty where there is none.
    pub help: String,
    /// Place in the policy's text.
    pub span: ByteSpan,
    /// Line of the place, counted from 1.
    pub line: u32,
    /// Column of the place in characters, counted from 1.
    pub column: u32,
    /// Edits that mend it.
    pub fix: Option<Fix>,
}

/// A policy of a scenario with what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFindings {
    /// Name of the policy.
    pub policy: SharedText,
    /// JSON pointer of the policy inside the scenario.
    pub pointer: SharedText,
    /// Text of the policy.
    pub text: std::sync::Arc<str>,
    /// Findings in the order of the text.
    pub findings: Vec<Finding>,
}

/// Findings in the text of a policy, in the order of the text. `resource_type`: type of the resource that a resource-based policy hangs on, such as
/// `s3:bucket`, where it is known.
pub fn policy(linter: &Linter<'_>, text: &str, kind: PolicyKind, resource_type: Option<&str>) -> Vec<Finding> {
    let Parse { tree, diagnostics } = parse(text, kind);
    let from_rules = tree.map(|policy| linter.lint_tree(text, &policy, kind, resource_type)).unwrap_or_default();
    together(text, diagnostics.iter(), from_rules)
}

/// Findings in every policy of a scenario, in the order of [`Scenario::policies`]. Steps play no part.
pub fn scenario(linter: &Linter<'_>, scenario: &Scenario) -> Vec<PolicyFindings> {
    let world = World::new(scenario);
    let kinds = scenario.policies().into_iter().map(|entry| entry.policy_type.kind());
    let read = world.parsed.policies().iter().zip(kinds);
    let each = read.map(|(read, kind)| {
        let tree = read.parse.tree.as_ref();
        let from_rules = tree.map(|policy| linter.lint_tree(&read.text, policy, kind, None)).unwrap_or_default();
        PolicyFindings {
            policy: read.name.clone(),
            pointer: read.pointer.clone(),
            text: read.text.clone(),
            findings: together(&read.text, read.findings().map(|(_, found)| found), from_rules),
        }
    });
    each.collect()
}

/// The findings of parser and rules. Of a rule and the parser at one place the parser's is kept: it is the cause.
fn together<'d>(
    text: &str,
    diagnostics: impl Iterator<Item = &'d Diagnostic>,
    from_rules: Vec<iam_lint::Finding>,
) -> Vec<Finding> {
    let lines = LineIndex::new(text);
    let mut all: Vec<(Span, Finding)> = Vec::new();
    for found in diagnostics {
        let Some((code, severity)) = mistakes::name(&found.kind) else { continue };
        let message = problems::message(&found.kind);
        let help = problems::help(&found.kind).unwrap_or_default();
        all.push(placed(text, &lines, found.span, (code, severity, message, help), None));
    }
    let parsed: Vec<Span> = all.iter().map(|(span, _)| *span).collect();
    for found in from_rules.into_iter().filter(|found| !parsed.contains(&found.span)) {
        let words = (found.code, found.severity, found.message, found.help.to_owned());
        all.push(placed(text, &lines, found.span, words, found.fix));
    }
    in_order_of_text(&mut all, |(span, _)| *span);
    all.into_iter().map(|(_, finding)| finding).collect()
}

fn placed(
    text: &str,
    lines: &LineIndex,
    span: Span,
    (code, severity, message, help): (&'static str, Severity, String, String),
    fix: Option<Fix>,
) -> (Span, Finding) {
    let place = lines.line_column(text, span.start);
    let (line, column) = (place.line, place.column);
    (span, Finding { code, severity, message, help, span: span.into(), line, column, fix })
}
