//! Documents of policies, handed on while their scenario is read.

use iam_syntax::PolicyKind;
use iam_syntax::json::Value;

use super::Document;
use super::record::Field;
use crate::report::PolicyType;

/// Reader of a policy in its scenario's text: the value there, the document, and the kind of policy.
type ReadPolicy<'r> = dyn Fn(Value<'_>, &Document, PolicyKind) + 'r;

/// Reader of the documents in an object, if anybody wants them read, and the type of the policies that it holds.
#[derive(Clone, Copy, Default)]
pub(super) struct Documents<'r> {
    read: Option<&'r ReadPolicy<'r>>,
    policies: Option<PolicyType>,
}

impl<'r> Documents<'r> {
    pub(super) fn for_each(read: &'r ReadPolicy<'r>) -> Self {
        Self { read: Some(read), policies: None }
    }

    /// The same inside a field.
    pub(super) fn below(self, field: &Field) -> Self {
        Self { policies: field.policies.or(self.policies), ..self }
    }

    /// Hands a document on.
    pub(super) fn read(self, value: Value<'_>, document: &Document) {
        if let (Some(read), Some(policies)) = (self.read, self.policies) {
            read(value, document, policies.kind());
        }
    }
}
