//! The policies of a scenario as they were read, kept alive by whoever speaks of them.

use std::sync::Arc;

use iam_eval::PolicyId;
use iam_syntax::{Diagnostic, LineIndex, Parse, Policy, Span, Version};

use crate::report::{Place, ProblemCause, UnreadablePolicy};
use crate::resolve::repository::names_no_resource;
use crate::shared::SharedText;

/// All policies of a scenario, by number.
pub(crate) struct ParsedPolicies {
    policies: Vec<ParsedPolicy>,
    empty: Policy,
}

/// A policy of the scenario and what was read of it.
pub(crate) struct ParsedPolicy {
    pub(crate) pointer: SharedText,
    pub(crate) name: SharedText,
    pub(crate) owner: SharedText,
    pub(crate) text: Arc<str>,
    /// Shared with the scenarios before and after this one that have the same text.
    pub(crate) parse: Arc<Parse>,
    /// True if its statements may go without `Resource` (AM-12).
    pub(crate) needs_no_resource: bool,
}

impl ParsedPolicy {
    /// The findings that count for this policy, each with its number.
    pub(crate) fn findings(&self) -> impl Iterator<Item = (usize, &Diagnostic)> {
        let counts = |found: &Diagnostic| !(self.needs_no_resource && names_no_resource(&found.kind));
        self.parse.diagnostics.iter().enumerate().filter(move |(_, found)| counts(found))
    }
}

impl ParsedPolicies {
    pub(crate) fn new(policies: Vec<ParsedPolicy>) -> Self {
        let empty = Policy {
            version: Version::V2008,
            version_span: None,
            id: None,
            statements: Vec::new(),
            span: Span::default(),
        };
        Self { policies, empty }
    }

    pub(crate) fn policies(&self) -> &[ParsedPolicy] {
        &self.policies
    }

    pub(crate) fn policy(&self, id: PolicyId) -> Option<&ParsedPolicy> {
        self.policies.get(id.0 as usize)
    }

    /// The tree of a policy; an empty one when it could not be read.
    pub(crate) fn tree(&self, id: PolicyId) -> &Policy {
        self.policy(id).and_then(|read| read.parse.tree.as_ref()).unwrap_or(&self.empty)
    }

    pub(crate) fn place(&self, id: PolicyId, span: Span) -> Option<Place> {
        let read = self.policy(id)?;
        Some(Place { policy: read.name.clone(), pointer: read.pointer.clone(), span: span.into() })
    }

    /// The policy as one that AWS could not read, for this finding.
    pub(crate) fn unreadable(&self, id: PolicyId, (at, found): (usize, &Diagnostic)) -> Option<UnreadablePolicy> {
        let read = self.policy(id)?;
        Some(UnreadablePolicy {
            owner: read.owner.clone(),
            code: found.kind.code().into(),
            cause: ProblemCause::of_text(&read.parse, at),
            line: LineIndex::new(&read.text).line_column(&read.text, found.span.start).line,
            place: self.place(id, found.span)?,
        })
    }
}
