//! Access levels of actions.

/// AWS's classification of an action.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessLevel {
    /// Lists resources.
    List,
    /// Reads what a resource holds.
    Read,
    /// Creates, changes or deletes resources.
    Write,
    /// Changes only tags.
    Tagging,
    /// Grants or changes permissions.
    PermissionsManagement,
    /// No source says it.
    NotKnown,
}

impl AccessLevel {
    /// Every level, in AWS's order.
    pub const ALL: [Self; 6] =
        [Self::List, Self::Read, Self::Write, Self::Tagging, Self::PermissionsManagement, Self::NotKnown];

    /// The name as AWS spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Read => "Read",
            Self::Write => "Write",
            Self::Tagging => "Tagging",
            Self::PermissionsManagement => "Permissions management",
            Self::NotKnown => "not known",
        }
    }

    pub(crate) fn of_code(code: &str) -> Option<Self> {
        match code {
            "L" => Some(Self::List),
            "R" => Some(Self::Read),
            "W" => Some(Self::Write),
            "T" => Some(Self::Tagging),
            "P" => Some(Self::PermissionsManagement),
            _ => None,
        }
    }
}
