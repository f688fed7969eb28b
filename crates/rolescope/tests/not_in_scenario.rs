//! Things that a step needs and the scenario does not have are said as that.

#![cfg(test)]

use rolescope::report::{Decision, Needed, NotInScenario, StepReport};
use rolescope::{Scenario, analyze};
use serde_json::{Value, json};

const ROLE: &str = "arn:aws:iam::111122223333:role/web-app";
const ANA: &str = "arn:aws:iam::111122223333:user/ana";
const QUEUE: &str = "arn:aws:sqs:us-east-1:444455556666:jobs";

/// The reports of these steps, in a scenario with the role `web-app`, which EC2 may assume, and the user `ana`, who may
/// do everything.
fn reports(steps: &Value) -> Vec<StepReport> {
    let trust = json!({ "Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "ec2.amazonaws.com" }
    } });
    let all = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } });
    let scenario = json!({
        "principals": [
            { "arn": ROLE, "trustPolicy": { "name": "trust", "document": trust } },
            { "arn": "arn:aws:iam::111122223333:role/bare" },
            { "arn": ANA, "identityPolicies": [{ "name": "all", "document": all }] }
        ],
        "steps": steps
    });
    analyze(&Scenario::from_json(&scenario.to_string()).unwrap()).steps
}

fn report(caller: &str, action: &str, resource: &str) -> StepReport {
    reports(&json!([{ "caller": caller, "action": action, "resource": resource }])).remove(0)
}

fn lacking(needed: Needed, name: &str, nearest: Option<&str>) -> NotInScenario {
    NotInScenario { needed, name: name.to_owned(), nearest: nearest.map(str::to_owned) }
}

#[test]
fn a_role_that_is_not_there_is_not_one_whose_trust_policy_says_no() {
    let app = "arn:aws:iam::111122223333:role/app";
    let report = report("ec2.amazonaws.com", "sts:AssumeRole", app);
    assert_eq!(report.decision, Decision::ImplicitDeny);
    assert_eq!(report.not_in_scenario, [lacking(Needed::Role, app, Some(ROLE))]);
    assert_eq!(
        report.reason,
        format!(
            "The role `{app}` is not in this scenario; without its trust policy nothing lets `ec2.amazonaws.com` call \
             `sts:AssumeRole`. Did you mean `{ROLE}`?"
        )
    );
    let gate = report.trace.iter().find(|entry| entry.title == "Trust policy").unwrap().detail.clone();
    assert_eq!(gate.unwrap(), format!("The role `{app}` is not in this scenario, so it has no policy to evaluate."));
}

#[test]
fn a_role_without_a_trust_policy_is_said_as_that() {
    let report = report("ec2.amazonaws.com", "sts:AssumeRole", "arn:aws:iam::111122223333:role/bare");
    assert_eq!(report.not_in_scenario, []);
    assert!(report.reason.contains("role/bare` has no trust policy, so nobody may assume it."), "{}", report.reason);
}

#[test]
fn a_caller_that_is_not_there_is_named_by_its_user_or_role() {
    let nobody = "arn:aws:iam::111122223333:user/nobody";
    let user = report(nobody, "s3:GetObject", "arn:aws:s3:::amzn-s3-demo-bucket/k.txt");
    assert_eq!(user.not_in_scenario, [lacking(Needed::Caller, nobody, None)]);
    let reason =
        format!("The user `{nobody}` is not in this scenario; without its policies nothing allows `s3:GetObject`.");
    assert_eq!((user.decision, user.reason), (Decision::ImplicitDeny, reason));

    let session = "arn:aws:sts::111122223333:assumed-role/ap/s1";
    let session = report(session, "s3:GetObject", "*");
    assert_eq!(session.not_in_scenario, [lacking(Needed::Caller, "arn:aws:iam::111122223333:role/ap", None)]);
    assert!(session.reason.starts_with("The role `arn:aws:iam::111122223333:role/ap` is not in this scenario; "));
}

