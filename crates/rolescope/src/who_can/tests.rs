use super::*;
use crate::report::Decision;

const ROLE: &str = "arn:aws:iam::111122223333:role/deploy";

fn candidates(trust: &str) -> Vec<Candidate> {
    let text = format!(
        r#"{{"accounts": [{{"id": "111122223333", "organizationPath": "o-a/r-b/ou-c/"}}],
          "principals": [
            {{"arn": "{ROLE}", "trustPolicy": {{"name": "t", "document":
              {{"Version": "2012-10-17", "Statement": {trust}}}}}}},
            {{"arn": "arn:aws:iam::111122223333:user/ana"}}]}}"#
    );
    who_can_assume(&Scenario::from_json(&text).unwrap(), ROLE).unwrap()
}

/// Names of those who can with nothing in particular.
fn who_can(trust: &str) -> Vec<String> {
    let allowed = |candidate: &Candidate| candidate.answer == Answer::Can;
    candidates(trust).into_iter().filter(allowed).map(|candidate| candidate.who).collect()
}

#[test]
fn a_named_user_comes_in_and_an_account_lets_in_who_has_the_permission() {
    let named = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"}}"#;
    assert_eq!(who_can(named), ["`arn:aws:iam::111122223333:user/ana`"]);
    let account = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "111122223333"}}"#;
    assert_eq!(who_can(account), ["any other user of the role's account who may call `sts:AssumeRole`"]);
}

#[test]
fn an_organization_lets_in_its_accounts_and_a_star_everybody_with_credentials() {
    let organization = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"},
        "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a"}}}"#;
    let who = who_can(organization);
    assert!(who.iter().any(|who| who.contains("another account of the organization")), "{who:?}");
    assert!(!who.iter().any(|who| who.contains("any other AWS account")), "{who:?}");
    let star = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}"#;
    assert!(who_can(star).iter().any(|who| who.contains("any other AWS account")));
}

#[test]
fn a_service_is_tried_at_work_for_others_too() {
    let open = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "backup.amazonaws.com"}}"#;
    assert_eq!(who_can(open).len(), 2);
    let guarded = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "backup.amazonaws.com"},
        "Condition": {"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}}}"#;
    assert_eq!(who_can(guarded), ["the service `backup.amazonaws.com`"]);
}

