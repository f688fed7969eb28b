//! Sentences of decisions, written by hand: at least two for each kind of reason, made from the cause alone.

use std::collections::BTreeMap;

use rolescope::english::reason;
use serde_json::{Value, json};

fn statement(policy_type: &str, policy: &str, sid: &str) -> Value {
    json!({ "policyType": policy_type, "policy": policy, "statement": 0, "sid": sid })
}

fn numbered(policy_type: &str, policy: &str, at: usize) -> Value {
    json!({ "policyType": policy_type, "policy": policy, "statement": at })
}

fn compared(key: &str, operator: &str, holds: bool, value: &str, values: &[&str], result: &Value) -> Value {
    json!({
        "kind": "compared", "key": key, "operator": operator, "holds": holds, "value": value, "several": false,
        "values": values, "result": result
    })
}

fn denied(met: &Value, outweighs: &Value) -> Value {
    json!({
        "kind": "denied", "by": statement("serviceControl", "regions", "DenyOtherRegions"), "action": "sts:AssumeRole",
        "met": met, "outweighs": outweighs
    })
}

fn no_allow(policy_type: &str, action: &str, more: &Value) -> Value {
    let mut value = json!({ "kind": "noAllow", "policyType": policy_type, "caller": "arn:aws:iam::111122223333:user/ana", "action": action });
    if let (Some(value), Some(more)) = (value.as_object_mut(), more.as_object()) {
        value.extend(more.clone());
    }
    value
}

fn nearest(statement: &Value, why: &Value, names_caller: bool) -> Value {
    json!({ "nearest": { "statement": statement, "why": why, "namesCaller": names_caller } })
}

