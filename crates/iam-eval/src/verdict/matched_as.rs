//! Ways in which a policy names a caller.

/// A set of ways in which a policy can name a caller (PR-41).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatchedWays(u16);

/// One way to name a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchedAs {
    /// As IAM user.
    User,
    /// As role.
    Role,
    /// As session of a role.
    Session,
    /// As federated user.
    Federated,
    /// Through the account.
    Account,
    /// As everybody.
    Star,
    /// As service.
    Service,
    /// Through the identity provider.
    Provider,
}

impl MatchedAs {
    /// All ways, most specific first.
    pub const ALL: [Self; 8] = [
        Self::Session,
        Self::Federated,
        Self::User,
        Self::Role,
        Self::Service,
        Self::Provider,
        Self::Account,
        Self::Star,
    ];

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

impl MatchedWays {
    /// Matched in no way.
    pub const NONE: Self = Self(0);

    /// Matched in one way.
    pub const fn only(way: MatchedAs) -> Self {
        Self(way.bit())
    }

    /// True if `way` is among them.
    pub const fn has(self, way: MatchedAs) -> bool {
        self.0 & way.bit() != 0
    }

    /// True if there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are not in `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The ways, most specific first.
    pub fn ways(self) -> impl Iterator<Item = MatchedAs> {
        MatchedAs::ALL.into_iter().filter(move |way| self.has(*way))
    }
}
