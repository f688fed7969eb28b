//! Things that AWS owns and nobody may change, whatever a policy allows (EV-90 to EV-92).

use iam_syntax::{Arn, KnownAction};

use crate::request::Action;

/// Things that AWS owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AwsOwned {
    /// An AWS managed policy (EV-90).
    ManagedPolicy,
    /// A role of Identity Center or another service under `/aws-reserved/` (EV-91).
    ReservedRole,
    /// A service-linked role (EV-91).
    ServiceLinkedRole,
    /// A KMS alias `alias/aws/…` (EV-92).
    KeyAlias,
}

const POLICY_WRITES: [KnownAction; 7] = [
    KnownAction::CreatePolicy,
    KnownAction::CreatePolicyVersion,
    KnownAction::DeletePolicy,
    KnownAction::DeletePolicyVersion,
    KnownAction::SetDefaultPolicyVersion,
    KnownAction::TagPolicy,
    KnownAction::UntagPolicy,
];
const ALIAS_WRITES: [KnownAction; 3] = [KnownAction::CreateAlias, KnownAction::UpdateAlias, KnownAction::DeleteAlias];
const SERVICE_LINKED_WRITES_BY_POLICY: [KnownAction; 4] = [
    KnownAction::UpdateRoleDescription,
    KnownAction::UpdateRole,
    KnownAction::CreateServiceLinkedRole,
    KnownAction::DeleteServiceLinkedRole,
];

/// Thing owned by AWS that the action would change.
pub(crate) fn refuses(action: &Action, resource: &str) -> Option<AwsOwned> {
    let arn = Arn::parse(resource)?;
    let is_one_of = |actions: &[KnownAction]| action.known.is_some_and(|known| actions.contains(&known));
    match arn.service {
        "iam" if arn.account == "aws" && arn.resource.starts_with("policy/") => {
            is_one_of(&POLICY_WRITES).then_some(AwsOwned::ManagedPolicy)
        }
        "iam" if arn.resource.starts_with("role/aws-reserved/") => {
            changes_role(&action.lower).then_some(AwsOwned::ReservedRole)
        }
        "iam" if arn.resource.starts_with("role/aws-service-role/") => (changes_role(&action.lower)
            && !is_one_of(&SERVICE_LINKED_WRITES_BY_POLICY))
        .then_some(AwsOwned::ServiceLinkedRole),
        "kms" if arn.resource.starts_with("alias/aws/") => is_one_of(&ALIAS_WRITES).then_some(AwsOwned::KeyAlias),
        _ => None,
    }
}

/// Every action of IAM but reads; `iam:PassRole` counts as a change.
fn changes_role(action: &str) -> bool {
    action.strip_prefix("iam:").is_some_and(|name| {
        let read = ["get", "list", "generate", "simulate"].iter().any(|prefix| name.starts_with(prefix));
        !read
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADMIN: &str = "arn:aws:iam::aws:policy/AdministratorAccess";
    const SSO: &str =
        "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef";
    const LINKED: &str =
        "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";

    #[test]
    fn writes_are_refused_and_reads_are_not() {
        let table = [
            ("iam:deletepolicy", ADMIN, Some(AwsOwned::ManagedPolicy)),
            ("iam:getpolicy", ADMIN, None),
            ("iam:deletepolicy", "arn:aws:iam::111122223333:policy/own", None),
            ("iam:putrolepolicy", SSO, Some(AwsOwned::ReservedRole)),
            ("iam:passrole", SSO, Some(AwsOwned::ReservedRole)),
            ("iam:getrole", SSO, None),
            ("sts:assumerole", SSO, None),
            ("iam:deleterole", LINKED, Some(AwsOwned::ServiceLinkedRole)),
            ("iam:updaterole", LINKED, None),
            ("iam:deleteservicelinkedrole", LINKED, None),
            ("kms:deletealias", "arn:aws:kms:eu-west-1:111122223333:alias/aws/s3", Some(AwsOwned::KeyAlias)),
            ("kms:deletealias", "arn:aws:kms:eu-west-1:111122223333:alias/mine", None),
        ];
        for (action, resource, expected) in table {
            assert_eq!(refuses(&Action::new(action), resource), expected, "{action} {resource}");
        }
    }
}
