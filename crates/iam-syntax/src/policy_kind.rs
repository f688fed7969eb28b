//! Kinds of policies, with all that depends on the kind alone.

/// The one table of policy types, most binding first, given to a macro that makes something of each row.
#[doc(hidden)]
#[macro_export]
macro_rules! with_policy_kinds {
    ($then:ident) => {
        $then! {
            /// Resource control policy of the owner's organization (5.5).
            ResourceControl {
                name: "resource control policy", label: "Resource control policy", title: "Resource control policies", short: "RCP",
                purpose: "What nobody may do to the resources of an account, wherever they come from.",
                reach: Bounds, side: Resource, word: ResourceControl
            },
            /// Service control policy of the caller's organization (5.4).
            ServiceControl {
                name: "service control policy", label: "Service control policy", title: "Service control policies", short: "SCP",
                purpose: "The most that users and roles of an account may do. It grants nothing.",
                reach: Bounds, side: Caller, word: ServiceControl
            },
            /// Policy of the VPC endpoint that the call goes through (EV-76).
            VpcEndpoint {
                name: "VPC endpoint policy", label: "VPC endpoint policy", title: "VPC endpoint policy", short: "Endpoint",
                purpose: "What may pass through a private way into AWS.",
                reach: Bounds, side: Between, word: VpcEndpoint
            },
            /// Passed when credentials were scoped down (AM-20).
            ScopeDown {
                name: "scope down policy", label: "Scope down policy", title: "Scope down policies", short: "Scope",
                purpose: "The most that further credentials of a session may do. It grants nothing.",
                reach: Bounds, side: Caller, word: ScopeDown
            },
            /// Trust policy of a role (EV-50).
            Trust {
                name: "role trust policy", label: "Trust policy", title: "Trust policy", short: "Trust",
                purpose: "Who may assume a role.",
                reach: Grants, side: Resource, word: Trust
            },
            /// Any other resource-based policy.
            Resource {
                name: "resource-based policy", label: "Resource-based policy", title: "Resource-based policy", short: "Resource",
                purpose: "Who may do what with one bucket, key, queue or function.",
                reach: Grants, side: Resource, word: ResourceBased
            },
            /// Permissions boundary of a user or role.
            Boundary {
                name: "permissions boundary", label: "Permissions boundary", title: "Permissions boundary", short: "Boundary",
                purpose: "The most that one user or role may do. It grants nothing.",
                reach: Narrows, side: Caller, word: PermissionsBoundary
            },
            /// Passed when a session was asked for.
            Session {
                name: "session policy", label: "Session policy", title: "Session policies", short: "Session",
                purpose: "Narrows one session when it is asked for.",
                reach: Narrows, side: Caller, word: Session
            },
            /// Attached to a user, group or role.
            Identity {
                name: "identity-based policy", label: "Identity-based policy", title: "Identity-based policies", short: "Identity",
                purpose: "What a user, a group or a role may do.",
                reach: Grants, side: Caller, word: IdentityBased
            },
        }
    };
}

macro_rules! policy_kinds {
    ($($(#[$doc:meta])* $kind:ident {
        name: $name:literal, label: $label:literal, title: $title:literal, short: $short:literal, purpose: $purpose:literal,
        reach: $reach:ident, side: $side:ident, word: $word:ident
    },)*) => {
        /// Kind of a policy: its use decides which elements must, may and must not occur (semantics 1.3), and the gate that it is asked
        /// at. Most binding first.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum PolicyKind { $($(#[$doc])* $kind,)* }

        impl PolicyKind {
            /// All of them, most binding first.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// AWS's name of one such policy, as it stands in a sentence (EV-08).
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The name before that of a policy.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$kind => $label,)* }
            }

            /// Heading over policies of this kind.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$kind => $title,)* }
            }

            /// The name where there is little room.
            pub const fn short(self) -> &'static str {
                match self { $(Self::$kind => $short,)* }
            }

            /// Purpose of such a policy, in a line.
            pub const fn purpose(self) -> &'static str {
                match self { $(Self::$kind => $purpose,)* }
            }

            /// Effect of such a policy on what the others grant.
            pub const fn reach(self) -> Reach {
                match self { $(Self::$kind => Reach::$reach,)* }
            }

            /// The side that such a policy belongs to.
            pub const fn side(self) -> Side {
                match self { $(Self::$kind => Side::$side,)* }
            }
        }
    };
}

with_policy_kinds!(policy_kinds);

/// Effect of a kind of policies on what the others grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// An Allow grants.
    Grants,
    /// Limits what the caller's identity-based policies grant; some grants of resource-based policies pass it (EV-11, EV-12).
    Narrows,
    /// Limits every grant: where there are such policies, they must allow (EV-30, EV-40, EV-76, AM-20).
    Bounds,
}

/// Side of a request that a kind of policies belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The caller's.
    Caller,
    /// Side of the resource and of its owner.
    Resource,
    /// Neither: the way between both.
    Between,
}

impl PolicyKind {
    /// True if an Allow of such a policy grants. All others only limit what is granted elsewhere (EV-11).
    pub const fn grants(self) -> bool {
        matches!(self.reach(), Reach::Grants)
    }

    /// True if such policies limit every grant.
    pub const fn bounds(self) -> bool {
        matches!(self.reach(), Reach::Bounds)
    }

    /// True if such a policy hangs on the resource and names who may use it.
    pub const fn names_callers(self) -> bool {
        self.grants() && matches!(self.side(), Side::Resource)
    }

    /// True if such policies are an organization's.
    pub const fn is_control(self) -> bool {
        matches!(self, Self::ResourceControl | Self::ServiceControl)
    }
}
