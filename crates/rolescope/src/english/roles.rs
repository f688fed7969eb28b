//! Particular facts about sorts of roles.

use iam_syntax::KnownKey;

use super::words;
use crate::report::{Answer, CandidateKind, Effect, Need, RoleSort};
use crate::service::serves_its_account_only;

/// One or two sentences for whom a role of this sort surprises. `of` is the service, account, provider or role that may
/// assume it; `guarded` says whether the trust policy has the condition that AWS recommends there.
pub(crate) fn note(sort: RoleSort, of: &str, guarded: bool) -> String {
    match sort {
        RoleSort::Service => service(of, guarded),
        RoleSort::ServiceLinked => format!(
            "Service-linked role of `{of}`: trust policy and permissions are fixed, it takes no permissions boundary, and \
             policies of an organization do not bind it."
        ),
        RoleSort::IdentityCenter => {
            "Role of IAM Identity Center: created from a permission set, and changed only there.".to_owned()
        }
        RoleSort::SameAccount => format!(
            "Delegated inside account `{of}`: a principal that the trust policy names needs nothing else; any other principal of the \
             account also needs `sts:AssumeRole` in its own policies."
        ),
        RoleSort::SameOrganization => format!(
            "Delegated to account `{of}` of the same organization: the caller also needs `sts:AssumeRole` in a policy of that account."
        ),
        RoleSort::OtherAccount if guarded => format!(
            "Delegated to account `{of}` with an external id, so that account cannot be tricked into using the role for another customer."
        ),
        RoleSort::OtherAccount => format!(
            "Delegated to account `{of}`. If that account works for many customers, require an `sts:ExternalId`: without one, it \
             can be tricked into using the role for another customer."
        ),
        RoleSort::Saml if guarded => format!("Federated: people sign in at the SAML provider `{of}`."),
        RoleSort::Saml => {
            format!("Federated: people sign in at the SAML provider `{of}`. No condition tests `saml:aud`.")
        }
        RoleSort::Oidc => oidc(of, guarded),
        RoleSort::Chained => {
            format!("Assumed by sessions of `{of}`: that is role chaining, and such a session lasts an hour at most.")
        }
        RoleSort::Anybody if guarded => {
            "Everybody may try to assume it; only the conditions of the trust policy limit who can.".to_owned()
        }
        RoleSort::Anybody => "Everybody in every AWS account may assume it.".to_owned(),
    }
}

fn service(of: &str, guarded: bool) -> String {
    let what = match of {
        "ec2.amazonaws.com" => {
            "EC2 hands its credentials to an instance through an instance profile; the session is named after the instance."
        }
        "lambda.amazonaws.com" => {
            "Lambda assumes it for functions; whoever sets it on a function needs `iam:PassRole`."
        }
        "cloudformation.amazonaws.com" => {
            "CloudFormation uses it for a stack instead of the user's own permissions; whoever passes it needs `iam:PassRole`."
        }
        "rolesanywhere.amazonaws.com" => "IAM Roles Anywhere gives its credentials to holders of a certificate.",
        _ => "The service uses it to act in the account. Whoever passes it to the service needs `iam:PassRole`.",
    };
    let open = if guarded || serves_its_account_only(of) {
        ""
    } else {
        " No condition limits the resources for which the service may use it (`aws:SourceAccount`, `aws:SourceArn`)."
    };
    format!("Service role of `{of}`: {}{open}", lower_first(what))
}

fn oidc(of: &str, guarded: bool) -> String {
    let who = match of {
        "token.actions.githubusercontent.com" => "jobs of GitHub Actions present a token of",
        "cognito-identity.amazonaws.com" => "identities of an Amazon Cognito pool present a token of",
        _ => "callers present a token of the OpenID Connect provider",
    };
    // A Cognito pool is told by its audience.
    let open = if guarded || of == "cognito-identity.amazonaws.com" {
        String::new()
    } else {
        format!(" No condition tests `{of}:sub`: every subject of the provider may assume it.")
    };
    format!("Federated: {who} `{of}`.{open}")
}

/// Sentences that begin with the name of a service keep it; others go on after a colon.
fn lower_first(sentence: &str) -> String {
    match sentence.strip_prefix("The ") {
        Some(rest) => format!("the {rest}"),
        None => sentence.to_owned(),
    }
}

