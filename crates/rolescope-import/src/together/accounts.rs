//! Accounts of inputs that name none.

use iam_syntax::Arn;

use crate::Import;

/// Inputs without an account get that of the one principal of the same type and name, if there is exactly one.
pub(super) fn adopt(imports: &mut [Import]) {
    let known: Vec<String> = imports.iter().filter(|import| !import.placeholder_account).flat_map(owners).collect();
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

fn only_match<'k>(mine: Arn<'_>, known: &'k [String]) -> Option<&'k str> {
    let fits = |arn: &Arn<'_>| {
        arn.typed().map(|(kind, _)| kind) == mine.typed().map(|(kind, _)| kind) && arn.name() == mine.name()
    };
    let mut matches: Vec<&str> =
        known.iter().map(String::as_str).filter(|arn| Arn::parse(arn).is_some_and(|arn| fits(&arn))).collect();
    matches.sort_unstable();
    matches.dedup();
    // The ARN of a session does not show the role's path; the longer of two ARNs of one account does.
    matches.sort_by_key(|arn| std::cmp::Reverse(arn.len()));
    let accounts: Vec<&str> = matches.iter().filter_map(|arn| Arn::parse(arn)).map(|arn| arn.account).collect();
    accounts.iter().all(|account| Some(account) == accounts.first()).then(|| matches.first().copied()).flatten()
}
