//! Facts about single services.

/// Services that use a role for what carries it in its own account, never for a resource elsewhere: whoever gives them
/// the role must be in its account (EV-81).
pub(crate) fn serves_its_account_only(service: &str) -> bool {
    matches!(service, "ec2.amazonaws.com" | "lambda.amazonaws.com" | "rolesanywhere.amazonaws.com")
}