/// Reasons with their sentences.
fn table() -> Vec<(Value, &'static str)> {
    let differs = json!({ "kind": "differs" });
    let grant = numbered("identityBased", "assume", 0);
    let trust = numbered("trust", "trust", 0);
    let github = "token.actions.githubusercontent.com:sub";
    vec![
        (
            json!({ "kind": "callerIdentity" }),
            "Allowed: every caller may ask for its own identity, so no policy is evaluated.",
        ),
        (json!({ "kind": "ownSession" }), "Allowed: a user needs no permission to get a session token."),
        (
            json!({ "kind": "rootIssued", "action": "s3:GetObject" }),
            "Allowed: the root user issued these credentials, and no policy denies `s3:GetObject`.",
        ),
        (
            json!({ "kind": "rootIssued", "action": "sqs:SendMessage" }),
            "Allowed: the root user issued these credentials, and no policy denies `sqs:SendMessage`.",
        ),
        (
            json!({ "kind": "ownRoot", "action": "s3:GetObject" }),
            "Allowed: the root user may do everything in its own account, and no policy denies `s3:GetObject`.",
        ),
        (
            json!({ "kind": "ownRoot", "action": "iam:DeleteUser" }),
            "Allowed: the root user may do everything in its own account, and no policy denies `iam:DeleteUser`.",
        ),
        (
            json!({ "kind": "trusted", "by": trust, "caller": "ec2.amazonaws.com" }),
            "Allowed: statement 1 of role trust policy `trust` lets `ec2.amazonaws.com` assume the role.",
        ),
        (
            json!({ "kind": "trusted", "by": statement("trust", "who", "Deploy"), "caller": "accounts.google.com" }),
            "Allowed: statement `Deploy` of role trust policy `who` lets `accounts.google.com` assume the role.",
        ),
        (
            json!({ "kind": "namedByResource", "by": statement("resourceBased", "bucket", "Read"), "action": "s3:GetObject", "ways": ["session"] }),
            "Allowed: statement `Read` of resource-based policy `bucket` allows `s3:GetObject` and names the caller as this very session.",
        ),
        (
            json!({ "kind": "namedByResource", "by": numbered("resourceBased", "queue", 1), "action": "sqs:SendMessage", "ways": ["user", "account"] }),
            "Allowed: statement 2 of resource-based policy `queue` allows `sqs:SendMessage` and names the caller as this user and through \
             its account.",
        ),
        (
            json!({ "kind": "trustedAndGranted", "trust": trust, "grant": grant, "action": "sts:AssumeRole" }),
            "Allowed: statement 1 of role trust policy `trust` trusts the caller, and statement 1 of identity-based policy `assume` \
             allows `sts:AssumeRole` on the role.",
        ),
        (
            json!({ "kind": "trustedAndGranted", "trust": trust, "grant": statement("identityBased", "own", "Tag"), "action": "sts:TagSession" }),
            "Allowed: statement 1 of role trust policy `trust` trusts the caller, and statement `Tag` of identity-based policy `own` \
             allows `sts:TagSession` on the role.",
        ),
        (
            json!({ "kind": "granted", "by": [grant], "action": "s3:GetObject" }),
            "Allowed: statement 1 of identity-based policy `assume` allows `s3:GetObject` on this resource, and nothing denies it.",
        ),
        (
            json!({ "kind": "granted", "by": [numbered("resourceBased", "key", 0), grant], "action": "kms:Decrypt" }),
            "Allowed: statement 1 of resource-based policy `key` and statement 1 of identity-based policy `assume` allow `kms:Decrypt`.",
        ),
        (
            denied(
                &json!([compared(
                    "aws:RequestedRegion",
                    "StringNotEquals",
                    true,
                    "us-east-1",
                    &["ap-southeast-2"],
                    &differs
                )]),
                &grant,
            ),
            "Explicitly denied: statement `DenyOtherRegions` of service control policy `regions` denies `sts:AssumeRole` because \
             `aws:RequestedRegion` is `us-east-1`, which is not `ap-southeast-2`. A Deny wins over every Allow, here over statement 1 of \
             `assume`.",
        ),
        (
            denied(
                &json!([{ "kind": "partlyListed", "listed": ["role"], "lacking": ["session", "account"] }]),
                &Value::Null,
            ),
            "Explicitly denied: statement `DenyOtherRegions` of service control policy `regions` denies `sts:AssumeRole` because \
             `NotPrincipal` lists only the caller's role, and needs its session and account too. A Deny wins over every Allow.",
        ),
        (
            denied(&json!([]), &Value::Null),
            "Explicitly denied: statement `DenyOtherRegions` of service control policy `regions` denies `sts:AssumeRole`, and a Deny wins \
             over every Allow.",
        ),
        (
            denied(
                &json!([
                    { "kind": "fitsNone", "list": "NotAction", "values": [], "found": "sts:AssumeRole" },
                    { "kind": "keyMissing", "key": "aws:MultiFactorAuthPresent", "operator": "BoolIfExists", "outcome": "holdsIfExists" },
                    { "kind": "keyPresence", "key": "aws:SourceVpce", "present": false, "holds": true }
                ]),
                &Value::Null,
            ),
            "Explicitly denied: statement `DenyOtherRegions` of service control policy `regions` denies `sts:AssumeRole` because the \
             request has no `aws:MultiFactorAuthPresent`, and with `IfExists` a missing key passes, and the request has no \
             `aws:SourceVpce` (+1 more). A Deny wins over every Allow.",
        ),
        (
            json!({ "kind": "rootAssumesNoRole" }),
            "Denied: the root user of an account cannot assume a role, whatever the trust policy says.",
        ),
        (
            json!({ "kind": "ownedByAws", "thing": "managedPolicy" }),
            "Denied: AWS owns its managed policies, and no policy can grant changing them.",
        ),
        (json!({ "kind": "ownedByAws", "thing": "keyAlias" }), "Denied: aliases under `alias/aws/` belong to AWS."),
        (json!({ "kind": "nothingAllows", "action": "s3:GetObject" }), "Denied: nothing allows `s3:GetObject`."),
        (
            json!({ "kind": "nothingAllows", "action": "ec2:RunInstances" }),
            "Denied: nothing allows `ec2:RunInstances`.",
        ),
        (
            json!({ "kind": "noResourcePolicy", "action": "s3:GetObject", "acrossAccounts": true }),
            "Denied: caller and resource belong to different accounts, so the resource needs a policy that allows `s3:GetObject`, and it has \
             none.",
        ),
        (
            json!({ "kind": "noResourcePolicy", "action": "s3:GetObject", "acrossAccounts": false }),
            "Denied: only a resource-based policy could allow `s3:GetObject` to this caller, and the resource has none.",
        ),
        (
            json!({ "kind": "noTrustPolicy", "role": "arn:aws:iam::111122223333:role/app" }),
            "Denied: the role `arn:aws:iam::111122223333:role/app` has no trust policy, so nobody may assume it.",
        ),
        (
            json!({ "kind": "noTrustPolicy", "role": "arn:aws:iam::444455556666:role/b" }),
            "Denied: the role `arn:aws:iam::444455556666:role/b` has no trust policy, so nobody may assume it.",
        ),
        (
            json!({ "kind": "publicAccessBlocked" }),
            "Denied: the bucket policy is public, and `restrictPublicBuckets` limits it to the owner's account and AWS services.",
        ),
        (
            no_allow(
                "trust",
                "sts:AssumeRoleWithWebIdentity",
                &nearest(
                    &trust,
                    &compared(
                        github,
                        "StringEquals",
                        false,
                        "repo:example-org/site:ref:refs/heads/main",
                        &["repo:example-org/*"],
                        &json!({ "kind": "takenLiterally", "with": "repo:example-org/*" }),
                    ),
                    true,
                ),
            ),
            "Denied: the role's trust policy does not let `arn:aws:iam::111122223333:user/ana` call `sts:AssumeRoleWithWebIdentity`. \
             Statement 1 of `trust` comes nearest: it names the caller, but `token.actions.githubusercontent.com:sub` is \
             `repo:example-org/site:ref:refs/heads/main`; the policy wants exactly the text `repo:example-org/*`: `StringEquals` takes `*` \
             literally. With `StringLike` it would match.",
        ),
        (
            no_allow(
                "trust",
                "sts:AssumeRoleWithWebIdentity",
                &nearest(
                    &trust,
                    &compared(
                        github,
                        "StringEquals",
                        false,
                        "repo:a@1/b@2:ref:refs/heads/main",
                        &["repo:a/b:ref:refs/heads/main"],
                        &differs,
                    ),
                    false,
                ),
            ),
            "Denied: the role's trust policy does not let `arn:aws:iam::111122223333:user/ana` call `sts:AssumeRoleWithWebIdentity`. \
             Statement 1 of `trust` comes nearest: `token.actions.githubusercontent.com:sub` is `repo:a@1/b@2:ref:refs/heads/main`; the \
             policy wants `repo:a/b:ref:refs/heads/main`. GitHub writes ids into the subjects of newer repositories: allow \
             `repo:OWNER@*/REPOSITORY@*:…` with `StringLike`, too.",
        ),
        (
            no_allow(
                "identityBased",
                "sts:TagSession",
                &json!({ "besides": { "call": "sts:AssumeRole", "tags": ["team"], "keptFrom": "pod" } }),
            ),
            "Denied: `sts:AssumeRole` is allowed, but the call also passes the tag `team` (kept from step `pod`), so it needs \
             `sts:TagSession`, and no identity-based policy allows it.",
        ),
        (
            no_allow(
                "trust",
                "sts:SetSourceIdentity",
                &json!({ "besides": { "call": "sts:AssumeRole", "sourceIdentity": "ana" } }),
            ),
            "Denied: `sts:AssumeRole` is allowed, but the call also passes the source identity `ana`, so it needs `sts:SetSourceIdentity`, \
             and the role's trust policy does not let `arn:aws:iam::111122223333:user/ana` call it.",
        ),
        (
            no_allow("vpcEndpoint", "ecr:BatchGetImage", &json!({ "deniesOnly": true })),
            "Denied: no VPC endpoint policy allows `ecr:BatchGetImage`. The VPC endpoint policy holds no Allow, only a Deny: without an \
             Allow nothing passes.",
        ),
        (
            no_allow(
                "trust",
                "sts:AssumeRole",
                &nearest(
                    &trust,
                    &json!({ "kind": "callerNotNamed", "values": ["ec2"], "caller": "ec2.amazonaws.com" }),
                    false,
                ),
            ),
            "Denied: the role's trust policy does not let `arn:aws:iam::111122223333:user/ana` call `sts:AssumeRole`. Statement 1 of `trust` \
             comes nearest: `ec2` does not name `ec2.amazonaws.com`. `ec2` is no service principal: its name is `ec2.amazonaws.com`.",
        ),
        (
            no_allow("identityBased", "ssm:StartSession", &json!({ "resource": "arn:aws:ssm:eu-west-1::document/D" })),
            "Denied: no identity-based policy allows `ssm:StartSession` on `arn:aws:ssm:eu-west-1::document/D`.",
        ),
        (
            json!({
                "kind": "notInScenario", "needed": "role", "name": "arn:aws:iam::111122223333:role/ap", "caller": "ec2.amazonaws.com",
                "action": "sts:AssumeRole", "hasAccount": false, "nearest": "arn:aws:iam::111122223333:role/app"
            }),
            "The role `arn:aws:iam::111122223333:role/ap` is not in this scenario; without its trust policy nothing lets `ec2.amazonaws.com` \
             call `sts:AssumeRole`. Did you mean `arn:aws:iam::111122223333:role/app`?",
        ),
        (
            json!({
                "kind": "notInScenario", "needed": "caller", "name": "arn:aws:iam::111122223333:user/ana",
                "caller": "arn:aws:iam::111122223333:user/ana", "action": "s3:GetObject", "hasAccount": true
            }),
            "The user `arn:aws:iam::111122223333:user/ana` is not in this scenario; without its policies nothing allows `s3:GetObject`.",
        ),
        (json!({ "kind": "nothingAsked" }), ""),
    ]
}

