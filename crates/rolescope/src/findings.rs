//! Findings in a policy that hang on whom it belongs to: reading its text alone does not tell them.

use iam_syntax::{Arn, PrincipalValue};

use crate::assume::is_foreign_provider;
use crate::prose;
use crate::report::Problem;
use crate::world::World;

/// Identity providers in trust policies that are in another account than the role (AM-30).
pub(crate) fn foreign_providers(world: &World<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    for principal in &world.scenario.principals {
        let Some(role) = Arn::parse(&principal.arn).filter(Arn::is_role) else { continue };
        let trust = principal.trust_policy.as_ref().and_then(|policy| world.attached(policy));
        let Some((trust, read)) = trust.and_then(|trust| Some((trust, world.shelf.policy(trust.id)?))) else {
            continue;
        };
        let clauses = trust.policy.statements.iter().filter_map(|statement| statement.principal.as_ref());
        for item in clauses.flat_map(|clause| &clause.items) {
            match &item.value {
                PrincipalValue::Provider { name } if is_foreign_provider(name, &principal.arn) => {
                    found.push(prose::foreign_provider(read, name, role.account, item.span));
                }
                PrincipalValue::Provider { .. }
                | PrincipalValue::Everyone
                | PrincipalValue::Account { .. }
                | PrincipalValue::User { .. }
                | PrincipalValue::Role { .. }
                | PrincipalValue::RoleSession { .. }
                | PrincipalValue::FederatedUser { .. }
                | PrincipalValue::UniqueId { .. }
                | PrincipalValue::Service { .. }
                | PrincipalValue::CanonicalUser { .. }
                | PrincipalValue::Nobody { .. } => {}
            }
        }
    }
    found
}
