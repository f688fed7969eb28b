//! Scenarios that show a request that was found: decided before it is linked.

use iam_analysis::{Region, Witness};
use iam_eval::Values;
use iam_syntax::{Arn, Policy, is_account_id};

use crate::compiled::Compiled;
use crate::link::Link;
use crate::map::Map;
use crate::report::Decision;
use crate::scenario::{
    Account, ContextInput, Document, Input, NamedPolicy, Principal, Resource, Scenario, Step, StepResource,
};

/// An account of AWS's examples.
const ACCOUNT: &str = "111122223333";

/// The two policies of a comparison.
pub(super) struct Texts<'t> {
    pub(super) before: &'t str,
    pub(super) after: &'t str,
    /// Condition keys that they name.
    pub(super) keys: Vec<String>,
}

/// Names of the condition keys that conditions and variables ask for.
pub(crate) fn keys(policies: &[&Policy]) -> Vec<String> {
    let statements = policies.iter().flat_map(|policy| &policy.statements);
    let conditions = statements.flat_map(|statement| &statement.conditions);
    let mut keys: Vec<String> = conditions.map(|condition| condition.key.value.text.to_string()).collect();
    keys.extend(iam_analysis::variable_keys(policies));
    keys.sort_unstable();
    keys.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
    keys
}

impl Texts<'_> {
    /// The caller of a region's request, and the end of a link that opens it: a user before and after the change. No link where the engine
    /// does not tell the two apart, or where it would be too long.
    pub(super) fn link(&self, region: &Region<'_>) -> (String, Option<String>) {
        let witness = &region.witness;
        let account = Arn::parse(&witness.resource).map(|arn| arn.account).filter(|account| is_account_id(account));
        let account = account.unwrap_or(ACCOUNT);
        let caller = |name: &str| format!("arn:aws:iam::{account}:user/{name}");
        let shown = [false, true].into_iter().map(|strict| self.scenario(witness, account, strict)).find(tells);
        let link = shown.and_then(|scenario| {
            let allowed_after = Compiled::new(&scenario).decisions().last() == Some(&Decision::Allowed);
            let step = if allowed_after { 2 } else { 1 };
            Link { step: Some(step), ..Link::to(&scenario) }.encode().ok()
        });
        (caller("example"), link)
    }

    /// The request of a user with the policy before, and of one with the policy after. `strict`: keys that the policies ask for and the
    /// request does not name are absent, even where the engine could derive them.
    fn scenario(&self, witness: &Witness, account: &str, strict: bool) -> Scenario {
        let user = |name: &str, text: &str| Principal {
            arn: format!("arn:aws:iam::{account}:user/{name}/example"),
            identity_policies: vec![NamedPolicy { name: name.to_owned(), document: Document::from_text(text) }],
            ..Principal::default()
        };
        let step = |name: &str| Step {
            name: Some(name.to_owned()),
            caller: format!("arn:aws:iam::{account}:user/{name}/example"),
            action: witness.action.clone(),
            resource: (witness.resource != "*").then(|| StepResource::One(witness.resource.clone())),
            context: self.context(witness, strict),
            ..Step::default()
        };
        let mut principals = vec![user("before", self.before), user("after", self.after)];
        let mut resources = Vec::new();
        match Arn::parse(&witness.resource) {
            Some(arn) if arn.is_role() => principals.push(open_role(&witness.resource, account)),
            Some(arn) if !arn.account.is_empty() && arn.account != account && arn.account != "aws" => {
                let account = Some(account.to_owned());
                resources.push(Resource { arn: witness.resource.clone(), account, ..Resource::default() });
            }
            Some(_) | None => {}
        }
        Scenario {
            title: "A request that the change decides".to_owned(),
            accounts: vec![Account { id: account.to_owned(), ..Account::default() }],
            principals,
            resources,
            steps: vec![step("before"), step("after")],
            ..Scenario::default()
        }
    }

    fn context(&self, witness: &Witness, strict: bool) -> Map<ContextInput> {
        context(&self.keys, witness, strict)
    }
}

/// Keys of a request for a step. `strict`: other keys that policies ask for are absent.
pub(crate) fn context(keys: &[String], witness: &Witness, strict: bool) -> Map<ContextInput> {
    let text = |value: &String| Input::Text(value.clone());
    let mut context = Map::new();
    for (key, values) in &witness.context {
        let input = match values {
            Values::One(value) => ContextInput::One(text(value)),
            Values::Many(values) => ContextInput::List(values.iter().map(text).collect()),
        };
        context.insert(key.clone(), input);
    }
    for key in keys.iter().filter(|_| strict) {
        if !witness.context.iter().any(|(known, _)| known.eq_ignore_ascii_case(key)) {
            context.insert(key.clone(), ContextInput::Absent);
        }
    }
    context
}

/// A role that trusts its account, so that the caller's own policy decides.
fn open_role(arn: &str, account: &str) -> Principal {
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{account}"}},"Action":"sts:*"}}}}"#
    );
    let trust = NamedPolicy { name: "trust".to_owned(), document: Document::from_text(text) };
    Principal { arn: arn.to_owned(), trust_policy: Some(trust), ..Principal::default() }
}

/// True if one step is allowed and the other is not.
fn tells(scenario: &Scenario) -> bool {
    let allowed = Compiled::new(scenario).decisions().iter().filter(|decision| **decision == Decision::Allowed).count();
    allowed == 1
}
