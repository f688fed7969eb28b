//! Services' own keys for tags of resources (AM-11).

use iam_syntax::Arn;

use table::{OBJECT_TAG_ACTIONS, OWN_TAG_KEYS};

mod table;

/// True if an action of S3, in lower case and without the service, can ask for tags of an object.
pub(super) fn asks_for_object_tags(action: &str) -> bool {
    OBJECT_TAG_ACTIONS.split(' ').any(|name| name == action)
}

/// The key of a service for the tags of a resource, up to the slash, such as `rds:db-tag/`.
pub(super) fn own_tag_key(service: &str, arn: &Arn<'_>) -> Option<String> {
    let (kind, below) = arn.resource.split_once(['/', ':'])?;
    let is_own = arn.service == service;
    let is_named = |name: &str| match name.split_once(':') {
        Some((other, name)) => other == arn.service && name == kind,
        None => is_own && name == kind,
    };
    let has_key = |types: &str| match types.strip_prefix('!') {
        Some(others) => is_own && !others.split(' ').any(is_named),
        None => types.split(' ').any(is_named),
    };
    let (_, key, _) = OWN_TAG_KEYS.iter().find(|(of, _, types)| *of == service && has_key(types))?;
    // A key of another name says the tags of one type alone, and not of what lies below.
    let of_all = key.ends_with("esourceTag/");
    let whole = || key.split_once("{}").map_or((*key).to_owned(), |(front, back)| [front, kind, back].concat());
    (of_all || !below.contains('/')).then(whole)
}
