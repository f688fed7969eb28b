//! The reason that a message gives: kind of policy, explicit or implicit, its ARN.

use rolescope::report::PolicyType;

use crate::facts::{Answer, Effect};

/// AWS's words for the kinds of policies.
const KINDS: [(&str, PolicyType); 8] = [
    ("identity-based polic", PolicyType::IdentityBased),
    ("resource-based polic", PolicyType::ResourceBased),
    ("permissions boundar", PolicyType::PermissionsBoundary),
    ("service control polic", PolicyType::ServiceControl),
    ("resource control polic", PolicyType::ResourceControl),
    ("session polic", PolicyType::Session),
    ("VPC endpoint polic", PolicyType::VpcEndpoint),
    ("trust polic", PolicyType::Trust),
];

const EXPLICIT: &str = "with an explicit deny";
const IMPLICIT: &str = "because no ";

/// The reason in the text after action and resource.
pub(crate) fn answer(text: &str) -> Answer {
    if let Some((_, rest)) = text.split_once(EXPLICIT) {
        return explicit(rest);
    }
    // `because no identity-based policy allows …`, and KMS's `because the resource does not exist in this Region, no … allow access, or a …`.
    let Some((_, rest)) = text.split_once(IMPLICIT) else { return Answer::default() };
    let denied_by = rest.split(" allow").next().and_then(kind);
    Answer { denied_by, effect: denied_by.map(|_| Effect::Implicit), ..Answer::default() }
}

fn explicit(rest: &str) -> Answer {
    let effect = Some(Effect::Explicit);
    let Some(named) = rest.strip_prefix(" in ") else { return Answer { effect, ..Answer::default() } };
    let deciding = named.split_once("transitively through ").map_or(named, |(_, through)| through);
    Answer { denied_by: kind(deciding), effect, policy: policy_arn(deciding), statements: Vec::new() }
}

/// The kind whose words stand nearest to the beginning.
fn kind(text: &str) -> Option<PolicyType> {
    let near = KINDS.iter().filter_map(|(words, kind)| text.find(words).filter(|at| *at < 40).map(|at| (at, *kind)));
    near.min_by_key(|(at, _)| *at).map(|(_, kind)| kind)
}

/// ARN of the policy: `policy: arn:aws:…`, with or without a full stop.
fn policy_arn(text: &str) -> Option<String> {
    let at = text.find(": arn:").filter(|at| *at < 40)?;
    let arn = text.get(at + 2..)?.split(' ').next()?.trim_end_matches(super::text::is_wrapping);
    (!arn.is_empty()).then(|| arn.to_owned())
}

/// Region of the link to the console.
pub(super) fn console_region(text: &str) -> Option<String> {
    let (_, query) = text.split_once("console.aws.amazon.com/")?;
    let (_, region) = query.split_once("region=")?;
    let region = region.split(['#', '&', ' ']).next()?;
    let fits =
        !region.is_empty() && region.len() <= 32 && region.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    fits.then(|| region.to_owned())
}

/// Authorization id at the end of a message.
pub(super) fn authorization_id(text: &str) -> Option<&str> {
    let (_, id) = text.split_once("authorization id: ")?;
    Some(id.split(' ').next()?.trim_matches(super::text::is_wrapping)).filter(|id| !id.is_empty())
}
