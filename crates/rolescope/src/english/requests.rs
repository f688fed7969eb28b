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
                format!("`{name}` names no service: an action is `SERVICE:ACTION`, such as `s3:GetObject`.")
            }
            meant => format!("`{name}` names no service.{meant}"),
        },
        RequestWarningCode::UnknownService => {
            let prefix = name.split(':').next().unwrap_or_default();
            format!("AWS lists no service with the prefix `{prefix}`.{}", meant(warning))
        }
        RequestWarningCode::UnknownAction => format!("AWS lists no action `{name}`.{}", meant(warning)),
        RequestWarningCode::NoResource => format!("`{action}` acts on no single resource: its resource is `*`."),
        RequestWarningCode::OtherResource => {
            let is = if found.is_empty() { String::new() } else { format!(", of type `{found}`") };
            format!("`{action}` does not act on `{name}`{is}; it acts on {expected}.")
        }
        RequestWarningCode::UnknownKey => format!("AWS lists no condition key `{name}`.{}", meant(warning)),
        RequestWarningCode::KeyNeverSent => format!("No request of `{action}` has the condition key `{name}`."),
        RequestWarningCode::KeyAskedInVain => {
            format!("A policy asks for the condition key `{name}`, which no request of `{action}` has.")
        }
        RequestWarningCode::OtherType => {
            format!("The condition key `{name}` is of type {expected}; `{found}` is no such value.")
        }
        RequestWarningCode::SeveralValues => {
            format!("The condition key `{name}` has one value; this step gives it {found}.")
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
