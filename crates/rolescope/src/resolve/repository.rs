//! Policies that are about the resource that they hang on (AM-12).

use iam_syntax::{Arn, DiagnosticKind, Element};

/// Services of which the policy of a repository needs no `Resource`: those of `resource-policy-without-resource` in `iam-catalog`, besides roles.
const SERVICES: [&str; 2] = ["ecr", "ecr-public"];

/// True if statements in the policy of `owner` may go without `Resource`: they are about the repository then (AM-12).
pub(super) fn needs_no_resource(owner: &str) -> bool {
    Arn::parse(owner).is_some_and(|arn| SERVICES.contains(&arn.service) && arn.resource.starts_with("repository/"))
}

/// True if a statement is found to have no `Resource`.
pub(super) fn names_no_resource(found: &DiagnosticKind) -> bool {
    matches!(found, DiagnosticKind::MissingElement { element: Element::Resource, .. })
}

#[cfg(test)]
mod tests {
    use super::SERVICES;
    use iam_catalog::{FactKind, embedded};

    #[test]
    fn the_services_are_those_of_the_catalog() {
        let facts = embedded::overlay().facts().filter(|fact| fact.kind == FactKind::ResourcePolicyWithoutResource);
        let mut known: Vec<&str> = facts.filter(|fact| fact.value != "role").map(|fact| fact.service).collect();
        known.sort_unstable();
        assert_eq!(known, SERVICES);
    }
}
