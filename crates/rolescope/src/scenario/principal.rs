//! Principals: users, roles, and sessions that are named directly.

use iam_syntax::Arn;

use super::NamedPolicy;
use crate::map::Map;

record! {
    /// A user, a role, or a session that is named directly.
    Principal {
        /// ARN of the user, role or session.
        required arn: String = "arn",
        /// `AIDA…` or `AROA…`; made up from the ARN when absent.
        id: Option<String> = "id",
        /// Policies attached to it or written into it.
        identity_policies: Vec<NamedPolicy> = "identityPolicies" (IdentityBased),
        /// Groups of a user.
        groups: Vec<Group> = "groups",
        /// Ceiling of what it may do.
        permissions_boundary: Option<NamedPolicy> = "permissionsBoundary" (PermissionsBoundary),
        /// Tags on the user or role.
        tags: Map<String> = "tags",
        /// Trust policy of a role, which says who may assume it.
        trust_policy: Option<NamedPolicy> = "trustPolicy" (Trust),
        /// Longest session of a role in seconds; 3600 when absent.
        max_session_duration: Option<u64> = "maxSessionDuration",
    }
}

impl Principal {
    /// True if it can be in a group: groups hold users and nobody else (IAM User Guide, "IAM user groups").
    pub fn takes_groups(&self) -> bool {
        self.arn.split(':').nth(5).is_some_and(|name| name.starts_with("user/"))
    }

    /// True if it can have a trust policy: roles have one, and nobody else.
    pub fn takes_trust_policy(&self) -> bool {
        Arn::parse(&self.arn).is_some_and(|arn| arn.is_role())
    }
}

record! {
    /// An IAM group of a user.
    Group {
        /// The group's name.
        required name: String = "name",
        /// Its policies.
        written policies: Vec<NamedPolicy> = "policies" (IdentityBased),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_take_trust_policies_and_users_groups() {
        let takes = |arn: &str| {
            let principal = Principal { arn: arn.to_owned(), ..Principal::default() };
            (principal.takes_trust_policy(), principal.takes_groups())
        };
        assert_eq!(takes("arn:aws:iam::111122223333:role/team/app"), (true, false));
        assert_eq!(takes("arn:aws-cn:iam::111122223333:role/app"), (true, false));
        assert_eq!(takes("arn:aws:iam::111122223333:user/role/ana"), (false, true));
        assert_eq!(takes("arn:aws:iam::111122223333:root"), (false, false));
        assert_eq!(takes("arn:aws:sts::111122223333:assumed-role/app/s"), (false, false));
        assert_eq!(takes("role/app"), (false, false));
    }
}
