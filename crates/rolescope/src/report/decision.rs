//! Decision of a step, and the policies that bring it there.

use iam_syntax::PolicyKind;
use serde::{Deserialize, Serialize};

use super::Place;
#[cfg(doc)]
use super::StepReport;
use crate::shared::SharedText;

/// The end of an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Decision {
    /// Allowed.
    Allowed,
    /// A Deny statement applies.
    ExplicitDeny,
    /// No Deny applies, but a needed Allow is missing.
    ImplicitDeny,
    /// Refused before or besides policies; see [`StepReport::error`].
    Error,
}

impl From<iam_eval::Decision> for Decision {
    fn from(decision: iam_eval::Decision) -> Self {
        match decision {
            iam_eval::Decision::Allowed => Self::Allowed,
            iam_eval::Decision::ExplicitDeny => Self::ExplicitDeny,
            iam_eval::Decision::ImplicitDeny => Self::ImplicitDeny,
        }
    }
}

impl Decision {
    /// The word that the report uses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::ExplicitDeny => "explicitDeny",
            Self::ImplicitDeny => "implicitDeny",
            Self::Error => "error",
        }
    }
}

macro_rules! policy_types {
    ($($(#[$doc:meta])* $kind:ident {
        name: $name:literal, label: $label:literal, title: $title:literal, short: $short:literal, purpose: $purpose:literal,
        reach: $reach:ident, side: $side:ident, word: $word:ident
    },)*) => {
        /// Policy types as the report names them, most binding first.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase")]
        pub enum PolicyType { $($(#[$doc])* $word,)* }

        impl PolicyType {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$word,)*];

            /// Kind of the policies: what AWS calls them, and what else depends on it.
            pub const fn kind(self) -> PolicyKind {
                match self { $(Self::$word => PolicyKind::$kind,)* }
            }
        }

        impl From<PolicyKind> for PolicyType {
            fn from(kind: PolicyKind) -> Self {
                match kind { $(PolicyKind::$kind => Self::$word,)* }
            }
        }
    };
}

iam_syntax::with_policy_kinds!(policy_types);

/// A statement that matched the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MatchedStatement {
    /// Use of the policy.
    pub policy_type: PolicyType,
    /// Name of the policy.
    pub policy: SharedText,
    /// Position of the statement, counted from 0.
    pub statement: u32,
    /// Its `Sid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// `Allow` or `Deny`.
    pub effect: Effect,
    /// Place of the statement.
    pub place: Place,
}

/// A negated test, such as `StringNotEquals`, that holds only because the request lacks a key (AM-17).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AbsentKey {
    /// The key: as the condition writes it, or that of a variable in its values, in lower case.
    pub key: String,
    /// Use of the policy.
    pub policy_type: PolicyType,
    /// Name of the policy.
    pub policy: SharedText,
    /// Position of the statement, counted from 0.
    pub statement: u32,
    /// Its `Sid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// Effect of the statement, which follows from the test.
    pub effect: Effect,
    /// Place of the condition.
    pub place: Place,
}

/// Effect of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Effect {
    /// Grants.
    Allow,
    /// Refuses.
    Deny,
}

impl From<iam_syntax::Effect> for Effect {
    fn from(effect: iam_syntax::Effect) -> Self {
        match effect {
            iam_syntax::Effect::Allow => Self::Allow,
            iam_syntax::Effect::Deny => Self::Deny,
        }
    }
}
