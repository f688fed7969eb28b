//! Sentences on a Deny that applies: the values that met, and the Allow that it outweighs.

use super::detail::detail;
use super::hints::vpc;
use super::words::{parts, quoted, statement, statement_of_policy, uncapital};
use crate::report::{Comparison, NamedStatement, Why};

/// Reasons that one sentence names.
const NAMED: usize = 2;

/// Parts of the sentence that do not hang on why the statement applies.
pub(super) struct Denied<'c> {
    pub(super) by: Option<&'c NamedStatement>,
    pub(super) action: &'c str,
    pub(super) resource: Option<&'c str>,
    pub(super) outweighs: Option<&'c NamedStatement>,
}

/// The sentence; keys without which the decision would be another one are named before it, and not again.
pub(super) fn sentence(denied: &Denied<'_>, met: &[Why], absent_keys: &[String]) -> String {
    let who = denied.by.map_or_else(|| "a statement".to_owned(), statement_of_policy);
    let on = denied.resource.map(|resource| format!(" on `{resource}`")).unwrap_or_default();
    let allow = |allow: &NamedStatement| format!(", here over {} of `{}`", statement(allow), allow.policy);
    let here = denied.outweighs.map(allow).unwrap_or_default();
    let mut reasons: Vec<&Why> = met.iter().collect();
    reasons.sort_by_key(|why| rank(why, absent_keys));
    let told: Vec<String> = reasons.iter().take(NAMED).map(|why| clause(why, absent_keys)).collect();
    let more = match reasons.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" (+{more} more)"),
    };
    let denies = format!("{who} denies `{}`{on}", denied.action);
    let slip = reasons.iter().find_map(|why| vpc(why)).map(|slip| format!(" {slip}")).unwrap_or_default();
    if told.is_empty() {
        return format!("{denies}, and a Deny wins over every Allow{here}.");
    }
    format!("{denies} because {}{more}. A Deny wins over every Allow{here}.{slip}", told.join(", and "))
}

/// Place in the sentence: first what people overlook most.
#[expect(clippy::wildcard_enum_match_arm, reason = "the rest is said last")]
fn rank(why: &Why, absent_keys: &[String]) -> u8 {
    match why {
        Why::KeyMissing { key, .. } if absent_keys.contains(key) => 3,
        Why::Compared { value, result: Comparison::Fits { with }, .. } if value == with => 4,
        Why::PartlyListed { .. } | Why::BoundaryOverridesNotPrincipal | Why::CallerNotListed { .. } => 0,
        Why::KeyMissing { .. } | Why::KeyPresence { .. } => 1,
        Why::Compared { .. } => 2,
        _ => 5,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the sentences of trace entries, but for these")]
fn clause(why: &Why, absent_keys: &[String]) -> String {
    match why {
        Why::KeyMissing { key, values, .. } if absent_keys.contains(key) && !values.is_empty() => {
            let any = if values.len() > 1 { "any of " } else { "" };
            format!("`{key}` is not {any}{}", quoted(values))
        }
        Why::PartlyListed { listed, lacking } => {
            format!("`NotPrincipal` lists only the caller's {}, and needs its {} too", parts(listed), parts(lacking))
        }
        Why::CallerNotListed { caller } => format!("`NotPrincipal` does not list `{caller}`"),
        Why::BoundaryOverridesNotPrincipal => {
            "the caller has a permissions boundary, with which `NotPrincipal` spares nobody".to_owned()
        }
        Why::KeyPresence { key, present: true, .. } => format!("the request has `{key}`"),
        Why::KeyPresence { key, present: false, .. } => format!("the request has no `{key}`"),
        Why::Compared { key, value, several: false, result: Comparison::Fits { with }, .. } if value == with => {
            format!("`{key}` is `{value}`")
        }
        Why::FitsNone { list, found, .. } => format!("`{}` does not list `{found}`", list.name()),
        _ => uncapital(detail(why).trim_end_matches('.')),
    }
}
