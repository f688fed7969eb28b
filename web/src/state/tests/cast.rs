//! Cast of a scenario: principals, resources, accounts, policies, callers.

use super::*;

#[test]
fn a_policy_of_the_organization_brings_the_account_along_that_the_scenario_names() {
    for control in [Control::Service, Control::Resource] {
        let state = reduce(&first(), Action::Change(Change::AddPolicy(Carrier::Level(0, control, 0))));
        assert_eq!((state.scenario.accounts.len(), state.scenario.accounts[0].id.as_str()), (1, "111122223333"));
        assert_eq!(focused(&state), "policy-name");
        let state = reduce(&state, Action::Change(Change::Undo));
        assert!(state.scenario.accounts.is_empty());
    }
}

#[test]
fn resources_of_a_call_come_and_go() {
    let state = reduce(&first(), Action::Change(Change::Add(New::Touched(1))));
    assert_eq!(focused(&state), "resource-1");
    let state = reduce(&state, fill_step(Field::Touched(1), "arn:aws:s3:::b/k"));
    let state = reduce(&state, fill_step(Field::TouchedKeys(1), "s3:prefix = x\ns3:prefix = y"));
    let Some(StepResource::Several(touched)) = &state.scenario.steps[1].resource else { panic!("several") };
    let TouchedResource::WithContext(with) = &touched[1] else { panic!("with keys") };
    let values = ContextInput::List(vec![Input::Text("x".to_owned()), Input::Text("y".to_owned())]);
    assert_eq!((with.arn.as_str(), with.context.get("s3:prefix")), ("arn:aws:s3:::b/k", Some(&values)));
    let state = reduce(&state, fill_step(Field::TouchedKeys(1), ""));
    let state = reduce(&state, Action::Change(Change::RemoveTouched(1)));
    assert_eq!(state.scenario, first().scenario);
}

#[test]
fn whoever_is_added_opens_as_a_form_and_can_be_removed_again() {
    for (new, entity) in [
        (New::Role, Entity::Principal(1)),
        (New::User, Entity::Principal(1)),
        (New::Resource, Entity::Resource(0)),
        (New::Account, Entity::Account(0)),
    ] {
        let state = reduce(&first(), Action::Change(Change::Add(new)));
        assert_eq!((state.form, focused(&state)), (entity, "form-Arn"), "{new:?}");
        let state = reduce(&state, Action::Change(Change::Remove(entity)));
        assert_eq!((&state.scenario, state.form), (&first().scenario, Entity::Scenario), "{new:?}");
        assert_eq!(focused(&state), "form-0");
    }
}

#[test]
fn what_is_added_is_what_the_scenario_speaks_of() {
    let state = reduce(
        &reduce(&first(), Action::Change(Change::Add(New::Account))),
        Action::Change(Change::Add(New::Resource)),
    );
    assert_eq!(state.scenario.accounts[0].id, "111122223333");
    assert_eq!(state.scenario.resources[0].arn, "arn:aws:s3:::amzn-s3-demo-config/app.json");
}

#[test]
fn levels_and_groups_come_move_and_go() {
    let state = reduce(&first(), Action::Change(Change::Add(New::Account)));
    let state = reduce(&state, Action::Change(Change::Add(New::Level(0, Control::Service))));
    let state = reduce(&state, Action::Change(Change::Add(New::Level(0, Control::Service))));
    let level = |at| Entity::Level(0, Control::Service, at);
    let state = reduce(&state, fill(level(1), Field::Arn, "r-ab12"));
    let state = reduce(&state, Action::Change(Change::Shift { entity: level(1), down: false }));
    let levels = state.scenario.accounts[0].service_control_policies.as_ref().unwrap();
    assert_eq!((levels[0].target.as_str(), focused(&state)), ("r-ab12", "level-serviceControlPolicies-0"));
    let state =
        reduce(&reduce(&state, Action::Change(Change::Remove(level(1)))), Action::Change(Change::Remove(level(0))));
    assert_eq!(state.scenario.accounts[0].service_control_policies, None);
    let state = reduce(&state, Action::Change(Change::Add(New::Group(0))));
    assert_eq!((state.scenario.principals[0].groups[0].name.as_str(), focused(&state)), ("group-1", "group-0"));
}

