//! Reasons for which a step ends before or besides any policy, in words.

use iam_sts::{DurationLimit, StsError};
use iam_syntax::{Arn, DiagnosticKind, KnownAction};

use super::problems;
use crate::report::refusal::{Refusal, WithoutSession};

/// A policy that AWS could not read, and the finding that says why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unreadable<'a> {
    pub(crate) policy: &'a str,
    pub(crate) owner: &'a str,
    pub(crate) line: u32,
    pub(crate) finding: &'a DiagnosticKind,
}

/// The mistake and the remedy; no final period.
pub(crate) fn message(refusal: &Refusal, unreadable: Option<Unreadable<'_>>) -> String {
    match refusal {
        Refusal::UnknownCaller { caller } => format!(
            "{} cannot call: write the ARN of a user, role, session or root user, a service such as \
             `ec2.amazonaws.com`, an identity provider, `anonymous`, or `@` and the name of an earlier step",
            if caller.is_empty() { "an empty name".to_owned() } else { format!("`{caller}`") }
        ),
        Refusal::NoSuchStep { name } => {
            format!("no earlier step is called `{name}`, so there is no session to call with")
        }
        Refusal::LaterStep { name } => {
            format!("step `{name}` does not come before this one, so it has given no session to call with yet")
        }
        Refusal::NoSession { name, why: WithoutSession::Denied } => {
            format!("step `{name}` was denied, so there is no session to call with")
        }
        Refusal::NoSession { name, why: WithoutSession::Refused } => {
            format!("step `{name}` was refused or not evaluated, so there is no session to call with")
        }
        Refusal::NoSession { name, why: WithoutSession::GivesNone } => {
            format!("step `{name}` calls nothing that gives a session to call with")
        }
        Refusal::Expired { at, now } => format!("the session ended at {at}, and this call comes at {now}"),
        Refusal::BadTime { field, text } => {
            format!("`{text}` in `{field}` is not a time: write it as `2026-11-23T10:00:00Z`")
        }
        Refusal::BackInTime { time, before } => {
            format!("this step is at {time}, before the step above it at {before}: time only goes forward")
        }
        Refusal::SessionOfNoSession { caller } => {
            format!("`callerSession` describes a session whose ARN is the caller, and `{caller}` is not a session")
        }
        Refusal::SessionOfObtained { name } => {
            format!(
                "`callerSession` describes a session whose ARN is the caller, and `@{name}` has what its step obtained"
            )
        }
        Refusal::SessionRequestElsewhere { action } => {
            format!("`session` describes a request for a session, and `{action}` does not give one")
        }
        Refusal::BadAction { action } => {
            format!(
                "`{action}` is not an action: write it as `service:Name`, such as `s3:GetObject`, without wildcards"
            )
        }
        Refusal::BudgetExceeded => {
            "the scenario needs more work than a report may take: remove steps, policies or long values".to_owned()
        }
        Refusal::NoResource => "`resource` lists nothing: leave it out where the action has no resource".to_owned(),
        Refusal::NotARole { resource } => {
            format!("a role is assumed by its ARN, such as `arn:aws:iam::111122223333:role/app`, not `{resource}`")
        }
        Refusal::WrongCaller { action, caller } => {
            format!("`{caller}` cannot call `{}`: {}", action.name(), who_can(*action))
        }
        Refusal::NeverWithSuchCredentials { action, credentials, .. } => {
            format!("credentials of {credentials} can never call `{action}`, whatever policies say: use long-term keys")
        }
        Refusal::NotAParameter { action, field } => {
            format!("`{action}` takes no `{field}`: leave it out of `session`")
        }
        Refusal::ClaimTwice { first, second } => {
            format!(
                "`{first}` and `{second}` in `claims` are one condition key, whose names ignore case: keep one of them"
            )
        }
        Refusal::MfaOfNoUser { caller, of_role } => {
            let sort = if *of_role { "a role session" } else { "not one" };
            format!(
                "MultiFactorAuthentication failed: `mfa` is the device of an IAM user who calls, and `{caller}` is {sort}: \
                 leave it out of `session`"
            )
        }
        Refusal::ForeignProvider { provider, role } => foreign_provider(provider, role),
        Refusal::NotAMemberRoot { resource } => format!(
            "`sts:AssumeRoot` asks for the root user of another account, such as `arn:aws:iam::444455556666:root`, not \
             `{resource}`"
        ),
        Refusal::NotManaging { account } => format!(
            "account `{account}` cannot assume root in other accounts: only an account with `managementAccount` or \
             `delegatedAdministrator` can"
        ),
        Refusal::Sts(error) => sts(error),
        Refusal::Malformed { .. } => malformed(unreadable),
    }
}

