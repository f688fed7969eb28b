use super::*;

const VERDICTS: [Verdict; 4] = [Verdict::Allows, Verdict::Denies, Verdict::Silent, Verdict::NotApplicable];
const KINDS: [ResourcePolicyKind; 4] =
    [ResourcePolicyKind::General, ResourcePolicyKind::Trust, ResourcePolicyKind::Key, ResourcePolicyKind::DefaultKey];
const RELATIONS: [Relation; 3] = [Relation::SameAccount, Relation::CrossAccount, Relation::Unsigned];

/// A same-account request whose only policy is the identity policy that allows it.
fn plain() -> Flow {
    Flow {
        resource_control: Verdict::NotApplicable,
        service_control: Verdict::NotApplicable,
        endpoint: Verdict::NotApplicable,
        resource: Verdict::NotApplicable,
        boundary: Verdict::NotApplicable,
        session: Verdict::NotApplicable,
        identity: Verdict::Allows,
        named: Named::NONE,
        resource_kind: ResourcePolicyKind::General,
        relation: Relation::SameAccount,
        federated_user: false,
        assumed_root: false,
    }
}

/// Every combination of verdicts, of the ways to be named that a matching Allow can have, and of relations.
fn every(mut visit: impl FnMut(&Flow)) {
    let names: Vec<Named> =
        [Way::Star, Way::Account, Way::User, Way::Role, Way::Session, Way::Federated].map(Named::only).into();
    for code in 0..4usize.pow(7) {
        let says = |digit: u32| VERDICTS[(code / 4usize.pow(digit)) % 4];
        let resource = says(3);
        let allowing = matches!(resource, Verdict::Allows | Verdict::Denies);
        for named in if allowing { names.as_slice() } else { &[Named::NONE] } {
            for resource_kind in KINDS {
                for relation in RELATIONS {
                    visit(&Flow {
                        resource_control: says(0),
                        service_control: says(1),
                        endpoint: says(2),
                        resource,
                        boundary: says(4),
                        session: says(5),
                        identity: says(6),
                        named: *named,
                        resource_kind,
                        relation,
                        federated_user: named.has(Way::Federated),
                        assumed_root: false,
                    });
                }
            }
        }
    }
}

#[test]
fn over_every_combination_a_deny_wins_and_guardrails_never_grant() {
    let mut seen = [0usize; 3];
    every(|flow| {
        let combination = combine(flow);
        let says: Vec<Verdict> = flow.gates().map(|(_, says)| says).collect();
        let denied = says.contains(&Verdict::Denies);
        assert_eq!(combination.decision == Decision::ExplicitDeny, denied, "{flow:?}");
        let guards = [flow.resource_control, flow.service_control, flow.endpoint];
        let granting = [flow.resource, flow.identity].contains(&Verdict::Allows);
        if combination.decision == Decision::Allowed {
            assert!(!guards.contains(&Verdict::Silent) && granting, "{flow:?}");
        }
        assert!(!combination.decided_by.is_empty(), "{flow:?}");
        let mut sorted = combination.decided_by.clone();
        sorted.sort();
        assert_eq!(sorted, combination.decided_by, "most binding first: {flow:?}");
        seen[match combination.decision {
            Decision::Allowed => 0,
            Decision::ExplicitDeny => 1,
            Decision::ImplicitDeny => 2,
        }] += 1;
    });
    assert!(seen.iter().all(|count| *count > 9_000), "{seen:?}");
}

