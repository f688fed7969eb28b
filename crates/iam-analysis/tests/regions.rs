//! Groups of requests that one policy allows and another does not.

#![cfg(test)]

use iam_analysis::{Answer, Budget, Difference, Reason, Region, Witness, allowed_only_by, difference};
use iam_catalog::{AccessLevel, Index, embedded};
use iam_syntax::{Policy, PolicyKind, parse};

mod grow;

use grow::Random;

fn policy(statements: &str) -> Policy {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    let parsed = parse(&text, PolicyKind::Identity);
    parsed.tree.unwrap_or_else(|| panic!("{:?} {text}", parsed.diagnostics))
}

/// `Effect action resource`, and conditions.
fn statement(text: &str, conditions: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let list = |word: &str| format!("{:?}", word.split(',').collect::<Vec<_>>());
    format!(
        r#"{{"Effect":"{}","Action":{},"Resource":{},"Condition":{{{conditions}}}}}"#,
        words[0],
        list(words[1]),
        list(words[2])
    )
}

fn gained(before: &[String], after: &[String]) -> Difference<'static> {
    let (before, after) = (policy(&before.join(",")), policy(&after.join(",")));
    let found = difference(&[&after], &[&before], embedded::index(), &mut Budget::default());
    for region in &found.regions {
        let witness = &region.witness;
        assert!(witness.is_allowed_by(&[&after]) && !witness.is_allowed_by(&[&before]), "{region:?}");
    }
    found
}

/// The regions in short: actions, resources, exceptions, conditions.
fn shown(difference: &Difference<'_>) -> Vec<String> {
    assert_eq!(difference.undecided, []);
    let words = |region: &Region<'_>| {
        let mut text = region.actions.join(",");
        for list in &region.resources {
            text.push_str(&format!(" on {}", list.join(",")));
        }
        if !region.except_resources.is_empty() {
            text.push_str(&format!(" not on {}", region.except_resources.join(",")));
        }
        for own in &region.conditions {
            let word = if own.holds { "if" } else { "unless" };
            text.push_str(&format!(" {word} {} {} {}", own.operator, own.key, own.values.join(",")));
        }
        text
    };
    difference.regions.iter().map(words).collect()
}

#[test]
fn a_new_action_and_a_new_bucket_are_two_regions() {
    let before = [statement("Allow s3:GetObject arn:aws:s3:::a/*", "")];
    let after = [statement("Allow s3:GetObject,s3:DeleteObject arn:aws:s3:::a/*,arn:aws:s3:::b/*", "")];
    assert_eq!(
        shown(&gained(&before, &after)),
        ["s3:DeleteObject on arn:aws:s3:::a/*,arn:aws:s3:::b/*", "s3:GetObject on arn:aws:s3:::b/*"]
    );
    assert_eq!(shown(&gained(&after, &before)), [""; 0]);
}

#[test]
fn a_pattern_of_the_policy_stands_for_all_of_its_actions() {
    let found = gained(&[], &[statement("Allow dynamodb:BatchG*,dynamodb:BatchW* *", "")]);
    assert_eq!(shown(&found), ["dynamodb:BatchG*,dynamodb:BatchW* on *"]);
    let names: Vec<String> = found.regions[0].known.iter().map(ToString::to_string).collect();
    assert_eq!(names, ["dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"]);
    let before = [statement("Allow dynamodb:BatchGetItem *", "")];
    let found = gained(&before, &[statement("Allow dynamodb:Batch*Item *", "")]);
    assert_eq!(shown(&found), ["dynamodb:BatchWriteItem on *"]);
}

#[test]
fn actions_that_aws_may_have_one_day_are_told_by_their_pattern() {
    let names: Vec<String> =
        embedded::index().expand("sts:*").unwrap().actions.iter().map(ToString::to_string).collect();
    let found = gained(&[statement(&format!("Allow {} *", names.join(",")), "")], &[statement("Allow sts:* *", "")]);
    assert_eq!(shown(&found), ["sts:* on *"]);
    assert_eq!(found.regions[0].known, []);
}