fn foreign_provider(provider: &str, role: &str) -> String {
    let account = Arn::parse(role).map_or("", |arn| arn.account);
    format!(
        "`{provider}` is not in account `{account}`, where the role is: an identity provider and the roles that trust it are \
         in one account, so add the provider there"
    )
}

fn malformed(unreadable: Option<Unreadable<'_>>) -> String {
    let Some(Unreadable { policy, owner, line, finding }) = unreadable else {
        return "a policy that this step needs cannot be read".to_owned();
    };
    format!(
        "AWS could not read policy `{policy}` of `{owner}`, which this step needs: line {line}, {}",
        problems::message(finding)
    )
}

#[expect(clippy::wildcard_enum_match_arm, reason = "few actions are calls that take some callers alone")]
fn who_can(action: KnownAction) -> &'static str {
    match action {
        KnownAction::AssumeRoleWithSaml => "it takes an assertion of a SAML provider of the account",
        KnownAction::AssumeRoleWithWebIdentity => "it takes a token of an OpenID Connect provider",
        KnownAction::GetSessionToken | KnownAction::GetFederationToken => "it takes long-term keys of a user or root",
        KnownAction::AssumeRoot => "it takes a user or a role session",
        KnownAction::GetScopedCredentials => {
            "it takes temporary credentials, of a role, a federated user or `sts:GetSessionToken`"
        }
        _ => "identity providers come in through `sts:AssumeRoleWithSAML` or `sts:AssumeRoleWithWebIdentity`",
    }
}

fn sts(error: &StsError) -> String {
    match error {
        StsError::Length { parameter, length } => {
            let (least, most) = parameter.lengths();
            format!("{} has {length} characters, and STS takes {least} to {most}", parameter.name())
        }
        StsError::Character { parameter, character } => format!(
            "{} holds `{}`, and STS takes letters, digits, `_` and `{}`",
            parameter.name(),
            character.escape_default(),
            parameter.characters()
        ),
        StsError::Reserved { parameter, value } => {
            format!("{} `{value}` begins with `aws:`, which belongs to AWS", parameter.name())
        }
        StsError::TooShort { asked, least } => {
            format!("DurationSeconds is {asked}, and the shortest session lasts {least} seconds")
        }
        StsError::TooLong { asked, most, limit: DurationLimit::Role } => {
            format!("DurationSeconds is {asked}, and the role's MaxSessionDuration is {most} seconds")
        }
        StsError::TooLong { asked, most, limit: DurationLimit::Chaining } => format!(
            "DurationSeconds is {asked}, and a session that assumes a role gets at most {most} seconds, whatever the \
             role allows"
        ),
        StsError::TooLong { asked, most, limit: DurationLimit::Call(operation) } => {
            format!("DurationSeconds is {asked}, and `{}` gives this caller at most {most} seconds", operation.action())
        }
        StsError::MissingName => "a federated user needs a `name` of 2 to 32 characters".to_owned(),
        StsError::NoTaskPolicy { given } => {
            let given = given
                .as_ref()
                .map(|given| format!("`{given}` is not one"))
                .unwrap_or_else(|| "`policies` does not hold exactly one".to_owned());
            format!("`sts:AssumeRoot` takes one task policy, and {given}: there are {}", iam_sts::tasks().join(", "))
        }
        StsError::TooManyContexts { count } => format!("{count} contexts are provided, and STS takes 5"),
        StsError::TooManyTags { count } => format!("{count} tags are passed, and STS takes 50"),
        StsError::TransitiveKeyNotPassed { key } => {
            format!("`{key}` is listed as transitive, but no tag with that key is passed")
        }
        StsError::InheritedTag { key } => {
            format!("tag `{key}` is inherited from an earlier session of the chain and cannot be passed again")
        }
        StsError::SourceIdentityChanged { has, asked } => {
            format!("the session has the source identity `{has}`, which cannot become `{asked}`")
        }
        StsError::PolicyTooLarge { length } => {
            format!("the session policies have {length} characters together, and STS takes 2,048")
        }
        StsError::NothingToScope => {
            "`sts:GetScopedCredentials` takes a `scopeDownPolicy`, a `durationSeconds`, or both: write one of them"
                .to_owned()
        }
        StsError::ScopeDownPolicyTooLarge { length } => {
            format!("the scope down policy has {length} characters, and STS takes 2,048")
        }
        StsError::TooManyScopeDownPolicies { layers } => {
            format!("these credentials were scoped down by {layers} policies already, and STS takes no more")
        }
        StsError::BeyondSession { asked, left } => {
            format!(
                "DurationSeconds is {asked}, and the calling session ends in {left} seconds: scoped credentials end with it"
            )
        }
        StsError::TooManyPolicies { count } => {
            format!("{count} session policies are passed, and STS takes one inline and ten managed ones")
        }
    }
}
