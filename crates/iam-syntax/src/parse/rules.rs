//! Which elements each kind of policy has (semantics 1.3).

use crate::{Element, PolicyKind};

/// Elements of a document.
pub(crate) const DOCUMENT: &[Element] = &[Element::Version, Element::Id, Element::Statement];

/// Elements of a statement.
pub(crate) const STATEMENT: &[Element] = &[
    Element::Sid,
    Element::Effect,
    Element::Principal,
    Element::NotPrincipal,
    Element::Action,
    Element::NotAction,
    Element::Resource,
    Element::NotResource,
    Element::Condition,
];

/// True if a policy of this kind has the element at all (GR-12, GR-26 to GR-28, GR-32, GR-35).
pub(crate) const fn has(policy: PolicyKind, element: Element) -> bool {
    use PolicyKind as P;
    match element {
        Element::Id => matches!(policy, P::Trust | P::Resource | P::VpcEndpoint),
        Element::Principal => matches!(policy, P::Trust | P::Resource | P::ResourceControl | P::VpcEndpoint),
        Element::NotPrincipal => matches!(policy, P::Resource | P::VpcEndpoint),
        Element::NotAction => !matches!(policy, P::ResourceControl),
        Element::Resource | Element::NotResource => !matches!(policy, P::Trust),
        Element::Version
        | Element::Statement
        | Element::Sid
        | Element::Effect
        | Element::Action
        | Element::Condition => true,
    }
}

/// True if IAM's or Organizations' narrow character set holds for a `Sid`; resource policies of services take more
/// (GR-16).
pub(crate) const fn has_strict_sids(policy: PolicyKind) -> bool {
    !matches!(policy, PolicyKind::Resource | PolicyKind::VpcEndpoint)
}

/// True if missing fields of a resource ARN count as `*` (GR-23b).
pub(super) const fn completes_arns(policy: PolicyKind) -> bool {
    matches!(policy, PolicyKind::Identity | PolicyKind::Boundary | PolicyKind::Session | PolicyKind::ScopeDown)
}
