//! Several inputs as one scenario.

use iam_syntax::Arn;
use rolescope::Scenario;
use rolescope::scenario::{NamedPolicy, Principal, Resource, Step};
use serde::Serialize;

use crate::ask::{Ask, Need};
use crate::input::{Answer, Conflict, Details, Import, LooseDocument, Origin, Unresolved};
use crate::{Kind, Secret};

mod json;

/// Facts of several inputs, and their gaps.
#[derive(Clone, Debug, Default)]
pub struct Together {
    /// The inputs, in the order in which they were given.
    pub inputs: Vec<Recognized>,
    /// The scenario.
    pub scenario: Scenario,
    /// Policies that hang on nothing yet, with their files.
    pub documents: Vec<(LooseDocument, String)>,
    /// AWS's own answer: of the first input that has one.
    pub answer: Answer,
    /// Texts that stand for something that no input knows.
    pub unresolved: Vec<Unresolved>,
    /// Things that are still to be asked for, most telling first.
    pub ask: Vec<Ask>,
    /// Remarks.
    pub notes: Vec<String>,
    /// Inputs that do not agree.
    pub conflicts: Vec<Conflict>,
    /// Facts that only some forms have.
    pub details: Details,
    /// Places of facts.
    pub origins: Vec<Origin>,
    /// True if AWS may have left parts of the policies out.
    pub partial: bool,
}

/// An input and its form.
#[derive(Clone, Debug, Serialize)]
pub struct Recognized {
    /// Name of the file.
    pub file: String,
    /// Its form.
    pub kind: Kind,
    /// One line for people.
    pub what: String,
    /// Credentials that were taken out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub secrets: Vec<Secret>,
}

/// Makes one scenario of several inputs: what fits an existing principal or resource is merged, what does not agree is said, and what one
/// input asks for and another says is asked for no more.
pub fn together(imports: impl IntoIterator<Item = Import>) -> Together {
    let mut imports: Vec<Import> = imports.into_iter().collect();
    adopt_accounts(&mut imports);
    let mut all = Together::default();
    for import in imports {
        all.add(import);
    }
    let Together { scenario, ask, .. } = &mut all;
    ask.retain(|ask| !is_answered(&ask.need, scenario));
    all
}

impl Together {
    fn add(&mut self, import: Import) {
        let steps = self.scenario.steps.len();
        for mut origin in import.origins {
            // Steps go behind those that are there.
            if let Ok(number) = origin.owner.parse::<usize>() {
                origin.owner = (number + steps).to_string();
            }
            self.origins.push(origin);
        }
        self.inputs.push(Recognized {
            file: import.file.clone(),
            kind: import.kind,
            what: import.what,
            secrets: import.secrets,
        });
        self.documents.extend(import.documents.into_iter().map(|document| (document, import.file.clone())));
        self.scenario(import.scenario, &import.file);
        if self.answer == Answer::default() {
            self.answer = import.answer;
        }
        push_new(&mut self.unresolved, import.unresolved, |known, new| known.text == new.text && known.why == new.why);
        push_new(&mut self.ask, import.ask, |known, new| known.what == new.what);
        push_new(&mut self.notes, import.notes, |known, new| known == new);
        self.partial |= import.partial;
        self.details.ignored_keys.extend(import.details.ignored_keys);
        self.details.ignored_claims.extend(import.details.ignored_claims);
        self.details.missing_context_keys.extend(import.details.missing_context_keys);
        self.details.policies_evaluated.extend(import.details.policies_evaluated);
        self.details.matched_statement = self.details.matched_statement.take().or(import.details.matched_statement);
    }

    fn scenario(&mut self, other: Scenario, file: &str) {
        let first_text = |mine: &mut String, other: String| {
            if mine.is_empty() {
                *mine = other;
            }
        };
        first_text(&mut self.scenario.title, other.title);
        first_text(&mut self.scenario.description, other.description);
        self.scenario.format = self.scenario.format.max(other.format);
        for account in other.accounts {
            match self.scenario.accounts.iter_mut().find(|known| known.id == account.id) {
                None => self.scenario.accounts.push(account),
                Some(known) => known.organization_path = known.organization_path.take().or(account.organization_path),
            }
        }
        if self.scenario.principals.is_empty() {
            self.scenario.principals = other.principals;
        } else {
            for principal in other.principals {
                self.principal(principal, file);
            }
        }
        for resource in other.resources {
            self.resource(resource, file);
        }
        self.steps(other.steps, other.time);
    }

