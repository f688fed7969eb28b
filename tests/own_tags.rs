//! Services' own keys for tags (AM-11): the engine's table is made from the reference data, and every type of resource has the key it should.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use iam_catalog::{ActionDetails, FactKind, ResourceType, ServiceDetails, embedded};
use rolescope::{Scenario, analyze};
use serde_json::json;

const HEAD: &str = "// Made from iam-catalog: UPDATE_GOLDEN=1 cargo test --test project own_tags\n\n";

/// Keys that other rules give: EV-61 and AM-23.
const BY_OTHER_RULES: [&str; 2] = ["iam:ResourceTag/", "s3:BucketTag/"];

#[test]
fn the_table_of_the_engine_is_that_of_the_reference_data() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/iam-eval/src/keys/own_tags/table.rs");
    let table = table();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let held = fs::read_to_string(&path).unwrap_or_default();
    assert!(held == table, "{} is stale; UPDATE_GOLDEN=1 writes it anew", path.display());
}

#[test]
fn tags_of_every_type_of_resource_become_the_keys_that_the_reference_data_gives_it() {
    let mut compared = 0;
    for service in services() {
        let kinds = service.resources();
        // Other rules are about general purpose buckets, and about users and roles.
        let by_this_rule = |kind: &&ResourceType<'_>| !kind.arn.contains(":::") && first_part(kind.arn).0 != "iam";
        let steps: Vec<_> = kinds.iter().filter(by_this_rule).collect();
        let arns: Vec<String> = steps.iter().map(|kind| example(kind.arn)).collect();
        let scenario = json!({
            "resources": arns.iter().map(|arn| json!({ "arn": arn, "tags": { "team": "red" } })).collect::<Vec<_>>(),
            "steps": arns.iter().map(|arn| json!({
                "caller": "arn:aws:iam::111122223333:root", "action": format!("{}:Any", service.prefix), "resource": arn,
            })).collect::<Vec<_>>(),
        });
        let report = analyze(&Scenario::from_json(&scenario.to_string()).unwrap());
        for (kind, step) in steps.iter().zip(&report.steps) {
            let own = |name: &str| name.ends_with("/team") && !name.starts_with("aws:");
            let found: BTreeSet<&str> = step.context.keys().map(|key| &**key).filter(|key| own(key)).collect();
            let wanted = keys_of(&service, kind, kinds).into_iter().map(|key| format!("{key}team")).collect::<Vec<_>>();
            assert_eq!(found.into_iter().collect::<Vec<_>>(), wanted, "{} {}", service.prefix, kind.arn);
            compared += wanted.len();
        }
    }
    assert!(compared > 200, "only {compared} keys");
}

#[test]
fn policies_that_need_no_resource_are_those_of_the_reference_data() {
    let overlay = embedded::overlay();
    let of_types = overlay.facts().filter(|fact| fact.kind == FactKind::ResourcePolicyWithoutResource);
    let named: Vec<String> = of_types.map(|fact| format!("{} {}", fact.service, fact.value)).collect();
    assert_eq!(named, ["ecr repository", "ecr-public repository", "iam role"]);
    let statement = json!({ "Effect": "Allow", "Principal": "*", "Action": "*" });
    let policy = json!({ "name": "own", "document": { "Version": "2012-10-17", "Statement": statement } });
    for service in embedded::index().services().iter().filter_map(|service| embedded::service(service.prefix)) {
        // A role's is its trust policy, which is no policy of a resource entry.
        let kinds = service.resources().iter().filter(|kind| (service.prefix, kind.name) != ("iam", "role"));
        for kind in kinds {
            let scenario = json!({ "resources": [{ "arn": example(kind.arn), "policy": policy }] });
            let report = analyze(&Scenario::from_json(&scenario.to_string()).unwrap());
            let is_named = named.contains(&format!("{} {}", service.prefix, kind.name));
            assert_eq!(report.problems.iter().all(|it| it.code != "MISSING_RESOURCE"), is_named, "{}", kind.arn);
        }
    }
}

