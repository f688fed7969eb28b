//! Things that AWS owns and nobody may change, whatever a policy allows (EV-90 to EV-92).

use iam_syntax::{Arn, KnownAction, Pattern};

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

const POLICY_WRITES: &[KnownAction] = &[
    KnownAction::CreatePolicy,
    KnownAction::CreatePolicyVersion,
    KnownAction::DeletePolicy,
    KnownAction::DeletePolicyVersion,
    KnownAction::SetDefaultPolicyVersion,
    KnownAction::TagPolicy,
    KnownAction::UntagPolicy,
];
const ALIAS_WRITES: &[KnownAction] = &[KnownAction::CreateAlias, KnownAction::UpdateAlias, KnownAction::DeleteAlias];
const SERVICE_LINKED_WRITES_BY_POLICY: &[KnownAction] = &[
    KnownAction::UpdateRoleDescription,
    KnownAction::UpdateRole,
    KnownAction::CreateServiceLinkedRole,
    KnownAction::DeleteServiceLinkedRole,
];
/// First letters of reads in IAM.
const READS: [&str; 4] = ["iam:get", "iam:list", "iam:generate", "iam:simulate"];

/// Actions that are refused on a thing.
#[derive(Clone, Copy)]
enum Refused {
    /// These.
    Only(&'static [KnownAction]),
    /// Every action that changes a role but these.
    RoleChangesBut(&'static [KnownAction]),
}

impl AwsOwned {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::ManagedPolicy, Self::ReservedRole, Self::ServiceLinkedRole, Self::KeyAlias];

    /// Pattern of the ARNs of such things. Its wildcards keep to their field.
    pub fn resource_pattern(self) -> Pattern {
        let (service, account, resource) = self.place();
        plain(&format!("arn:*:{service}:*:{}:{resource}*", account.unwrap_or("*")))
    }

    /// Patterns of actions, in lower case: those that are refused, and those that are not although they fit one of the first.
    pub fn action_patterns(self) -> (Vec<Pattern>, Vec<Pattern>) {
        let named = |actions: &[KnownAction]| -> Vec<Pattern> {
            actions.iter().map(|action| plain(&action.name().to_ascii_lowercase())).collect()
        };
        match self.refused() {
            Refused::Only(actions) => (named(actions), Vec::new()),
            Refused::RoleChangesBut(actions) => {
                let reads = READS.iter().map(|read| plain(&format!("{read}*")));
                (vec![plain("iam:*")], reads.chain(named(actions)).collect())
            }
        }
    }

    /// Service, account if there is only one, and the beginning of the resource, in the ARNs of such things.
    const fn place(self) -> (&'static str, Option<&'static str>, &'static str) {
        match self {
            Self::ManagedPolicy => ("iam", Some("aws"), "policy/"),
            Self::ReservedRole => ("iam", None, "role/aws-reserved/"),
            Self::ServiceLinkedRole => ("iam", None, "role/aws-service-role/"),
            Self::KeyAlias => ("kms", None, "alias/aws/"),
        }
    }

    const fn refused(self) -> Refused {
        match self {
            Self::ManagedPolicy => Refused::Only(POLICY_WRITES),
            Self::ReservedRole => Refused::RoleChangesBut(&[]),
            Self::ServiceLinkedRole => Refused::RoleChangesBut(SERVICE_LINKED_WRITES_BY_POLICY),
            Self::KeyAlias => Refused::Only(ALIAS_WRITES),
        }
    }

    fn is(self, arn: &Arn<'_>) -> bool {
        let (service, account, resource) = self.place();
        arn.service == service
            && account.is_none_or(|account| arn.account == account)
            && arn.resource.starts_with(resource)
    }
}

/// Thing owned by AWS that the action would change.
pub(crate) fn refuses(action: &Action, resource: &str) -> Option<AwsOwned> {
    let arn = Arn::parse(resource)?;
    let owned = AwsOwned::ALL.into_iter().find(|owned| owned.is(&arn))?;
    let is_one_of = |actions: &[KnownAction]| action.known.is_some_and(|known| actions.contains(&known));
    let refused = match owned.refused() {
        Refused::Only(actions) => is_one_of(actions),
        Refused::RoleChangesBut(actions) => changes_role(&action.lower) && !is_one_of(actions),
    };
    refused.then_some(owned)
}

/// Every action of IAM but reads; `iam:PassRole` counts as a change.
fn changes_role(action: &str) -> bool {
    action.starts_with("iam:") && !READS.iter().any(|read| action.starts_with(read))
}

/// A pattern without variables.
fn plain(text: &str) -> Pattern {
    Pattern::parse(text, true, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::glob;

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

    #[test]
    fn patterns_describe_exactly_what_is_refused() {
        let resources = [
            ADMIN,
            "arn:aws:iam::111122223333:policy/own",
            "arn:aws-cn:iam::aws:policy/path/own",
            SSO,
            LINKED,
            "arn:aws:iam::111122223333:role/own",
            "arn:aws:kms:eu-west-1:111122223333:alias/aws/s3",
            "arn:aws:kms:eu-west-1:111122223333:alias/mine",
            "arn:aws:s3:::alias/aws/role/aws-reserved/x",
            "*",
        ];
        let others =
            ["iam:passrole", "iam:getrole", "iam:listroles", "iam:simulate", "iam:ge", "iam:x", "s3:x", "kms:x"];
        let names = KnownAction::ALL.iter().map(|action| action.name()).chain(others);
        let mut refused = 0;
        for action in names.map(Action::new) {
            for resource in resources {
                let fits = |patterns: &[Pattern]| patterns.iter().any(|pattern| glob::fits(pattern, &action.lower));
                let by_patterns = AwsOwned::ALL.into_iter().find(|owned| {
                    let (actions, except) = owned.action_patterns();
                    let named = glob::fits_by_field(&owned.resource_pattern(), resource, &Context::default());
                    named && fits(&actions) && !fits(&except)
                });
                assert_eq!(by_patterns, refuses(&action, resource), "{} {resource}", action.text);
                refused += usize::from(by_patterns.is_some());
            }
        }
        assert!(refused > 30, "{refused}");
    }
}
