//! Possible callers, as far as the scenario knows.

use std::cell::RefCell;

use rolescope::scenario::{Document, Step, StepResource, TouchedResource};
use rolescope::{Arn, Scenario};

/// Most callers of a sort that can be chosen; the others can be typed.
const MOST: usize = 200;

/// Whom the caller of the step `at` can be chosen from, by sorts, each with the number of those that are left out. Sorts
/// without anybody are left out.
pub(crate) fn callers(scenario: &Scenario, at: usize) -> Vec<(&'static str, Vec<String>, usize)> {
    // The sessions obtained last are the likeliest.
    let named: Vec<&String> = scenario.steps.iter().take(at).filter_map(|step| step.name.as_ref()).collect();
    let unnamed = named.len().saturating_sub(MOST);
    let sessions: Vec<String> = named.iter().skip(unnamed).map(|name| format!("@{name}")).collect();
    let principals = scenario.principals.iter().take(MOST).map(|principal| principal.arn.clone()).collect();
    let (services, providers) = mentioned(scenario);
    let sorts = [
        ("Sessions of earlier steps", sessions, unnamed),
        ("Users and roles", principals, scenario.principals.len().saturating_sub(MOST)),
        ("Services", services, 0),
        ("Identity providers", providers, 0),
        ("Without credentials", vec!["anonymous".to_owned()], 0),
    ];
    sorts.into_iter().filter(|(_, callers, _)| !callers.is_empty()).collect()
}

/// Services and identity providers that a policy names.
struct Mentions {
    document: Document,
    services: Vec<String>,
    providers: Vec<String>,
}

impl Mentions {
    fn of(document: &Document) -> Self {
        let (mut services, mut providers) = (Vec::new(), Vec::new());
        // Every other piece of a JSON text is a string.
        for word in document.text().split('"').skip(1).step_by(2) {
            if word.ends_with(".amazonaws.com") && !word.contains([':', '/', '*']) {
                add(&mut services, word);
            } else if Arn::parse(word).is_some_and(|arn| arn.is_provider()) {
                add(&mut providers, word);
            }
        }
        Self { document: document.clone(), services, providers }
    }
}

thread_local! {
    /// Those of the policies as they were read last: a keystroke changes one of them.
    static MENTIONS: RefCell<Vec<Mentions>> = const { RefCell::new(Vec::new()) };
}

/// The services and identity providers that the policies name.
fn mentioned(scenario: &Scenario) -> (Vec<String>, Vec<String>) {
    let mut known = MENTIONS.take().into_iter();
    let (mut services, mut providers, mut read) = (Vec::new(), Vec::new(), Vec::new());
    for entry in scenario.policies() {
        let document = &entry.policy.document;
        let mentions = known.next().filter(|it| it.document == *document).unwrap_or_else(|| Mentions::of(document));
        mentions.services.iter().for_each(|service| add(&mut services, service));
        mentions.providers.iter().for_each(|provider| add(&mut providers, provider));
        read.push(mentions);
    }
    MENTIONS.set(read);
    (services, providers)
}

fn add(list: &mut Vec<String>, word: &str) {
    if list.len() < MOST && !list.iter().any(|known| known == word) {
        list.push(word.to_owned());
    }
}

/// One of the step's resources, counted from 0.
pub(crate) fn touched_arn(step: &Step, at: usize) -> Option<&str> {
    match &step.resource {
        Some(StepResource::One(arn)) => (at == 0).then_some(arn),
        Some(StepResource::Several(touched)) => touched.get(at).map(|touched| match touched {
            TouchedResource::Arn(arn) => arn.as_str(),
            TouchedResource::WithContext(with) => with.arn.as_str(),
        }),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::tests::example;

    fn services(scenario: &Scenario) -> Vec<String> {
        let sorts = callers(scenario, 0);
        sorts.into_iter().find(|(sort, ..)| *sort == "Services").map_or_else(Vec::new, |(_, services, _)| services)
    }

    #[test]
    fn services_to_choose_from_follow_edits_and_removals_of_policies() {
        let mut scenario = example("ec2-reads-s3");
        assert_eq!(services(&scenario), ["ec2.amazonaws.com"]);
        let trust = "/principals/0/trustPolicy";
        let text = scenario.policy_mut(trust).unwrap().document.text().replace("ec2.", "lambda.");
        scenario.policy_mut(trust).unwrap().document = Document::from_text(text.as_str());
        assert_eq!(services(&scenario), ["lambda.amazonaws.com"]);
        // The texts behind it have other places then.
        scenario.remove_policy("/principals/0/identityPolicies/0");
        assert_eq!(services(&scenario), ["lambda.amazonaws.com"]);
        scenario.remove_policy(trust);
        assert!(services(&scenario).is_empty());
        assert_eq!(services(&example("ec2-reads-s3")), ["ec2.amazonaws.com"]);
    }
}
