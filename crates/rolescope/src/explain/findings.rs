//! Problems of a scenario's policies: what the parser found, and what hangs on whom a policy belongs to.

use iam_syntax::{Arn, Diagnostic, PrincipalValue, Span};

use crate::english::problems;
use crate::provider::is_foreign_provider;
use crate::report::{Problem, Severity};
use crate::resolve::parsed_policies::ParsedPolicy;
use crate::resolve::world::World;

/// All problems of a scenario, in the order of its policies.
pub(crate) fn problems(world: &World<'_>) -> Vec<Problem> {
    let of_policy = |read: &ParsedPolicy| read.findings().map(|found| problem(read, found)).collect::<Vec<_>>();
    world.parsed.policies().iter().flat_map(of_policy).chain(foreign_providers(world)).collect()
}

/// A finding of the parser as a problem of the report.
fn problem(read: &ParsedPolicy, diagnostic: &Diagnostic) -> Problem {
    let code = diagnostic.kind.code();
    Problem {
        code: code.to_owned(),
        severity: match diagnostic.kind.severity() {
            iam_syntax::Severity::Error => Severity::Error,
            iam_syntax::Severity::Warning => Severity::Warning,
            iam_syntax::Severity::Note => Severity::Note,
        },
        message: problems::message(&diagnostic.kind),
        policy: read.name.to_string(),
        pointer: read.pointer.to_string(),
        span: diagnostic.span.into(),
        help: problems::help(&diagnostic.kind),
    }
}

/// Identity providers in trust policies that are in another account than the role (AM-30).
fn foreign_providers(world: &World<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    for (at, principal) in world.scenario.principals.iter().enumerate() {
        let Some(role) = Arn::parse(&principal.arn).filter(Arn::is_role) else { continue };
        let trust = world.trust_policy(at);
        let Some((trust, read)) = trust.and_then(|trust| Some((trust, world.parsed.policy(trust.id)?))) else {
            continue;
        };
        let clauses = trust.policy.statements.iter().filter_map(|statement| statement.principal.as_ref());
        for item in clauses.flat_map(|clause| &clause.items) {
            match &item.value {
                PrincipalValue::Provider { name } if is_foreign_provider(name, &principal.arn) => {
                    found.push(foreign_provider(read, name, role.account, item.span));
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

fn foreign_provider(read: &ParsedPolicy, provider: &str, account: &str, span: Span) -> Problem {
    let (message, help) = problems::foreign_provider(provider, account);
    Problem {
        code: "PROVIDER_OF_ANOTHER_ACCOUNT".to_owned(),
        severity: Severity::Warning,
        message,
        policy: read.name.to_string(),
        pointer: read.pointer.to_string(),
        span: span.into(),
        help: Some(help),
    }
}