#[test]
fn a_condition_that_is_gone_is_told_as_the_one_that_need_not_hold() {
    let mfa = r#""Bool":{"aws:MultiFactorAuthPresent":"true"}"#;
    let found = gained(&[statement("Allow s3:PutObject *", mfa)], &[statement("Allow s3:PutObject *", "")]);
    assert_eq!(shown(&found), ["s3:PutObject on * unless Bool aws:MultiFactorAuthPresent true"]);
}

#[test]
fn of_several_values_those_are_told_that_are_new() {
    let regions = |values: &str| format!(r#""StringEquals":{{"aws:RequestedRegion":[{values}]}}"#);
    let before = [statement("Allow ec2:RunInstances *", &regions(r#""eu-west-1""#))];
    let after = [statement("Allow ec2:RunInstances *", &regions(r#""eu-west-1","us-east-1","us-west-2""#))];
    assert_eq!(
        shown(&gained(&before, &after)),
        ["ec2:RunInstances on * if StringEquals aws:RequestedRegion us-east-1,us-west-2"]
    );
}

#[test]
fn a_deny_that_is_gone_gives_back_what_it_denied() {
    let allow = statement("Allow s3:* *", "");
    let before = [allow.clone(), statement("Deny s3:DeleteObject arn:aws:s3:::prod/*", "")];
    assert_eq!(shown(&gained(&before, &[allow])), ["s3:DeleteObject on arn:aws:s3:::prod/*"]);
}

#[test]
fn a_deny_that_shrinks_leaves_what_is_still_denied_out() {
    let allow = statement("Allow s3:DeleteObject *", "");
    let before = [allow.clone(), statement("Deny s3:* arn:aws:s3:::prod*", "")];
    let after = [allow, statement("Deny s3:* arn:aws:s3:::prod/*", "")];
    assert_eq!(shown(&gained(&before, &after)), ["s3:DeleteObject on arn:aws:s3:::prod* not on arn:aws:s3:::prod/*"]);
}

#[test]
fn the_most_dangerous_comes_first() {
    let after = [
        statement("Allow s3:ListBucket *", ""),
        statement("Allow iam:PutRolePolicy arn:aws:iam::111122223333:role/x", ""),
        statement("Allow s3:GetObject arn:aws:s3:::x/*", ""),
        statement("Allow s3:DeleteObject arn:aws:s3:::y/*", ""),
    ];
    let found = gained(&[], &after);
    let levels: Vec<AccessLevel> = found.regions.iter().filter_map(Region::level).collect();
    let expected = [AccessLevel::PermissionsManagement, AccessLevel::Write, AccessLevel::Read, AccessLevel::List];
    assert_eq!(levels, expected);
}

#[test]
fn what_aws_refuses_is_never_gained() {
    let found = gained(&[], &[statement("Allow iam:DeleteRole arn:aws:iam::1:role/aws-reserved/x", "")]);
    assert_eq!(shown(&found), [""; 0]);
}

#[test]
fn what_hangs_on_a_variable_is_named_and_what_does_not_is_listed() {
    let before = [statement("Allow s3:GetObject arn:aws:s3:::b/${aws:username}/*", "")];
    let after = [
        statement("Allow s3:GetObject arn:aws:s3:::b/${aws:PrincipalTag/team}/*", ""),
        statement("Allow s3:PutObject *", ""),
    ];
    let found = gained(&before, &after);
    assert!(found.undecided.iter().any(|reason| matches!(reason, Reason::Variable { .. })), "{:?}", found.undecided);
    let actions: Vec<&str> = found.regions.iter().flat_map(|own| &own.actions).map(String::as_str).collect();
    assert_eq!(actions, ["s3:PutObject", "s3:GetObject"]);
}

#[test]
fn principals_are_not_compared_yet() {
    let text =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}"#;
    let own = parse(text, PolicyKind::Resource).tree.unwrap();
    let found = difference(&[&own], &[], embedded::index(), &mut Budget::default());
    assert_eq!((found.regions.len(), found.undecided), (0, vec![Reason::Principals]));
}

/// The requests of a region, by the evaluator: each element as a policy of its own.
fn contains(region: &Region<'_>, request: &Witness) -> bool {
    let allows = |resources: &[String], conditions: &str| {
        let text =
            format!(r#"{{"Effect":"Allow","Action":"*","Resource":{resources:?},"Condition":{{{conditions}}}}}"#);
        // What AWS refuses is refused to the action that it is about.
        let request = Witness { action: neutral(&request.action).to_owned(), ..request.clone() };
        request.is_allowed_by(&[&policy(&text)])
    };
    let everything = ["*".to_owned()];
    region.known.iter().any(|action| action.to_string() == request.action)
        && region.resources.iter().all(|list| allows(list, ""))
        && (region.except_resources.is_empty() || !allows(&region.except_resources, ""))
        && region.conditions.iter().all(|own| {
            let condition = format!(r#""{}":{{"{}":{:?}}}"#, own.operator, own.key, own.values);
            allows(&everything, &condition) == own.holds
        })
}

/// An action of which AWS refuses nothing; the one that lists buckets fits resources in its own way.
fn neutral(action: &str) -> &str {
    if action == "s3:ListAllMyBuckets" { action } else { "ec2:RunInstances" }
}

const KNOWN: [&str; 7] = [
    "s3:GetObject",
    "s3:PutObject",
    "s3:ListAllMyBuckets",
    "iam:GetRole",
    "iam:DeletePolicy",
    "kms:DeleteAlias",
    "ec2:RunInstances",
];

/// These actions alone: reading all of them takes longer than the rest.
const CATALOG: &str = "#ec2\tEC2\nW RunInstances\n#iam\tIAM\nR GetRole\nP DeletePolicy\n#kms\tKMS\nW DeleteAlias\n\
    #s3\tS3\nL ListAllMyBuckets\nR GetObject\nW PutObject\n";

#[test]
fn regions_hold_exactly_the_requests_that_one_policy_alone_allows() {
    let (mut inside, mut outside, mut complete) = (0, 0, 0);
    let index = Index::parse(CATALOG).unwrap();
    for seed in 0..250 {
        let random = &mut Random::new(seed + 1);
        let one = grow::policy(random);
        let other = if seed % 2 == 0 { grow::policy(random) } else { grow::changed(&one, random) };
        let found = difference(&[&one], &[&other], &index, &mut Budget::default());
        let answer = allowed_only_by(&[&one], &[&other], &mut Budget::default());
        match answer {
            Answer::Differs(_) => assert!(!found.regions.is_empty(), "{seed}"),
            Answer::Same => assert_eq!(found, Difference::default(), "{seed}"),
            Answer::Undecided(_) => assert!(!found.undecided.is_empty(), "{seed}"),
        }
        complete += usize::from(found.undecided.is_empty());
        for _ in 0..60 {
            let mut request = grow::request(random);
            request.action = random.one(&KNOWN).to_owned();
            let told = request.is_allowed_by(&[&one]) && !request.is_allowed_by(&[&other]);
            let held = found.regions.iter().any(|region| contains(region, &request));
            if told && found.undecided.is_empty() {
                assert!(held, "{seed}: {request:?} is in no region of {:#?}", found.regions);
                inside += 1;
            }
            if held {
                let owned =
                    ["aws-reserved", ":aws:policy/", "alias/aws/"].iter().any(|own| request.resource.contains(own));
                assert!(told || owned, "{seed}: {request:?} is in a region: {:#?}", found.regions);
            } else {
                outside += 1;
            }
        }
    }
    assert!(inside > 200 && outside > 1_000 && complete > 120, "{inside} {outside} {complete}");
}