#[test]
fn every_kind_of_reason_has_the_sentences_that_were_written_for_it() {
    for (because, sentence) in table() {
        assert_eq!(reason(&serde_json::from_value(json!({ "because": because })).unwrap()), sentence);
    }
}

#[test]
fn every_kind_of_reason_is_in_the_table_twice_where_it_has_fields() {
    let schema: Value = serde_json::from_str(include_str!("../../../schema/report.schema.json")).unwrap();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (because, _) in table() {
        *counts.entry(because["kind"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    for kind in schema["$defs"]["Because"]["oneOf"].as_array().unwrap() {
        let name = kind["properties"]["kind"]["const"].as_str().unwrap();
        let fields = kind["properties"].as_object().unwrap().len() - 1;
        let least = if fields == 0 { 1 } else { 2 };
        // Refusals have sentences of their own.
        assert!(name == "refused" || counts.get(name).copied().unwrap_or_default() >= least, "{name}");
    }
}

#[test]
fn what_stands_besides_the_reason_is_said_behind_it() {
    let allowed =
        json!({ "kind": "granted", "by": [numbered("identityBased", "own", 0)], "action": "ec2:RunInstances" });
    let denied = json!({ "kind": "nothingAllows", "action": "s3:GetObject" });
    let table = [
        (
            json!({ "because": allowed, "checks": 3 }),
            "Allowed: statement 1 of identity-based policy `own` allows `ec2:RunInstances` on this resource, and nothing denies it. \
             All 3 checks are allowed.",
        ),
        (
            json!({ "because": allowed, "absentKeys": ["aws:SourceVpce"] }),
            "Allowed only because the request has no `aws:SourceVpce`: statement 1 of identity-based policy `own` allows \
             `ec2:RunInstances` on this resource, and nothing denies it.",
        ),
        (
            json!({ "because": denied, "claims": ["iss"] }),
            "Denied: nothing allows `s3:GetObject`. AWS provides no condition key for the claim `iss`.",
        ),
        (
            json!({ "because": denied, "notKept": ["gitlab.com:project_id"] }),
            "Denied: nothing allows `s3:GetObject`. A session does not keep `gitlab.com:project_id` of its token.",
        ),
        (
            json!({ "because": denied, "audience": { "key": "accounts.google.com:oaud", "value": "sts.amazonaws.com" } }),
            "Denied: nothing allows `s3:GetObject`. This token has a claim `azp`, and `:aud` is made of that; its `aud` is \
             `sts.amazonaws.com`, under `accounts.google.com:oaud`.",
        ),
    ];
    for (value, sentence) in table {
        assert_eq!(reason(&serde_json::from_value(value).unwrap()), sentence);
    }
}
