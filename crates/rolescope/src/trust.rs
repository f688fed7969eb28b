//! Who can assume a role: every principal of the scenario and every kind of outsider, each really tried.

use iam_syntax::{Arn, PolicyKind, PrincipalValue, Statement, parse};

use crate::analyze::analyze;
use crate::assume::{provider_host, saml_provider};
use crate::map::Map;
use crate::prose::roles::candidate;
use crate::report::StepReport;
use crate::roles::serves_its_account_only;
use crate::scenario::{
    Account, ContextInput, Document, Input, NamedPolicy, Principal, Scenario, SessionRequest, Step, StepResource,
    StringOrList,
};

/// Somebody who might assume a role, and whether they can.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Who it is, in a few words.
    pub who: String,
    /// The call that was tried; it can be added to the scenario as it is, where the caller is one of its principals.
    pub step: Step,
    /// What came out.
    pub report: StepReport,
}

/// Sorts of callers that are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Principal,
    /// Somebody else in the role's account, whose own policies allow all of STS.
    Colleague,
    /// The same in another account of the organization.
    Sister,
    /// The same in an account that nobody knows.
    Stranger,
    Service,
    /// The service, at work for a resource in an unknown account (RO-10).
    DeputyService,
    OtherService,
    /// Any subject of an OpenID Connect provider.
    Subject,
    /// Anybody with an assertion of a SAML provider.
    Assertion,
    Anonymous,
}

/// Tries everybody on the role; nothing when it is not among the scenario's principals.
///
/// The scenario's own steps play no part. Outsiders have the permission to call STS on their side, so what stops them is
/// the role's trust policy or a policy of an organization.
pub fn who_can_assume(scenario: &Scenario, role: &str) -> Option<Vec<Candidate>> {
    let entry = scenario.principals.iter().find(|principal| principal.arn == role)?;
    let account = Arn::parse(role).filter(Arn::is_role)?.account.to_owned();
    let mut trial = Trial { scenario: scenario.clone(), role, tried: Vec::new() };
    trial.scenario.steps.clear();
    for principal in scenario.principals.iter().filter(|principal| principal.arn != role) {
        trial.call(Sort::Principal, &principal.arn, "sts:AssumeRole");
    }
    trial.outsiders(&account);
    let trust = entry.trust_policy.as_ref().map(|policy| parse(policy.document.text(), PolicyKind::Trust));
    let statements = trust.and_then(|parse| parse.tree).map(|tree| tree.statements).unwrap_or_default();
    trial.services(&statements);
    trial.providers(&statements);
    trial.call(Sort::Anonymous, "anonymous", "sts:AssumeRole");
    let report = analyze(&trial.scenario);
    let steps = trial.scenario.steps.into_iter().zip(report.steps);
    let tried = trial.tried.into_iter().zip(steps);
    Some(tried.map(|(sort, (step, report))| Candidate { who: candidate(sort, &step.caller), step, report }).collect())
}

struct Trial<'a> {
    scenario: Scenario,
    role: &'a str,
    /// One for each step of the scenario.
    tried: Vec<Sort>,
}

impl Trial<'_> {
    fn call(&mut self, sort: Sort, caller: &str, action: &str) {
        self.step(sort, Step { caller: caller.to_owned(), action: action.to_owned(), ..Step::default() });
    }

    fn step(&mut self, sort: Sort, step: Step) {
        let again = |known: &Step| known.caller == step.caller && known.context == step.context;
        if !self.scenario.steps.iter().any(again) {
            self.scenario.steps.push(Step { resource: Some(StepResource::One(self.role.to_owned())), ..step });
            self.tried.push(sort);
        }
    }

    fn outsiders(&mut self, account: &str) {
        let organization = self.scenario.accounts.iter().find(|entry| entry.id == account);
        let path = organization.and_then(|entry| entry.organization_path.clone());
        let root = path.map(|path| path.split('/').take(2).map(|part| format!("{part}/")).collect::<String>());
        self.outsider(Sort::Colleague, account);
        if let Some(root) = root {
            let sister = self.unknown_account();
            let entry = Account { id: sister.clone(), organization_path: Some(root), ..Account::default() };
            self.scenario.accounts.push(entry);
            self.outsider(Sort::Sister, &sister);
        }
        let stranger = self.unknown_account();
        self.outsider(Sort::Stranger, &stranger);
    }

    /// A user whose own policies allow all of STS.
    fn outsider(&mut self, sort: Sort, account: &str) {
        let everything = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:*","Resource":"*"}}"#;
        let policy = NamedPolicy { name: "all-of-sts".to_owned(), document: Document::from_text(everything) };
        let arn = format!("arn:aws:iam::{account}:user/somebody");
        let user = Principal { arn: arn.clone(), identity_policies: vec![policy], ..Principal::default() };
        self.scenario.principals.push(user);
        self.call(sort, &arn, "sts:AssumeRole");
    }

    /// An account number that the scenario does not use.
    fn unknown_account(&self) -> String {
        let text = self.scenario.to_json();
        let free = (1..=9).rev().map(|digit| digit.to_string().repeat(12)).find(|id| !text.contains(id.as_str()));
        free.unwrap_or_else(|| "000000000000".to_owned())
    }

    fn services(&mut self, statements: &[Statement]) {
        let stranger = self.unknown_account();
        let mut named = Vec::new();
        for_each_principal(statements, |_, value| {
            if let PrincipalValue::Service { name } = value {
                named.push(name.to_string());
            }
        });
        for service in &named {
            self.call(Sort::Service, service, "sts:AssumeRole");
            if serves_its_account_only(service) {
                continue;
            }
            let prefix = service.split('.').next().unwrap_or_default();
            let of = |value: String| ContextInput::One(Input::Text(value));
            let context = Map::from([
                ("aws:SourceAccount".to_owned(), of(stranger.clone())),
                ("aws:SourceArn".to_owned(), of(format!("arn:aws:{prefix}:us-east-1:{stranger}:anything"))),
            ]);
            let (caller, action) = (service.clone(), "sts:AssumeRole".to_owned());
            self.step(Sort::DeputyService, Step { caller, action, context, ..Step::default() });
        }
        let other = ["lambda.amazonaws.com", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com"];
        if let Some(other) = other.into_iter().find(|other| !named.iter().any(|name| name == other)) {
            self.call(Sort::OtherService, other, "sts:AssumeRole");
        }
    }

    fn providers(&mut self, statements: &[Statement]) {
        for_each_principal(statements, |statement, value| {
            let PrincipalValue::Provider { name } = value else { return };
            let saml = saml_provider(name).is_some();
            let (sort, action) = if saml {
                (Sort::Assertion, "sts:AssumeRoleWithSAML")
            } else {
                (Sort::Subject, "sts:AssumeRoleWithWebIdentity")
            };
            let host = provider_host(name);
            // Who has a token has one for this audience: the condition's own value.
            let audience_key = if saml { "saml:aud".to_owned() } else { format!("{host}:aud") };
            let usual = if saml { "https://signin.aws.amazon.com/saml" } else { "sts.amazonaws.com" };
            let audience = tested(statement, &audience_key).unwrap_or(usual);
            let subject = match host {
                "token.actions.githubusercontent.com" => "repo:somebody/else:ref:refs/heads/main",
                _ => "somebody-else",
            };
            let names = if saml { ["saml:aud", "saml:sub"] } else { ["aud", "sub"] };
            let claims = names.into_iter().zip([audience, subject]);
            let claims = claims.map(|(name, value)| (name.to_owned(), StringOrList::One(value.to_owned()))).collect();
            let session = SessionRequest { name: Some("somebody".to_owned()), claims, ..SessionRequest::default() };
            let (caller, action) = (name.to_string(), action.to_owned());
            self.step(sort, Step { caller, action, session: Some(session), ..Step::default() });
        });
    }
}

