//! Services' own keys for tags (AM-11), straight from the reference data.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use iam_catalog::{ResourceType, ServiceDetails, embedded};

use super::world::arn_field;

/// Keys that other rules give: EV-61 and AM-23.
const BY_OTHER_RULES: [&str; 2] = ["iam:ResourceTag/", "s3:BucketTag/"];

/// All services that have keys for tags of their own.
static SERVICES: LazyLock<Vec<ServiceDetails<'static>>> = LazyLock::new(|| {
    let all = embedded::index().services().iter().filter_map(|service| embedded::service(service.prefix));
    all.filter(|details| details.resources().iter().any(|kind| details.tag_keys(kind).next().is_some())).collect()
});

/// The keys, up to the slash, that a service has for the tags of a resource.
pub(super) fn own_keys(service: &str, resource: &str) -> BTreeSet<&'static str> {
    let Some(details) = SERVICES.iter().find(|details| details.prefix == service) else { return BTreeSet::new() };
    let kinds = details.resources().iter().filter(|kind| is_of(kind, resource));
    let keys = kinds.flat_map(|kind| details.tag_keys(kind)).filter_map(|key| key.strip_suffix("${TagKey}"));
    keys.filter(|key| !BY_OTHER_RULES.contains(key) && says_tags_of(key, resource)).collect()
}

/// True if the first part of the resource is that of the type.
fn is_of(kind: &ResourceType<'_>, resource: &str) -> bool {
    let first = |arn: &str| arn_field(arn, 5).split(['/', ':']).next().unwrap_or_default().to_owned();
    arn_field(kind.arn, 2) == arn_field(resource, 2) && first(kind.arn) == first(resource)
}

/// A key that is not called `ResourceTag` leaves out what lies below.
fn says_tags_of(key: &str, resource: &str) -> bool {
    let whole = arn_field(resource, 5);
    let below = whole.split_once(['/', ':']).map_or("", |(_, below)| below);
    key.to_lowercase().ends_with(":resourcetag/") || !below.contains('/')
}

/// True if S3 lists the tags of existing objects for an action.
pub(super) fn reads_object_tags(action: &str) -> bool {
    let name = action.split(':').nth(1).unwrap_or_default();
    let Some(s3) = embedded::service("s3") else { return false };
    let is_listed = |action| s3.keys_of(action).iter().any(|key| key.name == "s3:ExistingObjectTag/${TagKey}");
    s3.action(name).is_some_and(is_listed)
}
