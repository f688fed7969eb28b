//! Claims: what must never, or always, be allowed.

use super::ContextInput;
use crate::map::Map;

record! {
    /// Statement about all requests of some kind, for `rolescope prove`. It has either `never` or `always`.
    Claim {
        /// Name by which people call it.
        required name: String = "name",
        /// Requests of which none may be allowed.
        never: Option<ClaimRequests> = "never",
        /// Requests that must all be allowed.
        always: Option<ClaimRequests> = "always",
    }
}

record! {
    /// Requests that a claim is about.
    ClaimRequests {
        /// An ARN, `anyone`, or `anonymous`.
        required caller: String = "caller",
        /// Actions, with wildcards as in a policy.
        required actions: Vec<String> = "actions",
        /// ARNs of resources, with wildcards as in a policy; `*` for all, and for actions without one.
        required resources: Vec<String> = "resources",
        /// Conditions that the requests meet, as the `Condition` of a policy.
        when: Map<Map<ContextInput>> = "when",
    }
}
