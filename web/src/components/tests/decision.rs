//! The decision and what leads to it: verdict, walk, trace, session.

use super::*;

fn verdict_of(change: impl FnOnce(&mut StepReport) + Send + 'static) -> String {
    draw(move || {
        let mut step = step_report(Decision::Allowed, Vec::new());
        change(&mut step);
        verdict(&State::first_visit(), &step, &Explanation::of(&step), &Callback::noop())
    })
}

/// The verdict on `s3:GetObject` of `amzn-s3-demo-bucket/a` for a user with one statement.
fn verdict_under(statement: &'static str) -> String {
    let user = "arn:aws:iam::111122223333:user/ana";
    let scenario = format!(
        r#"{{
            "principals": [{{ "arn": "{user}", "identityPolicies": [{{ "name": "read", "document": {{
                "Version": "2012-10-17", "Statement": {statement} }} }}] }}],
            "steps": [{{ "caller": "{user}", "action": "s3:GetObject", "resource": "arn:aws:s3:::amzn-s3-demo-bucket/a" }}]
        }}"#
    );
    draw(move || {
        let report = rolescope::analyze(&Scenario::from_json(&scenario).unwrap());
        let step = report.steps.last().unwrap();
        verdict(&State::first_visit(), step, &Explanation::of(step), &Callback::noop())
    })
}