#[test]
fn any_repository_comes_in_where_no_subject_is_asked_for() {
    let provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    let statement = |subject: &str| {
        format!(
            r#"{{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {{"Federated": "{provider}"}},
            "Condition": {{"StringEquals": {{"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}{subject}}}}}"#
        )
    };
    assert_eq!(who_can(&statement("")), ["a job of any other GitHub repository"]);
    let ours = r#", "StringLike": {"token.actions.githubusercontent.com:sub": "repo:us/app:*"}"#;
    assert_eq!(who_can(&statement(ours)), Vec::<String>::new());
}

#[test]
fn a_claim_is_brought_whatever_the_case_of_the_key_that_asks_for_it() {
    let table = [
        ("oidc-provider/token.actions.githubusercontent.com", "WebIdentity", "TOKEN.Actions.githubusercontent.com:Ref"),
        ("saml-provider/corp", "SAML", "SAML:CommonName"),
    ];
    for (provider, call, key) in table {
        let statement = format!(
            r#"{{"Effect": "Allow", "Action": "sts:AssumeRoleWith{call}",
            "Principal": {{"Federated": "arn:aws:iam::111122223333:{provider}"}},
            "Condition": {{"StringEquals": {{"{key}": "x"}}}}}}"#
        );
        let answers = answers(&statement);
        assert!(
            answers.iter().any(|(_, answer, with)| *answer == Answer::CanIf && with.contains("`x`")),
            "{answers:?}"
        );
    }
}

#[test]
fn a_role_that_is_not_there_has_no_candidates() {
    assert_eq!(who_can_assume(&Scenario::default(), ROLE), None);
}

/// Answer and condition of everybody who is not simply kept out, by the words they are called.
fn answers(trust: &str) -> Vec<(String, Answer, String)> {
    let open = candidates(trust).into_iter().filter(|candidate| candidate.answer != Answer::Cannot);
    open.map(|it| (it.who.clone(), it.answer, it.condition().unwrap_or_default())).collect()
}

#[test]
fn conditions_of_every_kind_are_met_with_a_value() {
    let table = [
        (
            r#""StringLike": {"sts:RoleSessionName": "${aws:username}-*"}"#,
            "the session name `ana-any` (`StringLike` `${aws:username}-*`)",
        ),
        (r#""StringEquals": {"sts:SourceIdentity": "ana"}"#, "the source identity `ana`"),
        (
            r#""StringEquals": {"aws:RequestTag/team": ["blue", "red"]}"#,
            "the session tag `team` with the value `blue` (`StringEquals` `blue` and `red`)",
        ),
        (
            r#""NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}"#,
            "the code of a second factor (`aws:MultiFactorAuthAge`)",
        ),
        (
            r#""IpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#,
            "`aws:SourceIp` with the value `203.0.113.0` (`IpAddress` `203.0.113.0/24`)",
        ),
        (
            r#""DateGreaterThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}"#,
            "`aws:CurrentTime` with the value `2030-01-01T00:00:01Z` (`DateGreaterThan` `2030-01-01T00:00:00Z`)",
        ),
        (r#""Null": {"sts:ExternalId": "false"}"#, "the external id `any` (`Null` `false`)"),
    ];
    for (condition, words) in table {
        let trust = format!(
            r#"{{"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
              "Principal": {{"AWS": "arn:aws:iam::111122223333:user/ana"}}, "Condition": {{{condition}}}}}"#
        );
        let words = format!("Can, if the request carries {words}.");
        assert_eq!(answers(&trust), [("`arn:aws:iam::111122223333:user/ana`".to_owned(), Answer::CanIf, words)]);
    }
}

#[test]
fn a_deny_is_passed_by_what_it_does_not_hold_for() {
    let trust = r#"[{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"}},
      {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"},
       "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}},
      {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"},
       "Condition": {"StringNotEquals": {"sts:ExternalId": "e1"}}}]"#;
    let found = answers(trust);
    assert_eq!(found.len(), 1, "{found:?}");
    let words = "Can, if the request carries the code of a second factor (`aws:MultiFactorAuthPresent`) and the external id \
                 `e1` (a Deny holds with `StringNotEquals` `e1`).";
    assert_eq!(found[0].2, words);
}

#[test]
fn who_is_not_meant_is_not_let_in_by_claiming_to_be_somebody_else() {
    let facts = [
        r#""StringEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:user/eva"}"#,
        r#""StringEquals": {"aws:PrincipalOrgID": "o-b"}"#,
        r#""StringEquals": {"aws:SourceAccount": "111122223333"}"#,
        r#""StringEquals": {"token.actions.githubusercontent.com:sub": "repo:us/app"}"#,
        r#""StringEquals": {"aws:PrincipalTag/team": "blue"}"#,
    ];
    for condition in facts {
        let trust = format!(
            r#"{{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {{"AWS": "arn:aws:iam::111122223333:user/ana"}},
              "Condition": {{{condition}}}}}"#
        );
        assert_eq!(answers(&trust), [], "{condition}");
    }
}

#[test]
fn where_no_value_is_found_the_answer_names_what_it_depends_on() {
    let trust = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "111122223333"},
      "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/admin-*"}}}"#;
    let words = "Depends on `aws:PrincipalArn`, which has to pass `ArnLike` `arn:aws:iam::111122223333:role/admin-*`: no \
                 value was found that lets the call pass.";
    let who = "any other user of the role's account who may call `sts:AssumeRole`";
    assert_eq!(answers(trust), [(who.to_owned(), Answer::CanIf, words.to_owned())]);
    let open = candidates(trust).into_iter().find(|candidate| candidate.answer == Answer::CanIf).unwrap();
    assert!(open.needs.iter().all(|need| need.tried.is_none()) && open.report.decision != Decision::Allowed);
}

