//! The embedded data as a whole.

#![cfg(feature = "embedded")]

use std::collections::BTreeSet;

use iam_catalog::{
    AccessLevel, ActionCheck, FactKind, KeyFit, Presence, ResourceFit, ServiceDetails, by_level, embedded, packages,
};

fn services() -> impl Iterator<Item = ServiceDetails<'static>> {
    embedded::SERVICES.iter().filter_map(|(prefix, _)| embedded::service(prefix))
}

#[test]
fn there_are_as_many_services_actions_types_and_keys_as_aws_has() {
    let index = embedded::index();
    assert!((440..=520).contains(&index.services().len()), "{} services", index.services().len());
    assert!((21_800..=26_000).contains(&index.actions().count()), "{} actions", index.actions().count());
    let types: usize = services().map(|service| service.resources().len()).sum();
    assert!((2_250..=3_000).contains(&types), "{types} types of resources");
    let global = embedded::global_keys().keys().len();
    assert!((59..=90).contains(&global), "{global} global keys");
    let rcps = index.services().iter().filter(|service| service.supports_rcps).count();
    assert!((30..=300).contains(&rcps), "RCPs apply to {rcps} services");
    let dependent: usize = services().flat_map(|it| it.actions().to_vec()).map(|action| action.dependent.len()).sum();
    assert!(dependent > 3_000, "{dependent} dependent actions");
}

#[test]
fn the_details_have_the_actions_of_the_index() {
    let overlay = embedded::overlay();
    for details in services() {
        let service = embedded::index().service(details.prefix).unwrap();
        let newer: BTreeSet<&str> =
            overlay.of(details.prefix).filter(|fact| fact.kind == FactKind::Action).map(|fact| fact.value).collect();
        let names: Vec<&str> =
            service.actions().iter().map(|action| action.name).filter(|name| !newer.contains(name)).collect();
        let detailed: Vec<&str> = details.actions().iter().map(|action| action.name).collect();
        assert_eq!(names, detailed, "{}", details.prefix);
    }
    assert_eq!(embedded::SERVICES.len(), embedded::index().services().len());
}

#[test]
fn no_package_leaves_an_access_level_open() {
    let open: Vec<String> = embedded::index()
        .actions()
        .filter(|action| action.action.level == AccessLevel::NotKnown)
        .map(|action| action.to_string())
        .collect();
    assert_eq!(open, ["sts:GetScopedCredentials"]);
}

#[test]
fn resources_of_actions_are_types_of_the_service() {
    for service in services() {
        for action in service.actions() {
            for on in &action.resources {
                assert!(service.resource(on.name).is_some(), "{}:{} on {}", service.prefix, action.name, on.name);
            }
        }
    }
}

