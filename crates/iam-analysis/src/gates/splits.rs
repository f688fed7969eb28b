//! Actions that rules of the evaluator treat apart.

use iam_catalog::Index;
use iam_eval::{Action, Applies, Caller, CallerKind, Context, Gate, Policies, Request, Target, evaluate};
use iam_syntax::{KnownAction, Policy, PolicyKind, Version, parse};

/// Actions and services that rules of the evaluator name: no set of actions may be on both sides of one.
#[derive(Clone, Debug)]
pub struct Splits {
    policy: Policy,
}

impl Splits {
    /// Those of the evaluator; services are those of the catalog.
    pub fn new(index: &Index<'_>) -> Self {
        let covered: Vec<String> = index
            .services()
            .iter()
            .map(|service| service.prefix.to_ascii_lowercase())
            .filter(|prefix| rcps_reach(prefix))
            .map(|prefix| format!("{prefix}:*"))
            .collect();
        let known = KnownAction::ALL.iter().map(|known| vec![known.name().to_owned()]);
        let groups = known.chain([vec!["sts:*".to_owned()], vec!["kms:*".to_owned()], covered]);
        let statements: Vec<String> = groups
            .filter(|actions| !actions.is_empty())
            .map(|actions| format!(r#"{{"Effect":"Deny","Action":{actions:?},"Resource":"*"}}"#))
            .collect();
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
        let empty = Policy {
            version: Version::V2012,
            version_span: None,
            id: None,
            statements: Vec::new(),
            span: iam_syntax::Span::default(),
        };
        Self { policy: parse(&text, PolicyKind::Identity).tree.unwrap_or(empty) }
    }

    pub(super) const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The action as AWS spells it, where rules name it.
    pub(super) fn spelled(&self, action: &str) -> String {
        KnownAction::of(action).map_or_else(|| action.to_owned(), |known| known.name().to_owned())
    }
}

/// True if resource control policies have a say in actions of the service.
fn rcps_reach(service: &str) -> bool {
    let kind = CallerKind::Root { arn: "arn:aws:iam::111122223333:root".to_owned() };
    let account = Some("111122223333".to_owned());
    let caller = Caller { kind, account: account.clone(), has_boundary: false };
    let target = Target { arn: format!("arn:aws:{service}:::example"), account, ..Target::default() };
    let (action, context) = (Action::new(format!("{service}:Example")), Context::default());
    let request = Request { caller: &caller, action: &action, target: &target, context: &context };
    let policies = Policies { resource_control: Some(Vec::new()), ..Policies::default() };
    let evaluation = evaluate(&request, &policies);
    evaluation.gates.iter().any(|gate| gate.gate == Gate::ResourceControl && gate.applies == Applies::Yes)
}
