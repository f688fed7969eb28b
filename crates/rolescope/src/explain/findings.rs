//! Problems of a scenario's policies: what the parser found, and what hangs on whom a policy belongs to.

use iam_syntax::{Arn, DiagnosticKind, PrincipalValue, Span};

use crate::english::problems;
use crate::provider::is_foreign_provider;
use crate::report::{Problem, ProblemCause, Severity};
use crate::resolve::parsed_policies::ParsedPolicy;
use crate::resolve::world::World;

/// All problems of a scenario, in the order of its policies.
pub(crate) fn problems(world: &World<'_>) -> Vec<Problem> {
    let of_policy = |read: &ParsedPolicy| {
        read.findings()
            .map(|(at, found)| problem(read, ProblemCause::of_text(&read.parse, at), found.span))
            .collect::<Vec<_>>()
    };
    world.parsed.policies().iter().flat_map(of_policy).chain(foreign_providers(world)).collect()
}

/// A finding as a problem of the report.
fn problem(read: &ParsedPolicy, cause: ProblemCause, span: Span) -> Problem {
    Problem {
        code: cause.code().to_owned(),
        severity: match cause.severity() {
            iam_syntax::Severity::Error => Severity::Error,
            iam_syntax::Severity::Warning => Severity::Warning,
            iam_syntax::Severity::Note => Severity::Note,
        },
        message: problems::message(&cause),
        policy: read.name.to_string(),
        pointer: read.pointer.to_string(),
        span: span.into(),
        help: problems::help(&cause),
        cause,
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
                    let (provider, account) = (name.clone(), role.account.into());
                    found.push(problem(read, DiagnosticKind::ForeignProvider { provider, account }.into(), item.span));
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