#[test]
fn over_every_combination_an_allow_more_never_takes_away_and_a_deny_more_never_gives() {
    every(|flow| {
        let before = combine(flow).decision;
        let change = |from: Verdict, to: Verdict| {
            let swap = |says: Verdict| if says == from { to } else { says };
            // One gate at a time.
            [
                Flow { resource_control: swap(flow.resource_control), ..*flow },
                Flow { service_control: swap(flow.service_control), ..*flow },
                Flow { endpoint: swap(flow.endpoint), ..*flow },
                Flow { boundary: swap(flow.boundary), ..*flow },
                Flow { session: swap(flow.session), ..*flow },
                Flow { identity: swap(flow.identity), ..*flow },
            ]
        };
        if before == Decision::Allowed {
            for more in change(Verdict::Silent, Verdict::Allows) {
                assert_eq!(combine(&more).decision, Decision::Allowed, "{more:?}");
            }
        } else {
            for more in change(Verdict::Silent, Verdict::Denies) {
                assert_ne!(combine(&more).decision, Decision::Allowed, "{more:?}");
            }
        }
    });
}

#[test]
fn the_table_of_resource_policy_grants_holds_row_by_row() {
    use Verdict::{Allows, NotApplicable, Silent};
    let grant = |way, federated_user, boundary, session| {
        let flow = Flow {
            resource: Allows,
            named: Named::only(way),
            identity: Silent,
            boundary,
            session,
            federated_user,
            ..plain()
        };
        combine(&flow).decision
    };
    let (yes, no) = (Decision::Allowed, Decision::ImplicitDeny);
    let rows = [
        (Way::User, false, Silent, NotApplicable, yes),
        (Way::User, true, Allows, Allows, yes),
        (Way::User, true, Silent, Allows, no),
        (Way::User, true, NotApplicable, Silent, no),
        (Way::User, true, NotApplicable, NotApplicable, no),
        (Way::Federated, true, Silent, Silent, yes),
        (Way::Role, false, NotApplicable, NotApplicable, yes),
        (Way::Role, false, Silent, NotApplicable, no),
        (Way::Role, false, Allows, Silent, no),
        (Way::Session, false, Silent, Silent, yes),
        (Way::Star, false, Silent, Silent, yes),
        (Way::Account, false, NotApplicable, NotApplicable, no),
    ];
    for (way, federated_user, boundary, session, expected) in rows {
        assert_eq!(grant(way, federated_user, boundary, session), expected, "{way:?} {boundary:?} {session:?}");
    }
}

#[test]
fn across_accounts_both_sides_must_allow_whoever_is_named() {
    let flow = Flow { relation: Relation::CrossAccount, ..plain() };
    for way in Way::ALL {
        let named = Flow { resource: Verdict::Allows, named: Named::only(way), ..flow };
        assert_eq!(combine(&named).decision, Decision::Allowed);
        let silent = Flow { identity: Verdict::Silent, ..named };
        assert_eq!(combine(&silent).decided_by, [Gate::Identity], "{way:?}");
        let capped = Flow { boundary: Verdict::Silent, ..named };
        assert_eq!(combine(&capped).decided_by, [Gate::Boundary], "{way:?}");
    }
    let alone = Flow { resource: Verdict::NotApplicable, ..flow };
    assert_eq!(combine(&alone).decided_by, [Gate::Resource]);
}

#[test]
fn a_trust_policy_that_names_the_user_still_needs_the_boundary() {
    let flow = Flow {
        resource_kind: ResourcePolicyKind::Trust,
        resource: Verdict::Allows,
        named: Named::only(Way::User),
        identity: Verdict::Silent,
        ..plain()
    };
    assert_eq!(combine(&flow).decided_by, [Gate::Trust]);
    assert_eq!(combine(&Flow { boundary: Verdict::Silent, ..flow }).decided_by, [Gate::Boundary]);
}

#[test]
fn a_task_policy_limits_what_a_resource_grants_to_an_assumed_root_user() {
    let with = |session, assumed_root| {
        combine(&Flow {
            resource: Verdict::Allows,
            named: Named::only(Way::Star),
            identity: Verdict::Allows,
            session,
            assumed_root,
            ..plain()
        })
        .decision
    };
    assert_eq!(with(Verdict::Silent, true), Decision::ImplicitDeny);
    assert_eq!(with(Verdict::Allows, true), Decision::Allowed);
    assert_eq!(with(Verdict::Silent, false), Decision::Allowed);
}
