//! Things of a request that AWS does not have, in words.

use super::words;
use crate::report::{RequestWarning, RequestWarningCode};

/// The sentence of a warning about a request of `action`.
pub(crate) fn sentence(action: &str, warning: &RequestWarning) -> String {
    let name = &warning.name;
    let found = warning.found.as_deref().unwrap_or_default();
    let expected = listed(&warning.expected, "or");
    match warning.code {
        RequestWarningCode::NoService => match meant(warning) {
            none if none.is_empty() => {
                format!("`{name}` has no service prefix: write an action as `SERVICE:ACTION`, such as `s3:GetObject`.")
            }
            meant => format!("`{name}` has no service prefix.{meant}"),
        },
        RequestWarningCode::UnknownService => {
            let prefix = name.split(':').next().unwrap_or_default();
            format!("No AWS service has the prefix `{prefix}`.{}", meant(warning))
        }
        RequestWarningCode::UnknownAction => format!("AWS has no action `{name}`.{}", meant(warning)),
        RequestWarningCode::NoResource => format!("`{action}` does not act on a single resource: its resource is `*`."),
        RequestWarningCode::OtherResource => {
            let found = if found.is_empty() { String::new() } else { format!(", which is of type `{found}`") };
            format!("`{action}` does not act on `{name}`{found}; it acts on {expected}.")
        }
        RequestWarningCode::UnknownKey => format!("AWS has no condition key `{name}`.{}", meant(warning)),
        RequestWarningCode::KeyNeverSent => format!("Requests of `{action}` never have the condition key `{name}`."),
        RequestWarningCode::KeyAskedInVain => {
            format!("A policy tests the condition key `{name}`, which requests of `{action}` never have.")
        }
        RequestWarningCode::OtherType => {
            format!("The condition key `{name}` is of type {expected}, and `{found}` is not a value of that type.")
        }
        RequestWarningCode::SeveralValues => {
            format!("The condition key `{name}` takes one value, and this step gives it {found}.")
        }
    }
}

/// `` Did you mean `s3:GetObject`? ``; nothing where nothing is close.
fn meant(warning: &RequestWarning) -> String {
    if warning.meant.is_empty() {
        return String::new();
    }
    format!(" Did you mean {}?", listed(&warning.meant, "or"))
}

/// `` `a`, `b` or `c` ``
fn listed(texts: &[String], last: &str) -> String {
    let texts: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    words::list(&texts, last)
}
