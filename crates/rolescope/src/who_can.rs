//! Candidates for a role: every principal of the scenario and every kind of outsider, each really tried.

use std::ops::ControlFlow;

use iam_syntax::{Arn, KnownAction, KnownKey, PolicyKind, PrincipalValue, Statement, parse};

mod carry;
mod example;
mod search;

use search::{MAX_STATEMENTS, MAX_TRIES, search};

use crate::compiled::PolicyCache;
use crate::english;
use crate::english::roles::{condition, unfinished};
use crate::map::Map;
use crate::names::distinct;
use crate::provider::{provider_host, saml_provider};
use crate::report::{Answer, CandidateKind, Need, StepReport};
use crate::resolve::world::World;
use crate::scenario::{
    Account, ContextInput, Document, Input, NamedPolicy, Principal, Scenario, SessionRequest, Step, StepResource,
    StringOrList,
};
use crate::service::serves_its_account_only;

/// Somebody who might assume a role, and whether they can.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Name of the candidate, in a few words.
    pub who: String,
    /// The answer.
    pub answer: Answer,
    /// Requirements on the request, where the answer is [`Answer::CanIf`].
    pub needs: Vec<Need>,
    /// The call that was tried: with all needs, where values for them were found. It can be added to the scenario as it is,
    /// where the caller is one of its principals.
    pub step: Step,
    /// Report of the call.
    pub report: StepReport,
    /// True if the search for a request that passes ended at its limit of calls, with ways left untried.
    pub unfinished: bool,
}

impl Answer {
    /// The heading of those with this answer.
    pub const fn heading(self) -> &'static str {
        english::roles::answer(self)
    }
}

impl Candidate {
    /// Requirements on the request, in one sentence; nothing where the answer is another one.
    pub fn condition(&self) -> Option<String> {
        (self.answer == Answer::CanIf).then(|| condition(&self.needs))
    }

    /// The limit at which the search ended, in one sentence; nothing where every way was tried.
    pub fn limit(&self) -> Option<String> {
        self.unfinished.then(|| unfinished(MAX_TRIES, MAX_STATEMENTS))
    }

    /// All that is said of them: what the request has to carry, what was left untried, then why.
    pub fn sentences(&self) -> Vec<String> {
        self.condition().into_iter().chain(self.limit()).chain([self.report.reason.clone()]).collect()
    }
}

/// Tries everybody on the role; nothing when it is not among the scenario's principals.
///
/// The scenario's own steps play no part. Outsiders have the permission to call STS on their side, so what stops them is
/// the role's trust policy or a policy of an organization. Whoever is stopped by nothing but conditions is tried again with
/// what the conditions want.
///
/// ```
/// use rolescope::Scenario;
/// use rolescope::report::Answer;
/// use rolescope::who_can::who_can_assume;
///
/// let scenario = Scenario::from_json(r#"{ "principals": [{
///   "arn": "arn:aws:iam::111122223333:role/app",
///   "trustPolicy": { "name": "trust", "document": { "Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole"
///   } } }
/// }] }"#)?;
/// let candidates = who_can_assume(&scenario, "arn:aws:iam::111122223333:role/app").unwrap();
/// let can: Vec<&str> = candidates.iter().filter(|it| it.answer == Answer::Can).map(|it| it.step.caller.as_str()).collect();
/// assert_eq!(can, ["ec2.amazonaws.com"]);
/// # Ok::<(), rolescope::scenario::ScenarioError>(())
/// ```
pub fn who_can_assume(scenario: &Scenario, role: &str) -> Option<Vec<Candidate>> {
    let mut trials = Trials::new(scenario, role)?;
    let mut candidates = Vec::new();
    trials.go_on(&mut |_, found| {
        candidates.extend(found);
        ControlFlow::Continue(())
    });
    Some(candidates)
}

/// The work of [`who_can_assume`], which can be interrupted.
pub struct Trials {
    /// With the outsiders among its principals.
    scenario: Scenario,
    readings: PolicyCache,
    /// The calls that are left.
    calls: std::vec::IntoIter<(CandidateKind, Step)>,
    total: usize,
}

