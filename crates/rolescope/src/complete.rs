//! Choices at a caret: names of the policy language, and things that the scenario knows.

use iam_syntax::{
    Arn, Caret, CaretPosition, Element, KnownKey, Operator, OperatorKind, PrincipalType, Quantifier, caret, lower_case,
};

use crate::report::{ByteSpan, PolicyType};
use crate::scenario::{ContextInput, Input, Scenario, StepResource, TouchedResource};

/// Choices at a place of a policy's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    /// The text that gives way.
    pub span: ByteSpan,
    /// Text that has to stand before a choice: a quote where none is open.
    pub before: &'static str,
    /// Text that has to stand behind it: the end of the string, a colon behind a key.
    pub after: &'static str,
    /// The choices, the likeliest first.
    pub choices: Vec<Choice>,
}

/// One thing that can be put at a caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Text of the choice; it needs no escapes in a JSON string.
    pub text: String,
    /// Kind of thing that it is: `operator`, `role`.
    pub sort: &'static str,
}

/// More are no help, and a scenario can have thousands of principals.
const MAX_CHOICES: usize = 500;

/// Choices at `offset` in the policy at `pointer`; nothing where there is no such policy, or anything can stand.
///
/// ```
/// use rolescope::Scenario;
/// use rolescope::complete::complete;
///
/// let policy = r#"{ "Statement": { "Effect": "" } }"#;
/// let text = format!(r#"{{ "resources": [{{ "arn": "*", "policy": {{ "name": "p", "document": {policy} }} }}] }}"#);
/// let caret = policy.find("\"\"").unwrap() as u32 + 1;
/// let found = complete(&Scenario::from_json(&text)?, "/resources/0/policy", caret).unwrap();
/// let texts: Vec<&str> = found.choices.iter().map(|choice| choice.text.as_str()).collect();
/// assert_eq!(texts, ["Allow", "Deny"]);
/// # Ok::<(), rolescope::scenario::ScenarioError>(())
/// ```
pub fn complete(scenario: &Scenario, pointer: &str, offset: u32) -> Option<Completion> {
    let entry = scenario.policies().into_iter().find(|entry| entry.pointer == pointer)?;
    let Caret { position, span, before, after } = caret(entry.policy.document.text(), offset)?;
    let mut choices = Choices { scenario, found: Vec::new() };
    choices.fill(position, entry.policy_type);
    let span = ByteSpan { start: span.start, end: span.end };
    Some(Completion { span, before, after, choices: choices.found })
}

struct Choices<'a> {
    scenario: &'a Scenario,
    found: Vec<Choice>,
}

