//! One statement against one request: action AND resource AND principal AND conditions (section 10).

use iam_syntax::open_points::{
    CASE_OF_USER_NAMES_COUNTS, CONTROL_POLICIES_TAKE_INNER_WILDCARDS, SCP_ALLOWS_SINGLE_RESOURCES,
    UNRESOLVED_NOT_RESOURCE_EXCLUDES_NOTHING, WILDCARD_SERVICES_MATCH,
};
use iam_syntax::{ActionPattern, Clause, Effect, KnownAction, Pattern, Span, Statement, in_order_of_text};

use crate::condition::{self, resource_but_for_case};
use crate::glob::{self, Reading};
use crate::principal::match_principal;
use crate::request::Request;
use crate::trace::{ClauseTrace, Element, PolicyTrace, StatementTrace, Unresolved, Why};
use crate::verdict::{Gate, MatchedAs, MatchedWays};

/// Match of a statement, and the ways it names the caller.
#[derive(Clone, Copy)]
pub(crate) struct StatementMatch {
    pub(crate) matched: bool,
    pub(crate) named: MatchedWays,
}

/// Matches a statement. Without a trace the first element that does not fit ends the work; with one, every
/// element is looked at, so that the trace can say how near the statement came.
pub(crate) fn match_statement(
    statement: &Statement,
    position: usize,
    gate: Gate,
    request: &Request<'_>,
    trace: Option<&mut PolicyTrace>,
) -> StatementMatch {
    let Some(trace) = trace else {
        return match_elements(statement, gate, request, &mut |clause| clause.matched);
    };
    let start = trace.clauses.len();
    let mut outcome = match_elements(statement, gate, request, &mut |clause| {
        trace.clauses.push(clause);
        true
    });
    let clauses = start..trace.clauses.len();
    let own = trace.clauses.get_mut(clauses.clone()).unwrap_or_default();
    outcome.matched = own.iter().all(|clause| clause.matched);
    in_order_of_text(own, |clause| clause.span);
    let StatementMatch { matched, named } = outcome;
    trace.statements.push(StatementTrace {
        position,
        index: statement.index,
        effect: statement.effect.value,
        matched,
        span: statement.span,
        named,
        clauses,
    });
    outcome
}

/// Hands each element to `visit`, which answers whether to go on.
fn match_elements(
    statement: &Statement,
    gate: Gate,
    request: &Request<'_>,
    visit: &mut impl FnMut(ClauseTrace) -> bool,
) -> StatementMatch {
    const NO: StatementMatch = StatementMatch { matched: false, named: MatchedWays::NONE };
    if !visit(match_action(statement, gate, request)) {
        return NO;
    }
    if let Some(resource) = &statement.resource {
        let mut found = match_resource(resource, request);
        found.matched &= SCP_ALLOWS_SINGLE_RESOURCES.taken() || takes_resource(statement, resource, gate);
        if !visit(found) {
            return NO;
        }
    }
    let mut named = MatchedWays::only(MatchedAs::Star);
    if let Some(principal) = &statement.principal {
        let found = match_principal(principal, statement.effect.value, gate, request.caller);
        named = found.named;
        let span = item_span(found.item, principal.span, |at| principal.items.get(at).map(|item| item.span));
        if !visit(ClauseTrace { element: Element::Principal, matched: found.matched, span, why: found.why }) {
            return NO;
        }
    }
    for (at, entry) in statement.conditions.iter().enumerate() {
        let (matched, why) = condition::evaluate(entry, request.context);
        if !visit(ClauseTrace { element: Element::Condition(at), matched, span: entry.span, why }) {
            return NO;
        }
    }
    StatementMatch { matched: true, named }
}

/// `Action` and `NotAction` (MA-01 to MA-04).
fn match_action(statement: &Statement, gate: Gate, request: &Request<'_>) -> ClauseTrace {
    let clause = &statement.action;
    let taken = |action: &ActionPattern| {
        let inner = CONTROL_POLICIES_TAKE_INNER_WILDCARDS.taken() || !gate.is_control() || !action.has_inner_wildcard();
        inner && (WILDCARD_SERVICES_MATCH.taken() || !action.has_service_wildcard())
    };
    let item = clause.items.iter().position(|item| {
        taken(&item.value) && glob::matches(&item.value.pattern, &request.action.lower, Reading::Text, request.context)
    });
    finish(clause, Element::Action, item, None)
}