impl Trials {
    /// Nothing when the role is not among the scenario's principals.
    pub fn new(scenario: &Scenario, role: &str) -> Option<Self> {
        let entry = scenario.principals.iter().find(|principal| principal.arn == role)?;
        let account = Arn::parse(role).filter(Arn::is_role)?.account.to_owned();
        let mut trial = Trial { scenario: scenario.clone(), role, tried: Vec::new() };
        trial.scenario.steps.clear();
        for principal in scenario.principals.iter().filter(|principal| principal.arn != role) {
            trial.call(CandidateKind::Principal, &principal.arn, KnownAction::AssumeRole);
        }
        trial.outsiders(&account);
        let trust = entry.trust_policy.as_ref().map(|policy| parse(policy.document.text(), PolicyKind::Trust));
        let statements = trust.and_then(|parse| parse.tree).map(|tree| tree.statements).unwrap_or_default();
        trial.services(&statements);
        trial.providers(&statements);
        trial.call(CandidateKind::Anonymous, "anonymous", KnownAction::AssumeRole);
        let calls = trial.distinct();
        let total = calls.len();
        Some(Self { scenario: trial.scenario, readings: PolicyCache::default(), calls: calls.into_iter(), total })
    }

    /// Number of callers to try.
    pub const fn total(&self) -> usize {
        self.total
    }

    /// Number of callers that were tried.
    pub fn done(&self) -> usize {
        self.total - self.calls.len()
    }

    /// Tries one caller after the other until all were tried or `found` breaks off. It is told the number of callers that
    /// were tried, and what came out for the last one.
    pub fn go_on(&mut self, found: &mut dyn FnMut(usize, Vec<Candidate>) -> ControlFlow<()>) {
        let compiled = self.readings.compile(&self.scenario);
        while let Some((sort, step)) = self.calls.next() {
            let candidates = try_caller(&compiled.world, sort, step);
            if found(self.total - self.calls.len(), candidates).is_break() {
                return;
            }
        }
    }
}

fn try_caller(world: &World<'_>, sort: CandidateKind, step: Step) -> Vec<Candidate> {
    let subject = (sort == CandidateKind::Subject).then(|| step.clone());
    let first = candidate(world, sort, step);
    let closed = first.answer == Answer::Cannot;
    // Where not every subject comes in, it may be one with the right claims.
    let holder = subject.filter(|_| closed).map(|step| candidate(world, CandidateKind::Holder, without_claims(step)));
    holder.filter(|holder| holder.answer != Answer::Cannot).into_iter().chain([first]).collect()
}

fn candidate(world: &World<'_>, sort: CandidateKind, step: Step) -> Candidate {
    let found = search(world, sort, step);
    let who = english::roles::candidate(sort, &found.step.caller);
    Candidate {
        who,
        answer: found.answer,
        needs: found.needs,
        step: found.step,
        report: found.report,
        unfinished: found.unfinished,
    }
}

fn without_claims(mut step: Step) -> Step {
    if let Some(session) = &mut step.session {
        session.claims = Map::new();
    }
    step
}

struct Trial<'a> {
    /// With the outsiders among its principals.
    scenario: Scenario,
    role: &'a str,
    tried: Vec<(CandidateKind, Step)>,
}

