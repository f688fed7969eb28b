use super::*;

const VERDICTS: [Verdict; 4] = [Verdict::Allows, Verdict::Denies, Verdict::Silent, Verdict::NotApplicable];
const KINDS: [ResourcePolicyKind; 4] =
    [ResourcePolicyKind::General, ResourcePolicyKind::Trust, ResourcePolicyKind::Key, ResourcePolicyKind::DefaultKey];
/// The gates besides that of the resource. The one of scope down policies is as the others that bound every grant, and has a test of
/// its own: with it this would take four times as long.
const OTHERS: [Gate; 6] =
    [Gate::ResourceControl, Gate::ServiceControl, Gate::VpcEndpoint, Gate::Boundary, Gate::Session, Gate::Identity];
const RELATIONS: [Relation; 3] = [Relation::SameAccount, Relation::CrossAccount, Relation::Unsigned];

/// A same-account request whose only policy is the identity policy that allows it.
fn plain() -> Flow {
    Flow {
        says: Verdicts::NONE.with(Gate::Identity, Verdict::Allows),
        named: MatchedWays::NONE,
        resource_kind: ResourcePolicyKind::General,
        relation: Relation::SameAccount,
        federated_user: false,
        assumed_root: false,
    }
}

/// The plain request, with other verdicts.
fn with(verdicts: &[(Gate, Verdict)]) -> Flow {
    verdicts.iter().fold(plain(), |flow, (gate, says)| Flow { says: flow.says.with(*gate, *says), ..flow })
}

