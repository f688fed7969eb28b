//! Answers to "who can assume this role?" beside what the scenarios of the corpus show.

use rolescope::report::{Answer, Decision, Need, StepReport};
use rolescope::scenario::{Step, StepResource};
use rolescope::who_can::{Candidate, who_can_assume};
use rolescope::{Arn, Scenario, analyze};

use crate::files;

fn scenario(name: &str) -> Scenario {
    let text = files::scenarios().into_iter().find(|(file, _)| file.ends_with(&format!("/{name}.json"))).unwrap().1;
    Scenario::from_json(&text).unwrap()
}

fn candidate(scenario: &str, role: &str, who: &str) -> Candidate {
    let role = format!("arn:aws:iam::111122223333:role/{role}");
    let candidates = who_can_assume(&self::scenario(scenario), &role).unwrap();
    let found = candidates.iter().find(|candidate| candidate.who == who);
    found.unwrap_or_else(|| panic!("{who} is none of {candidates:#?}")).clone()
}

fn tried(candidate: &Candidate) -> Vec<(&str, &str)> {
    candidate.needs.iter().map(|need| (need.key.as_str(), need.tried.as_deref().unwrap())).collect()
}

#[test]
fn a_job_of_github_comes_in_with_the_subject_that_the_trust_policy_names() {
    let job = candidate("github-deploys", "deploy", "a job of GitHub Actions");
    assert_eq!(job.answer, Answer::CanIf);
    let provider = "token.actions.githubusercontent.com";
    let (aud, sub) = (format!("{provider}:aud"), format!("{provider}:sub"));
    let subject = "repo:example-org/shop:ref:refs/heads/main";
    assert_eq!(tried(&job), [(aud.as_str(), "sts.amazonaws.com"), (sub.as_str(), subject)]);
    assert_eq!(
        job.condition().unwrap(),
        format!(
            "Can, if the request carries the claim `aud` with the value `sts.amazonaws.com` and the claim `sub` with the \
             value `{subject}`."
        )
    );
    let other = candidate("github-deploys", "deploy", "a job of any other GitHub repository");
    assert_eq!((other.answer, other.condition()), (Answer::Cannot, None));
}

#[test]
fn a_second_factor_and_an_external_id_are_found() {
    let ana = candidate("same-account-needs-mfa", "admin", "`arn:aws:iam::111122223333:user/ana`");
    assert_eq!((ana.answer, ana.report.decision), (Answer::CanIf, Decision::Allowed));
    assert_eq!(tried(&ana), [("aws:MultiFactorAuthPresent", "true")]);
    assert_eq!(ana.step.session.as_ref().unwrap().mfa, Some(true));
    let words = "Can, if the request carries the code of a second factor (`aws:MultiFactorAuthPresent`).";
    assert_eq!(ana.condition().unwrap(), words);

    let collector = "`arn:aws:iam::777788889999:user/collector`";
    let collector = candidate("third-party-external-id", "monitoring", collector);
    assert_eq!(collector.answer, Answer::CanIf);
    let need = Need {
        key: "sts:ExternalId".to_owned(),
        operator: "StringEquals".to_owned(),
        values: vec!["tenant-4711".to_owned()],
        effect: rolescope::report::Effect::Allow,
        tried: Some("tenant-4711".to_owned()),
    };
    assert_eq!(collector.needs, [need]);
    assert_eq!(collector.condition().unwrap(), "Can, if the request carries the external id `tenant-4711`.");
}

/// The call of a candidate in the scenario, as its only step.
fn alone(scenario: &Scenario, step: &Step) -> StepReport {
    let mut scenario = scenario.clone();
    scenario.steps = vec![step.clone()];
    analyze(&scenario).steps.remove(0)
}

/// True if the scenario itself knows who calls: outsiders are in no scenario.
fn is_known(scenario: &Scenario, step: &Step) -> bool {
    let listed = scenario.principals.iter().any(|principal| principal.arn == step.caller);
    listed || !step.caller.starts_with("arn:aws:iam") || Arn::parse(&step.caller).is_some_and(|arn| arn.is_provider())
}

/// Each role of the corpus with its scenario and candidates.
fn everybody() -> Vec<(String, Scenario, String, Vec<Candidate>)> {
    let mut all = Vec::new();
    for (name, text) in files::scenarios() {
        let scenario = Scenario::from_json(&text).unwrap();
        for principal in &scenario.principals {
            if let Some(candidates) = who_can_assume(&scenario, &principal.arn) {
                all.push((name.clone(), scenario.clone(), principal.arn.clone(), candidates));
            }
        }
    }
    assert!(all.len() > 300, "{}", all.len());
    all
}

#[test]
fn whoever_can_really_can_and_whoever_cannot_never_does() {
    let (mut can, mut with, mut shown, mut closed) = (0, 0, 0, Vec::new());
    for (name, scenario, role, candidates) in everybody() {
        for candidate in &candidates {
            let proven = candidate.needs.iter().all(|need| need.tried.is_some());
            match candidate.answer {
                Answer::Can => can += 1,
                Answer::CanIf if proven => with += 1,
                Answer::CanIf | Answer::Cannot => continue,
            }
            assert_eq!(candidate.needs.is_empty(), candidate.answer == Answer::Can, "{name}: {candidate:#?}");
            assert_eq!(candidate.report.decision, Decision::Allowed, "{name}: {candidate:#?}");
            if is_known(&scenario, &candidate.step) {
                let again = alone(&scenario, &candidate.step);
                assert_eq!(again.decision, Decision::Allowed, "{name}: {candidate:#?}\n{}", again.reason);
            }
        }
        for (step, report) in scenario.steps.iter().zip(analyze(&scenario).steps) {
            let asks = step.resource == Some(StepResource::One(role.clone())) && report.session.is_some();
            if !asks || !is_known(&scenario, step) || step.caller.starts_with('@') {
                continue;
            }
            let who: Vec<&Candidate> =
                candidates.iter().filter(|candidate| candidate.step.caller == step.caller).collect();
            if !who.is_empty() && who.iter().all(|candidate| candidate.answer == Answer::Cannot) {
                closed.push(format!("{name}: {} assumes {role}", step.caller));
            }
            shown += usize::from(!who.is_empty());
        }
    }
    assert_eq!(closed, Vec::<String>::new());
    println!("{can} can, {with} can with what was found, {shown} steps of the corpus agree");
    assert!(can > 150 && with > 30 && shown > 100, "{can}, {with}, {shown}");
}
