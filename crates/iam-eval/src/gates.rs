//! The policies that have a say in one request, gate by gate.

use iam_syntax::{Policy, Statement};

use crate::request::Request;
use crate::statement::{Says, match_statement};
use crate::trace::{LevelTrace, PolicyTrace};
use crate::verdict::{Gate, PolicyId, ResourcePolicyKind, Verdict};

/// A policy in force.
#[derive(Clone, Copy, Debug)]
pub struct Attached<'a> {
    /// Its number.
    pub id: PolicyId,
    /// Its tree.
    pub policy: &'a Policy,
}

/// Policies attached to one root, organizational unit or account.
#[derive(Clone, Debug, Default)]
pub struct Level<'a> {
    /// The policies; at each level one must allow (EV-32).
    pub policies: Vec<Attached<'a>>,
}

/// All policies around one request.
#[derive(Clone, Debug, Default)]
pub struct Policies<'a> {
    /// RCPs of the owner's account, root first; `None`: none in force.
    pub resource_control: Option<Vec<Level<'a>>>,
    /// SCPs of the caller's account, root first; `None`: none in force. Without a level nothing is allowed.
    pub service_control: Option<Vec<Level<'a>>>,
    /// The VPC endpoint that the call goes through.
    pub endpoint: Option<Endpoint<'a>>,
    /// Scope down policies of the credentials, a level each: all of them must allow (AM-20).
    pub scope_down: Vec<Level<'a>>,
    /// The resource's own policy.
    pub resource: ResourcePolicy<'a>,
    /// Policies of the user and its groups, or of the role (EV-05).
    pub identity: Vec<Attached<'a>>,
    /// Permissions boundary.
    pub boundary: Option<Attached<'a>>,
    /// Session policies; `None`: none were passed (EV-17).
    pub session: Option<Vec<Attached<'a>>>,
}

impl<'a> Policies<'a> {
    /// Each policy.
    pub fn each(&self) -> impl Iterator<Item = &Attached<'a>> {
        let levels = [&self.resource_control, &self.service_control].into_iter().flatten().flatten();
        let endpoint = self.endpoint.as_ref().and_then(|endpoint| endpoint.policy.as_ref());
        levels
            .chain(&self.scope_down)
            .flat_map(|level| &level.policies)
            .chain(&self.identity)
            .chain(self.session.iter().flatten())
            .chain(endpoint)
            .chain(&self.resource.policy)
            .chain(&self.boundary)
    }
}

/// A VPC endpoint.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint<'a> {
    /// Its policy; `None`: the default one, which allows everything (EV-76).
    pub policy: Option<Attached<'a>>,
}

/// A resource's own policy.
#[derive(Clone, Copy, Debug, Default)]
pub struct ResourcePolicy<'a> {
    /// Combination with the caller's side.
    pub kind: ResourcePolicyKind,
    /// The policy, when there is one.
    pub policy: Option<Attached<'a>>,
    /// True if S3 keeps a public policy from letting anybody in but the owner's account and services (EV-71).
    pub restrict_public: bool,
}

/// Asks all policies of a gate; a level without trace is only folded. Where there is no level, none allows (EV-34).
pub(crate) fn ask_levels(
    gate: Gate,
    levels: &[Level<'_>],
    request: &Request<'_>,
    mut trace: Option<&mut Vec<LevelTrace>>,
) -> Says {
    let mut all = Says { allows: !levels.is_empty(), ..Says::default() };
    for (number, level) in levels.iter().enumerate() {
        let mut policies = trace.is_some().then(Vec::new);
        let said = ask(gate, &level.policies, request, policies.as_mut());
        all.allows &= said.allows;
        all.denies |= said.denies;
        if let (Some(trace), Some(policies)) = (trace.as_mut(), policies) {
            trace.push(LevelTrace { level: number, verdict: verdict(said), policies });
        }
        if trace.is_none() && all.denies {
            break;
        }
    }
    all
}

/// Asks policies of one kind, a union (EV-06).
pub(crate) fn ask(
    gate: Gate,
    policies: &[Attached<'_>],
    request: &Request<'_>,
    mut trace: Option<&mut Vec<PolicyTrace>>,
) -> Says {
    let mut all = Says::default();
    for attached in policies {
        let mut traced = trace.is_some().then(|| PolicyTrace::new(attached));
        let mut said = Says::default();
        for (position, statement) in attached.policy.statements.iter().enumerate() {
            let outcome = match_statement(statement, position, gate, request, traced.as_mut());
            said.add(statement.effect.value, outcome);
            if traced.is_none() && said.denies {
                return said;
            }
        }
        if let (Some(trace), Some(traced)) = (trace.as_mut(), traced) {
            trace.push(PolicyTrace { verdict: verdict(said), ..traced });
        }
        all.join(said);
    }
    all
}

impl PolicyTrace {
    /// With room for all that is to be said of the policy.
    fn new(attached: &Attached<'_>) -> Self {
        let statements = &attached.policy.statements;
        Self {
            policy: attached.id,
            verdict: Verdict::Silent,
            statements: Vec::with_capacity(statements.len()),
            clauses: Vec::with_capacity(statements.iter().map(Statement::elements).sum()),
        }
    }
}

/// Verdict of a gate, level or policy; a Deny speaks loudest (EV-02).
pub(crate) fn verdict(says: Says) -> Verdict {
    if says.denies {
        Verdict::Denies
    } else if says.allows {
        Verdict::Allows
    } else {
        Verdict::Silent
    }
}
