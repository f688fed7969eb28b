//! `rolescope expand`: the actions that patterns mean.

use std::io::{self, Write};

use iam_catalog::{ActionCheck, ActionName, PatternError, by_level, embedded};

use crate::arguments::{Answer, Expand};
use crate::outcome::Status;
use crate::run::{complain, say};
use crate::text::{Page, counted, look, width};

/// Prints the actions of every pattern, or of a `NotAction` with all of them.
pub(crate) fn run(args: &Expand) -> Status {
    let groups = match groups(args) {
        Ok(groups) => groups,
        Err(error) => return complain(&error.to_string()),
    };
    match args.format {
        Answer::Json => say(&json(&groups)),
        Answer::Text => match anstream::AutoStream::auto(io::stdout().lock()).write_all(text(&groups).as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Status::Unusable,
            Ok(()) | Err(_) => Status::AsExpected,
        },
    }
}

/// Actions that belong together, under what was asked for.
enum Group<'p> {
    Pattern(&'p str, Vec<ActionName<'static>>),
    Not(Vec<&'p str>, Vec<ActionName<'static>>),
}

impl Group<'_> {
    fn actions(&self) -> &[ActionName<'static>] {
        match self {
            Self::Pattern(_, actions) | Self::Not(_, actions) => actions,
        }
    }
}

fn groups(args: &Expand) -> Result<Vec<Group<'_>>, PatternError> {
    let index = embedded::index();
    let patterns = || args.patterns.iter().map(String::as_str);
    if args.not {
        let patterns: Vec<&str> = patterns().collect();
        let actions = index.expand_not(&patterns)?;
        return Ok(vec![Group::Not(patterns, actions)]);
    }
    patterns().map(|pattern| Ok(Group::Pattern(pattern, index.expand(pattern)?.actions))).collect()
}

fn text(groups: &[Group<'_>]) -> String {
    let mut page = Page::new(width());
    for group in groups {
        page.blank();
        let title = match group {
            Group::Pattern(pattern, _) => look::strong(pattern),
            Group::Not(patterns, _) => format!("All but {}", look::strong(&patterns.join(", "))),
        };
        page.prose(0, &format!("{title}: {}", counted(group.actions().len(), "action")));
        for (level, actions) in by_level(group.actions()) {
            page.prose(2, &format!("{} ({})", level.name(), actions.len()));
            let names: Vec<String> = actions.iter().map(ToString::to_string).collect();
            page.prose(4, &names.join(", "));
        }
        if let Some(meant) = meant(group) {
            page.prose(2, &format!("did you mean {}?", look::plain(&meant)));
        }
    }
    page.finish()
}

/// The names that were probably meant by a pattern without any action.
fn meant(group: &Group<'_>) -> Option<String> {
    let Group::Pattern(pattern, actions) = group else { return None };
    if !actions.is_empty() || pattern.contains(['*', '?']) {
        return None;
    }
    let names: Vec<String> = match embedded::index().check(pattern) {
        ActionCheck::Known(_) => Vec::new(),
        ActionCheck::UnknownService { meant } => meant.iter().map(|prefix| format!("{prefix}:…")).collect(),
        ActionCheck::NoService { meant } | ActionCheck::UnknownAction { meant } => {
            meant.iter().map(ToString::to_string).collect()
        }
    };
    (!names.is_empty()).then(|| names.join(", "))
}

fn json(groups: &[Group<'_>]) -> String {
    let each = groups.iter().map(|group| {
        let action = |action: &ActionName<'_>| {
            serde_json::json!({ "action": action.to_string(), "accessLevel": action.action.level.name() })
        };
        let actions: Vec<serde_json::Value> = group.actions().iter().map(action).collect();
        match group {
            Group::Pattern(pattern, _) => serde_json::json!({ "pattern": pattern, "actions": actions }),
            Group::Not(patterns, _) => serde_json::json!({ "notAction": patterns, "actions": actions }),
        }
    });
    let list = serde_json::Value::Array(each.collect());
    crate::visible::json(&format!("{list:#}\n"))
}