/// True if only `*` may be the resource here, and is (GR-33).
fn takes_resource(statement: &Statement, resource: &Clause<Pattern>, gate: Gate) -> bool {
    let everything = resource.negated || resource.items.iter().any(|item| &*item.value.text == "*");
    gate != Gate::ServiceControl || statement.effect.value == Effect::Deny || everything
}

/// `Resource` and `NotResource` (MR-01 to MR-10).
fn match_resource(clause: &Clause<Pattern>, request: &Request<'_>) -> ClauseTrace {
    let mut unresolved = None;
    let item = clause.items.iter().position(|item| {
        let missing = glob::unresolved(&item.value, request.context).map(|variable| variable.key.to_string());
        match missing {
            Some(_) if clause.negated && !UNRESOLVED_NOT_RESOURCE_EXCLUDES_NOTHING.taken() => true,
            Some(key) => {
                unresolved.get_or_insert(key);
                false
            }
            None => covers(&item.value, request),
        }
    });
    let unresolved = unresolved.and_then(|key| {
        let at = clause.items.iter().position(|item| glob::unresolved(&item.value, request.context).is_some())?;
        Some(Unresolved { item: at, key })
    });
    finish(clause, Element::Resource, item, unresolved)
}

fn finish<T>(clause: &Clause<T>, element: Element, item: Option<usize>, unresolved: Option<Unresolved>) -> ClauseTrace {
    let why = match (item, unresolved) {
        (Some(at), _) => Why::Fits(at),
        (None, Some(unresolved)) => Why::Unresolved(Box::new(unresolved)),
        (None, None) if clause.items.is_empty() => Why::Empty,
        (None, None) => Why::NoneFits,
    };
    let span = item_span(item, clause.span, |at| clause.items.get(at).map(|item| item.span));
    ClauseTrace { element, matched: item.is_some() != clause.negated, span, why }
}

/// ARN as which policies name all buckets: the listing of buckets has no resource, and fits where this does (MA-06).
pub const ALL_BUCKETS: &str = "arn:aws:s3:::*";

/// True if a resource value fits.
fn covers(pattern: &Pattern, request: &Request<'_>) -> bool {
    let fits = |arn: &str| glob::matches(pattern, arn, Reading::Resource, request.context);
    let arn = request.target.arn.as_str();
    let in_other_case =
        || !CASE_OF_USER_NAMES_COUNTS.taken() && is_user(arn) && resource_but_for_case(pattern, arn, request.context);
    fits(arn)
        || in_other_case()
        || (arn == "*" && request.action.known == Some(KnownAction::ListAllMyBuckets) && fits(ALL_BUCKETS))
}

/// True if this is the ARN of an IAM user.
pub fn is_user(arn: &str) -> bool {
    arn.contains(":user/")
}

/// The deciding value's place, else the element's.
fn item_span(item: Option<usize>, clause: Span, find: impl Fn(usize) -> Option<Span>) -> Span {
    item.and_then(find).unwrap_or(clause)
}

/// Folds matching statements into what a policy says (EV-02, EV-06).
#[derive(Clone, Copy, Default)]
pub(crate) struct Says {
    pub(crate) allows: bool,
    pub(crate) denies: bool,
    pub(crate) named: MatchedWays,
}

impl Says {
    pub(crate) fn add(&mut self, effect: Effect, outcome: StatementMatch) {
        match (effect, outcome.matched) {
            (Effect::Allow, true) => {
                self.allows = true;
                self.named = self.named.and(outcome.named);
            }
            (Effect::Deny, true) => self.denies = true,
            (Effect::Allow | Effect::Deny, false) => {}
        }
    }

    pub(crate) fn join(&mut self, other: Self) {
        self.allows |= other.allows;
        self.denies |= other.denies;
        self.named = self.named.and(other.named);
    }
}
