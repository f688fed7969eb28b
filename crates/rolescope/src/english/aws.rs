//! Answers of AWS to a caller that it turns away, in its own wording (EV-08).

use crate::report::PolicyType;

/// `User: … is not authorized to perform: …`; `by` tells the policies, and whether one of them denies it or none allows it.
pub(crate) fn message(caller: &str, action: &str, resource: &str, by: Option<(PolicyType, bool)>) -> String {
    let why = match by {
        None => String::new(),
        Some((policy_type, true)) => with_explicit_deny(policy_type),
        Some((policy_type, false)) => format!(" because no {} allows the {action} action", policy_type.kind().name()),
    };
    let resource = if resource == "*" { String::new() } else { format!(" on resource: {resource}") };
    format!("User: {caller} is not authorized to perform: {action}{resource}{why}")
}

fn with_explicit_deny(policy_type: PolicyType) -> String {
    let kind = policy_type.kind().name();
    let article = if kind.starts_with('i') { "an" } else { "a" };
    format!(" with an explicit deny in {article} {kind}")
}
