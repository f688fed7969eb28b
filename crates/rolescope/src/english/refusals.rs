//! Reasons for which a step ends before or besides any policy, in words.

use iam_syntax::{Arn, KnownAction};

use super::problems;

use crate::report::{Credentials, Refusal, SecondsLimit, StsParameter, UnreadablePolicy, WithoutSession};

/// The mistake and the remedy; no final period.
pub fn refusal(refusal: &Refusal) -> String {
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
        Refusal::NoSession { name, because: WithoutSession::Denied } => {
            format!("step `{name}` was denied, so there is no session to call with")
        }
        Refusal::NoSession { name, because: WithoutSession::Refused } => {
            format!("step `{name}` was refused or not evaluated, so there is no session to call with")
        }
        Refusal::NoSession { name, because: WithoutSession::GivesNone } => {
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
            format!("`{caller}` cannot call `{action}`: {}", who_can(action))
        }
        Refusal::NeverWithSuchCredentials { action, credentials } => format!(
            "credentials of {} can never call `{action}`, whatever policies say: use long-term keys",
            holder(*credentials)
        ),
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
        Refusal::Length { parameter, length, least, most } => {
            format!("{} has {length} characters, and STS takes {least} to {most}", name(*parameter))
        }
        Refusal::Character { parameter, character, taken } => format!(
            "{} holds `{}`, and STS takes letters, digits, `_` and `{taken}`",
            name(*parameter),
            character.escape_default()
        ),
        Refusal::Reserved { parameter, value } => {
            format!("{} `{value}` begins with `aws:`, which belongs to AWS", name(*parameter))
        }
        Refusal::TooShort { asked, least } => {
            format!("DurationSeconds is {asked}, and the shortest session lasts {least} seconds")
        }
        Refusal::TooLong { asked, most, limit: SecondsLimit::Role } => {
            format!("DurationSeconds is {asked}, and the role's MaxSessionDuration is {most} seconds")
        }
        Refusal::TooLong { asked, most, limit: SecondsLimit::Chaining } => format!(
            "DurationSeconds is {asked}, and a session that assumes a role gets at most {most} seconds, whatever the \
             role allows"
        ),
        Refusal::TooLong { asked, most, limit: SecondsLimit::Call { action } } => {
            format!("DurationSeconds is {asked}, and `{action}` gives this caller at most {most} seconds")
        }
        Refusal::MissingName => "a federated user needs a `name` of 2 to 32 characters".to_owned(),
        Refusal::NoTaskPolicy { given, tasks } => {
            let given = given
                .as_ref()
                .map(|given| format!("`{given}` is not one"))
                .unwrap_or_else(|| "`policies` does not hold exactly one".to_owned());
            format!("`sts:AssumeRoot` takes one task policy, and {given}: there are {}", tasks.join(", "))
        }
        Refusal::TooManyContexts { count } => format!("{count} contexts are provided, and STS takes 5"),
        Refusal::TooManyTags { count } => format!("{count} tags are passed, and STS takes 50"),
        Refusal::RepeatedTag { first, second } => {
            format!("the tag keys `{first}` and `{second}` differ only in case: STS takes one of them")
        }
        Refusal::RepeatedPrincipalTag { principal, first, second } => {
            format!(
                "duplicate tag keys: `{first}` and `{second}` of `{principal}` differ only in case: keep one of them"
            )
        }
        Refusal::TransitiveKeyNotPassed { key } => {
            format!("`{key}` is listed as transitive, but no tag with that key is passed")
        }
        Refusal::InheritedTag { key } => {
            format!("tag `{key}` is inherited from an earlier session of the chain and cannot be passed again")
        }
        Refusal::SourceIdentityChanged { has, asked } => {
            format!("the session has the source identity `{has}`, which cannot become `{asked}`")
        }
        Refusal::PolicyTooLarge { length } => {
            format!("the session policies have {length} characters together, and STS takes 2,048")
        }
        Refusal::TooManyPolicies { count } => {
            format!("{count} session policies are passed, and STS takes one inline and ten managed ones")
        }
        Refusal::NothingToScope => {
            "`sts:GetScopedCredentials` takes a `scopeDownPolicy`, a `durationSeconds`, or both: write one of them"
                .to_owned()
        }
        Refusal::ScopeDownPolicyTooLarge { length } => {
            format!("the scope down policy has {length} characters, and STS takes 2,048")
        }
        Refusal::TooManyScopeDownPolicies { layers } => {
            format!("these credentials were scoped down by {layers} policies already, and STS takes no more")
        }
        Refusal::BeyondSession { asked, left } => {
            format!(
                "DurationSeconds is {asked}, and the calling session ends in {left} seconds: scoped credentials end with it"
            )
        }
        Refusal::UnreadablePolicy(policy) => unreadable(policy),
    }
}

fn foreign_provider(provider: &str, role: &str) -> String {
    let account = Arn::parse(role).map_or("", |arn| arn.account);
    format!(
        "`{provider}` is not in account `{account}`, where the role is: an identity provider and the roles that trust it are \
         in one account, so add the provider there"
    )
}

fn unreadable(UnreadablePolicy { owner, cause, line, place, .. }: &UnreadablePolicy) -> String {
    let policy = &place.policy;
    format!(
        "AWS could not read policy `{policy}` of `{owner}`, which this step needs: line {line}, {}",
        problems::message(cause)
    )
}

const fn holder(credentials: Credentials) -> &'static str {
    match credentials {
        Credentials::RoleSession => "a role session",
        Credentials::FederatedUser => "a federated user",
        Credentials::AssumedRoot => "an assumed root user",
        Credentials::SessionToken => "a session token",
        Credentials::SessionTokenWithoutMfa => "a session token without MFA",
    }
}

const fn name(parameter: StsParameter) -> &'static str {
    match parameter {
        StsParameter::RoleSessionName => "RoleSessionName",
        StsParameter::ExternalId => "ExternalId",
        StsParameter::SourceIdentity => "SourceIdentity",
        StsParameter::FederationName => "Name",
        StsParameter::TagKey => "a tag key",
        StsParameter::TagValue => "a tag value",
    }
}

fn who_can(action: &str) -> &'static str {
    match KnownAction::of(action) {
        Some(KnownAction::AssumeRoleWithSaml) => "it takes an assertion of a SAML provider of the account",
        Some(KnownAction::AssumeRoleWithWebIdentity) => "it takes a token of an OpenID Connect provider",
        Some(KnownAction::GetSessionToken | KnownAction::GetFederationToken) => {
            "it takes long-term keys of a user or root"
        }
        Some(KnownAction::AssumeRoot) => "it takes a user or a role session",
        Some(KnownAction::GetScopedCredentials) => {
            "it takes temporary credentials, of a role, a federated user or `sts:GetSessionToken`"
        }
        _ => "identity providers come in through `sts:AssumeRoleWithSAML` or `sts:AssumeRoleWithWebIdentity`",
    }
}