    /// Steps keep the time of their input: the scenario's, if it has none yet.
    fn steps(&mut self, mut steps: Vec<Step>, time: Option<String>) {
        if self.scenario.time.is_none() && self.scenario.steps.is_empty() {
            self.scenario.time = time;
        } else {
            let later = time.filter(|time| self.scenario.time.as_ref().is_some_and(|known| known < time));
            if let (Some(step), Some(time)) = (steps.first_mut(), later) {
                step.time.get_or_insert(time);
            }
        }
        for step in steps {
            if !self.scenario.steps.contains(&step) {
                self.scenario.steps.push(step);
            }
        }
    }

    fn principal(&mut self, other: Principal, file: &str) {
        let Some(mine) = self.scenario.principals.iter_mut().find(|known| known.arn == other.arn) else {
            self.scenario.principals.push(other);
            return;
        };
        let mut conflicts = Vec::new();
        let arn = other.arn;
        one(&mut mine.id, other.id, || format!("id of {arn}"), &mut conflicts);
        one(
            &mut mine.max_session_duration,
            other.max_session_duration,
            || format!("longest session of {arn}"),
            &mut conflicts,
        );
        one_policy(&mut mine.trust_policy, other.trust_policy, || format!("trust policy of {arn}"), &mut conflicts);
        one_policy(
            &mut mine.permissions_boundary,
            other.permissions_boundary,
            || format!("permissions boundary of {arn}"),
            &mut conflicts,
        );
        policies(&mut mine.identity_policies, other.identity_policies, &arn, &mut conflicts);
        for group in other.groups {
            match mine.groups.iter_mut().find(|known| known.name == group.name) {
                None => mine.groups.push(group),
                Some(known) => {
                    policies(&mut known.policies, group.policies, &format!("group {}", group.name), &mut conflicts)
                }
            }
        }
        for (key, value) in other.tags.iter() {
            if !mine.tags.contains_key(key) {
                mine.tags.insert(key.clone(), value.clone());
            }
        }
        self.report(conflicts, &arn, file);
    }

    fn resource(&mut self, other: Resource, file: &str) {
        let Some(mine) = self.scenario.resources.iter_mut().find(|known| known.arn == other.arn) else {
            self.scenario.resources.push(other);
            return;
        };
        let mut conflicts = Vec::new();
        let arn = other.arn;
        one(&mut mine.account, other.account, || format!("owner of {arn}"), &mut conflicts);
        one_policy(&mut mine.policy, other.policy, || format!("policy of {arn}"), &mut conflicts);
        self.report(conflicts, &arn, file);
    }

    fn report(&mut self, conflicts: Vec<String>, owner: &str, file: &str) {
        for what in conflicts {
            let kept = self
                .origins
                .iter()
                .find(|origin| origin.owner == owner)
                .map_or(String::new(), |origin| origin.file.clone());
            self.conflicts.push(Conflict { what, kept, other: file.to_owned() });
        }
    }
}

fn push_new<T>(mine: &mut Vec<T>, other: Vec<T>, same: impl Fn(&T, &T) -> bool) {
    for new in other {
        if !mine.iter().any(|known| same(known, &new)) {
            mine.push(new);
        }
    }
}

/// Keeps what is there, and says if the other differs.
fn one<T: PartialEq>(mine: &mut Option<T>, other: Option<T>, what: impl Fn() -> String, conflicts: &mut Vec<String>) {
    match (&mine, &other) {
        (None, _) => *mine = other,
        (Some(known), Some(new)) if known != new => conflicts.push(what()),
        (Some(_), _) => {}
    }
}

/// As [`one`], of policies: what they say counts, not how they are laid out.
fn one_policy(
    mine: &mut Option<NamedPolicy>,
    other: Option<NamedPolicy>,
    what: impl Fn() -> String,
    conflicts: &mut Vec<String>,
) {
    match (&mine, &other) {
        (None, _) => *mine = other,
        (Some(known), Some(new)) if !says_the_same(known, new) => conflicts.push(what()),
        (Some(_), _) => {}
    }
}

