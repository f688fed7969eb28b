//! Public bucket policies, as S3's Block Public Access sees it (EV-71, EV-72).

use iam_syntax::{
    Condition, ConditionValue, Effect, Family, KnownKey, OperatorKind, Policy, PrincipalClause, PrincipalValue,
    Quantifier, Statement, address_range,
};

/// Keys that tie a grant down when each of their values is fixed.
const TYING: [KnownKey; 16] = [
    KnownKey::PrincipalAccount,
    KnownKey::PrincipalArn,
    KnownKey::PrincipalOrgId,
    KnownKey::PrincipalOrgPaths,
    KnownKey::SourceAccount,
    KnownKey::SourceArn,
    KnownKey::SourceIp,
    KnownKey::SourceOrgId,
    KnownKey::SourceOrgPaths,
    KnownKey::SourceOwner,
    KnownKey::SourceVpc,
    KnownKey::SourceVpce,
    KnownKey::UserId,
    KnownKey::S3DataAccessPointAccount,
    KnownKey::S3DataAccessPointArn,
    KnownKey::S3EncryptionKeyId,
];
/// The widest ranges that count as fixed: anything wider is the public at large.
const WIDEST_V4: u8 = 8;
const WIDEST_V6: u8 = 32;

/// True if some Allow of the policy is not tied to fixed values: then the policy is public.
///
/// Only the text counts, not the request: a public statement makes the whole policy public.
pub(crate) fn is_public(policy: &Policy) -> bool {
    policy.statements.iter().any(|statement| statement.effect.value == Effect::Allow && !tied(statement))
}

fn tied(statement: &Statement) -> bool {
    statement.principal.as_ref().is_some_and(names_fixed) || statement.conditions.iter().any(ties)
}

/// `NotPrincipal` names everybody but a few.
fn names_fixed(clause: &PrincipalClause) -> bool {
    !clause.negated && clause.items.iter().all(|item| item.value != PrincipalValue::Everyone)
}

/// True if a condition holds for fixed values only. `IfExists` and `ForAllValues` also hold without any value.
fn ties(condition: &Condition) -> bool {
    let operator = condition.operator.value;
    let Some(key) = condition.key.value.known().filter(|key| TYING.contains(key)) else { return false };
    let holds_without = operator.if_exists || operator.quantifier == Some(Quantifier::ForAllValues);
    !holds_without
        && compares(operator.kind)
        && condition.values.iter().all(|value| fixed(key, operator.kind.family(), &value.value))
}

/// True if the operator holds for the values listed and for nothing else.
fn compares(kind: OperatorKind) -> bool {
    match kind.family() {
        Family::Text(_) | Family::Arn | Family::Address => !kind.negated(),
        Family::Numeric(_) | Family::Date(_) | Family::Bool | Family::Binary | Family::Null => false,
    }
}

/// True if a value holds neither wildcard nor variable. Three keys have rules of their own.
#[expect(clippy::wildcard_enum_match_arm, reason = "few keys have rules of their own")]
fn fixed(key: KnownKey, family: Family, value: &ConditionValue) -> bool {
    match key {
        KnownKey::SourceIp => family == Family::Address && narrow(&value.text),
        // `AROAEXAMPLE:*`: every session of one role.
        KnownKey::UserId => {
            let pattern = &value.pattern;
            let mut id = pattern.parts.iter().map_while(|part| pattern.plain(part));
            is_fixed(value) || id.any(|text| text.contains(':'))
        }
        // The account has to be fixed, the access point need not be.
        KnownKey::S3DataAccessPointArn => {
            let account = value.text.split(':').nth(4).unwrap_or("");
            is_fixed(value) || (!account.is_empty() && !account.contains(['*', '?', '$']))
        }
        _ => is_fixed(value),
    }
}

fn is_fixed(value: &ConditionValue) -> bool {
    value.pattern.parts.iter().all(|part| value.pattern.plain(part).is_some())
}

fn narrow(range: &str) -> bool {
    address_range(range).is_some_and(|net| {
        let widest = if net.addr().is_ipv4() { WIDEST_V4 } else { WIDEST_V6 };
        net.prefix_len() >= widest
    })
}

#[cfg(test)]
mod tests;
