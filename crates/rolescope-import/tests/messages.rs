//! AWS's words for each kind of policy, explicit and implicit, with and without the policy's ARN
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>).

#![cfg(test)]

use rolescope::report::PolicyType;
use rolescope::scenario::Expectation;
use rolescope_import::{Effect, Import, import};

const KINDS: [(&str, PolicyType, &str); 8] = [
    ("an identity-based policy", PolicyType::IdentityBased, "arn:aws:iam::111122223333:policy/team/limits"),
    ("a resource-based policy", PolicyType::ResourceBased, "arn:aws:s3:::amzn-s3-demo-bucket"),
    ("a permissions boundary", PolicyType::PermissionsBoundary, "arn:aws:iam::111122223333:policy/boundary"),
    (
        "a service control policy",
        PolicyType::ServiceControl,
        "arn:aws:organizations::444455556666:policy/o-a1b2c3d4e5/service_control_policy/p-example1",
    ),
    (
        "a resource control policy",
        PolicyType::ResourceControl,
        "arn:aws:organizations::444455556666:policy/o-a1b2c3d4e5/resource_control_policy/p-example2",
    ),
    ("a session policy", PolicyType::Session, "arn:aws:iam::aws:policy/ReadOnlyAccess"),
    ("a VPC endpoint policy", PolicyType::VpcEndpoint, "arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-0example"),
    ("the role trust policy", PolicyType::Trust, "arn:aws:iam::111122223333:role/app"),
];

fn denied(reason: &str) -> Import {
    let call = "User: arn:aws:sts::111122223333:assumed-role/app/s1 is not authorized to perform: s3:GetObject on resource: \
        \"arn:aws:s3:::amzn-s3-demo-bucket/a.csv\"";
    import("denied.txt", &format!("{call} {reason}")).unwrap()
}

#[test]
fn each_kind_of_policy_is_told_where_no_allow_is_said() {
    for (words, kind, _) in KINDS {
        let (_, words) = words.split_once(' ').unwrap();
        for reason in [
            format!("because no {words} allows the s3:GetObject action"),
            format!("because no {words} allows the\n    s3:GetObject action."),
        ] {
            let import = denied(&reason);
            assert_eq!(
                (import.answer.denied_by, import.answer.effect),
                (Some(kind), Some(Effect::Implicit)),
                "{reason}"
            );
            assert_eq!(import.scenario.steps[0].expect, Some(Expectation::ImplicitDeny), "{reason}");
        }
    }
}

#[test]
fn each_kind_of_policy_is_told_where_a_deny_is_said_with_and_without_its_arn() {
    for (words, kind, arn) in KINDS {
        for (ending, policy) in [
            (String::new(), None),
            (format!(": {arn}"), Some(arn)),
            (format!(": {arn}."), Some(arn)),
            (format!(": {arn} (Service: S3, Status Code: 403)"), Some(arn)),
        ] {
            let import = denied(&format!("with an explicit deny in {words}{ending}"));
            assert_eq!(
                (import.answer.denied_by, import.answer.effect, import.answer.policy.as_deref()),
                (Some(kind), Some(Effect::Explicit), policy),
                "{words}{ending}"
            );
            assert_eq!(import.scenario.steps[0].expect, Some(Expectation::ExplicitDeny), "{words}{ending}");
        }
    }
}

#[test]
fn a_message_without_a_reason_leaves_the_kind_open() {
    let import = denied("");
    assert_eq!((import.answer.denied_by, import.answer.effect), (None, None));
    assert_eq!(import.scenario.steps[0].expect, Some(Expectation::Denied));
    let import = denied("with an explicit deny");
    assert_eq!((import.answer.denied_by, import.answer.effect), (None, Some(Effect::Explicit)));
}
