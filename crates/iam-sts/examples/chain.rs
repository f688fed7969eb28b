//! Two roles in a chain: what the second session inherits from the first, and how long it may last.

use std::error::Error;

use iam_eval::{Caller, CallerKind, Instant, Tag};
use iam_sts::{AssumeRole, Role, Session};

fn main() -> Result<(), Box<dyn Error>> {
    let now = Instant::parse("2026-11-24T10:00:00Z").ok_or("no time of the form 2026-11-24T10:00:00Z")?;
    let ana = CallerKind::User { arn: "arn:aws:iam::111122223333:user/ana".into(), id: "AIDAEXAMPLE".into() };
    let (ana, build, deploy) = (caller(ana), role("build"), role("deploy"));

    let first = AssumeRole {
        tags: vec![Tag { key: "Project".into(), value: "blue".into() }],
        transitive_tag_keys: vec!["Project".into()],
        source_identity: Some("ana"),
        ..call(&ana, &build, now)
    };
    first.check()?;
    let session = first.session();
    println!("{} until {}", session.arn, session.expires_at);

    let acting = caller(CallerKind::RoleSession {
        role_arn: build.arn.clone(),
        role_id: build.id.clone(),
        session_arn: Some(session.arn.clone()),
        service_linked: false,
    });
    let second = AssumeRole { caller_session: Some(&session), ..call(&acting, &deploy, now) };
    second.check()?;
    println!("the next call needs {}", second.actions().join(", "));
    let Session { tags, source_identity, .. } = second.session();
    println!("and inherits {tags:?} and the source identity {source_identity:?}");
    assert_eq!((tags.len(), source_identity.as_deref()), (1, Some("ana")));

    let too_long = AssumeRole { duration_seconds: Some(7200), ..second };
    println!("two hours: {:?}", too_long.check());
    assert!(too_long.check().is_err(), "a chained session ends after an hour at the latest");
    Ok(())
}

fn caller(kind: CallerKind) -> Caller {
    Caller { kind, account: Some("111122223333".into()), has_boundary: false }
}

fn role(name: &str) -> Role {
    let role =
        Role::new(format!("arn:aws:iam::111122223333:role/{name}"), format!("AROA{}EXAMPLE", name.to_uppercase()));
    Role { max_session_duration: 43_200, ..role }
}

fn call<'a>(caller: &'a Caller, role: &'a Role, now: Instant) -> AssumeRole<'a> {
    AssumeRole { name: Some("release"), ..AssumeRole::new(caller, role, now) }
}

#[cfg(test)]
#[test]
fn the_example_runs() {
    main().unwrap();
}
