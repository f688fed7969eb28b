//! Accounts that a scenario names, and condition keys that follow from the caller.

use std::collections::BTreeSet;

use iam_syntax::{Arn, Family, KnownKey, Policy, is_account_id};

use crate::scenario::Scenario;

/// Keys that follow from the caller, besides its tags.
const OF_CALLER: [KnownKey; 11] = [
    KnownKey::PrincipalArn,
    KnownKey::PrincipalAccount,
    KnownKey::PrincipalType,
    KnownKey::UserId,
    KnownKey::Username,
    KnownKey::PrincipalOrgId,
    KnownKey::PrincipalOrgPaths,
    KnownKey::PrincipalServiceName,
    KnownKey::PrincipalServiceNamesList,
    KnownKey::PrincipalIsAwsService,
    KnownKey::KmsCallerAccount,
];

/// True of keys that follow from the caller; the name is in lower case.
pub(super) fn of_caller(lower: &str) -> bool {
    OF_CALLER.iter().any(|key| key.lower() == lower) || lower.starts_with(KnownKey::PrincipalTag.lower())
}

/// Every account that the scenario or one of the policies names.
pub(super) fn mentioned_accounts(scenario: &Scenario, policies: &[&Policy]) -> BTreeSet<String> {
    let mut texts: Vec<String> = scenario.accounts.iter().map(|account| account.id.clone()).collect();
    let arns = scenario.principals.iter().map(|own| &own.arn).chain(scenario.resources.iter().map(|own| &own.arn));
    texts.extend(arns.filter_map(|arn| Some(Arn::parse(arn)?.account.to_owned())));
    texts.extend(scenario.resources.iter().filter_map(|own| own.account.clone()));
    for statement in policies.iter().flat_map(|policy| &policy.statements) {
        let items = statement.principal.iter().flat_map(|clause| &clause.items);
        texts.extend(items.flat_map(|item| digits(&format!("{:?}", item.value))));
        let values =
            statement.conditions.iter().filter(|own| of_caller(&own.key.value.lower)).flat_map(|own| &own.values);
        texts.extend(values.flat_map(|value| digits(&value.value.text)));
    }
    texts.into_iter().filter(|text| is_account_id(text)).collect()
}

/// Runs of twelve digits.
fn digits(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_ascii_digit()).filter(|run| run.len() == 12).map(str::to_owned).collect()
}

/// Key of a condition that tells accounts apart by parts of their ids.
pub(super) fn part_of_account(policies: &[&Policy]) -> Option<String> {
    let conditions = policies.iter().flat_map(|policy| &policy.statements).flat_map(|statement| &statement.conditions);
    let mut found = conditions.filter(|own| {
        let lower = &*own.key.value.lower;
        let is_text = matches!(own.operator.value.kind.family(), Family::Text(_) | Family::Arn | Family::Null);
        let texts = || own.values.iter().map(|value| &*value.value.text);
        if lower == KnownKey::PrincipalAccount.lower() || lower == KnownKey::KmsCallerAccount.lower() {
            let odd = |text: &str| text.contains(['*', '?']) && text != "*";
            !is_text || texts().any(odd)
        } else if lower == KnownKey::PrincipalArn.lower() {
            !is_text || texts().any(by_part)
        } else if lower == KnownKey::UserId.lower() {
            // Those of federated users begin with the account.
            let of_account = |text: &str| text.starts_with(|letter: char| letter.is_ascii_digit());
            !is_text || texts().any(|text| of_account(text) && text.contains(['*', '?']))
        } else {
            false
        }
    });
    found.next().map(|own| own.key.value.text.to_string())
}

/// True of a pattern of ARNs whose account is neither one id nor any.
fn by_part(text: &str) -> bool {
    let fields: Vec<&str> = text.splitn(6, ':').collect();
    match fields.as_slice() {
        ["arn", _, _, _, account, _] => account.contains(['*', '?']) && *account != "*",
        // A star over several fields may end inside the account.
        _ => text.contains(['*', '?']) && text.contains(|letter: char| letter.is_ascii_digit()) && text.contains(':'),
    }
}
