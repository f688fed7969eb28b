//! Accounts and what their organization attaches to them.

use super::NamedPolicy;

record! {
    /// An AWS account.
    Account {
        /// Twelve digits.
        required id: String = "id",
        /// Name by which people call it.
        name: Option<String> = "name",
        /// True if it is the organization's management account.
        management_account: bool = "managementAccount",
        /// True if IAM trusts it with the root users of member accounts (`sts:AssumeRoot`).
        delegated_administrator: bool = "delegatedAdministrator",
        /// Path in its organization: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`.
        organization_path: Option<String> = "organizationPath",
        /// Levels of service control policies, root first, the account itself last. Absent: none in force. An empty list, or a level
        /// without policies, allows nothing.
        service_control_policies: Option<Vec<PolicyLevel>> = "serviceControlPolicies" (ServiceControl),
        /// Levels of resource control policies; `RCPFullAWSAccess` is always attached and need not be written.
        resource_control_policies: Option<Vec<PolicyLevel>> = "resourceControlPolicies" (ResourceControl),
    }
}

record! {
    /// Policies attached to one root, organizational unit or account.
    PolicyLevel {
        /// Id of the root, unit or account.
        required target: String = "target",
        /// The policies attached there.
        written policies: Vec<NamedPolicy> = "policies",
    }
}
