//! Principals: users, roles, and sessions that are named directly.

use iam_syntax::Arn;
use serde::Serialize;

use super::NamedPolicy;
use crate::map::Map;

/// A user, a role, or a session that is named directly.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Principal {
    /// ARN of the user, role or session.
    pub arn: String,
    /// `AIDA…` or `AROA…`; made up from the ARN when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Policies attached to it or written into it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identity_policies: Vec<NamedPolicy>,
    /// Groups of a user.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// Ceiling of what it may do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions_boundary: Option<NamedPolicy>,
    /// Tags on the user or role.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub tags: Map<String>,
    /// Trust policy of a role, which says who may assume it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust_policy: Option<NamedPolicy>,
    /// Longest session of a role in seconds; 3600 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_session_duration: Option<u64>,
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

/// An IAM group of a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Group {
    /// The group's name.
    pub name: String,
    /// Its policies.
    #[serde(default)]
    pub policies: Vec<NamedPolicy>,
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
