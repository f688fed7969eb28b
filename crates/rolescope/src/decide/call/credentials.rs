//! Calls that a caller may never make, whatever the policies say.

use iam_eval::{Caller, CallerKind};
use iam_sts::Operation;
use iam_syntax::KnownAction;

use super::Call;
use crate::report::{Credentials, Refusal};

impl Call<'_, '_> {
    /// Finds calls that temporary credentials may never make (ST-30 to ST-33, EV-84, AM-20).
    pub(in crate::decide) fn refuse_limited_credentials(&self) -> Result<(), Refusal> {
        let is = |action| self.action.known == Some(action);
        let tokens = is(KnownAction::GetFederationToken) || is(KnownAction::GetSessionToken);
        let (iam, sts) = (self.action.service() == "iam", self.action.service() == "sts");
        // Any temporary credentials can be scoped down (AM-20).
        let beside = sts && !is(KnownAction::GetScopedCredentials);
        let token = self.actor.session.as_ref();
        let (refused, credentials) = match self.actor.caller.kind {
            CallerKind::RoleSession { .. } => (tokens, Credentials::RoleSession),
            CallerKind::FederatedUser { .. } => (iam || beside, Credentials::FederatedUser),
            CallerKind::Root { .. } if self.actor.facts.as_ref().is_some_and(|facts| facts.assumed_root) => {
                (sts && !is(KnownAction::AssumeRole), Credentials::AssumedRoot)
            }
            CallerKind::User { .. } | CallerKind::Root { .. } if token.is_some() && beside => {
                (!is(KnownAction::AssumeRole), Credentials::SessionToken)
            }
            CallerKind::User { .. } | CallerKind::Root { .. } => {
                let without_mfa = token.is_some_and(|session| session.mfa != Some(true));
                (iam && without_mfa, Credentials::SessionTokenWithoutMfa)
            }
            CallerKind::Service { .. }
            | CallerKind::WebIdentity { .. }
            | CallerKind::Saml { .. }
            | CallerKind::Anonymous => return Ok(()),
        };
        if refused {
            return Err(Refusal::NeverWithSuchCredentials { action: self.step.action.clone(), credentials });
        }
        Ok(())
    }
}

/// True if this caller may call this operation at all.
pub(crate) fn fits_operation(operation: Operation, caller: &Caller) -> bool {
    match (&caller.kind, operation) {
        (CallerKind::WebIdentity { .. }, Operation::AssumeRoleWithWebIdentity)
        | (CallerKind::Saml { .. }, Operation::AssumeRoleWithSaml) => true,
        (CallerKind::WebIdentity { .. } | CallerKind::Saml { .. }, _)
        | (_, Operation::AssumeRoleWithWebIdentity | Operation::AssumeRoleWithSaml) => false,
        (
            CallerKind::User { .. }
            | CallerKind::RoleSession { .. }
            | CallerKind::FederatedUser { .. }
            | CallerKind::Root { .. }
            | CallerKind::Service { .. }
            | CallerKind::Anonymous,
            Operation::AssumeRole,
        ) => true,
    }
}
