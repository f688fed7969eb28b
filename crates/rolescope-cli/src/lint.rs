//! `rolescope lint`: mistakes and security findings in policies.

use std::fs;
use std::path::Path;

use iam_catalog::embedded;
use rolescope::Scenario;
use rolescope::diff::kind;
use rolescope::lint::{Finding, Linter, Severity, policy, scenario};
use rolescope_import::together;

use crate::arguments::{self, Answer};
use crate::diff::of_type;
use crate::input::{Unusable, import, read_text, tell};
use crate::outcome::Status;
use crate::run::{complain, say};

mod fix;
mod json;
mod text;

/// A policy that was looked at.
struct Linted {
    /// The file as it was named, or `<stdin>`.
    file: String,
    /// Name of the policy, where the file holds a scenario.
    policy: Option<String>,
    /// The policy's own text.
    text: String,
    findings: Vec<Finding>,
}

/// Looks at all files. One that cannot be used does not keep the others from being looked at.
pub(crate) fn run(args: &arguments::Lint) -> Status {
    let linter = Linter::new(embedded::catalog());
    let (mut all, mut unusable) = (Vec::new(), false);
    for path in &args.files {
        match read_text(path).and_then(|(name, text)| lint(args, &linter, path, name, text)) {
            Ok(linted) => all.extend(linted),
            Err(refused) => {
                unusable = true;
                tell(&refused.to_string());
            }
        }
    }
    for linted in &mut all {
        linted.findings.retain(|finding| !args.allow.iter().any(|code| code == finding.code));
    }
    let written = match args.format {
        Answer::Json => json::render(&all).map(|text| say(&text)),
        Answer::Text => Ok(say(&text::render(&all))),
    };
    match written {
        Ok(Status::Unusable) => Status::Unusable,
        Ok(_) if unusable => Status::Unusable,
        Ok(_) => status(&all, args.fail_on.into()),
        Err(error) => complain(&error.to_string()),
    }
}

fn status(all: &[Linted], fail_on: Severity) -> Status {
    let fails = all.iter().flat_map(|it| &it.findings).any(|finding| finding.severity >= fail_on);
    if fails { Status::NotAsExpected } else { Status::AsExpected }
}

fn lint(
    args: &arguments::Lint,
    linter: &Linter<'_>,
    path: &Path,
    file: String,
    text: String,
) -> Result<Vec<Linted>, Unusable> {
    let read = match args.policy_type {
        Some(_) => None,
        None => read_scenario(&file, &text)?,
    };
    let unusable = |message: &str| Unusable { name: file.clone(), message: message.to_owned(), place: None };
    if let Some(read) = read {
        if args.fix {
            return Err(unusable("`--fix` is for files that are a policy alone"));
        }
        let each = scenario(linter, &read).into_iter().map(|own| Linted {
            file: file.clone(),
            policy: Some(own.policy.to_string()),
            text: own.text.to_string(),
            findings: own.findings,
        });
        return Ok(each.collect());
    }
    let kind = args.policy_type.map_or_else(|| kind(&text), of_type);
    let look = |text: &str| policy(linter, text, kind, args.resource_type.as_deref());
    let mut findings = look(&text);
    let mut text = text;
    if args.fix {
        let allowed = |finding: &&Finding| !args.allow.iter().any(|code| code == finding.code);
        let fixed = fix::apply(&text, findings.iter().filter(allowed));
        if fixed != text {
            if path == Path::new("-") {
                return Err(unusable("`--fix` writes into files, not to standard input"));
            }
            fs::write(path, &fixed).map_err(|error| unusable(&format!("cannot be written: {error}")))?;
            findings = look(&fixed);
            text = fixed;
        }
    }
    Ok(vec![Linted { file, policy: None, text, findings }])
}

/// The scenario that a text is, or that `rolescope import` makes of it; nothing where the text is a policy.
fn read_scenario(name: &str, text: &str) -> Result<Option<Scenario>, Unusable> {
    let has_policies = |it: &Scenario| !it.policies().is_empty() || !it.steps.is_empty() || !it.principals.is_empty();
    if let Some(scenario) = Scenario::from_json(text).ok().filter(has_policies) {
        return Ok(Some(scenario));
    }
    if is_policy(text) {
        return Ok(None);
    }
    Ok(Some(together([import(name, text)?]).scenario))
}

/// True for a JSON text, sound or not, that has statements at its beginning: neither a list nor an answer of a command.
fn is_policy(text: &str) -> bool {
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) => value.get("Statement").is_some() || value.get("Effect").is_some(),
        Err(_) => text.trim().is_empty() || (text.trim_start().starts_with('{') && text.contains("\"Statement\"")),
    }
}