impl Trial<'_> {
    fn call(&mut self, sort: CandidateKind, caller: &str, action: KnownAction) {
        self.step(sort, Step { caller: caller.to_owned(), action: action.name().to_owned(), ..Step::default() });
    }

    fn step(&mut self, sort: CandidateKind, step: Step) {
        let resource = Some(StepResource::One(self.role.to_owned()));
        self.tried.push((sort, Step { resource, ..step }));
    }

    /// Each call once: a caller with a context, and without one.
    fn distinct(&mut self) -> Vec<(CandidateKind, Step)> {
        let tried = std::mem::take(&mut self.tried);
        let calls: Vec<_> = tried.iter().map(|(_, step)| (&step.caller, step.context.is_empty())).collect();
        let kept = distinct(&calls);
        let each = tried.into_iter().enumerate().filter(|(at, _)| kept.binary_search(at).is_ok());
        each.map(|(_, call)| call).collect()
    }

    fn outsiders(&mut self, account: &str) {
        let organization = self.scenario.accounts.iter().find(|entry| entry.id == account);
        let path = organization.and_then(|entry| entry.organization_path.clone());
        let root = path.map(|path| path.split('/').take(2).map(|part| format!("{part}/")).collect::<String>());
        self.outsider(CandidateKind::SameAccount, account);
        if let Some(root) = root {
            let sister = self.unknown_account();
            let entry = Account { id: sister.clone(), organization_path: Some(root), ..Account::default() };
            self.scenario.accounts.push(entry);
            self.outsider(CandidateKind::SameOrganization, &sister);
        }
        let stranger = self.unknown_account();
        self.outsider(CandidateKind::UnknownAccount, &stranger);
    }

    /// A user whose own policies allow all of STS.
    fn outsider(&mut self, sort: CandidateKind, account: &str) {
        let everything = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:*","Resource":"*"}}"#;
        let policy = NamedPolicy { name: "all-of-sts".to_owned(), document: Document::from_text(everything) };
        let arn = format!("arn:aws:iam::{account}:user/somebody");
        let user = Principal { arn: arn.clone(), identity_policies: vec![policy], ..Principal::default() };
        self.scenario.principals.push(user);
        self.call(sort, &arn, KnownAction::AssumeRole);
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
            self.call(CandidateKind::Service, service, KnownAction::AssumeRole);
            if serves_its_account_only(service) {
                continue;
            }
            let prefix = service.split('.').next().unwrap_or_default();
            let of = |value: String| ContextInput::One(Input::Text(value));
            let context = Map::from([
                (KnownKey::SourceAccount.name().to_owned(), of(stranger.clone())),
                (KnownKey::SourceArn.name().to_owned(), of(format!("arn:aws:{prefix}:us-east-1:{stranger}:anything"))),
            ]);
            let (caller, action) = (service.clone(), KnownAction::AssumeRole.name().to_owned());
            self.step(CandidateKind::DeputyService, Step { caller, action, context, ..Step::default() });
        }
        let other = ["lambda.amazonaws.com", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com"];
        if let Some(other) = other.into_iter().find(|other| !named.iter().any(|name| name == other)) {
            self.call(CandidateKind::OtherService, other, KnownAction::AssumeRole);
        }
    }

    fn providers(&mut self, statements: &[Statement]) {
        for_each_principal(statements, |statement, value| {
            let PrincipalValue::Provider { name } = value else { return };
            let saml = saml_provider(name).is_some();
            let (sort, action) = if saml {
                (CandidateKind::Assertion, KnownAction::AssumeRoleWithSaml)
            } else {
                (CandidateKind::Subject, KnownAction::AssumeRoleWithWebIdentity)
            };
            let host = provider_host(name);
            // Who has a token has one for this audience: the condition's own value.
            let audience_key = if saml { KnownKey::SamlAud.name().to_owned() } else { format!("{host}:aud") };
            let usual = if saml { "https://signin.aws.amazon.com/saml" } else { "sts.amazonaws.com" };
            let audience = tested(statement, &audience_key).unwrap_or(usual);
            let subject = match host {
                "token.actions.githubusercontent.com" => "repo:somebody/else:ref:refs/heads/main",
                _ => "somebody-else",
            };
            let names = if saml { [KnownKey::SamlAud.name(), KnownKey::SamlSub.name()] } else { ["aud", "sub"] };
            let claims = names.into_iter().zip([audience, subject]);
            let claims = claims.map(|(name, value)| (name.to_owned(), StringOrList::One(value.to_owned()))).collect();
            let session = SessionRequest { name: Some("somebody".to_owned()), claims, ..SessionRequest::default() };
            let (caller, action) = (name.to_string(), action.name().to_owned());
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
mod tests;
