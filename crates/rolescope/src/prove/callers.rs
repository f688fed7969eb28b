//! Callers that a claim is about: the one that it names, or everyone there can be.

use std::collections::BTreeSet;

use iam_syntax::{Arn, Effect, Policy, PrincipalValue, is_account_id};

use super::accounts::mentioned_accounts;
use crate::scenario::{CallerSession, Document, NamedPolicy, Principal, Scenario, Step};

/// Parts of the callers' keys that are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// This caller.
    One,
    /// Users of the account that are not named.
    Users,
    /// Sessions of roles of the account that are not named.
    Roles,
    /// Federated users of the account.
    FederatedUsers,
    /// Services that are not named.
    Services,
}

/// A caller, or one that stands for others.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) step: Step,
    pub(super) shape: Shape,
    /// Its entry, where the scenario has none: its account lets it do everything.
    pub(super) entry: Option<Principal>,
    /// True if nothing is known of its account's organization.
    pub(super) any_organization: bool,
}

/// Accounts of which one that nothing names stands for all others.
const ACCOUNTS: [&str; 4] = ["444455556666", "777788889999", "123456789012", "999988887777"];
/// Name that no policy is expected to use.
pub(super) const OTHER: &str = "example-other";
const EVERYTHING: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

/// The caller of this name alone.
pub(super) fn named(scenario: &Scenario, caller: &str) -> Vec<Candidate> {
    let account = Arn::parse(caller).map(|arn| arn.account.to_owned());
    let any_organization = account.is_some_and(|id| !scenario.accounts.iter().any(|account| account.id == id));
    vec![Candidate { step: step(caller), shape: Shape::One, entry: None, any_organization }]
}

/// Every caller there can be. `policies`: all of the scenario; true if one of them names callers in a way that is not compared.
pub(super) fn everyone(scenario: &Scenario, policies: &[&Policy]) -> (Vec<Candidate>, bool) {
    let mut all = Everyone { scenario, found: Vec::new(), accounts: BTreeSet::new(), not_compared: false };
    all.collect(policies);
    (all.found, all.not_compared)
}

struct Everyone<'s> {
    scenario: &'s Scenario,
    found: Vec<Candidate>,
    accounts: BTreeSet<String>,
    not_compared: bool,
}

