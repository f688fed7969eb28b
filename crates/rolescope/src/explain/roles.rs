//! Kind of each role of a scenario (semantics, RO-01 to RO-11).

use iam_syntax::{Arn, Effect, KnownKey, PrincipalValue, Statement};

use crate::english;
use crate::names::distinct;
use crate::provider::{provider_host, saml_provider};
use crate::report::{RoleKind, RoleReport, RoleSort};
use crate::resolve::world::World;

/// The roles among the principals, in their order.
pub(crate) fn roles(world: &World<'_>) -> Vec<RoleReport> {
    let mut found = Vec::new();
    for (at, principal) in world.scenario.principals.iter().enumerate() {
        let Some(arn) = Arn::parse(&principal.arn).filter(|arn| arn.service == "iam") else { continue };
        let Some(path) = arn.resource.strip_prefix("role/") else { continue };
        let mut kinds = Kinds::new(world, arn.account);
        match path.split('/').collect::<Vec<_>>()[..] {
            ["aws-service-role", service, ..] => kinds.add(RoleSort::ServiceLinked, service, false),
            ["aws-reserved", "sso.amazonaws.com", ..] => {
                kinds.add(RoleSort::IdentityCenter, "sso.amazonaws.com", false)
            }
            _ => {
                let trust = world.trust_policy(at);
                for statement in trust.map_or(&[][..], |trust| &trust.policy.statements) {
                    kinds.trusted_by(statement);
                }
            }
        }
        found.push(RoleReport { arn: principal.arn.clone(), kinds: kinds.distinct() });
    }
    found
}

/// The kinds found so far of one role; some of them more than once.
struct Kinds<'w> {
    world: &'w World<'w>,
    /// The role's own account.
    account: &'w str,
    /// The organization of that account.
    organization: Option<&'w str>,
    /// Sorts and what they are of.
    found: Vec<(RoleSort, &'w str)>,
    /// True if a condition narrows each as AWS recommends for its sort.
    guarded: Vec<bool>,
}

impl<'w> Kinds<'w> {
    fn new(world: &'w World<'_>, account: &'w str) -> Self {
        let organization = organization(world, account);
        Self { world, account, organization, found: Vec::new(), guarded: Vec::new() }
    }

    fn trusted_by(&mut self, statement: &'w Statement) {
        let Some(principal) = statement.principal.as_ref().filter(|principal| !principal.negated) else { return };
        if statement.effect.value == Effect::Deny {
            return;
        }
        let asks = |key: KnownKey| statement.conditions.iter().any(|condition| key.is(&condition.key.value.lower));
        let external_id = asks(KnownKey::StsExternalId);
        for item in &principal.items {
            match &item.value {
                PrincipalValue::Service { name } => {
                    let guarded =
                        [KnownKey::SourceAccount, KnownKey::SourceArn, KnownKey::SourceOrgId, KnownKey::SourceOrgPaths];
                    self.add(RoleSort::Service, name, guarded.into_iter().any(asks));
                }
                PrincipalValue::Provider { name } if saml_provider(name).is_some() => {
                    self.add(RoleSort::Saml, name, asks(KnownKey::SamlAud));
                }
                PrincipalValue::Provider { name } => {
                    let host = provider_host(name);
                    let subject = format!("{}:sub", host.to_ascii_lowercase());
                    let mut keys = statement.conditions.iter().map(|condition| &*condition.key.value.lower);
                    let asks_subject = keys.any(|key| key == subject);
                    self.add(RoleSort::Oidc, host, asks_subject);
                }
                PrincipalValue::Account { id, .. } => self.delegated(id, external_id),
                PrincipalValue::User { arn } | PrincipalValue::FederatedUser { arn } => {
                    self.delegated(account_of(arn), external_id);
                }
                PrincipalValue::Role { arn } | PrincipalValue::RoleSession { arn } => {
                    self.delegated(account_of(arn), external_id);
                    self.add(RoleSort::Chained, arn, false);
                }
                PrincipalValue::Everyone => self.add(RoleSort::Anybody, "*", !statement.conditions.is_empty()),
                // Whose id this is, and what no principal is, tells nothing.
                PrincipalValue::UniqueId { .. }
                | PrincipalValue::CanonicalUser { .. }
                | PrincipalValue::Nobody { .. } => {}
            }
        }
    }

    /// A role that an account is trusted with: its own, one of the same organization, or somebody else's.
    fn delegated(&mut self, account: &'w str, external_id: bool) {
        let sort = if account == self.account {
            RoleSort::SameAccount
        } else if self.organization.is_some() && self.organization == organization(self.world, account) {
            RoleSort::SameOrganization
        } else {
            RoleSort::OtherAccount
        };
        self.add(sort, account, external_id);
    }

    /// Adds a kind; `guarded` says whether a condition narrows it as AWS recommends for this sort.
    fn add(&mut self, sort: RoleSort, of: &'w str, guarded: bool) {
        self.found.push((sort, of));
        self.guarded.push(guarded);
    }

