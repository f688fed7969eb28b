//! Policies with principals: who is let in that was not.

#![cfg(test)]

use iam_analysis::{Budget, CallerDifference, Reason, Who, difference_by_caller};
use iam_catalog::Index;
use iam_eval::keys::{CallFacts, derive};
use iam_eval::{
    Action, Attached, Caller, CallerKind, Context, Decision, Policies, PolicyId, Request, ResourcePolicy,
    ResourcePolicyKind, Target, Values, decide,
};
use iam_syntax::{Policy, PolicyKind, parse};

#[path = "grow/random.rs"]
mod random;

use random::Random;

const CATALOG: &str = "#s3\tS3\nR GetObject\nW PutObject\n#sts\tSTS\nW AssumeRole AssumeRoleWithWebIdentity\n";

fn policy(statements: &str, kind: PolicyKind) -> Policy {
    let parsed = parse(&format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#), kind);
    assert_eq!(parsed.blocked(), None, "{statements}");
    parsed.tree.unwrap()
}

fn gained(before: &str, after: &str, kind: PolicyKind) -> CallerDifference<'static> {
    let index = Index::parse(CATALOG).unwrap();
    difference_by_caller(&policy(after, kind), &policy(before, kind), kind, &index, &mut Budget::default())
}

fn trust(principal: &str, condition: &str) -> String {
    format!(r#"{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole","Condition":{{{condition}}}}}"#)
}

fn bucket(effect: &str, principal: &str, condition: &str) -> String {
    format!(
        r#"{{"Effect":"{effect}","Principal":{principal},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{{{condition}}}}}"#
    )
}

/// Callers that gain something.
fn who(difference: &CallerDifference<'_>) -> Vec<Who> {
    assert_eq!(difference.undecided, []);
    let mut all: Vec<Who> = difference.regions.iter().flat_map(|own| &own.callers).map(|own| own.who.clone()).collect();
    all.sort();
    all.dedup();
    all
}

const ANA: &str = "arn:aws:iam::111122223333:user/ana";

#[test]
fn a_role_that_trusts_one_more_user_lets_in_that_user_alone() {
    let bob = "arn:aws:iam::111122223333:user/bob";
    let before = trust(&format!(r#"{{"AWS":"{ANA}"}}"#), "");
    let after = trust(&format!(r#"{{"AWS":["{ANA}","{bob}"]}}"#), "");
    let found = gained(&before, &after, PolicyKind::Trust);
    let names = [Who::Named(bob.to_owned()), Who::Named(format!("federated users made by {bob}"))];
    assert_eq!(who(&found), names);
    assert_eq!((found.regions.len(), found.regions[0].caller.as_str()), (1, bob));
    assert_eq!(gained(&after, &before, PolicyKind::Trust), CallerDifference::default());
}

#[test]
fn a_role_that_trusts_an_account_lets_in_all_of_it_and_nobody_else() {
    let before = trust(&format!(r#"{{"AWS":"{ANA}"}}"#), "");
    let found = gained(&before, &trust(r#"{"AWS":"111122223333"}"#, ""), PolicyKind::Trust);
    let account = Some("111122223333".to_owned());
    for expected in [Who::OtherUsers(account.clone()), Who::OtherRoles(account.clone()), Who::Root(account)] {
        assert!(who(&found).contains(&expected), "{expected:?}");
    }
    assert!(who(&found).iter().all(|own| !matches!(own, Who::OtherUsers(None) | Who::Anonymous | Who::Named(_))));
}

#[test]
fn a_condition_that_is_gone_is_told_for_a_trust_policy_too() {
    let service = r#"{"Service":"ec2.amazonaws.com"}"#;
    let before = trust(service, r#""StringEquals":{"aws:SourceAccount":"111122223333"}"#);
    let found = gained(&before, &trust(service, ""), PolicyKind::Trust);
    assert_eq!(who(&found), [Who::Named("ec2.amazonaws.com".to_owned())]);
    let conditions = &found.regions[0].region.conditions;
    assert!(
        conditions.len() == 1 && !conditions[0].holds && conditions[0].key == "aws:SourceAccount",
        "{conditions:?}"
    );
}

#[test]
fn a_public_bucket_lets_in_everybody() {
    let found =
        gained(&bucket("Allow", r#"{"AWS":"111122223333"}"#, ""), &bucket("Allow", r#""*""#, ""), PolicyKind::Resource);
    for expected in [Who::Anonymous, Who::OtherUsers(None), Who::OtherRoles(None), Who::OtherServices] {
        assert!(who(&found).contains(&expected), "{expected:?} {found:#?}");
    }
    assert!(who(&found).iter().all(|own| *own != Who::OtherUsers(Some("111122223333".to_owned()))));
}

#[test]
fn a_key_that_follows_from_the_caller_decides_with_it() {
    // What the principal says, the condition says as well.
    let by_condition = bucket("Allow", r#""*""#, &format!(r#""ArnEquals":{{"aws:PrincipalArn":"{ANA}"}}"#));
    let found = gained(&by_condition, &bucket("Allow", &format!(r#"{{"AWS":"{ANA}"}}"#), ""), PolicyKind::Resource);
    assert_eq!(who(&found), [Who::Named(format!("federated users made by {ANA}"))]);
    let of_account = bucket("Allow", r#""*""#, r#""StringEquals":{"aws:PrincipalAccount":"111122223333"}"#);
    let found = gained(&bucket("Allow", r#"{"AWS":"111122223333"}"#, ""), &of_account, PolicyKind::Resource);
    assert_eq!(who(&found), []);
}

#[test]
fn a_deny_that_is_gone_is_told_for_the_resources_own_account() {
    let insecure = r#""Bool":{"aws:SecureTransport":"false"}"#;
    let found = gained(&bucket("Deny", r#""*""#, insecure), "", PolicyKind::Resource);
    assert!(!found.regions.is_empty());
    assert!(found.regions.iter().flat_map(|own| &own.callers).all(|own| own.of_own_account));
    // A key's policy has to allow: without an Allow nothing was let in before or after.
    let key = r#"{"Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*"}"#;
    let allow = r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:Encrypt","Resource":"*"}"#;
    assert_eq!(who(&gained(&format!("{key},{allow}"), allow, PolicyKind::Resource)), []);
}

#[test]
fn names_that_are_not_compared_are_said() {
    let unique = trust(r#"{"AWS":"AIDAEXAMPLE123456789"}"#, "");
    assert_eq!(gained("", &unique, PolicyKind::Trust).undecided, [Reason::Principals]);
    let rcp = r#"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}"#;
    let found = gained(rcp, rcp, PolicyKind::ResourceControl);
    assert_eq!(found.undecided, [Reason::Principals]);
}

const PRINCIPALS: [&str; 14] = [
    r#""*""#,
    r#"{"AWS":"111122223333"}"#,
    r#"{"AWS":"arn:aws:iam::444455556666:root"}"#,
    r#"{"AWS":"arn:aws:iam::111122223333:user/ana"}"#,
    r#"{"AWS":["arn:aws:iam::111122223333:role/app","111122223333"]}"#,
    r#"{"AWS":"arn:aws:iam::111122223333:role/team/app"}"#,
    r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/app/s"}"#,
    r#"{"AWS":["arn:aws:sts::111122223333:assumed-role/app/s","arn:aws:iam::111122223333:role/team/app","111122223333"]}"#,
    r#"{"AWS":"arn:aws:sts::111122223333:federated-user/f"}"#,
    r#"{"AWS":["arn:aws:sts::111122223333:federated-user/f","111122223333"]}"#,
    r#"{"Service":"ec2.amazonaws.com"}"#,
    r#"{"Federated":"accounts.google.com"}"#,
    r#"{"AWS":["arn:aws:iam::111122223333:user/ana","111122223333"],"Service":"lambda.amazonaws.com"}"#,
    r#"{"AWS":"111122223333","Federated":"arn:aws:iam::111122223333:saml-provider/p"}"#,
];
const CONDITIONS: [&str; 17] = [
    "",
    "",
    "",
    "",
    r#""StringEquals":{"aws:PrincipalAccount":"111122223333"}"#,
    r#""StringNotEquals":{"aws:PrincipalAccount":["111122223333","444455556666"]}"#,
    r#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}"#,
    r#""ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::111122223333:role/*","arn:aws:iam::*:user/ana"]}"#,
    r#""StringEquals":{"aws:PrincipalType":["User","AssumedRole"]}"#,
    r#""Bool":{"aws:PrincipalIsAWSService":"true"}"#,
    r#""BoolIfExists":{"aws:PrincipalIsAWSService":"false"}"#,
    r#""StringEquals":{"aws:username":["ana","bob"]}"#,
    r#""Null":{"aws:PrincipalArn":"true"}"#,
    r#""StringLike":{"aws:PrincipalServiceName":"ec2*"}"#,
    r#""StringLike":{"aws:userid":["*:s","*:g"]}"#,
    r#""Null":{"aws:userid":"false"}"#,
    r#""ArnLike":{"aws:PrincipalArn":"arn:aws:sts::*:federated-user/*"}"#,
];

fn random_policy(random: &mut Random, kind: PolicyKind) -> Policy {
    let statement = |random: &mut Random| {
        let effect = random.one(&["Allow", "Allow", "Deny"]);
        let element = if effect == "Deny" { random.one(&["Principal", "NotPrincipal"]) } else { "Principal" };
        let (principal, condition) = (random.one(&PRINCIPALS), random.one(&CONDITIONS));
        let rest = if kind == PolicyKind::Trust {
            format!(r#""Action":"{}""#, random.one(&["sts:AssumeRole", "sts:*"]))
        } else {
            let (action, resource) = (["s3:GetObject", "s3:*"], ["arn:aws:s3:::b/*", "arn:aws:s3:::*"]);
            format!(r#""Action":"{}","Resource":"{}""#, random.one(&action), random.one(&resource))
        };
        format!(r#"{{"Effect":"{effect}","{element}":{principal},{rest},"Condition":{{{condition}}}}}"#)
    };
    let all: Vec<String> = (0..1 + random.below(3)).map(|_| statement(random)).collect();
    // `Federated` is for trust policies alone, and elsewhere the policy is read without it.
    parse(&format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, all.join(",")), kind).tree.unwrap()
}

/// Effect, principals and condition keys of each statement.
fn short(policy: &Policy) -> Vec<String> {
    let each = policy.statements.iter().map(|own| {
        let principals = own
            .principal
            .as_ref()
            .map(|clause| (clause.negated, clause.items.iter().map(|item| item.value.clone()).collect::<Vec<_>>()));
        let conditions =
            own.conditions.iter().map(|own| (own.operator.value.to_string(), own.key.value.text.to_string()));
        format!("{:?} {principals:?} {:?}", own.effect.value, conditions.collect::<Vec<_>>())
    });
    each.collect()
}

/// Callers as they come, with the keys that follow from them.
fn callers() -> Vec<Caller> {
    let user = |arn: &str| CallerKind::User { arn: arn.to_owned(), id: "AIDAX".to_owned() };
    let role = |arn: &str, session: Option<&str>| CallerKind::RoleSession {
        role_arn: arn.to_owned(),
        role_id: "AROAX".to_owned(),
        session_arn: session.map(str::to_owned),
        service_linked: false,
    };
    let federated = |arn: &str, issuer: Option<&str>| CallerKind::FederatedUser {
        arn: arn.to_owned(),
        issuer: issuer.map(str::to_owned),
        issuer_id: None,
    };
    let mut kinds = vec![CallerKind::Anonymous];
    for account in ["111122223333", "444455556666", "999900001111"] {
        for name in ["ana", "bob", "team/ana"] {
            kinds.push(user(&format!("arn:aws:iam::{account}:user/{name}")));
        }
        for name in ["app", "team/app", "other"] {
            let arn = format!("arn:aws:iam::{account}:role/{name}");
            let session = |session: &str| {
                format!("arn:aws:sts::{account}:assumed-role/{}/{session}", name.rsplit('/').next().unwrap())
            };
            kinds.extend([role(&arn, None), role(&arn, Some(&session("s"))), role(&arn, Some(&session("t")))]);
        }
        kinds.push(CallerKind::Root { arn: format!("arn:aws:iam::{account}:root") });
        for name in ["f", "g"] {
            let arn = format!("arn:aws:sts::{account}:federated-user/{name}");
            kinds.extend([federated(&arn, None), federated(&arn, Some(&format!("arn:aws:iam::{account}:user/ana")))]);
        }
    }
    let service = |name: &str| CallerKind::Service { name: name.to_owned() };
    kinds.extend(["ec2.amazonaws.com", "lambda.amazonaws.com", "ec2-x.amazonaws.com"].map(service));
    let token = |name: &str| CallerKind::WebIdentity { provider: name.to_owned() };
    kinds.extend(["accounts.google.com", "www.amazon.com"].map(token));
    let saml = |name: &str| CallerKind::Saml { provider: name.to_owned() };
    kinds.extend(["arn:aws:iam::111122223333:saml-provider/p", "arn:aws:iam::111122223333:saml-provider/q"].map(saml));
    let caller = |(kind, has_boundary): (CallerKind, bool)| {
        let mut caller = Caller { kind, account: None, has_boundary };
        if !matches!(caller.kind, CallerKind::Service { .. } | CallerKind::WebIdentity { .. } | CallerKind::Saml { .. })
        {
            caller.account = caller.name().split(':').nth(4).map(str::to_owned);
        }
        caller
    };
    let all = kinds.into_iter().flat_map(|kind| {
        let bound = matches!(kind, CallerKind::User { .. } | CallerKind::RoleSession { .. });
        [Some((kind.clone(), false)), bound.then_some((kind, true))].into_iter().flatten()
    });
    all.map(caller).collect()
}

/// Decision about a caller whose own policies allow everything.
fn decides(
    policy: &Policy,
    kind: PolicyKind,
    caller: &Caller,
    own_account: bool,
    action: &str,
    resource: &str,
) -> Decision {
    let everything = parse(
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
        PolicyKind::Identity,
    );
    let everything = everything.tree.unwrap();
    let account = caller.account.clone().filter(|_| own_account).unwrap_or_else(|| "123123123123".to_owned());
    let target = Target { arn: resource.to_owned(), account: Some(account), ..Target::default() };
    let mut context = Context::default();
    derive(&mut context, caller, &CallFacts::default());
    context.give("aws:SecureTransport", Values::One("true".to_owned()));
    let action = Action::new(action);
    let request = Request { caller, action: &action, target: &target, context: &context };
    let attached = |policy| Attached { id: PolicyId(0), policy };
    let on = if kind == PolicyKind::Trust { ResourcePolicyKind::Trust } else { ResourcePolicyKind::General };
    let resource = ResourcePolicy { kind: on, policy: Some(attached(policy)), restrict_public: false };
    let is_federated = matches!(caller.kind, CallerKind::FederatedUser { .. });
    let session = is_federated.then(|| vec![attached(&everything)]);
    decide(&request, &Policies { resource, identity: vec![attached(&everything)], session, ..Policies::default() })
}

#[test]
fn no_caller_refutes_that_nobody_gains() {
    let index = Index::parse(CATALOG).unwrap();
    let callers = callers();
    let (mut same, mut shown, mut differs) = (0, 0, 0);
    for seed in 0..400 {
        let random = &mut Random::new(seed + 1);
        let kind = if seed % 2 == 0 { PolicyKind::Trust } else { PolicyKind::Resource };
        let one = random_policy(random, kind);
        let mut other = random_policy(random, kind);
        if seed % 3 > 0 {
            // Something in common.
            other.statements.extend(one.statements.iter().skip(1).cloned());
        }
        let found = difference_by_caller(&one, &other, kind, &index, &mut Budget::default());
        assert!(!found.undecided.contains(&Reason::Replay), "{seed}: {:?} {:?}", short(&one), short(&other));
        let (actions, resources): (&[&str], &[&str]) = if kind == PolicyKind::Trust {
            (&["sts:AssumeRole", "sts:TagSession"], &["arn:aws:iam::123123123123:role/r"])
        } else {
            (&["s3:GetObject", "s3:PutObject"], &["arn:aws:s3:::b/x", "arn:aws:s3:::c"])
        };
        let mut told = None;
        for caller in &callers {
            for (action, resource) in actions.iter().flat_map(|action| resources.iter().map(move |it| (action, it))) {
                for own in [false, true] {
                    let allowed = |policy| decides(policy, kind, caller, own, action, resource) == Decision::Allowed;
                    if allowed(&one) && !allowed(&other) {
                        told = Some((caller, action, resource, own));
                    }
                }
            }
        }
        differs += usize::from(!found.regions.is_empty());
        if found.regions.is_empty() && found.undecided.is_empty() {
            assert!(told.is_none(), "{seed}: {told:?} {:?} {:?}", short(&one), short(&other));
            same += 1;
        }
        shown += usize::from(told.is_some());
    }
    assert!(same > 80 && differs > 100 && shown * 2 > differs, "{same} {differs} {shown}");
}