impl Everyone<'_> {
    fn collect(&mut self, policies: &[&Policy]) {
        self.accounts = mentioned_accounts(self.scenario, policies);
        self.add(step("anonymous"), Shape::One, None);
        for principal in &self.scenario.principals {
            self.add(step(&principal.arn), Shape::One, None);
            if let Some((account, _)) =
                principal.arn.split_once(":user/").and_then(|(start, _)| Some((start.rsplit(':').next()?, ())))
            {
                let session = CallerSession { issuer: Some(principal.arn.clone()), ..open_session() };
                let caller = format!("arn:aws:sts::{account}:federated-user/example-made");
                let step = Step { caller_session: Some(session), ..step(&caller) };
                self.add(step, Shape::FederatedUsers, None);
            }
        }
        let statements = || policies.iter().flat_map(|policy| &policy.statements);
        for clause in statements().filter_map(|statement| statement.principal.as_ref()) {
            clause.items.iter().for_each(|item| self.principal(&item.value));
        }
        let excepts = |own: &iam_syntax::Statement| {
            own.effect.value == Effect::Deny && own.principal.as_ref().is_some_and(|clause| clause.negated)
        };
        let bounded = statements().any(excepts);
        let free = ACCOUNTS.iter().find(|id| !self.accounts.contains(**id)).copied().unwrap_or("888877776666");
        for account in self.accounts.clone().iter().map(String::as_str).chain([free]) {
            self.of_account(account, bounded);
        }
        self.add(step(&format!("{OTHER}.amazonaws.com")), Shape::Services, None);
        self.add(step(&format!("arn:aws:iam::{free}:oidc-provider/{OTHER}.com")), Shape::One, None);
        self.add(step(&format!("{OTHER}.com")), Shape::One, None);
        for account in self.accounts.clone() {
            self.add(step(&format!("arn:aws:iam::{account}:oidc-provider/{OTHER}.com")), Shape::One, None);
            self.add(step(&format!("arn:aws:iam::{account}:saml-provider/{OTHER}")), Shape::One, None);
        }
    }

    /// Those of an account that nothing names.
    fn of_account(&mut self, account: &str, bounded: bool) {
        for bound in [false, true].into_iter().filter(|bound| bounded || !bound) {
            let name = if bound { "example-bound" } else { OTHER };
            for (kind, shape) in [("user", Shape::Users), ("role", Shape::Roles)] {
                let arn = format!("arn:aws:iam::{account}:{kind}/{name}");
                let boundary = bound.then(everything);
                let entry = Principal { permissions_boundary: boundary, ..open_entry(&arn) };
                self.add(step(&arn), shape, Some(entry));
            }
        }
        self.add(step(&format!("arn:aws:iam::{account}:root")), Shape::One, None);
        let arn = format!("arn:aws:sts::{account}:federated-user/{OTHER}");
        let step = Step { caller_session: Some(open_session()), ..step(&arn) };
        self.add(step, Shape::FederatedUsers, Some(open_entry(&arn)));
    }

    /// The caller that a policy names.
    fn principal(&mut self, value: &PrincipalValue) {
        match value {
            PrincipalValue::Everyone | PrincipalValue::Nobody { .. } => {}
            PrincipalValue::Account { partition, .. } => {
                self.not_compared |= partition.as_deref().is_some_and(|own| own != "aws");
            }
            PrincipalValue::UniqueId { id } => {
                let known = |principal: &Principal| principal.id.as_deref() == Some(&**id);
                self.not_compared |= !self.scenario.principals.iter().any(known);
            }
            PrincipalValue::CanonicalUser { .. } => self.not_compared = true,
            PrincipalValue::User { arn } | PrincipalValue::Role { arn } => {
                self.add(step(arn), Shape::One, Some(open_entry(arn)));
            }
            PrincipalValue::RoleSession { arn } => self.session(arn),
            PrincipalValue::FederatedUser { arn } => {
                let step = Step { caller_session: Some(open_session()), ..step(arn) };
                self.add(step, Shape::One, Some(open_entry(arn)));
            }
            PrincipalValue::Service { name } => self.add(step(name), Shape::One, None),
            PrincipalValue::Provider { name } => self.add(step(name), Shape::One, None),
        }
    }

    /// A session of a role that is named.
    fn session(&mut self, arn: &str) {
        let role = Arn::parse(arn).and_then(|parsed| {
            let name = parsed.resource.strip_prefix("assumed-role/")?.split('/').next()?;
            Some((
                format!("arn:{}:iam::{}:role/{name}", parsed.partition, parsed.account),
                parsed.account.to_owned(),
                name.to_owned(),
            ))
        });
        let Some((role, account, name)) = role else { return };
        let is_it = |own: &Principal| {
            Arn::parse(&own.arn).is_some_and(|it| it.is_role() && it.account == account && it.name() == name)
        };
        let known = self.scenario.principals.iter().any(is_it);
        self.add(step(arn), Shape::One, (!known).then(|| open_entry(&role)));
    }

    /// Adds a caller once; an entry counts where the scenario has none.
    fn add(&mut self, step: Step, shape: Shape, entry: Option<Principal>) {
        let entry = entry.filter(|own| !self.scenario.principals.iter().any(|known| known.arn == own.arn));
        if self.found.iter().any(|known| known.step == step) {
            return;
        }
        let account = Arn::parse(&step.caller).map(|arn| arn.account.to_owned()).filter(|id| is_account_id(id));
        let known = |id: &String| self.scenario.accounts.iter().any(|account| account.id == *id);
        let any_organization = account.is_some_and(|id| !known(&id));
        self.found.push(Candidate { step, shape, entry, any_organization });
    }
}

fn step(caller: &str) -> Step {
    Step { caller: caller.to_owned(), action: "s3:GetObject".to_owned(), ..Step::default() }
}

fn everything() -> NamedPolicy {
    NamedPolicy { name: "everything".to_owned(), document: Document::from_text(EVERYTHING) }
}

fn open_entry(arn: &str) -> Principal {
    Principal { arn: arn.to_owned(), identity_policies: vec![everything()], ..Principal::default() }
}

fn open_session() -> CallerSession {
    CallerSession { policies: vec![everything()], ..CallerSession::default() }
}