#[test]
fn every_package_has_a_version_a_checksum_and_the_mit_license() {
    let packages = packages(embedded::PROVENANCE);
    assert_eq!(packages.len(), 3);
    for package in &packages {
        assert!(!package.version.is_empty() && package.license == "MIT", "{}", package.name);
        assert!(package.sha256.len() == 64 && package.sha256.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
    assert!(packages[0].date.is_some_and(|date| date.len() == 10));
    let notice = include_str!("../NOTICE");
    assert!(packages.iter().all(|package| notice.contains(package.name)), "NOTICE names every package");
}

#[test]
fn a_resource_of_another_type_is_told_from_one_that_fits() {
    let s3 = embedded::service("s3").unwrap();
    let fit = |action: &str, resource: &str| s3.resource_fit(action, resource).unwrap();
    let object = "arn:aws:s3:::notes/today.txt";
    assert!(matches!(fit("GetObject", object), ResourceFit::Fits(it) if it.name == "object"));
    assert!(matches!(fit("ListBucket", "arn:aws:s3:::notes"), ResourceFit::Fits(it) if it.name == "bucket"));
    let ResourceFit::DoesNotFit { is, takes } = fit("ListBucket", object) else { panic!() };
    assert_eq!(is.unwrap().name, "object");
    assert!(takes.iter().any(|it| it.name == "bucket"));
    let ResourceFit::DoesNotFit { is, .. } = fit("GetObject", "arn:aws:s3:::notes") else { panic!() };
    assert_eq!(is.unwrap().name, "bucket");
    assert!(matches!(fit("ListAllMyBuckets", "*"), ResourceFit::TakesNone));
    assert!(s3.resource_fit("GetObjet", object).is_none());
}

#[test]
fn keys_that_no_request_of_an_action_has_are_told() {
    let s3 = embedded::service("s3").unwrap();
    let fit = |action: &str, key: &str| {
        s3.key_fit(s3.action(action).unwrap(), key, embedded::global_keys(), embedded::index())
    };
    assert_eq!(fit("ListBucket", "S3:Prefix"), KeyFit::Listed);
    assert_eq!(fit("GetObject", "s3:prefix"), KeyFit::Never);
    assert_eq!(fit("GetObject", "s3:ExistingObjectTag/team"), KeyFit::Listed);
    assert_eq!(fit("GetObject", "sqs:anything"), KeyFit::Never);
    assert_eq!(fit("GetObject", "aws:SourceIp"), KeyFit::Global);
    assert_eq!(fit("GetObject", "aws:PrincipalTag/team"), KeyFit::Global);
    assert_eq!(fit("GetObject", "token.example.com:sub"), KeyFit::NotKnown);
    assert_eq!(fit("GetObject", "aws:SourceVpcc"), KeyFit::Unknown);
    assert_eq!(fit("ListBucket", "s3:prefx"), KeyFit::Unknown);
    let meant = |key: &str| s3.meant_keys(s3.action("ListBucket").unwrap(), key, embedded::global_keys());
    assert_eq!(meant("s3:prefx"), ["s3:prefix"]);
    assert_eq!(meant("AWS:SourceVpcc").first(), Some(&"aws:SourceVpc"));
}

#[test]
fn an_action_that_does_not_exist_gets_what_was_meant() {
    let meant = |name: &str| match embedded::index().check(name) {
        ActionCheck::Known(_) => vec!["known".to_owned()],
        ActionCheck::NoService { meant } | ActionCheck::UnknownAction { meant } => {
            meant.iter().map(ToString::to_string).collect()
        }
        ActionCheck::UnknownService { meant } => meant.into_iter().map(str::to_owned).collect(),
    };
    assert_eq!(meant("s3:GetObjet").first().map(String::as_str), Some("s3:GetObject"));
    assert_eq!(meant("sts:AssumeRol").first().map(String::as_str), Some("sts:AssumeRole"));
    assert_eq!(meant("dynamdb:GetItem"), ["dynamodb"]);
    assert_eq!(meant("s3:Put").first().map(String::as_str), Some("s3:PutObject"));
    assert_eq!(meant("sqs:AssumeRoleWithSAML"), ["sts:AssumeRoleWithSAML"]);
    assert_eq!(meant("s3:Flummox"), Vec::<String>::new());
    assert_eq!(meant("STS:assumerole"), ["known"]);
    assert_eq!(meant("sts:GetScopedCredentials"), ["known"]);
}

#[test]
fn all_of_s3_is_grouped_by_level() {
    let expansion = embedded::index().expand("s3:*").unwrap();
    let levels: Vec<&str> = by_level(&expansion.actions).keys().map(|level| level.name()).collect();
    assert_eq!(levels, ["List", "Read", "Write", "Tagging", "Permissions management"]);
    let rest = embedded::index().expand_not(&["s3:*"]).unwrap();
    assert_eq!(rest.len() + expansion.actions.len(), embedded::index().actions().count());
}

#[test]
fn own_tag_keys_come_from_the_reference_data() {
    let tag_keys = |service: &str, resource: &str| -> Vec<&str> {
        let service = embedded::service(service).unwrap();
        service.tag_keys(service.resource(resource).unwrap()).collect()
    };
    assert_eq!(tag_keys("ec2", "instance"), ["ec2:ResourceTag/${TagKey}"]);
    assert_eq!(tag_keys("rds", "db"), ["rds:db-tag/${TagKey}"]);
    assert_eq!(tag_keys("secretsmanager", "Secret"), ["secretsmanager:ResourceTag/${TagKey}"]);
    assert!(tag_keys("sqs", "queue").is_empty());
}

#[test]
fn the_overlay_covers_at_least_forty_services_that_the_packages_have() {
    let overlay = embedded::overlay();
    let services: BTreeSet<&str> = overlay.facts().map(|fact| fact.service).collect();
    assert!(services.len() >= 40, "{} services", services.len());
    for service in services {
        assert!(embedded::service(service).is_some(), "`{service}` is not a service");
    }
}

#[test]
fn facts_of_the_overlay_name_types_and_keys_that_exist() {
    for fact in embedded::overlay().facts() {
        let service = embedded::service(fact.service).unwrap();
        let known_key = |key: &str| {
            let prefix = key.split_once(':').unwrap().0;
            let own = embedded::service(prefix).is_some_and(|service| service.key(key).is_some());
            own || embedded::global_keys().find(key).is_some()
        };
        match fact.kind {
            FactKind::ResourcePolicy | FactKind::ResourcePolicyWithoutResource => {
                assert!(service.resource(fact.value).is_some(), "{}: type `{}`", fact.service, fact.value);
            }
            FactKind::TagKey => {
                let (resource, key) = fact.value.split_once(' ').unwrap();
                assert!(service.resource(resource).is_some() && service.key(key).is_some(), "{}", fact.value);
            }
            FactKind::Sends(_) => assert!(known_key(fact.value), "{}: key `{}`", fact.service, fact.value),
            // Once a package has it, the row goes.
            FactKind::Action => assert!(service.action(fact.value).is_none(), "{}: `{}`", fact.service, fact.value),
            FactKind::Principal => assert!(fact.value.ends_with(".amazonaws.com"), "{}", fact.value),
            FactKind::PassesTag | FactKind::PassesSourceIdentity | FactKind::PassesSessionPolicy => {}
        }
    }
}

#[test]
fn the_overlay_says_each_thing_once() {
    let facts: Vec<_> = embedded::overlay().facts().map(|fact| (fact.service, fact.kind, fact.value)).collect();
    for (at, fact) in facts.iter().enumerate() {
        assert!(!facts[..at].contains(fact), "{fact:?} twice");
    }
}

#[test]
fn the_overlay_answers_for_services_of_the_corpus() {
    let overlay = embedded::overlay();
    assert_eq!(overlay.service_of_principal("delivery.logs.amazonaws.com"), Some("logs"));
    assert_eq!(overlay.presence("config", "AWS:SourceAccount"), Some(Presence::Always));
    assert_eq!(overlay.presence("config", "aws:PrincipalOrgID"), Some(Presence::Never));
    assert_eq!(overlay.presence("config", "aws:SourceVpc"), None);
    assert_eq!(overlay.policy_needs_resource("s3", "bucket"), Some(true));
    assert_eq!(overlay.policy_needs_resource("ecr", "repository"), Some(false));
    assert_eq!(overlay.policy_needs_resource("ecs", "cluster"), None);
    let tags = overlay.of("eks").filter(|fact| fact.kind == FactKind::PassesTag).count();
    assert_eq!(tags, 6);
    assert_eq!(overlay.tag_keys("s3", "object").collect::<Vec<_>>(), ["s3:ExistingObjectTag/${TagKey}"]);
}