#[test]
fn a_resource_policy_that_is_not_asked_says_if_its_resource_is_not_there() {
    let detail = |resource: &str| {
        let report = report(ANA, "sqs:SendMessage", resource);
        assert_eq!((report.decision, report.not_in_scenario), (Decision::Allowed, vec![]));
        report
            .trace
            .iter()
            .find(|entry| entry.title == "Resource-based policy")
            .and_then(|entry| entry.detail.clone())
            .unwrap()
    };
    let queue = "arn:aws:sqs:us-east-1:111122223333:jobs";
    let absent = format!("The resource `{queue}` is not in this scenario, so it has no policy to evaluate.");
    assert_eq!(detail(queue), absent);
    assert_eq!(detail("*"), "The resource has no policy of its own.");
}

#[test]
fn a_resource_that_is_not_there_counts_only_where_its_policy_would_decide() {
    let foreign = report(ANA, "sqs:SendMessage", QUEUE);
    assert_eq!(foreign.not_in_scenario, [lacking(Needed::Resource, QUEUE, None)]);
    assert!(foreign.reason.starts_with(&format!("The resource `{QUEUE}` is not in this scenario; ")));
    let service = report("sns.amazonaws.com", "sqs:SendMessage", QUEUE);
    assert_eq!(service.not_in_scenario, [lacking(Needed::Resource, QUEUE, None)]);
    let own = report(ANA, "s3:GetObject", "arn:aws:s3:::amzn-s3-demo-bucket/k.txt");
    assert_eq!((own.decision, own.not_in_scenario), (Decision::Allowed, vec![]));
}

#[test]
fn of_two_that_are_not_there_both_are_named() {
    let nobody = "arn:aws:iam::111122223333:user/nobody";
    let report = report(nobody, "sqs:SendMessage", QUEUE);
    let found: Vec<(Needed, &str)> = report.not_in_scenario.iter().map(|it| (it.needed, it.name.as_str())).collect();
    assert_eq!(found, [(Needed::Resource, QUEUE), (Needed::Caller, nobody)]);
    assert!(
        report.reason.ends_with(&format!(" The user `{nobody}` is not in this scenario either.")),
        "{}",
        report.reason
    );
}

#[test]
fn a_step_without_a_session_says_why_there_is_none() {
    let steps = json!([
        { "name": "assume", "caller": ANA, "action": "sts:AssumeRole", "resource": ROLE },
        { "caller": "@assume", "action": "s3:GetObject" },
        { "name": "look", "caller": ANA, "action": "s3:GetObject" },
        { "caller": "@look", "action": "s3:GetObject" },
        { "caller": "@login", "action": "s3:GetObject" },
        { "caller": "@asume", "action": "s3:GetObject" },
        { "name": "login", "caller": "@login", "action": "s3:GetObject" },
        { "caller": "@login", "action": "s3:GetObject" }
    ]);
    let reports = reports(&steps);
    let said = |at: usize| (reports[at].not_in_scenario.clone(), reports[at].reason.as_str());
    let expected = [
        (1, Needed::Session, "assume", None, "step `assume` was denied, so there is no session to call with"),
        (3, Needed::Session, "look", None, "step `look` calls nothing that gives a session to call with"),
        (
            4,
            Needed::LaterStep,
            "login",
            None,
            "step `login` does not come before this one, so it has given no session to call with yet",
        ),
        (
            5,
            Needed::Step,
            "asume",
            Some("assume"),
            "no earlier step is called `asume`, so there is no session to call with; did you mean `@assume`?",
        ),
        (
            7,
            Needed::Session,
            "login",
            None,
            "step `login` was refused or not evaluated, so there is no session to call with",
        ),
    ];
    for (at, needed, name, nearest, words) in expected {
        let dot = if words.ends_with('?') { "" } else { "." };
        assert_eq!(
            said(at),
            (vec![lacking(needed, name, nearest)], &*format!("Not evaluated: {words}{dot}")),
            "step {at}"
        );
        assert_eq!(reports[at].error.as_ref().unwrap().code, "NoSession");
        assert_eq!(rolescope::walk::headline(&reports[at]), "Not evaluated");
    }
}