#[test]
fn sessions_and_roles_of_every_partition_carry_their_policies() {
    let json = r#"{"principals":[{"arn":"arn:aws-cn:iam::111122223333:user/team:role/ana"}],
        "steps":[{"caller":"arn:aws-cn:sts::111122223333:assumed-role/app/s","action":"s3:GetObject"}]}"#;
    let kinds = |scenario: &Scenario| -> Vec<PolicyType> {
        carriers(scenario).iter().map(|(carrier, _)| carrier.policy_type()).collect()
    };
    let mut scenario = Scenario::from_json(json).unwrap();
    assert!(kinds(&scenario).contains(&PolicyType::Session));
    assert!(!kinds(&scenario).contains(&PolicyType::Trust), "a user has none, whatever it is called");
    scenario.principals[0].arn = "arn:aws-cn:iam::111122223333:role/app".to_owned();
    assert!(kinds(&scenario).contains(&PolicyType::Trust));
}

#[test]
fn every_carrier_takes_a_policy_that_reads_and_opens() {
    let state = every_field();
    let mut scenario = state.scenario.clone();
    scenario.principals[0].trust_policy = None;
    scenario.principals[0].permissions_boundary = None;
    scenario.resources[0].policy = None;
    let state = own(scenario);
    let all = carriers(&state.scenario);
    let kinds: Vec<PolicyType> = all.iter().map(|(carrier, _)| carrier.policy_type()).collect();
    for kind in [
        PolicyType::IdentityBased,
        PolicyType::Trust,
        PolicyType::PermissionsBoundary,
        PolicyType::ResourceBased,
        PolicyType::Session,
        PolicyType::ServiceControl,
        PolicyType::ResourceControl,
        PolicyType::VpcEndpoint,
    ] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
    for (carrier, name) in all {
        assert!(!name.is_empty(), "{carrier:?}");
        let added = reduce(&state, Action::Change(Change::AddPolicy(carrier)));
        let pointer = added.view.policy.clone().unwrap();
        assert_eq!(added.scenario.policies().len(), state.scenario.policies().len() + 1);
        let entry = added.scenario.policies().into_iter().find(|entry| *entry.pointer == *pointer).unwrap();
        assert_eq!((entry.policy_type, focused(&added)), (carrier.policy_type(), "policy-name"));
        let problems = rolescope::analyze(&added.scenario).problems;
        let own: Vec<_> = problems.iter().filter(|problem| problem.pointer == *pointer).collect();
        assert!(own.iter().all(|problem| problem.severity != rolescope::report::Severity::Error), "{own:?}");
        let removed = reduce(&added, Action::Change(Change::RemovePolicy(pointer)));
        assert_eq!(
            (removed.scenario.policies().len(), focused(&removed)),
            (state.scenario.policies().len(), "add-policy")
        );
    }
}

#[test]
fn policies_are_renamed_and_new_names_are_free() {
    let state = reduce(&first(), Action::Change(Change::AddPolicy(Carrier::Permissions(0))));
    let state = reduce(&state, Action::Change(Change::AddPolicy(Carrier::Permissions(0))));
    let names: Vec<String> = state.scenario.principals[0].identity_policies.iter().map(|it| it.name.clone()).collect();
    assert_eq!(names, ["read-config", "permissions", "permissions-2"]);
    let what = Editable::PolicyName(PERMISSIONS.into());
    let state = reduce(&state, Action::Change(Change::Edit { what, text: "read".to_owned() }));
    assert_eq!(state.scenario.principals[0].identity_policies[0].name, "read");
}

#[test]
fn callers_are_whom_the_scenario_knows() {
    let found = callers(&first().scenario, 1);
    let of = |sort: &str| found.iter().find(|(name, ..)| *name == sort).map(|(_, callers, _)| callers.join(" "));
    assert_eq!(of("Sessions of earlier steps").as_deref(), Some("@assume"));
    assert_eq!(of("Services").as_deref(), Some("ec2.amazonaws.com"));
    assert_eq!(of("Without credentials").as_deref(), Some("anonymous"));
    assert_eq!(of("Identity providers"), None);
    assert!(callers(&first().scenario, 0).iter().all(|(sort, ..)| *sort != "Sessions of earlier steps"));
    let github = callers(&example("github-deploys"), 0);
    assert!(github.iter().any(|(_, callers, _)| callers.iter().any(|caller| caller.contains(":oidc-provider/"))));
}

#[test]
fn of_very_many_callers_some_can_be_chosen_and_the_others_are_counted() {
    let mut scenario = first().scenario.clone();
    let principal = |at: usize| rolescope::scenario::Principal {
        arn: format!("user-{at}"),
        ..rolescope::scenario::Principal::default()
    };
    scenario.principals = (0..1_000).map(principal).collect();
    let found = callers(&scenario, 0);
    let (_, users, more) = found.iter().find(|(sort, ..)| *sort == "Users and roles").unwrap();
    assert_eq!((users.len(), *more), (200, 800));
}

