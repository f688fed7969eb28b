//! Decides two requests and says what each gate says.

use iam_eval::{
    Action, Attached, Caller, CallerKind, Context, Decision, Level, Policies, PolicyId, Request, Target, evaluate,
};
use iam_syntax::{Policy, PolicyKind, parse};

const ALLOWS: &str = r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" }
}"#;
const CEILING: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "*", "Resource": "*" },
    { "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" }
  ]
}"#;

fn main() -> Result<(), String> {
    let (identity, ceiling) = (read(ALLOWS, PolicyKind::Identity)?, read(CEILING, PolicyKind::ServiceControl)?);
    let attached = |id, policy| Attached { id: PolicyId(id), policy };
    let policies = Policies {
        service_control: Some(vec![Level { policies: vec![attached(0, &ceiling)] }]),
        identity: vec![attached(1, &identity)],
        ..Policies::default()
    };
    let (caller, target, context) = (ana(), bucket(), Context::default());
    for (name, expected) in [("s3:GetObject", Decision::Allowed), ("s3:DeleteObject", Decision::ExplicitDeny)] {
        let action = Action::new(name);
        let request = Request { caller: &caller, action: &action, target: &target, context: &context };
        let evaluation = evaluate(&request, &policies);
        println!("{name}: {:?}, because of {:?}", evaluation.decision, evaluation.decided_by);
        for gate in &evaluation.gates {
            println!("  {:?}: {:?}", gate.gate, gate.verdict);
        }
        assert_eq!(evaluation.decision, expected);
    }
    Ok(())
}

fn read(text: &str, kind: PolicyKind) -> Result<Policy, String> {
    let parsed = parse(text, kind);
    let mistakes: Vec<&str> = parsed.diagnostics.iter().map(|mistake| mistake.kind.code()).collect();
    parsed.tree.filter(|_| mistakes.is_empty()).ok_or(mistakes.join(", "))
}

fn ana() -> Caller {
    let kind = CallerKind::User { arn: "arn:aws:iam::111122223333:user/ana".into(), id: "AIDAEXAMPLE".into() };
    Caller { kind, account: Some("111122223333".into()), has_boundary: false }
}

fn bucket() -> Target {
    let account = Some("111122223333".into());
    Target { arn: "arn:aws:s3:::amzn-s3-demo-bucket/k".into(), account, ..Target::default() }
}

#[cfg(test)]
#[test]
fn the_example_runs() {
    assert_eq!(main(), Ok(()));
}
