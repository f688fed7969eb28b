//! Things that belong to AWS and that nobody may change (EV-90 to EV-92).

use super::world::arn_field;

/// True if AWS refuses the call whatever a policy allows.
pub(super) fn is_refused(action: &str, resource: &str) -> bool {
    let action = action.to_lowercase();
    let (service, verb) = action.split_once(':').unwrap_or((action.as_str(), ""));
    let last = arn_field(resource, 5);
    if service == "kms" {
        return ["createalias", "updatealias", "deletealias"].contains(&verb) && last.starts_with("alias/aws/");
    }
    if service != "iam" {
        return false;
    }
    if arn_field(resource, 4) == "aws" && last.starts_with("policy/") {
        return [
            "createpolicy",
            "createpolicyversion",
            "deletepolicy",
            "deletepolicyversion",
            "setdefaultpolicyversion",
            "tagpolicy",
            "untagpolicy",
        ]
        .contains(&verb);
    }
    let reads = ["get", "list", "generate", "simulate"].iter().any(|prefix| verb.starts_with(prefix));
    if last.starts_with("role/aws-reserved/") {
        return !reads;
    }
    if last.starts_with("role/aws-service-role/") {
        let by_policy = ["updateroledescription", "updaterole", "createservicelinkedrole", "deleteservicelinkedrole"];
        return !reads && !by_policy.contains(&verb);
    }
    false
}
