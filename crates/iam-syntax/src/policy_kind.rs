//! Kinds of policies, with all that depends on the kind alone.

macro_rules! policy_kinds {
    ($($(#[$doc:meta])* $kind:ident { name: $name:literal, label: $label:literal, title: $title:literal, short: $short:literal,
        grants: $grants:literal },)*) => {
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

            /// True if an Allow of such a policy grants. All others are ceilings: they only limit what is granted elsewhere (EV-11).
            pub const fn grants(self) -> bool {
                match self { $(Self::$kind => $grants,)* }
            }
        }
    };
}

// The one table of policy types.
policy_kinds! {
    /// Resource control policy of the owner's organization (5.5).
    ResourceControl {
        name: "resource control policy", label: "Resource control policy", title: "Resource control policies", short: "RCP",
        grants: false
    },
    /// Service control policy of the caller's organization (5.4).
    ServiceControl {
        name: "service control policy", label: "Service control policy", title: "Service control policies", short: "SCP",
        grants: false
    },
    /// Policy of the VPC endpoint that the call goes through (EV-76).
    VpcEndpoint {
        name: "VPC endpoint policy", label: "VPC endpoint policy", title: "VPC endpoint policy", short: "Endpoint",
        grants: false
    },
    /// Trust policy of a role (EV-50).
    Trust {
        name: "role trust policy", label: "Trust policy", title: "Trust policy", short: "Trust",
        grants: true
    },
    /// Any other resource-based policy.
    Resource {
        name: "resource-based policy", label: "Resource-based policy", title: "Resource-based policy", short: "Resource",
        grants: true
    },
    /// Permissions boundary of a user or role.
    Boundary {
        name: "permissions boundary", label: "Permissions boundary", title: "Permissions boundary", short: "Boundary",
        grants: false
    },
    /// Passed when a session was asked for.
    Session {
        name: "session policy", label: "Session policy", title: "Session policies", short: "Session",
        grants: false
    },
    /// Attached to a user, group or role.
    Identity {
        name: "identity-based policy", label: "Identity-based policy", title: "Identity-based policies", short: "Identity",
        grants: true
    },
}

impl PolicyKind {
    /// True if such policies are an organization's.
    pub const fn is_control(self) -> bool {
        match self {
            Self::ResourceControl | Self::ServiceControl => true,
            Self::VpcEndpoint | Self::Trust | Self::Resource | Self::Boundary | Self::Session | Self::Identity => false,
        }
    }
}