#[test]
fn a_new_role_has_a_trust_policy() {
    let state = reduce(&first(), Action::Change(Change::Add(New::Role)));
    let trust = state.scenario.principals.last().unwrap().trust_policy.as_ref().unwrap();
    assert!(trust.document.text().contains("sts:AssumeRole"));
}

#[test]
fn only_an_account_is_offered_as_one() {
    let resource =
        |arn: &str| rolescope::scenario::Resource { arn: arn.to_owned(), ..rolescope::scenario::Resource::default() };
    let resources = ["arn:aws:iam::*:role/x", "arn:aws:iam::aws:policy/x", "arn:aws:iam::777788889999:role/x"];
    let mut scenario = Scenario { resources: resources.map(resource).to_vec(), ..Scenario::default() };
    assert_eq!(super::entity::unlisted_account(&scenario), "777788889999");
    scenario.resources.pop();
    assert_eq!(super::entity::unlisted_account(&scenario), "444455556666");
}

const READER: &str = "arn:aws:iam::111122223333:role/config-reader";
const APP: &str = "arn:aws:iam::111122223333:role/app";

#[test]
fn an_arn_that_is_typed_over_is_taken_along_in_one_change() {
    let role = Entity::Principal(0);
    let before = first();
    assert_eq!(before.scenario.principals[0].arn, READER);
    assert_eq!(before.left_behind(role), None);
    let mut state = before;
    for text in ["", "a", "arn:aws:iam::111122223333:role/ap", APP] {
        state = reduce(&state, fill(role, Field::Arn, text));
    }
    let count = state.scenario.mentions(READER);
    assert!(count > 0);
    assert_eq!(state.left_behind(role), Some((READER, count)));
    assert_eq!(state.renamed_from(READER), Some(role));
    let typed = state.scenario.clone();
    let state = reduce(&state, Action::Change(Change::Rename { entity: role, focus: "form-Arn" }));
    assert_eq!((state.scenario.mentions(READER), state.scenario.mentions(APP)), (0, count));
    assert_eq!((state.left_behind(role), focused(&state)), (None, "form-Arn"));
    assert!(
        rolescope::analyze(&state.scenario)
            .steps
            .iter()
            .all(|step| step.decision == rolescope::report::Decision::Allowed)
    );
    assert_eq!(reduce(&state, Action::Change(Change::Undo)).scenario, typed);
}

#[test]
fn a_half_typed_arn_is_no_name_to_take_along_and_neither_is_one_that_somebody_else_has() {
    let role = Entity::Principal(0);
    let half = reduce(&first(), fill(role, Field::Arn, "arn:aws"));
    assert_eq!(half.left_behind(role), None);
    let back = reduce(&half, fill(role, Field::Arn, READER));
    assert_eq!(back.left_behind(role), None);
    let mut scenario = first().scenario.clone();
    scenario.principals.push(scenario.principals[0].clone());
    let state = reduce(&own(scenario), fill(role, Field::Arn, APP));
    assert_eq!(state.left_behind(role), None);
}

#[test]
fn what_a_step_lacks_is_added_by_its_name() {
    use rolescope::report::Needed;
    let object = "arn:aws:s3:::other-bucket/k/x.txt";
    for (needed, arn, listed) in [
        (Needed::Role, APP, APP),
        (Needed::Caller, "arn:aws:iam::111122223333:user/ana", "arn:aws:iam::111122223333:user/ana"),
        (Needed::Resource, object, "arn:aws:s3:::other-bucket"),
    ] {
        let state = reduce(&first(), Action::Change(Change::AddLacking { needed, arn: arn.into() }));
        assert_eq!((text_of_form(&state.scenario, state.form), focused(&state)), (Some(listed), "form-Arn"));
        let role = state.scenario.principals.iter().find(|principal| principal.arn == APP);
        assert_eq!(role.is_some_and(|role| role.trust_policy.is_some()), needed == Needed::Role);
        assert_eq!(reduce(&state, Action::Change(Change::Undo)).scenario, first().scenario);
    }
    let steps = Action::Change(Change::AddLacking { needed: Needed::Step, arn: "login".into() });
    assert_eq!(reduce(&first(), steps).scenario, first().scenario);
}