/// The first value that a condition of the statement compares a key with.
fn tested<'s>(statement: &'s Statement, key: &str) -> Option<&'s str> {
    let condition = statement.conditions.iter().find(|condition| condition.key.value.text.eq_ignore_ascii_case(key))?;
    condition.values.first().map(|value| &*value.value.text)
}

fn for_each_principal<'s>(statements: &'s [Statement], mut act: impl FnMut(&'s Statement, &'s PrincipalValue)) {
    for statement in statements {
        for item in statement.principal.iter().flat_map(|principal| &principal.items) {
            act(statement, &item.value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Decision;

    const ROLE: &str = "arn:aws:iam::111122223333:role/deploy";

    fn candidates(trust: &str) -> Vec<Candidate> {
        let text = format!(
            r#"{{"accounts": [{{"id": "111122223333", "organizationPath": "o-a/r-b/ou-c/"}}],
              "principals": [
                {{"arn": "{ROLE}", "trustPolicy": {{"name": "t", "document":
                  {{"Version": "2012-10-17", "Statement": {trust}}}}}}},
                {{"arn": "arn:aws:iam::111122223333:user/ana"}}]}}"#
        );
        who_can_assume(&Scenario::from_json(&text).unwrap(), ROLE).unwrap()
    }

    /// Who can, by the words they are called.
    fn who_can(trust: &str) -> Vec<String> {
        let allowed = |candidate: &Candidate| candidate.report.decision == Decision::Allowed;
        candidates(trust).into_iter().filter(allowed).map(|candidate| candidate.who).collect()
    }

    #[test]
    fn a_named_user_comes_in_and_an_account_lets_in_who_has_the_permission() {
        let named = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"}}"#;
        assert_eq!(who_can(named), ["`arn:aws:iam::111122223333:user/ana`"]);
        let account = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "111122223333"}}"#;
        assert_eq!(who_can(account), ["any other user of the role's account who may call `sts:AssumeRole`"]);
    }

    #[test]
    fn an_organization_lets_in_its_accounts_and_a_star_everybody_with_credentials() {
        let organization = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"},
            "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a"}}}"#;
        let who = who_can(organization);
        assert!(who.iter().any(|who| who.contains("another account of the organization")), "{who:?}");
        assert!(!who.iter().any(|who| who.contains("any other AWS account")), "{who:?}");
        let star = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}"#;
        assert!(who_can(star).iter().any(|who| who.contains("any other AWS account")));
    }

    #[test]
    fn a_service_is_tried_at_work_for_others_too() {
        let open =
            r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "backup.amazonaws.com"}}"#;
        assert_eq!(who_can(open).len(), 2);
        let guarded = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "backup.amazonaws.com"},
            "Condition": {"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}}}"#;
        assert_eq!(who_can(guarded), ["the service `backup.amazonaws.com`"]);
    }

    #[test]
    fn any_repository_comes_in_where_no_subject_is_asked_for() {
        let provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
        let statement = |subject: &str| {
            format!(
                r#"{{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {{"Federated": "{provider}"}},
                "Condition": {{"StringEquals": {{"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}{subject}}}}}"#
            )
        };
        assert_eq!(who_can(&statement("")), ["a job of any other GitHub repository"]);
        let ours = r#", "StringLike": {"token.actions.githubusercontent.com:sub": "repo:us/app:*"}"#;
        assert_eq!(who_can(&statement(ours)), Vec::<String>::new());
    }

    #[test]
    fn a_role_that_is_not_there_has_no_candidates() {
        assert_eq!(who_can_assume(&Scenario::default(), ROLE), None);
    }
}