#[test]
fn a_claim_that_never_becomes_a_key_lets_nobody_in() {
    let provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    let trust = |claim: &str| {
        format!(
            r#"{{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {{"Federated": "{provider}"}},
              "Condition": {{"StringEquals": {{"token.actions.githubusercontent.com:{claim}": "acme"}}}}}}"#
        )
    };
    assert_eq!(answers(&trust("made_up")), []);
    let job = answers(&trust("sub")).remove(0);
    assert_eq!(job.2, "Can, if the request carries the claim `sub` with the value `acme`.");
}

#[test]
fn an_organization_that_the_scenario_does_not_know_keeps_nobody_out_for_sure() {
    let trust = |organization: &str| {
        format!(
            r#"{{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {{"AWS": "*"}},
              "Condition": {{"StringEquals": {{"aws:PrincipalOrgID": "{organization}"}}}}}}"#
        )
    };
    let strangers = |trust: &str| {
        let found = answers(trust).into_iter().find(|(who, ..)| who == "any user of any other AWS account");
        found.map(|(_, _, words)| words)
    };
    assert_eq!(strangers(&trust("o-a")), None, "the role's own organization has a candidate of its own");
    let words = "Depends on `aws:PrincipalOrgID`, which has to pass `StringEquals` `o-b`: no value was found that lets the \
                 call pass.";
    assert_eq!(strangers(&trust("o-b")).as_deref(), Some(words));
}

#[test]
fn a_service_is_let_in_for_whom_it_works_and_not_for_others() {
    let trust = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "backup.amazonaws.com"},
      "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}}"#;
    let words = "Can, if the request carries `aws:SourceAccount` with the value `111122223333`.";
    assert_eq!(answers(trust), [("the service `backup.amazonaws.com`".to_owned(), Answer::CanIf, words.to_owned())]);
}

#[test]
fn very_many_statements_with_conditions_end() {
    let statement = |at: usize| {
        format!(
            r#"{{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {{"AWS": "arn:aws:iam::111122223333:user/ana"}},
              "Condition": {{"StringEquals": {{"sts:ExternalId": "e{at}", "aws:PrincipalOrgID": "o-b"}}}}}}"#
        )
    };
    let all: Vec<String> = (0..500).map(statement).collect();
    assert_eq!(answers(&format!("[{}]", all.join(","))), []);
}

#[test]
fn a_search_that_ends_at_its_limit_says_so() {
    let ana = |effect: &str, condition: &str| {
        format!(
            r#"{{"Effect": "{effect}", "Action": "sts:AssumeRole", "Principal": {{"AWS": "arn:aws:iam::111122223333:user/ana"}},
              "Condition": {{{condition}}}}}"#
        )
    };
    let found = |refused: usize| {
        let mut all = vec![ana("Deny", r#""StringLike": {"sts:ExternalId": "e*"}"#)];
        all.extend((0..refused).map(|at| ana("Allow", &format!(r#""StringEquals": {{"sts:ExternalId": "e{at}"}}"#))));
        all.push(ana("Allow", r#""StringEquals": {"sts:ExternalId": "open"}"#));
        candidates(&format!("[{}]", all.join(","))).remove(0)
    };
    let few = found(20);
    assert_eq!((few.answer, few.unfinished, few.limit()), (Answer::CanIf, false, None));
    assert_eq!(few.needs[0].tried.as_deref(), Some("open"));
    let many = found(200);
    assert_eq!((many.answer, many.unfinished), (Answer::CanIf, true));
    assert!(many.needs.iter().all(|need| need.tried.is_none()), "{:?}", many.needs);
    assert!(many.limit().unwrap().contains("64 calls"));
}