#[test]
fn the_sentence_of_a_verdict_leaves_the_decision_to_the_headline() {
    let html = verdict_under(r#"{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }"#);
    assert!(html.contains("Statement 1 of identity-based policy <code>read</code> allows"), "{html}");
    assert!(!html.contains("Allowed:"), "{html}");
    let html = verdict_under(
        r#"{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:SourceVpce": "v" } } }"#,
    );
    assert!(html.contains("Only because the request has no <code>aws:SourceVpce</code>: statement 1"), "{html}");
}

#[test]
fn the_obstacle_of_the_nearest_statement_is_said_once() {
    let one = verdict_under(r#"{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }"#);
    assert_eq!(one.matches("<code>arn:aws:s3:::b/*</code> does not match the resource").count(), 1, "{one}");
    let two = verdict_under(
        r#"{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }"#,
    );
    assert_eq!(two.matches("<code>arn:aws:s3:::b/*</code> does not match the resource").count(), 1, "{two}");
}

#[test]
fn the_verdict_says_its_decision_in_an_attribute_and_in_words() {
    let said = [
        (Decision::Allowed, "allowed", "Allowed"),
        (Decision::ExplicitDeny, "explicitDeny", "Explicitly denied"),
        (Decision::ImplicitDeny, "implicitDeny", "Denied: nothing allows it"),
        (Decision::Error, "error", "Refused"),
    ];
    for (decision, attribute, words) in said {
        let html = verdict_of(move |step| step.decision = decision);
        assert!(
            html.contains(&format!(
                "role=\"status\" aria-label=\"Verdict\" aria-atomic=\"true\" data-decision=\"{attribute}\""
            )),
            "{html}"
        );
        assert!(html.contains(words), "{html}");
    }
}

#[test]
fn a_verdict_without_an_allow_names_the_nearest_statement_and_its_obstacle() {
    let html = verdict_of(|step| {
        step.decision = Decision::ImplicitDeny;
        let place =
            |start| Some(Place { policy: "read".into(), pointer: "/p".into(), span: ByteSpan { start, end: 9 } });
        let mut clause = entry(TraceKind::Clause, TraceVerdict::DoesNotMatch, Vec::new());
        clause.detail = Some("`s3:Put*` does not match".to_owned());
        clause.place = place(5);
        let mut statement = entry(TraceKind::Statement, TraceVerdict::DoesNotMatch, vec![clause]);
        statement.title = "Allow · Read".to_owned();
        statement.place = place(3);
        step.nearest = place(3);
        step.trace = vec![statement].into();
    });
    assert!(html.contains("Nearest: Allow · Read in read"), "{html}");
    assert!(html.contains("<code>s3:Put*</code> does not match"), "{html}");
}

#[test]
fn the_users_words_are_set_as_code_and_never_as_markup() {
    let html = draw(|| {
        let step = step_report(Decision::ImplicitDeny, Vec::new());
        let text = "`<b>x</b>` does not match `*`".to_owned();
        let explanation = Explanation { text, says_obstacle: false };
        verdict(&State::first_visit(), &step, &explanation, &Callback::noop())
    });
    assert!(html.contains("<code>&lt;b&gt;x&lt;/b&gt;</code> does not match <code>*</code>"), "{html}");
}

#[test]
fn a_verdict_that_hangs_on_missing_keys_shows_the_way_to_some_of_them_and_counts_the_rest() {
    let html = verdict_of(|step| {
        let absent = |at: u32| AbsentKey {
            key: format!("k:{at}"),
            policy_type: PolicyType::IdentityBased,
            policy: "read".into(),
            statement: at,
            sid: None,
            effect: Effect::Allow,
            place: Place { policy: "read".into(), pointer: "/p".into(), span: ByteSpan { start: at, end: 9 } },
        };
        step.decided_by_absent_keys = (0..5).map(absent).collect();
    });
    assert!(html.contains("k:0: Identity-based policy read, statement 1"), "{html}");
    assert!(html.contains("k:2: Identity-based policy read, statement 3"), "{html}");
    assert!(!html.contains("k:3") && html.contains("and 2 more"), "{html}");
}

#[test]
fn claims_that_are_no_condition_keys_are_said() {
    let html = verdict_of(|step| {
        let text = "AWS provides no condition key for the claim `iss`: so it is.".to_owned();
        step.left_out_claims = vec![LeftOutClaim { claim: "iss".to_owned(), why: LeftOutReason::NotListed, text }];
    });
    assert!(html.contains("Claims left out"), "{html}");
    assert!(html.contains("no condition key for the claim <code>iss</code>"), "{html}");
}

#[test]
fn an_unmet_expectation_is_said() {
    let html = verdict_of(|step| {
        step.expected = Some(rolescope::scenario::Expectation::Denied);
        step.met = Some(false);
    });
    assert!(html.contains("The scenario expects denied: not met"), "{html}");
}

#[test]
fn the_verdict_links_to_the_statement_that_decided() {
    let html = verdict_of(|step| {
        let place = Place { policy: "read".into(), pointer: "/p".into(), span: ByteSpan { start: 3, end: 9 } };
        let mut statement = entry(TraceKind::Statement, TraceVerdict::Allows, Vec::new());
        statement.place = Some(place.clone());
        step.trace = vec![statement].into();
        step.decided_by = vec![PolicyType::IdentityBased];
        step.matched_statements = vec![MatchedStatement {
            policy_type: PolicyType::IdentityBased,
            policy: "read".into(),
            statement: 1,
            sid: Some("Read".to_owned()),
            effect: Effect::Allow,
            place,
        }];
    });
    assert!(html.contains("Identity-based policy read, statement 2 (Read)"), "{html}");
}

fn station(kind: StationKind, state: StationState) -> Station {
    Station {
        kind,
        label: "a/b".to_owned(),
        note: "says so".to_owned(),
        state,
        step: 0,
        account: Some("111122223333".to_owned()),
        pointer: None,
    }
}

#[test]
fn the_walk_says_where_it_stands_and_where_it_stops() {
    let html = draw(|| {
        let stations = [
            station(StationKind::Caller, StationState::Plain),
            station(StationKind::Permissions, StationState::ImplicitDeny),
            station(StationKind::Resource, StationState::NotReached),
        ];
        walk(&stations, Some(1), &Shown::default(), &Callback::noop())
    });
    let stations: Vec<&str> = html.split("<li").skip(1).collect();
    assert_eq!(stations.len(), 3);
    assert!(stations[0].contains("t-info goes-on") && !stations[0].contains("aria-current"), "{html}");
    assert!(stations[1].contains("t-nothing stops") && stations[1].contains("aria-current=\"step\""), "{html}");
    assert!(stations[2].contains("t-off ends") && !stations[2].contains("account"), "{html}");
    assert!(stations[0].contains("account 111122223333"), "{html}");
}

fn trace_with(view: impl FnOnce() -> View + Send + 'static) -> String {
    draw(|| {
        let clause = |verdict| entry(TraceKind::Clause, verdict, Vec::new());
        let statement = |clauses| entry(TraceKind::Statement, TraceVerdict::DoesNotMatch, clauses);
        let far = statement(vec![clause(TraceVerdict::DoesNotMatch), clause(TraceVerdict::DoesNotMatch)]);
        let near = at("/p", 1, 2, statement(vec![clause(TraceVerdict::Matches), clause(TraceVerdict::DoesNotMatch)]));
        let nearest = near.place.clone();
        let step = StepReport { nearest, ..step_report(Decision::ImplicitDeny, vec![far, near]) };
        let mut state = State::first_visit();
        state.step = 0;
        state.view = view();
        let analysis = Analysis::of_steps(vec![step]);
        let sight = Sight::of(&state, &analysis);
        trace(&state, &sight, sight.step.unwrap(), &Callback::noop())
    })
}

#[test]
fn the_trace_is_open_where_the_decision_fell_and_folds_by_hand() {
    let html = trace_with(View::default);
    let details: Vec<bool> = html.split("<details").skip(1).map(|details| details.starts_with(" open")).collect();
    assert_eq!(details, [false, true], "{html}");
    let by_hand = trace_with(|| View {
        trace: Some([1].as_slice().into()),
        folds: vec![([1].as_slice().into(), false)],
        ..View::default()
    });
    assert!(!by_hand.contains("<details open"), "{by_hand}");
}

#[test]
fn one_trace_entry_is_current_and_every_verdict_has_a_word() {
    let html = trace_with(View::default);
    assert_eq!(html.matches("aria-current=\"true\"").count(), 1, "{html}");
    assert_eq!(html.matches(">no match<").count(), 5, "{html}");
}

#[test]
fn a_session_is_shown_with_what_later_steps_call_it() {
    let html = draw(|| {
        let session = SessionReport {
            arn: "arn:aws:sts::111122223333:assumed-role/a/s".to_owned(),
            access_key_id: "ASIAX".to_owned(),
            tags: rolescope::Map::from([("team".to_owned(), "blue".to_owned())]),
            ..SessionReport::default()
        };
        session_card(&session, Some("assume"))
    });
    for part in ["assumed-role/a/s", "ASIAX", "Tag team", "blue", "@assume"] {
        assert!(html.contains(part), "{part}: {html}");
    }
}