/// Services that have keys of their own for tags of resources.
fn services() -> impl Iterator<Item = ServiceDetails<'static>> {
    let all = embedded::index().services().iter().filter_map(|service| embedded::service(service.prefix));
    all.filter(|service| service.resources().iter().any(|kind| !own_keys(service, kind).is_empty()))
}

/// The keys that the reference data ties to a type, up to the slash.
fn own_keys<'s>(service: &'s ServiceDetails<'static>, kind: &'s ResourceType<'static>) -> BTreeSet<&'static str> {
    let keys = service.tag_keys(kind).filter_map(|key| key.strip_suffix("${TagKey}"));
    keys.filter(|key| !BY_OTHER_RULES.contains(key)).collect()
}

/// The keys that the tags of a type's resources become: `ResourceTag` of all types that begin alike, another name only of the one on top.
fn keys_of(
    service: &ServiceDetails<'static>,
    kind: &ResourceType<'static>,
    all: &[ResourceType<'static>],
) -> BTreeSet<&'static str> {
    let alike = all.iter().filter(|other| first_part(other.arn) == first_part(kind.arn));
    let is_on_top = example(kind.arn).rsplit(':').next().unwrap().matches('/').count() < 2;
    alike.flat_map(|other| own_keys(service, other)).filter(|key| is_resource_tag(key) || is_on_top).collect()
}

fn is_resource_tag(key: &str) -> bool {
    key.to_lowercase().ends_with(":resourcetag/")
}

/// Service and first part of the resource of an ARN.
fn first_part(arn: &str) -> (&str, &str) {
    let fields: Vec<&str> = arn.splitn(6, ':').collect();
    (fields[2], fields[5].split(['/', ':']).next().unwrap())
}

/// An ARN of a format.
fn example(format: &str) -> String {
    let named =
        format.replace("${Partition}", "aws").replace("${Region}", "us-east-1").replace("${Account}", "111122223333");
    let mut parts = named.split("${");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |arn, part| arn + "x" + part.split_once('}').unwrap().1).replace('*', "x")
}

/// The engine's table: service of the action, key up to the slash (`{}` stands for the type), and the types: `!` before all that have none.
fn table() -> String {
    let mut rows = Vec::new();
    for service in services() {
        let prefix = service.prefix;
        let mut by_key: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut own_types = BTreeSet::new();
        for kind in service.resources() {
            let (of, name) = first_part(kind.arn);
            let name = if of == prefix { name.to_owned() } else { format!("{of}:{name}") };
            if of == prefix {
                own_types.insert(name.clone());
            }
            for key in own_keys(&service, kind) {
                let key =
                    if key == format!("{prefix}:{name}-tag/") { format!("{prefix}:{{}}-tag/") } else { key.to_owned() };
                by_key.entry(key).or_default().insert(name.clone());
            }
        }
        for (key, types) in by_key {
            let others: Vec<&str> = own_types.difference(&types).map(String::as_str).collect();
            let all: Vec<&str> = types.iter().map(String::as_str).collect();
            let (others, all) = (format!("!{}", others.join(" ")), all.join(" "));
            let list = if types.is_subset(&own_types) && others.len() < all.len() { others } else { all };
            rows.push(format!("    ({prefix:?}, {key:?}, {list:?}),\n"));
        }
    }
    let mut table = HEAD.to_owned();
    table += "/// Service of the action, its key up to the slash (`{}` is the type), and the types that have it: after `!`, all but these.\n";
    let _ = writeln!(
        table,
        "#[rustfmt::skip]\npub(super) const OWN_TAG_KEYS: [(&str, &str, &str); {}] = [\n{}];\n",
        rows.len(),
        rows.concat()
    );
    let s3 = embedded::service("s3").unwrap();
    let is_asked =
        |action: &&ActionDetails<'_>| s3.keys_of(action).iter().any(|key| key.name == "s3:ExistingObjectTag/${TagKey}");
    let asks = s3.actions().iter().filter(is_asked);
    let names: Vec<String> = asks.map(|action| action.name.to_lowercase()).collect();
    table += "/// Actions of S3 that can ask for tags of an object.\n";
    let _ = writeln!(table, "#[rustfmt::skip]\npub(super) const OBJECT_TAG_ACTIONS: &str = {:?};", names.join(" "));
    table
}
