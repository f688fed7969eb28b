//! The reading of a policy document.

mod action;
mod characters;
mod clause;
mod condition;
mod document;
mod findings;
mod not_a_policy;
mod principal;
mod resource;
mod rules;
mod slots;
mod statement;
mod suggest;

pub(crate) use rules::{DOCUMENT, STATEMENT, has, has_strict_sids};

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
///
/// ```
/// use iam_syntax::{PolicyKind, parse};
///
/// let text = r#"{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } }"#;
/// let parsed = parse(text, PolicyKind::Identity);
/// assert!(parsed.diagnostics.is_empty());
/// assert_eq!(parsed.tree.unwrap().statements.len(), 1);
/// ```
pub fn parse(text: &str, kind: PolicyKind) -> Parse {
    let mut findings = Findings::default();
    let tree = match not_a_policy::by_text(text) {
        Some((finding, span)) => {
            findings.report(finding, span);
            None
        }
        None => read(text, kind, &mut findings),
    };
    Parse { tree, diagnostics: findings.in_order() }
}

/// Reads a policy that is a value of a larger text. The result is that of [`parse`] over [`json::Value::written`], without reading
/// the JSON again where there is nothing wrong with it.
///
/// ```
/// use iam_syntax::{PolicyKind, json, parse, parse_value};
///
/// let document = json::read(r#"{ "policy": { "Version": "2012-10-17", "Statement": [] } }"#);
/// let (_, policy) = document.root().and_then(|root| root.members().next()).unwrap();
/// let read = parse_value(policy, PolicyKind::Identity);
/// assert_eq!(read, parse(policy.written(), PolicyKind::Identity));
/// ```
pub fn parse_value(value: json::Value<'_>, kind: PolicyKind) -> Parse {
    let faultless = value.document().problems.is_empty() && value.json_type() == Some(json::Type::Object);
    if !faultless || value.written().len() > json::MAX_BYTES {
        return parse(value.written(), kind);
    }
    let root = value.alone();
    let mut findings = Findings::default();
    let tree = read_root(root, root.within(), kind, &mut findings);
    Parse { tree, diagnostics: findings.in_order() }
}

fn read(text: &str, kind: PolicyKind, findings: &mut Findings) -> Option<Policy> {
    let document = json::read(text);
    for problem in &document.problems {
        findings.add(Diagnostic {
            kind: DiagnosticKind::Json { problem: problem.kind.clone() },
            span: problem.span,
            related: problem.related,
        });
    }
    if document.stopped {
        let end = text.len() as u32;
        findings.report(DiagnosticKind::TooManyProblems, Span::new(end, end));
    }
    read_root(document.root()?, document.values(), kind, findings)
}

/// Reads the outermost value; `values` are all in the text.
fn read_root<'d>(
    root: json::Value<'d>,
    values: impl Iterator<Item = json::Value<'d>>,
    kind: PolicyKind,
    findings: &mut Findings,
) -> Option<Policy> {
    if let Some((finding, span)) = not_a_policy::by_shape(root) {
        findings.report(finding, span);
        return None;
    }
    characters::check(values, findings);
    document::read(root, kind, findings)
}
