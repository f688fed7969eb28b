//! Accounts of inputs that name none.

use std::collections::HashMap;

use iam_syntax::Arn;

use crate::Import;

/// Inputs without an account get that of the one principal of the same type and name, if there is exactly one.
pub(super) fn adopt(imports: &mut [Import]) {
    let all: Vec<String> = imports.iter().filter(|import| !import.placeholder_account).flat_map(owners).collect();
    let mut known: Known<'_> = HashMap::new();
    for arn in &all {
        if let Some(name) = Arn::parse(arn).and_then(name_of) {
            known.entry(name).or_default().push(arn);
        }
    }
    for import in imports.iter_mut().filter(|import| import.placeholder_account) {
        for principal in &mut import.scenario.principals {
            let Some(arn) = Arn::parse(&principal.arn).and_then(|mine| only_match(mine, &known)).map(str::to_owned)
            else {
                continue;
            };
            for origin in import.origins.iter_mut().filter(|origin| origin.owner == principal.arn) {
                arn.clone_into(&mut origin.owner);
            }
            principal.arn = arn;
            import.ask.retain(|ask| !ask.what.starts_with("account id"));
        }
    }
}

/// ARNs of roles and users in an input: its principals, and the callers and roles of its steps.
fn owners(import: &Import) -> Vec<String> {
    let of_steps = import.scenario.steps.iter().filter_map(|step| match Arn::parse(&step.caller) {
        Some(arn) if arn.service == "sts" => {
            let role = arn.resource.strip_prefix("assumed-role/")?.split('/').next()?;
            Some(format!("arn:{}:iam::{}:role/{role}", arn.partition, arn.account))
        }
        Some(arn) if arn.service == "iam" => Some(step.caller.clone()),
        _ => None,
    });
    import.scenario.principals.iter().map(|principal| principal.arn.clone()).chain(of_steps).collect()
}

/// ARNs of roles and users by type and name.
type Known<'k> = HashMap<(&'k str, &'k str), Vec<&'k str>>;

/// Type and name: `role` and `app`.
fn name_of(arn: Arn<'_>) -> Option<(&str, &str)> {
    arn.typed().map(|(kind, _)| (kind, arn.name()))
}

fn only_match<'k>(mine: Arn<'_>, known: &Known<'k>) -> Option<&'k str> {
    let mut matches = known.get(&name_of(mine)?)?.clone();
    matches.sort_unstable();
    matches.dedup();
    // The ARN of a session does not show the role's path; the longer of two ARNs of one account does.
    matches.sort_by_key(|arn| std::cmp::Reverse(arn.len()));
    let accounts: Vec<&str> = matches.iter().filter_map(|arn| Arn::parse(arn)).map(|arn| arn.account).collect();
    accounts.iter().all(|account| Some(account) == accounts.first()).then(|| matches.first().copied()).flatten()
}
