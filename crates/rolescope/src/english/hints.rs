//! Hints on what would fit, where a statement nearly does.

use crate::report::Why;

/// Ending of the names of service principals.
const SERVICE_END: &str = ".amazonaws.com";

/// A sentence on the slip that a reason shows, if it is a known one.
#[expect(clippy::wildcard_enum_match_arm, reason = "few reasons show a known slip")]
pub(super) fn hint(why: &Why) -> Option<String> {
    match why {
        Why::CallerNotNamed { values, caller } => {
            let short = caller.strip_suffix(SERVICE_END)?;
            let written = values.iter().find(|value| *value == short)?;
            Some(format!("`{written}` is no service principal: its name is `{caller}`."))
        }
        Why::KeyMissing { key, .. } if key.contains(['*', '?']) => {
            Some("The name of a condition key is taken letter by letter: a wildcard in it finds nothing.".to_owned())
        }
        Why::Compared { key, value, values, .. } if is_github_subject(key) && has_ids(value) => {
            let plain = without_ids(value);
            let is_old = |wanted: &String| wanted.starts_with(&plain) && !wanted.contains('@');
            values.iter().any(is_old).then(|| {
                "GitHub writes ids into the subjects of newer repositories: allow `repo:OWNER@*/REPOSITORY@*:…` with \
                 `StringLike`, too."
                    .to_owned()
            })
        }
        _ => vpc(why),
    }
}

/// A sentence on a VPC that is compared with an endpoint, which is a slip in a Deny too.
pub(super) fn vpc(why: &Why) -> Option<String> {
    let Why::Compared { key, values, .. } = why else { return None };
    let vpc = values.iter().find(|value| value.starts_with("vpc-"))?;
    let is_endpoint = key.eq_ignore_ascii_case("aws:SourceVpce");
    is_endpoint.then(|| format!("`{vpc}` is a VPC, not an endpoint: its key is `aws:SourceVpc`."))
}

fn is_github_subject(key: &str) -> bool {
    key.starts_with("token.actions.") && key.ends_with(":sub")
}

/// True for `repo:OWNER@ID/REPOSITORY@ID:…` (AM-16).
fn has_ids(subject: &str) -> bool {
    let Some(path) = subject.strip_prefix("repo:").and_then(|rest| rest.split(':').next()) else { return false };
    let has_id = |part: &str| {
        part.split_once('@').is_some_and(|(_, id)| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()))
    };
    path.split_once('/').is_some_and(|(owner, repository)| has_id(owner) && has_id(repository))
}

/// `repo:OWNER/REPOSITORY` of a subject that has ids.
fn without_ids(subject: &str) -> String {
    let path = subject.split(':').nth(1).unwrap_or_default();
    let names: Vec<&str> = path.split('/').map(|part| part.split('@').next().unwrap_or_default()).collect();
    format!("repo:{}", names.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{has_ids, without_ids};

    #[test]
    fn only_subjects_with_both_ids_are_of_the_new_form() {
        assert!(has_ids("repo:example-org@7654321/site@1234567890:ref:refs/heads/main"));
        for old in ["repo:example-org/site:ref:refs/heads/main", "repo:a@1/b:ref", "repo:a@x/b@y:ref", "a@1/b@2"] {
            assert!(!has_ids(old), "{old}");
        }
        assert_eq!(without_ids("repo:example-org@7654321/site@1234567890:ref:x"), "repo:example-org/site");
    }
}
