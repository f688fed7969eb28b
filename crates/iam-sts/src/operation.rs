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

/// Operations of one sort, each with its action.
macro_rules! operations {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $operation:ident = $action:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$about])* $operation,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$operation,)*];

            /// The operation with this name, whatever its case (MA-01).
            pub fn named(action: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|operation| operation.action().eq_ignore_ascii_case(action))
            }

            /// The operation of an action.
            pub fn of(action: KnownAction) -> Option<Self> {
                Self::ALL.iter().copied().find(|operation| operation.known() == action)
            }

            /// The action that must be allowed.
            pub const fn known(self) -> KnownAction {
                match self { $(Self::$operation => KnownAction::$action,)* }
            }

            /// That action as STS spells it.
            pub const fn action(self) -> &'static str {
                match self { $(Self::$operation => const { KnownAction::$action.name() },)* }
            }
        }
    };
}

operations! {
    /// An operation that assumes a role.
    Operation {
        /// `sts:AssumeRole`
        AssumeRole = AssumeRole,
        /// `sts:AssumeRoleWithSAML`
        AssumeRoleWithSaml = AssumeRoleWithSaml,
        /// `sts:AssumeRoleWithWebIdentity`
        AssumeRoleWithWebIdentity = AssumeRoleWithWebIdentity,
    }
}

operations! {
    /// An operation that gives credentials without a role.
    TokenOperation {
        /// `sts:GetSessionToken`
        SessionToken = GetSessionToken,
        /// `sts:GetFederationToken`
        FederationToken = GetFederationToken,
        /// `sts:AssumeRoot`
        AssumeRoot = AssumeRoot,
        /// `sts:GetScopedCredentials`
        ScopedCredentials = GetScopedCredentials,
    }
}

/// Names of the policies that `AssumeRoot` takes (6.2).
pub fn tasks() -> &'static [&'static str] {
    &TASKS
}