/// Words for a candidate that was tried on a role.
pub(crate) fn candidate(sort: CandidateKind, caller: &str) -> String {
    match sort {
        CandidateKind::Principal => format!("`{caller}`"),
        CandidateKind::SameAccount => "any other user of the role's account who may call `sts:AssumeRole`".to_owned(),
        CandidateKind::SameOrganization => {
            "any user of another account of the organization who may call `sts:AssumeRole`".to_owned()
        }
        CandidateKind::UnknownAccount => "any user of any other AWS account".to_owned(),
        CandidateKind::Service => format!("the service `{caller}`"),
        CandidateKind::DeputyService => format!("the service `{caller}`, at work for a resource in any other account"),
        CandidateKind::OtherService => format!("any other service, such as `{caller}`"),
        CandidateKind::Subject if caller.ends_with("token.actions.githubusercontent.com") => {
            "a job of any other GitHub repository".to_owned()
        }
        CandidateKind::Subject => format!("any other subject of `{caller}`"),
        CandidateKind::Holder if caller.ends_with("token.actions.githubusercontent.com") => {
            "a job of GitHub Actions".to_owned()
        }
        CandidateKind::Holder => format!("a holder of a token of `{caller}`"),
        CandidateKind::Assertion => format!("anybody with an assertion of `{caller}`"),
        CandidateKind::Anonymous => "a caller without credentials".to_owned(),
    }
}

/// The heading of those with this answer.
pub(crate) const fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Can => "can",
        Answer::CanIf => "can, if the request carries what is named",
        Answer::Cannot => "cannot",
    }
}

/// Requirements on a request, in one sentence.
pub(crate) fn condition(needs: &[Need]) -> String {
    let (tried, open): (Vec<&Need>, Vec<&Need>) = needs.iter().partition(|need| need.tried.is_some());
    if !open.is_empty() {
        let all: Vec<String> = open.into_iter().map(wish).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        return format!("Depends on {}: no value was found that lets the call pass.", words::list(&all, "and"));
    }
    let all: Vec<String> = tried.into_iter().map(carried).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    format!("Can, if the request carries {}.", words::list(&all, "and"))
}

/// The limit of a search that left ways untried.
pub(crate) fn unfinished(calls: usize, statements: usize) -> String {
    format!(
        "Not every way was tried: the search ends after {calls} calls, or {statements} statements met one after the other."
    )
}

/// `` the external id `tenant-4711` ``, with the condition where other values would do, too.
fn carried(need: &Need) -> String {
    let value = need.tried.as_deref().unwrap_or_default();
    let key = &need.key;
    let lower = key.to_ascii_lowercase();
    let (operator, values) = (&need.operator, compared(need));
    let others = match need.effect {
        Effect::Allow if need.values.as_slice() == [value] => String::new(),
        Effect::Allow => format!(" (`{operator}` {values})"),
        Effect::Deny => format!(" (a Deny holds with `{operator}` {values})"),
    };
    let what = match KnownKey::of(key) {
        Some(KnownKey::MultiFactorAuthPresent | KnownKey::MultiFactorAuthAge) => {
            return format!("the code of a second factor (`{key}`)");
        }
        _ if value.is_empty() => return format!("no `{key}`"),
        Some(KnownKey::StsExternalId) => "the external id".to_owned(),
        Some(KnownKey::StsRoleSessionName) => "the session name".to_owned(),
        Some(KnownKey::StsSourceIdentity) => "the source identity".to_owned(),
        Some(KnownKey::RequestTag) => format!("the session tag `{}` with the value", name(key, '/')),
        _ if lower.starts_with("aws:") || lower.starts_with("sts:") => format!("`{key}` with the value"),
        _ if lower.starts_with("saml:") => format!("the claim `{key}` with the value"),
        _ => format!("the claim `{}` with the value", name(key, ':')),
    };
    format!("{what} `{value}`{others}")
}

/// `` `aws:SourceIp`, which has to pass `IpAddress` `203.0.113.0/24` ``
fn wish(need: &Need) -> String {
    let (key, operator, values) = (&need.key, &need.operator, compared(need));
    match need.effect {
        Effect::Allow => format!("`{key}`, which has to pass `{operator}` {values}"),
        Effect::Deny => format!("`{key}`, for which a Deny holds with `{operator}` {values}"),
    }
}

fn compared(need: &Need) -> String {
    let values: Vec<&str> = need.values.iter().map(String::as_str).collect();
    words::values(&values)
}

/// The last part of a key.
fn name(key: &str, before: char) -> &str {
    key.rsplit(before).next().unwrap_or(key)
}
