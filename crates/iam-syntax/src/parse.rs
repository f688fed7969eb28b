//! The reading of a policy document.

mod action;
mod characters;
mod clause;
mod condition;
mod document;
mod findings;
mod meant;
mod principal;
mod resource;
mod rules;
mod slots;
mod statement;
mod whole;

pub(crate) use rules::{DOCUMENT, STATEMENT, has};

use findings::Findings;

use crate::{Diagnostic, DiagnosticKind, Policy, PolicyKind, Span, json};

/// Result of reading a policy text.
#[derive(Clone, Debug, PartialEq)]
pub struct Parse {
    /// All that could be read. `None` when the text holds no object that looks like a policy.
    pub tree: Option<Policy>,
    /// The findings, in the order of the text; at most about a hundred are kept.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parse {
    /// The first finding that keeps AWS from reading the policy; a policy that has one takes part in no decision.
    pub fn blocked(&self) -> Option<&Diagnostic> {
        self.diagnostics.iter().find(|diagnostic| diagnostic.kind.blocks())
    }
}

/// Reads `text` as a policy of the given kind. Never fails: what is wrong stands in the diagnostics.
pub fn parse(text: &str, kind: PolicyKind) -> Parse {
    let mut findings = Findings::default();
    let tree = match whole::by_text(text) {
        Some((finding, span)) => {
            findings.report(finding, span);
            None
        }
        None => read(text, kind, &mut findings),
    };
    Parse { tree, diagnostics: findings.in_order() }
}

fn read(text: &str, kind: PolicyKind, findings: &mut Findings) -> Option<Policy> {
    let document = json::read(text);
    for problem in &document.problems {
        findings.add(Diagnostic {
            kind: DiagnosticKind::Json(problem.kind.clone()),
            span: problem.span,
            related: problem.related,
        });
    }
    if document.stopped {
        let end = text.len() as u32;
        findings.report(DiagnosticKind::TooManyProblems, Span::new(end, end));
    }
    let root = document.root()?;
    if let Some((finding, span)) = whole::by_shape(root) {
        findings.report(finding, span);
        return None;
    }
    characters::check(&document, findings);
    document::read(root, kind, findings)
}
