//! Places where the value of a condition key stands in a call to assume a role, and callers who can bring one at all.

use std::borrow::Cow;

use iam_sts::IdentityProvider;
use iam_syntax::{Arn, ConditionKey};

use super::Sort;
use super::example::Wanted;
use crate::assume::identity_provider;
use crate::call::Facts;
use crate::scenario::{ContextInput, Input, SessionRequest, Step, StringOrList};

/// Result of giving a call the value of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carried {
    Yes,
    /// Some such callers may have a fitting value, and none is known.
    Unknown,
    /// No such caller can bring it.
    Never,
}

/// Gives the call the value; nothing is wanted where no value was found.
pub(super) fn carry(
    step: &mut Step,
    sort: Sort,
    facts: &Facts,
    key: &ConditionKey,
    wanted: Option<&Wanted>,
) -> Carried {
    let lower = &*key.lower;
    if !brings(step, sort, lower) {
        return Carried::Never;
    }
    let Some(wanted) = wanted else { return Carried::Unknown };
    if lower == "aws:principalarn" {
        return who_else(facts, wanted);
    }
    if is_organization(lower) {
        return organization(sort, facts, wanted);
    }
    if matches!(lower, "aws:username" | "aws:userid") {
        return Carried::Unknown;
    }
    match wanted {
        Wanted::Value(value) => put(step, key, value),
        Wanted::Absent => take(step, key),
    }
    Carried::Yes
}

/// True if callers of this sort can have a say in the value of the key.
fn brings(step: &Step, sort: Sort, lower: &str) -> bool {
    let stands_for_many = matches!(sort, Sort::Colleague | Sort::Sister | Sort::Stranger);
    let by_service = matches!(sort, Sort::Service | Sort::DeputyService | Sort::OtherService);
    let by_token = matches!(sort, Sort::Subject | Sort::Holder | Sort::Assertion);
    if sort == Sort::Anonymous {
        return false;
    }
    match lower {
        "aws:username" | "aws:userid" | "aws:principalarn" => stands_for_many,
        _ if lower.starts_with("aws:principaltag/") => stands_for_many,
        _ if is_organization(lower) => stands_for_many || sort == Sort::Principal,
        "aws:sourceaccount" | "aws:sourcearn" | "aws:sourceorgid" | "aws:sourceorgpaths" => {
            // The service's own request already says for whom it works.
            by_service && !step.context.keys().any(|key| key.eq_ignore_ascii_case(lower))
        }
        "aws:federatedprovider" | "aws:sourceidentity" | "aws:tokenissuetime" | "aws:assumedroot" => false,
        _ if lower.starts_with("aws:principal") || lower.starts_with("aws:resource") => false,
        _ if lower.starts_with("iam:") => false,
        _ if lower.starts_with("aws:") || lower.starts_with("sts:") => true,
        // The rest are claims.
        _ => by_token && claim(step, lower).is_some_and(|claim| !(sort == Sort::Subject && claim == "sub")),
    }
}

/// Somebody else of the same account may have this ARN, and nobody of another one.
fn who_else(facts: &Facts, wanted: &Wanted) -> Carried {
    let Wanted::Value(arn) = wanted else { return Carried::Never };
    let account = Arn::parse(arn).map(|arn| arn.account);
    let fits = account.is_none_or(|account| account == "any" || Some(account) == facts.caller_account.as_deref());
    if fits { Carried::Unknown } else { Carried::Never }
}

fn is_organization(lower: &str) -> bool {
    matches!(lower, "aws:principalorgid" | "aws:principalorgpaths")
}

/// An account may be in this organization when the scenario does not say in which one it is. Who stands for accounts
/// outside of the role's organization is in any other.
fn organization(sort: Sort, facts: &Facts, wanted: &Wanted) -> Carried {
    let value = |key| facts.context.values(key).and_then(|values| values.as_slice().first());
    let Wanted::Value(wanted) = wanted else { return Carried::Never };
    let of_role = value("aws:resourceorgid").is_some_and(|own| wanted.split('/').next() == Some(own));
    let known = value("aws:principalorgid").is_some() || (sort == Sort::Stranger && of_role);
    if known { Carried::Never } else { Carried::Unknown }
}

/// The claim that a key stands for, as a scenario writes it, when the caller's provider has it.
fn claim(step: &Step, key: &str) -> Option<String> {
    let (prefix, name) = key.rsplit_once(':')?;
    let provider = identity_provider(&step.caller);
    let (own, written) = match provider {
        IdentityProvider::Oidc(host) => (host, name),
        IdentityProvider::Saml => ("saml", key),
    };
    let listed = || provider.claim_name(key).map(Cow::into_owned);
    prefix.eq_ignore_ascii_case(own).then(|| listed().unwrap_or_else(|| written.to_owned()))
}

fn put(step: &mut Step, key: &ConditionKey, value: &str) {
    let (lower, value) = (&*key.lower, value.to_owned());
    let written = claim(step, &key.text);
    let mut session = step.session.take().unwrap_or_default();
    if let Some(claim) = written {
        session.claims.insert(claim, StringOrList::One(value));
    } else if !put_parameter(&mut session, key, &value) {
        let same = step.context.keys().find(|known| known.eq_ignore_ascii_case(lower)).cloned();
        step.context.insert(same.unwrap_or_else(|| key.text.to_string()), ContextInput::One(Input::Text(value)));
    }
    step.session = Some(session).filter(|session| !session.is_empty());
}

/// Puts what STS takes as a parameter; `false` when the key stands for none.
fn put_parameter(session: &mut SessionRequest, key: &ConditionKey, value: &str) -> bool {
    let text = Some(value.to_owned());
    match &*key.lower {
        "sts:externalid" => session.external_id = text,
        "sts:rolesessionname" => session.name = text,
        "sts:sourceidentity" => session.source_identity = text,
        "aws:multifactorauthpresent" => session.mfa = (value == "true").then_some(true),
        "aws:multifactorauthage" => session.mfa = Some(true),
        lower @ ("aws:tagkeys" | "sts:transitivetagkeys") => {
            if !session.tags.contains_key(value) {
                session.tags.insert(value, "any".to_owned());
            }
            if lower == "sts:transitivetagkeys" {
                session.transitive_tag_keys = vec![value.to_owned()];
            }
        }
        lower if lower.starts_with("aws:requesttag/") => {
            let (_, name) = key.text.split_once('/').unwrap_or_default();
            session.tags.insert(name, value.to_owned());
        }
        _ => return false,
    }
    true
}

/// Takes a key out of the call.
fn take(step: &mut Step, key: &ConditionKey) {
    let claim = claim(step, &key.text);
    if let Some(session) = &mut step.session {
        match &*key.lower {
            "sts:externalid" => session.external_id = None,
            "sts:rolesessionname" => session.name = None,
            "sts:sourceidentity" => session.source_identity = None,
            "aws:multifactorauthpresent" | "aws:multifactorauthage" => session.mfa = None,
            lower if lower.starts_with("aws:requesttag/") => {
                let (_, name) = key.text.split_once('/').unwrap_or_default();
                session.tags.remove(name);
            }
            _ => {
                claim.and_then(|claim| session.claims.remove(&claim));
            }
        }
    }
    step.context.insert(key.text.to_string(), ContextInput::Absent);
}
