//! Sessions: what a call to STS asks for, and what one that is written out brings along.

use super::{NamedPolicy, StringOrList};
use crate::map::Map;

record! {
    /// Parameters of a call to STS.
    SessionRequest {
        /// `RoleSessionName`, or the federated user's name.
        name: Option<String> = "name",
        /// `DurationSeconds`.
        duration_seconds: Option<u64> = "durationSeconds",
        /// Session policies, inline and managed alike.
        policies: Vec<NamedPolicy> = "policies" (Session),
        /// `Policy` of `sts:GetScopedCredentials`: a ceiling over all that the calling session may do (AM-20).
        scope_down_policy: Option<NamedPolicy> = "scopeDownPolicy" (ScopeDown),
        /// Session tags.
        tags: Map<String> = "tags",
        /// Tags that later sessions of the chain inherit.
        transitive_tag_keys: Vec<String> = "transitiveTagKeys",
        /// `SourceIdentity`.
        source_identity: Option<String> = "sourceIdentity",
        /// `ExternalId`, which `sts:AssumeRole` alone takes.
        external_id: Option<String> = "externalId",
        /// True if a valid code of an MFA device comes with the call: the device of an IAM user who calls.
        mfa: Option<bool> = "mfa",
        /// Claims of the token, by claim name (`sub`) or by condition key (`accounts.google.com:sub`), or attributes of the assertion, by
        /// condition key (`saml:sub`). Condition keys ignore case, claim names do not. What AWS makes no condition key of is left out.
        claims: Map<StringOrList> = "claims",
        /// `ProvidedContexts`: what trusted context providers say about the caller, at most five.
        provided_contexts: Vec<ProvidedContext> = "providedContexts",
    }
}

impl SessionRequest {
    /// True if it asks for nothing in particular.
    pub fn is_empty(&self) -> bool {
        let texts = [&self.name, &self.source_identity, &self.external_id];
        texts.iter().all(|text| text.is_none())
            && self.duration_seconds.is_none()
            && self.mfa.is_none()
            && self.policies.is_empty()
            && self.scope_down_policy.is_none()
            && self.tags.is_empty()
            && self.transitive_tag_keys.is_empty()
            && self.claims.is_empty()
            && self.provided_contexts.is_empty()
    }
}

record! {
    /// Statement of a context provider about a caller.
    ProvidedContext {
        /// ARN of the provider.
        required provider_arn: String = "providerArn",
        /// Its signed and encrypted assertion; Rolescope looks at none of it.
        required context_assertion: String = "contextAssertion",
    }
}

record! {
    /// A session that was obtained before the scenario begins.
    CallerSession {
        /// Session policies it was made with.
        policies: Vec<NamedPolicy> = "policies" (Session),
        /// Session tags.
        tags: Map<String> = "tags",
        /// Source identity it carries.
        source_identity: Option<String> = "sourceIdentity",
        /// When it was issued, ISO 8601 in UTC.
        issued_at: Option<String> = "issuedAt",
        /// True if MFA was used.
        mfa: Option<bool> = "mfa",
        /// ARN of the IAM user who made a federated user's session.
        issuer: Option<String> = "issuer",
    }
}
