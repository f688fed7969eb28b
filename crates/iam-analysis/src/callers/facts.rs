//! Condition keys that follow from who calls.

use std::collections::BTreeSet;

use iam_eval::keys::{CallFacts, derive};
use iam_eval::{Caller, Context, Values};
use iam_syntax::{Condition, KnownKey, Policy, PolicyKind, parse};

use super::{Named, OTHER, Who, role_of};

/// Condition keys that the policies ask for, in lower case.
pub(super) fn keys(policies: &[&Policy]) -> BTreeSet<String> {
    let statements = policies.iter().flat_map(|policy| &policy.statements);
    let conditions = statements.flat_map(|statement| &statement.conditions);
    let keys = conditions.map(|condition| condition.key.value.lower.to_string());
    keys.chain(crate::element::variable_keys(policies)).collect()
}

/// Keys that follow from who calls.
const OF_CALLERS: [KnownKey; 7] = [
    KnownKey::PrincipalArn,
    KnownKey::PrincipalAccount,
    KnownKey::PrincipalType,
    KnownKey::UserId,
    KnownKey::Username,
    KnownKey::PrincipalServiceName,
    KnownKey::PrincipalIsAwsService,
];
/// Keys that only callers with credentials of an account have.
const OF_SIGNED: [KnownKey; 5] = [
    KnownKey::PrincipalOrgId,
    KnownKey::PrincipalOrgPaths,
    KnownKey::MultiFactorAuthPresent,
    KnownKey::MultiFactorAuthAge,
    KnownKey::TokenIssueTime,
];

/// Conditions that all requests of these callers meet, as far as the policies ask for their keys.
pub(super) fn facts(who: &Who, caller: &Caller, keys: &BTreeSet<String>, named: &Named) -> Vec<Condition> {
    let mut context = Context::default();
    derive(&mut context, caller, &CallFacts::default());
    let is_asked = |key: &KnownKey| keys.contains(&key.name().to_ascii_lowercase());
    let absent = |key: &str| format!(r#""Null":{{{key:?}:"true"}}"#);
    let mut texts = Vec::new();
    for key in OF_CALLERS.into_iter().filter(is_asked) {
        match context.known(key) {
            // The id of a session whose name nobody knows is there all the same.
            None if key == KnownKey::UserId && !caller.unsigned() => {}
            None => texts.push(absent(key.name())),
            Some(_)
                if key == KnownKey::PrincipalArn && caller.name().ends_with(&format!(":federated-user/{OTHER}")) =>
            {
                let account = caller.account.as_deref().filter(|_| *who != Who::OtherFederatedUsers(None));
                let account = account.map(str::to_owned);
                texts.extend(floating(key, &Who::OtherFederatedUsers(account), caller, named));
            }
            // The path of its role is not in a session's ARN.
            Some(_) if key == KnownKey::PrincipalArn && caller.kind.session_arn().is_some() => {
                texts.extend(role_of_any_path(caller));
            }
            Some(_) if floats(key, who) => texts.extend(floating(key, who, caller, named)),
            Some(Values::One(value)) => texts.push(format!(r#""StringEquals":{{{:?}:{value:?}}}"#, key.name())),
            Some(Values::Many(_)) => {}
        }
    }
    if caller.unsigned() {
        texts.extend(OF_SIGNED.into_iter().filter(is_asked).map(|key| absent(key.name())));
        let tags = KnownKey::PrincipalTag.name().to_ascii_lowercase();
        texts.extend(keys.iter().filter(|key| key.starts_with(&tags)).map(|key| absent(key)));
    }
    texts.iter().flat_map(|text| conditions(text)).collect()
}

/// ARN of the role of a session.
fn role_of_any_path(caller: &Caller) -> Option<String> {
    let role = role_of(caller.kind.session_arn()?)?;
    let (account, name) = role.rsplit_once('/')?;
    let name_of_key = KnownKey::PrincipalArn.name();
    Some(format!(r#""StringLike":{{{name_of_key:?}:["{account}/{name}","{account}/*/{name}"]}}"#))
}

/// True of keys whose value the class leaves open.
fn floats(key: KnownKey, who: &Who) -> bool {
    let is_id = key == KnownKey::UserId;
    match who {
        Who::Anonymous | Who::Root(Some(_)) => false,
        // Ids of users and roles are not in the policies.
        Who::Named(_) => is_id,
        Who::Root(None) => is_id || matches!(key, KnownKey::PrincipalArn | KnownKey::PrincipalAccount),
        Who::OtherUsers(of) | Who::OtherRoles(of) | Who::OtherFederatedUsers(of) => {
            let of_account = key == KnownKey::PrincipalAccount && of.is_none();
            of_account || is_id || matches!(key, KnownKey::PrincipalArn | KnownKey::Username)
        }
        Who::OtherServices | Who::OtherTokens | Who::OtherAssertions => key == KnownKey::PrincipalServiceName,
    }
}

/// Conditions on a key whose value is open.
fn floating(key: KnownKey, who: &Who, caller: &Caller, named: &Named) -> Vec<String> {
    let account = |of: &Option<String>| of.clone().unwrap_or_else(|| "*".to_owned());
    let name = key.name();
    let none_of =
        |values: Vec<String>| (!values.is_empty()).then(|| format!(r#""StringNotLike":{{{name:?}:{values:?}}}"#));
    let accounts = || named.accounts.iter();
    let named_arns = || {
        named.callers.iter().filter_map(|(_, kind)| {
            kind.role_arn().or(kind.user_arn()).or(kind.federated_user_arn()).map(str::to_owned)
        })
    };
    let arn = |pattern: String, of: &Option<String>| {
        let mut texts = vec![format!(r#""StringLike":{{{name:?}:{pattern:?}}}"#)];
        let others = of.is_none().then(|| accounts().map(|id| format!("arn:aws*:*::{id}:*"))).into_iter().flatten();
        texts.extend(none_of(named_arns().chain(others).collect()));
        texts
    };
    match (key, who) {
        (KnownKey::PrincipalArn, Who::OtherUsers(of)) => arn(format!("arn:aws*:iam::{}:user/?*", account(of)), of),
        (KnownKey::PrincipalArn, Who::OtherRoles(of)) => arn(format!("arn:aws*:iam::{}:role/?*", account(of)), of),
        (KnownKey::PrincipalArn, Who::Root(of)) => arn(format!("arn:aws*:iam::{}:root", account(of)), of),
        (KnownKey::PrincipalArn, Who::OtherFederatedUsers(of)) => {
            arn(format!("arn:aws*:sts::{}:federated-user/?*", account(of)), of)
        }
        (KnownKey::PrincipalAccount, _) => {
            let mut texts = vec![format!(r#""StringLike":{{{name:?}:"????????????"}}"#)];
            texts.extend(none_of(accounts().cloned().collect()));
            texts
        }
        (KnownKey::PrincipalServiceName, Who::OtherServices) => {
            none_of(named.callers.iter().filter_map(|(_, kind)| kind.service().map(str::to_owned)).collect())
                .into_iter()
                .collect()
        }
        _ if caller.unsigned() => Vec::new(),
        _ => vec![format!(r#""StringLike":{{{name:?}:"?*"}}"#)],
    }
}

/// Conditions out of the text of one operator.
fn conditions(operator: &str) -> Vec<Condition> {
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{{operator}}}}}}}"#
    );
    let statements = parse(&text, PolicyKind::Identity).tree.map(|tree| tree.statements).unwrap_or_default();
    statements.into_iter().flat_map(|statement| statement.conditions).collect()
}
