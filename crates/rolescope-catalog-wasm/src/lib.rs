//! The reference data for JavaScript: the calls of `iam-catalog`, each with an answer in JSON.
//!
//! The entry `/catalog` of the npm package `rolescope` is built over it.

mod told;

use iam_catalog::{PatternError, embedded};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use told::{Check, Details, Expanded, Known, told_action};

/// All services, without their actions.
#[wasm_bindgen]
pub fn services() -> String {
    json(&embedded::index().services().iter().map(told::Service::of).collect::<Vec<_>>())
}

/// Everything about the service with this prefix, or `null`.
#[wasm_bindgen]
pub fn service(prefix: &str) -> String {
    json(&Details::of(prefix))
}

/// The action of this name, or `null`.
#[wasm_bindgen]
pub fn action(name: &str) -> String {
    json(&embedded::index().action(name).map(told_action))
}

/// Existence of an action, and what was probably meant.
#[wasm_bindgen]
pub fn check(name: &str) -> String {
    json(&Check::of(embedded::index().check(name)))
}

/// The best completions of what was typed.
#[wasm_bindgen]
pub fn complete(typed: &str, limit: usize) -> String {
    json(&embedded::index().complete(typed, limit).iter().map(told::Completion::of).collect::<Vec<_>>())
}

/// The actions that a pattern means.
#[wasm_bindgen]
pub fn expand(pattern: &str) -> String {
    json(&expanded(embedded::index().expand(pattern).map(|expansion| expansion.actions)))
}

/// The actions that the patterns of a `NotAction` leave.
#[wasm_bindgen(js_name = expandNot)]
pub fn expand_not(patterns: Vec<String>) -> String {
    let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
    json(&expanded(embedded::index().expand_not(&patterns)))
}

/// Relation of a resource to an action, or `null` when there is no such action.
#[wasm_bindgen(js_name = resourceFit)]
pub fn resource_fit(action: &str, resource: &str) -> String {
    json(&Known::find(action).and_then(|known| known.resource_fit(resource)))
}

/// Relation of a condition key to requests of an action, or `null` when there is no such action.
#[wasm_bindgen(js_name = keyFit)]
pub fn key_fit(action: &str, key: &str) -> String {
    json(&Known::find(action).and_then(|known| known.key_fit(key)))
}

/// All global condition keys.
#[wasm_bindgen(js_name = globalKeys)]
pub fn global_keys() -> String {
    json(&embedded::global_keys().keys().iter().map(told::GlobalKey::of).collect::<Vec<_>>())
}

/// Prefix of the service whose principal this is, or `null`.
#[wasm_bindgen(js_name = serviceOfPrincipal)]
pub fn service_of_principal(principal: &str) -> String {
    json(&embedded::overlay().service_of_principal(principal))
}

/// Presence of a condition key in requests that a service's principal makes, or `null` when it is not known.
#[wasm_bindgen]
pub fn presence(service: &str, key: &str) -> String {
    json(&embedded::overlay().presence(service, key).map(told::presence))
}

/// `true` if the resource policy of such a resource needs `Resource`, or `null` when it is not known that it has a policy.
#[wasm_bindgen(js_name = policyNeedsResource)]
pub fn policy_needs_resource(service: &str, resource: &str) -> String {
    json(&embedded::overlay().policy_needs_resource(service, resource))
}

/// The packages that the data was made from.
#[wasm_bindgen]
pub fn packages() -> String {
    json(&embedded::packages().iter().map(told::Package::of).collect::<Vec<_>>())
}

fn expanded(actions: Result<Vec<iam_catalog::ActionName<'static>>, PatternError>) -> Expanded {
    match actions {
        Ok(actions) => Expanded::Actions(actions.into_iter().map(told_action).collect()),
        Err(error) => Expanded::Error(told::Unexpanded::of(error)),
    }
}

/// Writing cannot fail: there are no maps with keys that are no texts.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_json() {
        assert_eq!(action("s3:getobject"), r#"{"name":"s3:GetObject","level":"Read"}"#);
        assert_eq!(action("s3:GetObjet"), "null");
        assert_eq!(check("s3:GetObjet"), r#"{"problem":"unknownAction","meant":["s3:GetObject"]}"#);
        assert_eq!(key_fit("s3:GetObject", "s3:prefix"), r#""never""#);
        let fit = resource_fit("s3:GetObject", "arn:aws:s3:::b/k");
        assert_eq!(fit, r#"{"fit":"fits","type":"object"}"#);
    }

    #[test]
    fn a_pattern_without_a_service_is_an_error() {
        assert!(expand("Get*").starts_with(r#"{"error":{"message":"`Get*` has no service prefix"#));
        assert!(expand("Get*").ends_with(r#""cause":{"kind":"noService","pattern":"Get*"}}}"#));
        assert!(expand_not(vec!["*".to_owned()]).contains(r#"{"actions":[]}"#));
    }
}
