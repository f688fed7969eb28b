//! Resources of a scenario, sorted by what bears on them.

use std::collections::BTreeSet;

use iam_analysis::{Budget, Exhausted, ResourceClass, ResourcePattern, resource_classes};
use iam_eval::AwsOwned;
use iam_syntax::{Arn, Pattern};

use super::doubt::Doubt;
use crate::scenario::Scenario;

/// Every class of resources that the scenario tells apart. `accounts`: those that may own one.
pub(super) fn classes(
    scenario: &Scenario,
    accounts: &BTreeSet<String>,
    budget: &mut Budget,
) -> Result<Vec<ResourceClass>, Exhausted> {
    let text = |text: &str| ResourcePattern { pattern: Pattern::parse(text, true, false), by_field: false };
    let by_field = |text: &str| ResourcePattern { pattern: Pattern::parse(text, true, false), by_field: true };
    // Actions without a resource are apart from those on a resource that nothing names.
    let mut patterns = vec![ResourcePattern { pattern: Pattern::parse("*", false, false), by_field: false }];
    for entry in &scenario.resources {
        patterns.push(text(&entry.arn));
        if is_bucket(&entry.arn) && !has_wildcard(&entry.arn) {
            patterns.push(text(&format!("{}/*", entry.arn)));
        }
    }
    let roles = scenario.principals.iter().filter(|own| Arn::parse(&own.arn).is_some_and(|arn| arn.is_role()));
    patterns.extend(roles.map(|role| text(&role.arn)));
    patterns.push(by_field("arn:*:iam:*:*:role/*"));
    patterns.push(by_field("arn:*:kms:*:*:key/*"));
    if scenario.resources.iter().any(|entry| entry.public_access_block.is_some()) {
        patterns.push(by_field("arn:*:s3:*:*:*"));
    }
    for account in accounts.iter().map(String::as_str).chain(["", "aws"]) {
        patterns.push(by_field(&format!("arn:*:*:*:{account}:*")));
    }
    let owned = AwsOwned::ALL.iter().map(|own| ResourcePattern { pattern: own.resource_pattern(), by_field: true });
    patterns.extend(owned);
    patterns.dedup();
    resource_classes(&patterns, budget)
}

/// Entries that stand for several buckets and not for their objects.
pub(super) fn doubt(scenario: &Scenario) -> Option<Doubt> {
    let several = |arn: &&str| has_wildcard(arn) && !arn.ends_with('*') && is_bucket(arn);
    let found = scenario.resources.iter().map(|entry| entry.arn.as_str()).find(several);
    found.map(|arn| Doubt::Buckets(arn.to_owned()))
}

fn has_wildcard(arn: &str) -> bool {
    arn.contains(['*', '?'])
}

/// True of an ARN that a bucket may have.
fn is_bucket(arn: &str) -> bool {
    let of_bucket = |own: Arn<'_>| (own.service == "s3" || has_wildcard(own.service)) && !own.resource.contains('/');
    Arn::parse(arn).map_or_else(|| has_wildcard(arn), of_bucket)
}
