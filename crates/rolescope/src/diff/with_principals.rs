//! Requests that a policy with principals lets in, as scenarios.

use iam_analysis::CallerRegion;
use iam_syntax::{Arn, PolicyKind};

use super::replay::context;
use crate::compiled::Compiled;
use crate::link::Link;
use crate::report::Decision;
use crate::scenario::{Document, NamedPolicy, Principal, Resource, Scenario, Step, StepResource, VpcEndpoint};

/// The role of a trust policy that was given alone.
pub(super) const ROLE: &str = "arn:aws:iam::000011112222:role/role";

/// The end of a link that opens the region's request: allowed with the first policy, and not with the other one. No link where the engine does
/// not tell the two apart, or where it would be too long.
pub(super) fn link(own: &CallerRegion<'_>, kind: PolicyKind, texts: [&str; 2], keys: &[String]) -> Option<String> {
    let [one, other] = texts;
    let allows = |scenario: &Scenario| Compiled::new(scenario).decisions() == [Decision::Allowed];
    let shown =
        [false, true].into_iter().map(|strict| [one, other].map(|text| scenario(own, kind, text, keys, strict)));
    let [scenario, _] = shown.into_iter().find(|[one, other]| allows(one) && !allows(other))?;
    Link { step: Some(1), ..Link::to(&scenario) }.encode().ok()
}

fn scenario(own: &CallerRegion<'_>, kind: PolicyKind, text: &str, keys: &[String], strict: bool) -> Scenario {
    let witness = &own.region.witness;
    let policy = NamedPolicy { name: "policy".to_owned(), document: Document::from_text(text) };
    let mut scenario = Scenario { title: "A request that the change decides".to_owned(), ..Scenario::default() };
    let mut step = Step {
        name: Some("request".to_owned()),
        caller: own.caller.clone(),
        action: witness.action.clone(),
        context: context(keys, witness, strict),
        ..Step::default()
    };
    let caller = Arn::parse(&own.caller);
    if let Some(arn) = caller.filter(|arn| arn.is_role() || arn.resource.starts_with("user/")) {
        let everything = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
        let name = "everything".to_owned();
        let policies = vec![NamedPolicy { name, document: Document::from_text(everything) }];
        let arn = format!("arn:{}:iam::{}:{}", arn.partition, arn.account, arn.resource);
        scenario.principals.push(Principal { arn, identity_policies: policies, ..Principal::default() });
    }
    let of_own_account = own.callers.first().is_some_and(|callers| callers.of_own_account);
    let provider = caller.filter(|arn| arn.resource.contains("-provider/"));
    let account = caller.filter(|_| of_own_account).or(provider).map(|arn| arn.account.to_owned());
    match kind {
        PolicyKind::Trust => {
            let arn = account.map_or_else(|| ROLE.to_owned(), |account| format!("arn:aws:iam::{account}:role/role"));
            step.resource = Some(StepResource::One(arn.clone()));
            scenario.principals.push(Principal { arn, trust_policy: Some(policy), ..Principal::default() });
        }
        PolicyKind::VpcEndpoint => {
            step.resource = Some(StepResource::One(witness.resource.clone()));
            step.vpc_endpoint = Some(VpcEndpoint { id: "vpce-0123456789abcdef0".to_owned(), policy: Some(policy) });
        }
        PolicyKind::Resource
        | PolicyKind::ResourceControl
        | PolicyKind::ServiceControl
        | PolicyKind::ScopeDown
        | PolicyKind::Boundary
        | PolicyKind::Session
        | PolicyKind::Identity => {
            let arn = witness.resource.clone();
            step.resource = Some(StepResource::One(arn.clone()));
            let account = Some(account.unwrap_or_else(|| "000011112222".to_owned()));
            scenario.resources.push(Resource { arn, account, policy: Some(policy), ..Resource::default() });
        }
    }
    scenario.steps.push(step);
    scenario
}