    /// Each kind once, as it was found first.
    fn distinct(&self) -> Vec<RoleKind> {
        let kind = |at: usize| {
            let (kind, of) = *self.found.get(at)?;
            let note = english::roles::note(kind, of, self.guarded.get(at) == Some(&true));
            Some(RoleKind { kind, of: of.to_owned(), note })
        };
        distinct(&self.found).into_iter().filter_map(kind).collect()
    }
}

fn organization<'w>(world: &'w World<'_>, account: &str) -> Option<&'w str> {
    let (_, account) = world.account(Some(account))?;
    account.organization_path.as_deref()?.split('/').next()
}

fn account_of(arn: &str) -> &str {
    Arn::parse(arn).map_or("", |arn| arn.account)
}

#[cfg(test)]
mod tests {
    use crate::report::RoleReport;
    use crate::report::RoleSort;
    use crate::{Scenario, analyze};

    const ROLE: &str = "arn:aws:iam::111122223333:role/x";

    /// Kind of a role whose trust policy has this statement's rest.
    fn role(arn: &str, statement: &str) -> RoleReport {
        let text = format!(
            r#"{{"accounts": [{{"id": "111122223333", "organizationPath": "o-a/r-b/"}},
                {{"id": "444455556666", "organizationPath": "o-a/r-b/ou-c/"}}],
              "principals": [{{"arn": "{arn}", "trustPolicy": {{"name": "t", "document":
                {{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "sts:AssumeRole", {statement}}}}}}}}}]}}"#
        );
        analyze(&Scenario::from_json(&text).unwrap()).roles.remove(0)
    }

    fn sorts(report: &RoleReport) -> Vec<(RoleSort, &str)> {
        report.kinds.iter().map(|kind| (kind.kind, kind.of.as_str())).collect()
    }

    #[test]
    fn a_role_is_told_by_whom_it_trusts() {
        let table = [
            (r#""Principal": {"Service": "ec2.amazonaws.com"}"#, RoleSort::Service, "ec2.amazonaws.com"),
            (r#""Principal": {"AWS": "111122223333"}"#, RoleSort::SameAccount, "111122223333"),
            (r#""Principal": {"AWS": "arn:aws:iam::444455556666:root"}"#, RoleSort::SameOrganization, "444455556666"),
            (r#""Principal": {"AWS": "arn:aws:iam::777788889999:user/u"}"#, RoleSort::OtherAccount, "777788889999"),
            (r#""Principal": {"Federated": "accounts.google.com"}"#, RoleSort::Oidc, "accounts.google.com"),
            (
                r#""Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}"#,
                RoleSort::Oidc,
                "token.actions.githubusercontent.com",
            ),
            (
                r#""Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}"#,
                RoleSort::Saml,
                "arn:aws:iam::111122223333:saml-provider/Corp",
            ),
            (r#""Principal": {"AWS": "*"}"#, RoleSort::Anybody, "*"),
        ];
        for (statement, sort, of) in table {
            assert_eq!(sorts(&role(ROLE, statement)), [(sort, of)], "{statement}");
        }
    }

    #[test]
    fn a_trusted_role_makes_the_role_a_link_of_a_chain_too() {
        let report = role(ROLE, r#""Principal": {"AWS": "arn:aws:iam::111122223333:role/hop"}"#);
        assert_eq!(
            sorts(&report),
            [(RoleSort::SameAccount, "111122223333"), (RoleSort::Chained, "arn:aws:iam::111122223333:role/hop")]
        );
    }

    #[test]
    fn paths_of_aws_itself_say_it_before_the_trust_policy() {
        let service = r#""Principal": {"Service": "autoscaling.amazonaws.com"}"#;
        let linked =
            "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
        assert_eq!(sorts(&role(linked, service)), [(RoleSort::ServiceLinked, "autoscaling.amazonaws.com")]);
        let reserved =
            "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef";
        assert_eq!(sorts(&role(reserved, service))[0].0, RoleSort::IdentityCenter);
    }

    #[test]
    fn a_missing_guard_is_said_and_a_present_one_is_not_missed() {
        let third_party = r#""Principal": {"AWS": "777788889999"}"#;
        let guarded = format!(r#"{third_party}, "Condition": {{"StringEquals": {{"sts:ExternalId": "e1"}}}}"#);
        assert!(role(ROLE, third_party).kinds[0].note.contains("require an `sts:ExternalId`"));
        assert!(role(ROLE, &guarded).kinds[0].note.contains("with an external id"));
        let github = r#""Principal": {"Federated": "token.actions.githubusercontent.com"}"#;
        let subject = format!(
            r#"{github}, "Condition": {{"StringLike": {{"token.actions.githubusercontent.com:sub": "repo:us/*"}}}}"#
        );
        assert!(role(ROLE, github).kinds[0].note.contains("every subject"));
        assert!(!role(ROLE, &subject).kinds[0].note.contains("every subject"));
    }

    #[test]
    fn a_deny_trusts_nobody() {
        let text = r#"{"principals": [{"arn": "arn:aws:iam::111122223333:role/x", "trustPolicy": {"name": "t", "document":
            {"Version": "2012-10-17", "Statement":
              {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "111122223333"}}}}}]}"#;
        assert_eq!(analyze(&Scenario::from_json(text).unwrap()).roles[0].kinds, []);
    }
}