impl Choices<'_> {
    fn add(&mut self, sort: &'static str, text: &str) {
        let plain = !text.is_empty() && !text.contains(|letter: char| matches!(letter, '"' | '\\' | '\0'..='\x1f'));
        if plain && self.found.len() < MAX_CHOICES && !self.found.iter().any(|choice| choice.text == text) {
            self.found.push(Choice { text: text.to_owned(), sort });
        }
    }

    fn add_all(&mut self, sort: &'static str, texts: &[&str]) {
        for text in texts {
            self.add(sort, text);
        }
    }

    fn fill(&mut self, position: CaretPosition<'_>, policy: PolicyType) {
        match position {
            CaretPosition::Element { of_statement, present } => {
                for element in Element::of(policy.kind(), of_statement).filter(|it| !present.contains(&it.name())) {
                    self.add("element", element.name());
                }
            }
            CaretPosition::Value(element) => self.values(element, policy),
            CaretPosition::PrincipalType => {
                for principal_type in PrincipalType::ALL {
                    self.add("principal type", principal_type.name());
                }
            }
            CaretPosition::Principal(principal_type) => self.principals(principal_type),
            CaretPosition::Operator => self.operators(),
            CaretPosition::ConditionKey => self.keys(|_| true),
            CaretPosition::ConditionValue { operator, key } => self.condition_values(operator, key),
            CaretPosition::Variable => self.keys(|key| !KnownKey::is_multivalued(key) && !key.ends_with('/')),
        }
    }

    fn values(&mut self, element: Element, policy: PolicyType) {
        match element {
            Element::Version => self.add_all("version", &["2012-10-17", "2008-10-17"]),
            Element::Effect => self.add_all("effect", &["Allow", "Deny"]),
            Element::Action | Element::NotAction => self.actions(policy),
            Element::Resource | Element::NotResource => {
                self.add("everything", "*");
                self.resources();
            }
            Element::Principal | Element::NotPrincipal => self.add("everybody", "*"),
            Element::Id | Element::Statement | Element::Sid | Element::Condition => {}
        }
    }

    /// Actions that the scenario's steps call; a trust policy is about those of STS.
    fn actions(&mut self, policy: PolicyType) {
        let steps = &self.scenario.steps;
        for step in steps.iter().filter(|step| policy != PolicyType::Trust || step.calls_sts()) {
            self.add("action", &step.action);
        }
        for step in steps.iter().filter(|_| policy != PolicyType::Trust) {
            if let Some((service, _)) = step.action.split_once(':') {
                self.add("all of a service", &format!("{service}:*"));
            }
        }
    }

    fn resources(&mut self) {
        for step in &self.scenario.steps {
            match &step.resource {
                Some(StepResource::One(arn)) => self.add("resource", arn),
                Some(StepResource::Several(touched)) => {
                    for resource in touched {
                        match resource {
                            TouchedResource::Arn(arn) => self.add("resource", arn),
                            TouchedResource::WithContext(resource) => self.add("resource", &resource.arn),
                        }
                    }
                }
                None => {}
            }
        }
        for resource in &self.scenario.resources {
            self.add("resource", &resource.arn);
        }
        self.identities();
    }

    fn identities(&mut self) {
        for principal in &self.scenario.principals {
            self.add("principal", &principal.arn);
        }
    }

    fn accounts(&mut self) {
        for account in &self.scenario.accounts {
            self.add("account", &account.id);
        }
        for principal in &self.scenario.principals {
            self.add("account", principal.arn.split(':').nth(4).unwrap_or(""));
        }
    }

    fn principals(&mut self, principal_type: &str) {
        if principal_type == PrincipalType::Aws.name() {
            self.identities();
            self.accounts();
            self.add("everybody", "*");
            return;
        }
        for caller in self.scenario.steps.iter().map(|step| step.caller.as_str()) {
            let provider = Arn::parse(caller).is_some_and(|arn| arn.is_provider())
                || caller.contains('.') && !caller.contains([':', ' ']);
            let service = caller.ends_with(".amazonaws.com") || caller.ends_with(".amazonaws.com.cn");
            if service && principal_type == PrincipalType::Service.name() {
                self.add("service", caller);
            } else if provider && !service && principal_type == PrincipalType::Federated.name() {
                self.add("identity provider", caller);
            }
        }
    }

    fn operators(&mut self) {
        use Quantifier::{ForAllValues, ForAnyValue};
        let forms = [
            ("operator", None, false),
            ("unless absent", None, true),
            ("any of a list", Some(ForAnyValue), false),
            ("all of a list", Some(ForAllValues), false),
        ];
        for (sort, quantifier, if_exists) in forms {
            let plain = sort == "operator";
            for kind in OperatorKind::ALL.iter().copied().filter(|kind| plain || *kind != OperatorKind::Null) {
                self.add(sort, &Operator { kind, quantifier, if_exists }.to_string());
            }
        }
    }

    /// Condition keys that `fit`: those that the steps give, then all that AWS has, with the tags of the scenario.
    fn keys(&mut self, fit: impl Fn(&str) -> bool) {
        let scenario = self.scenario;
        for key in scenario.steps.iter().flat_map(|step| step.context.keys()).filter(|key| fit(key)) {
            self.add("key of a step", key);
        }
        let principals = scenario.principals.iter().flat_map(|it| it.tags.keys());
        let sessions = scenario.steps.iter().filter_map(|it| it.session.as_ref()).flat_map(|it| it.tags.keys());
        for key in principals.chain(sessions) {
            self.add("key", &format!("{}{key}", KnownKey::PrincipalTag.name()));
        }
        for key in scenario.resources.iter().flat_map(|it| it.tags.keys()) {
            self.add("key", &format!("{}{key}", KnownKey::ResourceTag.name()));
        }
        for key in KnownKey::general().map(KnownKey::name).filter(|key| fit(key)) {
            self.add("key", key);
        }
    }

    /// Values that the steps give to the key, then what the scenario has of the key's sort.
    fn condition_values(&mut self, operator: &str, key: &str) {
        if operator.starts_with("Bool") || operator == OperatorKind::Null.name() {
            return self.add_all("yes or no", &["true", "false"]);
        }
        let scenario = self.scenario;
        let given = scenario.steps.iter().flat_map(|step| step.context.iter());
        for (_, given) in given.filter(|(name, _)| name.eq_ignore_ascii_case(key)) {
            let inputs = match given {
                ContextInput::Absent => &[],
                ContextInput::One(input) => std::slice::from_ref(input),
                ContextInput::List(inputs) => inputs.as_slice(),
            };
            for input in inputs {
                match input {
                    Input::Text(text) | Input::Number(text) => self.add("value of a step", text),
                    Input::Boolean(_) => {}
                }
            }
        }
        let key = lower_case(key);
        if key.ends_with("account") {
            self.accounts();
        } else if KnownKey::SourceArn.is(&key) {
            self.resources();
        } else if key.ends_with("arn") {
            self.identities();
        } else if key.ends_with("orgid") {
            for path in scenario.accounts.iter().filter_map(|account| account.organization_path.as_ref()) {
                self.add("organization", path.split('/').next().unwrap_or(""));
            }
        }
    }
}

#[cfg(test)]
mod tests;