fn says_the_same(one: &NamedPolicy, other: &NamedPolicy) -> bool {
    let value = |policy: &NamedPolicy| serde_json::from_str::<serde_json::Value>(policy.document.text()).ok();
    one.document.text() == other.document.text() || (value(one).is_some() && value(one) == value(other))
}

fn policies(mine: &mut Vec<NamedPolicy>, other: Vec<NamedPolicy>, owner: &str, conflicts: &mut Vec<String>) {
    for policy in other {
        match mine.iter().find(|known| known.name == policy.name) {
            None => mine.push(policy),
            Some(known) if !says_the_same(known, &policy) => {
                conflicts.push(format!("policy {} of {owner}", policy.name))
            }
            Some(_) => {}
        }
    }
}

/// Inputs without an account get that of the one principal of the same type and name, if there is exactly one.
fn adopt_accounts(imports: &mut [Import]) {
    let known: Vec<String> = imports.iter().filter(|import| !import.placeholder_account).flat_map(owners).collect();
    for import in imports.iter_mut().filter(|import| import.placeholder_account) {
        for principal in &mut import.scenario.principals {
            let Some(arn) = Arn::parse(&principal.arn).and_then(|mine| only_match(mine, &known)).map(str::to_owned)
            else {
                continue;
            };
            for origin in import.origins.iter_mut().filter(|origin| origin.owner == principal.arn) {
                arn.clone_into(&mut origin.owner);
            }
            principal.arn = arn;
            import.ask.retain(|ask| !ask.what.starts_with("account id"));
        }
    }
}

/// ARNs of roles and users in an input: its principals, and the callers and roles of its steps.
fn owners(import: &Import) -> Vec<String> {
    let of_steps = import.scenario.steps.iter().filter_map(|step| match Arn::parse(&step.caller) {
        Some(arn) if arn.service == "sts" => {
            let role = arn.resource.strip_prefix("assumed-role/")?.split('/').next()?;
            Some(format!("arn:{}:iam::{}:role/{role}", arn.partition, arn.account))
        }
        Some(arn) if arn.service == "iam" => Some(step.caller.clone()),
        _ => None,
    });
    import.scenario.principals.iter().map(|principal| principal.arn.clone()).chain(of_steps).collect()
}

fn only_match<'k>(mine: Arn<'_>, known: &'k [String]) -> Option<&'k str> {
    let fits = |arn: &Arn<'_>| {
        arn.typed().map(|(kind, _)| kind) == mine.typed().map(|(kind, _)| kind) && arn.name() == mine.name()
    };
    let mut matches: Vec<&str> =
        known.iter().map(String::as_str).filter(|arn| Arn::parse(arn).is_some_and(|arn| fits(&arn))).collect();
    matches.sort_unstable();
    matches.dedup();
    // The ARN of a session does not show the role's path; the longer of two ARNs of one account does.
    matches.sort_by_key(|arn| std::cmp::Reverse(arn.len()));
    let accounts: Vec<&str> = matches.iter().filter_map(|arn| Arn::parse(arn)).map(|arn| arn.account).collect();
    accounts.iter().all(|account| Some(account) == accounts.first()).then(|| matches.first().copied()).flatten()
}

fn is_answered(need: &Need, scenario: &Scenario) -> bool {
    let named = |arn: &str, name: &str| Arn::parse(arn).is_some_and(|arn| arn.name() == name);
    match need {
        Need::Call => !scenario.steps.is_empty(),
        Need::TrustPolicy(role) => {
            scenario.principals.iter().any(|known| named(&known.arn, role) && known.trust_policy.is_some())
        }
        Need::IdentityPolicies(name) => {
            scenario.principals.iter().any(|known| named(&known.arn, name) && !known.identity_policies.is_empty())
        }
        Need::ResourcePolicy(arn) => {
            scenario.resources.iter().any(|known| arn.starts_with(known.arn.as_str()) && known.policy.is_some())
        }
        Need::Other => false,
    }
}
