//! Operations of STS that give credentials.

use iam_syntax::KnownAction;

/// Tasks for which the root user of a member account can be used.
const TASKS: [&str; 5] = [
    "IAMAuditRootUserCredentials",
    "IAMCreateRootUserPassword",
    "IAMDeleteRootUserCredentials",
    "S3UnlockBucketPolicy",
    "SQSUnlockQueuePolicy",
];

/// An operation that assumes a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// `sts:AssumeRole`
    AssumeRole,
    /// `sts:AssumeRoleWithSAML`
    AssumeRoleWithSaml,
    /// `sts:AssumeRoleWithWebIdentity`
    AssumeRoleWithWebIdentity,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::AssumeRole, Self::AssumeRoleWithSaml, Self::AssumeRoleWithWebIdentity];

    /// The operation with this name, whatever its case (MA-01).
    pub fn named(action: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.action().eq_ignore_ascii_case(action))
    }

    /// The operation of an action.
    pub fn of(action: KnownAction) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.known() == action)
    }

    /// The action that must be allowed.
    pub const fn known(self) -> KnownAction {
        match self {
            Self::AssumeRole => KnownAction::AssumeRole,
            Self::AssumeRoleWithSaml => KnownAction::AssumeRoleWithSaml,
            Self::AssumeRoleWithWebIdentity => KnownAction::AssumeRoleWithWebIdentity,
        }
    }

    /// That action as STS spells it.
    pub const fn action(self) -> &'static str {
        match self {
            Self::AssumeRole => const { KnownAction::AssumeRole.name() },
            Self::AssumeRoleWithSaml => const { KnownAction::AssumeRoleWithSaml.name() },
            Self::AssumeRoleWithWebIdentity => const { KnownAction::AssumeRoleWithWebIdentity.name() },
        }
    }
}

/// An operation that gives credentials without a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenOperation {
    /// `sts:GetSessionToken`
    SessionToken,
    /// `sts:GetFederationToken`
    FederationToken,
    /// `sts:AssumeRoot`
    AssumeRoot,
    /// `sts:GetScopedCredentials`
    ScopedCredentials,
}

impl TokenOperation {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::SessionToken, Self::FederationToken, Self::AssumeRoot, Self::ScopedCredentials];

    /// The operation with this name, whatever its case (MA-01).
    pub fn named(action: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.action().eq_ignore_ascii_case(action))
    }

    /// The operation of an action.
    pub fn of(action: KnownAction) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.known() == action)
    }

    /// The action.
    pub const fn known(self) -> KnownAction {
        match self {
            Self::SessionToken => KnownAction::GetSessionToken,
            Self::FederationToken => KnownAction::GetFederationToken,
            Self::AssumeRoot => KnownAction::AssumeRoot,
            Self::ScopedCredentials => KnownAction::GetScopedCredentials,
        }
    }

    /// The action as STS spells it.
    pub const fn action(self) -> &'static str {
        match self {
            Self::SessionToken => const { KnownAction::GetSessionToken.name() },
            Self::FederationToken => const { KnownAction::GetFederationToken.name() },
            Self::AssumeRoot => const { KnownAction::AssumeRoot.name() },
            Self::ScopedCredentials => const { KnownAction::GetScopedCredentials.name() },
        }
    }
}

/// Names of the policies that `AssumeRoot` takes (6.2).
pub fn tasks() -> &'static [&'static str] {
    &TASKS
}
