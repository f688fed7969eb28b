//! Trust in GitHub's identity provider.

use iam_syntax::{Condition, ConditionValue, PrincipalValue, Span, Spanned, Statement};

use crate::subject::principals;

/// Host name of GitHub's identity provider.
pub(crate) const HOST: &str = "token.actions.githubusercontent.com";

/// Condition keys of its tokens, in lower case.
pub(crate) const SUBJECT: &str = "token.actions.githubusercontent.com:sub";
/// The workflow that a token was made for.
pub(crate) const WORKFLOW: &str = "token.actions.githubusercontent.com:job_workflow_ref";

/// Place of GitHub's provider among the principals of a statement.
pub(crate) fn provider(statement: &Statement) -> Option<Span> {
    principals(statement).find_map(|(principal, span)| {
        let PrincipalValue::Provider { name } = principal else { return None };
        (host(name) == HOST).then_some(span)
    })
}

/// Host name and path of an OIDC provider that an ARN names; another text as it is.
pub(crate) fn host(name: &str) -> &str {
    name.split_once(":oidc-provider/").map_or(name, |(_, host)| host)
}

/// True if the condition restricts subjects: a positive comparison of `sub` that does not take a missing key.
pub(crate) fn restricts(condition: &Condition) -> bool {
    let operator = condition.operator.value;
    !operator.kind.negated() && !operator.if_exists && condition.key.value.lower == *SUBJECT
}

/// Values with wildcards in the owner's name, of the statement's conditions on `sub`. None where another condition restricts the subjects.
pub(crate) fn open_values(statement: &Statement) -> Vec<&Spanned<ConditionValue>> {
    let mut conditions: Vec<&Condition> = statement.conditions.iter().filter(|own| restricts(own)).collect();
    let has_open = |own: &Condition| own.operator.value.kind.family().has_wildcards() && own.values.iter().any(is_open);
    if conditions.iter().any(|own| !has_open(own)) {
        conditions.clear();
    }
    conditions.iter().flat_map(|own| own.values.iter().filter(|it| is_open(it))).collect()
}

fn is_open(value: &Spanned<ConditionValue>) -> bool {
    let owner = value.value.text.split('/').next().unwrap_or_default();
    owner.contains(['*', '?'])
}