/// Every combination of verdicts, of the ways to be named that a matching Allow can have, and of relations.
fn every(mut visit: impl FnMut(&Flow)) {
    let names: Vec<MatchedWays> = [
        MatchedAs::Star,
        MatchedAs::Account,
        MatchedAs::User,
        MatchedAs::Role,
        MatchedAs::Session,
        MatchedAs::Federated,
    ]
    .map(MatchedWays::only)
    .into();
    for code in 0..4usize.pow(7) {
        let says = |digit: u32| VERDICTS[(code / 4usize.pow(digit)) % 4];
        let resource = says(6);
        let allowing = matches!(resource, Verdict::Allows | Verdict::Denies);
        for named in if allowing { names.as_slice() } else { &[MatchedWays::NONE] } {
            for resource_kind in KINDS {
                for relation in RELATIONS {
                    let mut verdicts = Verdicts::NONE.with(resource_kind.gate(), resource);
                    for (at, gate) in OTHERS.into_iter().enumerate() {
                        verdicts.set(gate, says(at as u32));
                    }
                    visit(&Flow {
                        says: verdicts,
                        named: *named,
                        resource_kind,
                        relation,
                        federated_user: named.has(MatchedAs::Federated),
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
        let denied = flow.says.gates(Verdict::Denies).next().is_some();
        assert_eq!(combination.decision == Decision::ExplicitDeny, denied, "{flow:?}");
        let guards = [Gate::ResourceControl, Gate::ServiceControl, Gate::VpcEndpoint].map(|gate| flow.says.of(gate));
        let granting = [flow.resource_kind.gate(), Gate::Identity].map(|gate| flow.says.of(gate));
        if combination.decision == Decision::Allowed {
            assert!(!guards.contains(&Verdict::Silent) && granting.contains(&Verdict::Allows), "{flow:?}");
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
            let swap = |gate| if flow.says.of(gate) == from { to } else { flow.says.of(gate) };
            // One gate at a time.
            OTHERS.map(|gate| Flow { says: flow.says.with(gate, swap(gate)), ..*flow })
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
        let says =
            [(Gate::Resource, Allows), (Gate::Identity, Silent), (Gate::Boundary, boundary), (Gate::Session, session)];
        let flow = Flow { named: MatchedWays::only(way), federated_user, ..with(&says) };
        combine(&flow).decision
    };
    let (yes, no) = (Decision::Allowed, Decision::ImplicitDeny);
    let rows = [
        (MatchedAs::User, false, Silent, NotApplicable, yes),
        (MatchedAs::User, true, Allows, Allows, yes),
        (MatchedAs::User, true, Silent, Allows, no),
        (MatchedAs::User, true, NotApplicable, Silent, no),
        (MatchedAs::User, true, NotApplicable, NotApplicable, no),
        (MatchedAs::Federated, true, Silent, Silent, yes),
        (MatchedAs::Role, false, NotApplicable, NotApplicable, yes),
        (MatchedAs::Role, false, Silent, NotApplicable, no),
        (MatchedAs::Role, false, Allows, Silent, no),
        (MatchedAs::Session, false, Silent, Silent, yes),
        (MatchedAs::Star, false, Silent, Silent, yes),
        (MatchedAs::Account, false, NotApplicable, NotApplicable, no),
    ];
    for (way, federated_user, boundary, session, expected) in rows {
        assert_eq!(grant(way, federated_user, boundary, session), expected, "{way:?} {boundary:?} {session:?}");
    }
}

#[test]
fn across_accounts_both_sides_must_allow_whoever_is_named() {
    let across = |says: &[(Gate, Verdict)]| Flow { relation: Relation::CrossAccount, ..with(says) };
    let granted = (Gate::Resource, Verdict::Allows);
    for way in MatchedAs::ALL {
        let named = |says: &[(Gate, Verdict)]| combine(&Flow { named: MatchedWays::only(way), ..across(says) });
        assert_eq!(named(&[granted]).decision, Decision::Allowed);
        assert_eq!(named(&[granted, (Gate::Identity, Verdict::Silent)]).decided_by, [Gate::Identity], "{way:?}");
        assert_eq!(named(&[granted, (Gate::Boundary, Verdict::Silent)]).decided_by, [Gate::Boundary], "{way:?}");
    }
    assert_eq!(combine(&across(&[])).decided_by, [Gate::Resource]);
}

#[test]
fn a_trust_policy_that_names_the_user_still_needs_the_boundary() {
    let trusting = |boundary| {
        let says = [(Gate::Trust, Verdict::Allows), (Gate::Identity, Verdict::Silent), (Gate::Boundary, boundary)];
        let flow =
            Flow { resource_kind: ResourcePolicyKind::Trust, named: MatchedWays::only(MatchedAs::User), ..with(&says) };
        combine(&flow).decided_by
    };
    assert_eq!(trusting(Verdict::NotApplicable), [Gate::Trust]);
    assert_eq!(trusting(Verdict::Silent), [Gate::Boundary]);
}

#[test]
fn no_grant_passes_a_scope_down_policy() {
    for says in VERDICTS {
        let expected = match says {
            Verdict::Allows | Verdict::NotApplicable => (Decision::Allowed, None),
            Verdict::Silent => (Decision::ImplicitDeny, Some(Gate::ScopeDown)),
            Verdict::Denies => (Decision::ExplicitDeny, Some(Gate::ScopeDown)),
        };
        for relation in RELATIONS {
            for way in MatchedAs::ALL {
                let says = [(Gate::Resource, Verdict::Allows), (Gate::ScopeDown, says)];
                let found = combine(&Flow { named: MatchedWays::only(way), relation, ..with(&says) });
                assert_eq!(found.decision, expected.0, "{way:?} {relation:?}");
                if let Some(gate) = expected.1 {
                    assert_eq!(found.decided_by, [gate], "{way:?} {relation:?}");
                }
            }
        }
    }
}

#[test]
fn a_task_policy_limits_what_a_resource_grants_to_an_assumed_root_user() {
    let asked = |session, assumed_root| {
        let says = [(Gate::Resource, Verdict::Allows), (Gate::Session, session)];
        combine(&Flow { named: MatchedWays::only(MatchedAs::Star), assumed_root, ..with(&says) }).decision
    };
    assert_eq!(asked(Verdict::Silent, true), Decision::ImplicitDeny);
    assert_eq!(asked(Verdict::Allows, true), Decision::Allowed);
    assert_eq!(asked(Verdict::Silent, false), Decision::Allowed);
}
