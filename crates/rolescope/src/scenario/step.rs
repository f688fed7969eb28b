//! One call: who calls what on what, and through what.

use iam_syntax::{Arn, KnownAction};
use serde::Serialize;

use super::{CallerSession, ContextInput, Expectation, NamedPolicy, SessionRequest};
use crate::map::Map;

record! {
    /// One call.
    Step {
        /// For reference by later steps, as `@NAME`.
        name: Option<String> = "name",
        /// An ARN, a service, an identity provider, `anonymous`, or `@NAME`: the session that step NAME obtained.
        required caller: String = "caller",
        /// `s3:GetObject`, `sts:AssumeRole`, …
        required action: String = "action",
        /// Resources that are acted on; absent means `*`.
        resource: Option<StepResource> = "resource",
        /// Condition keys beyond those that the engine derives; `null` makes a derived key absent.
        context: Map<ContextInput> = "context",
        /// "Now", when later than the step before; ISO 8601 in UTC.
        time: Option<String> = "time",
        /// Parameters of an STS call.
        session: Option<SessionRequest> = "session",
        /// The session, when the caller is a session ARN written out.
        caller_session: Option<CallerSession> = "callerSession",
        /// The VPC endpoint that the call goes through.
        vpc_endpoint: Option<VpcEndpoint> = "vpcEndpoint",
        /// Outcome that the step should have.
        expect: Option<Expectation> = "expect",
    }
}

impl Step {
    /// True if the call goes to STS, so that [`Step::session`] has a meaning.
    pub fn calls_sts(&self) -> bool {
        self.action.split(':').next().is_some_and(|service| service.eq_ignore_ascii_case("sts"))
    }

    /// True if the call takes an external id: only `sts:AssumeRole` does (semantics, table of keys, `sts:ExternalId`).
    pub fn takes_external_id(&self) -> bool {
        self.calls(const { KnownAction::AssumeRole.name() })
    }

    /// True if the call takes the code of a second factor (semantics 6.1).
    pub fn takes_mfa(&self) -> bool {
        self.takes_external_id() || self.calls(const { KnownAction::GetSessionToken.name() })
    }

    /// True if the call takes a scope down policy: only `sts:GetScopedCredentials` does (AM-20).
    pub fn takes_scope_down_policy(&self) -> bool {
        self.calls(const { KnownAction::GetScopedCredentials.name() })
    }

    /// True if this is the action, whatever its case (MA-01).
    fn calls(&self, action: &str) -> bool {
        self.action.eq_ignore_ascii_case(action)
    }

    /// True if the caller is a session whose ARN is written out, so that [`Step::caller_session`] has a meaning. ARNs of
    /// STS name sessions and nothing else.
    pub fn is_called_in_session(&self) -> bool {
        Arn::parse(&self.caller).is_some_and(|arn| arn.service == "sts")
    }
}

/// One resource, or several that one call touches: allowed only if each passes (EV-07).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum StepResource {
    /// An ARN or `*`.
    One(String),
    /// Several.
    Several(Vec<TouchedResource>),
}

/// One of several resources of a call.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum TouchedResource {
    /// An ARN.
    Arn(String),
    /// An ARN with condition keys of its own.
    WithContext(ResourceContext),
}

record! {
    /// A resource and the condition keys that hold for it alone.
    ResourceContext {
        /// An ARN.
        required arn: String = "arn",
        /// Keys added for this resource.
        context: Map<ContextInput> = "context",
    }
}

record! {
    /// A VPC endpoint and its policy.
    VpcEndpoint {
        /// `vpce-…`.
        required id: String = "id",
        /// Its policy; absent means the default one, which allows everything.
        policy: Option<NamedPolicy> = "policy" (VpcEndpoint),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_that_is_written_out_is_named_by_an_arn_of_sts() {
        let in_session = |caller: &str| Step { caller: caller.to_owned(), ..Step::default() }.is_called_in_session();
        assert!(in_session("arn:aws:sts::111122223333:assumed-role/app/s"));
        assert!(in_session("arn:aws-us-gov:sts::111122223333:federated-user/jill"));
        assert!(!in_session("arn:aws:iam::111122223333:role/app"), "nobody knows the session's name");
        assert!(!in_session("@assume"));
        assert!(!in_session("sts.amazonaws.com"));
    }
}
