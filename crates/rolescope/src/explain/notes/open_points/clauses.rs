//! Open points in one element of a statement.

use iam_eval::{
    CallerKind, ClauseTrace, Element, Gate, MatchedAs, MatchedWays, StatementTrace, Why, fits, fits_by_field,
    fits_resource, is_user, resource_but_for_case,
};
use iam_syntax::{ActionPattern, Effect, Pattern, Policy, PrincipalValue, Statement};

use crate::decide::outcome::CheckRequest;
use crate::report::point::Point;
use crate::resolve::actor::Actor;
use crate::scenario::Step;

/// A statement that was asked, with all around it.
pub(in crate::explain::notes) struct AskedStatement<'a> {
    /// Caller and step, where they are known: some points lie in what the caller brings along.
    pub(in crate::explain::notes) actor: Option<&'a Actor<'a>>,
    pub(in crate::explain::notes) step: Option<&'a Step>,
    pub(in crate::explain::notes) request: &'a CheckRequest,
    pub(in crate::explain::notes) gate: Gate,
    pub(in crate::explain::notes) tree: &'a Policy,
    pub(in crate::explain::notes) statement: &'a Statement,
    pub(in crate::explain::notes) traced: &'a StatementTrace,
    pub(in crate::explain::notes) clauses: &'a [ClauseTrace],
}

impl AskedStatement<'_> {
    /// The points whose other reading would turn this statement.
    pub(super) fn points(&self) -> Vec<Point> {
        let of = |clause: &ClauseTrace| self.in_clause(clause);
        if self.traced.matched {
            return self.clauses.iter().filter_map(of).collect();
        }
        // All that does not match must turn with the same point, and nothing that matches.
        let mut failing = self.clauses.iter().filter(|clause| !clause.matched);
        let Some(point) = failing.next().and_then(of) else { return Vec::new() };
        let same = |clause: &ClauseTrace| of(clause).is_some_and(|other| other.id() == point.id());
        let turns = failing.all(same) && !self.clauses.iter().any(|clause| clause.matched && same(clause));
        if turns { vec![point] } else { Vec::new() }
    }

    pub(super) fn kind(&self) -> Option<&CallerKind> {
        self.actor.map(|actor| &actor.caller.kind)
    }

    /// The point whose other reading would turn this element.
    pub(in crate::explain::notes) fn in_clause(&self, clause: &ClauseTrace) -> Option<Point> {
        match clause.element {
            Element::Action => self.in_action(clause),
            Element::Principal => self.in_principal(clause),
            Element::Resource => self.in_resource(clause),
            Element::Condition(at) => self.in_condition(self.statement.conditions.get(at)?, clause),
        }
    }

    fn in_action(&self, clause: &ClauseTrace) -> Option<Point> {
        let items = &self.statement.action.items;
        let Why::Fits(at) = clause.why else { return None };
        let fits = |action: &ActionPattern| fits(&action.pattern, &self.request.action.lower);
        let hangs = |unsure: fn(&ActionPattern) -> bool| {
            let others = || items.iter().any(|item| !unsure(&item.value) && fits(&item.value));
            items.get(at).is_some_and(|item| unsure(&item.value)) && !others()
        };
        if self.gate.is_control() && hangs(ActionPattern::has_inner_wildcard) {
            return Some(Point::InnerWildcard);
        }
        hangs(ActionPattern::has_service_wildcard).then_some(Point::ServiceWildcard)
    }

    fn in_principal(&self, clause: &ClauseTrace) -> Option<Point> {
        let items = self.statement.principal.as_ref().map_or(&[][..], |principal| &principal.items);
        let everyone = items.iter().any(|item| item.value == PrincipalValue::Everyone);
        match &clause.why {
            Why::PartlyListed { lacking, .. } if *lacking == MatchedWays::only(MatchedAs::Session) => {
                Some(Point::SparedSession)
            }
            Why::NoneFits if everyone && self.kind()?.provider().is_some() => Some(Point::StarTokens),
            Why::Fits(_) if self.gate == Gate::Trust && self.traced.named == MatchedWays::only(MatchedAs::Star) => {
                Some(Point::TrustStar)
            }
            _ => None,
        }
    }

    fn in_resource(&self, clause: &ClauseTrace) -> Option<Point> {
        let resource = self.statement.resource.as_ref()?;
        let (arn, context) = (self.request.target.arn.as_str(), &self.request.context);
        let patterns = || resource.items.iter().map(|item| &item.value);
        if self.tree.version_span.is_none() && patterns().any(|pattern| pattern.text.contains("${")) {
            let replaced = |pattern: &Pattern| Pattern::parse(&pattern.text, true, true);
            let fits = patterns().any(|pattern| fits_resource(&replaced(pattern), arn, context));
            if (fits != resource.negated) != clause.matched {
                return Some(Point::NoVersion);
            }
        }
        match &clause.why {
            Why::Unresolved(_) if resource.negated => Some(Point::NotResource),
            Why::Fits(at) if !patterns().any(|pattern| &*pattern.text == "*") => {
                let scp_allow = self.gate == Gate::ServiceControl && self.statement.effect.value == Effect::Allow;
                let may_overflow = resource.items.get(*at).is_some_and(|item| may_overflow(&item.value));
                if may_overflow && arn != "*" && !patterns().any(|pattern| fits_by_field(pattern, arn, context)) {
                    return Some(Point::Overflow);
                }
                (scp_allow && !resource.negated).then_some(Point::ScpResource)
            }
            Why::NoneFits if is_user(arn) => {
                patterns().any(|pattern| resource_but_for_case(pattern, arn, context)).then_some(Point::UserCase)
            }
            _ => None,
        }
    }
}

/// True if a star can stand for colons: as the last character of a field, or of all that is written.
fn may_overflow(pattern: &Pattern) -> bool {
    let fields = pattern.sixth_field.map_or(pattern.text.len(), |at| at as usize);
    let fields = pattern.text.get(..fields).unwrap_or_default();
    fields.bytes().zip(fields.bytes().skip(1).chain([b':'])).any(|pair| pair == (b'*', b':'))
}
