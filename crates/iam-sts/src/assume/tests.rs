use super::*;

fn now() -> Instant {
    Instant::parse("2026-11-23T10:00:00Z").unwrap()
}

fn tag(key: &str, value: &str) -> Tag {
    Tag { key: key.into(), value: value.into() }
}

fn user() -> Caller {
    let kind = CallerKind::User { arn: "arn:aws:iam::111122223333:user/ana".into(), id: "AIDAANAEXAMPLE".into() };
    Caller { kind, account: Some("111122223333".into()), has_boundary: false }
}

fn role_session() -> Caller {
    let kind = CallerKind::RoleSession {
        role_arn: "arn:aws:iam::111122223333:role/app".into(),
        role_id: "AROAAPPEXAMPLE".into(),
        session_arn: Some("arn:aws:sts::111122223333:assumed-role/app/s1".into()),
        service_linked: false,
    };
    Caller { kind, account: Some("111122223333".into()), has_boundary: false }
}

fn target(max_session_duration: u64) -> Role {
    Role {
        arn: "arn:aws:iam::111122223333:role/team/target".into(),
        id: "AROATARGETEXAMPLE".into(),
        tags: vec![tag("Team", "red")],
        max_session_duration,
    }
}

fn call<'a>(caller: &'a Caller, role: &'a Role) -> AssumeRole<'a> {
    AssumeRole { name: Some("s1"), ..AssumeRole::new(caller, role, now()) }
}

#[test]
fn durations_keep_to_the_role_and_to_an_hour_when_chained() {
    let (ana, app, short, long) = (user(), role_session(), target(3600), target(43200));
    let table = [
        (&ana, &long, 899, Err(StsError::TooShort { asked: 899, least: 900 })),
        (&ana, &long, 43200, Ok(())),
        (&ana, &short, 7200, Err(StsError::TooLong { asked: 7200, most: 3600, limit: DurationLimit::Role })),
        (&app, &long, 43200, Err(StsError::TooLong { asked: 43200, most: 3600, limit: DurationLimit::Chaining })),
        (&app, &long, 3600, Ok(())),
    ];
    for (caller, role, seconds, expected) in table {
        let call = AssumeRole { duration_seconds: Some(seconds), ..call(caller, role) };
        assert_eq!(call.check(), expected, "{seconds}");
    }
}

#[test]
fn services_make_sessions_longer_than_the_role_allows() {
    let kind = CallerKind::Service { name: "ec2.amazonaws.com".into() };
    let (service, role) = (Caller { kind, account: None, has_boundary: false }, target(3600));
    assert_eq!(AssumeRole { duration_seconds: Some(21600), ..call(&service, &role) }.check(), Ok(()));
}

#[test]
fn what_a_call_passes_brings_its_permissions_along() {
    let (ana, role) = (user(), target(3600));
    let plain = call(&ana, &role);
    assert_eq!(plain.actions(), ["sts:AssumeRole"]);
    let tagged = AssumeRole { tags: vec![tag("a", "b")], source_identity: Some("ana"), ..plain };
    assert_eq!(tagged.actions(), ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]);
}

#[test]
fn a_session_carries_name_times_and_overridden_tags() {
    let (ana, role) = (user(), target(3600));
    let session =
        AssumeRole { tags: vec![tag("team", "blue")], duration_seconds: Some(900), ..call(&ana, &role) }.session();
    assert_eq!(session.arn, "arn:aws:sts::111122223333:assumed-role/target/s1");
    assert_eq!(session.id.as_deref(), Some("AROATARGETEXAMPLE:s1"));
    assert_eq!(session.expires_at.to_string(), "2026-11-23T10:15:00Z");
    assert_eq!(session.tags, [tag("team", "blue")]);
    assert!(!session.expired(now()));
    assert!(session.expired(session.expires_at));
}

#[test]
fn a_chain_keeps_transitive_tags_and_source_identity_and_refuses_others() {
    let (ana, app, role) = (user(), role_session(), target(3600));
    let first = AssumeRole {
        tags: vec![tag("team", "red"), tag("cost", "1")],
        transitive_tag_keys: vec!["Team".into()],
        source_identity: Some("ana"),
        ..call(&ana, &role)
    };
    assert_eq!(first.check(), Ok(()));
    let session = first.session();
    let second = AssumeRole { caller_session: Some(&session), ..call(&app, &role) };
    assert_eq!(second.actions(), ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]);
    let next = second.session();
    assert_eq!((next.transitive, next.source_identity.as_deref()), (vec![tag("team", "red")], Some("ana")));
    let again = AssumeRole { tags: vec![tag("TEAM", "x")], ..second.clone() };
    assert_eq!(again.check(), Err(StsError::InheritedTag { key: "TEAM".into() }));
    let other = AssumeRole { source_identity: Some("bob"), ..second };
    assert_eq!(other.check().map_err(|error| error.code()), Err("AccessDenied"));
}

#[test]
fn a_transitive_key_must_be_passed() {
    let (ana, role) = (user(), target(3600));
    let call = AssumeRole { transitive_tag_keys: vec!["team".into()], ..call(&ana, &role) };
    assert_eq!(call.check(), Err(StsError::TransitiveKeyNotPassed { key: "team".into() }));
}

#[test]
fn session_policies_have_2048_characters_together() {
    let (ana, role) = (user(), target(3600));
    let call = AssumeRole { policy_lengths: vec![1500, 600], ..call(&ana, &role) };
    assert_eq!(call.check(), Err(StsError::PolicyTooLarge { length: 2100 }));
    assert_eq!(StsError::PolicyTooLarge { length: 2100 }.code(), "PackedPolicyTooLarge");
    for (length, fits) in [(548, true), (549, false)] {
        let call = AssumeRole { policy_lengths: vec![1500, length], ..call.clone() };
        assert_eq!(call.check().is_ok(), fits, "1,500 and {length} characters");
    }
}

#[test]
fn five_contexts_can_be_provided_and_no_more() {
    let (ana, role) = (user(), target(3600));
    for (count, outcome) in [(5, Ok(())), (6, Err(StsError::TooManyContexts { count: 6 }))] {
        let call = AssumeRole { context_providers: vec!["provider".to_owned(); count], ..call(&ana, &role) };
        assert_eq!(call.check(), outcome, "{count} contexts");
    }
}
