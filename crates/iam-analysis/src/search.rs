//! The search for a request that one set of statements allows and the other does not.
//!
//! One Allow is held; then every Deny of its set must fail, and in the other set either every Allow fails or one Deny holds. For a
//! statement to fail, one of its elements must: the statement with the fewest such elements left is taken first, and its elements
//! are tried one after the other.

use crate::answer::Reason;
use crate::budget::{Budget, Exhausted};
use crate::element::{Demand, Elements, Rule, Subject};
use crate::outcome::Outcome;
use crate::subject::{Part, Subjects};

mod ways;

pub(crate) use ways::{Way, find_way};

/// Statements that hold one set of actions.
pub(crate) struct Question<'r> {
    /// Allows of the set that is to allow.
    pub(crate) allows: Vec<&'r Rule>,
    /// Denies of the same set, and what AWS refuses in any case.
    pub(crate) denies: Vec<&'r Rule>,
    /// Allows of the other set.
    pub(crate) other_allows: Vec<&'r Rule>,
    /// Denies of the other set.
    pub(crate) other_denies: Vec<&'r Rule>,
    /// True of the action that lists buckets.
    pub(crate) lists_buckets: bool,
}

/// Values of the parts of a request; those that are not named do not matter.
pub(crate) type Model = Vec<(Subject, Part)>;

/// A request that was found, and the demands that lead to it.
struct Leaf {
    model: Model,
    held: Vec<Demand>,
}

/// Requests that meet all of some demands: each of them is allowed by the one set and not by the other.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) rule: Rule,
    pub(crate) model: Model,
}

/// The most groups of requests that are listed for one set of actions.
const MAX_FOUND: usize = 200;

/// A search, with what is held at its present point.
pub(crate) struct Search<'s, 'q> {
    subjects: &'s mut Subjects<'q>,
    elements: &'q Elements,
    budget: &'s mut Budget,
    lists_buckets: bool,
    /// Result that is held of each element.
    held: Vec<Option<bool>>,
    trail: Vec<Demand>,
    /// A reason for which a point that may be a request was passed over.
    doubt: Option<Reason>,
}

/// Looks for a request. `Nothing`: the search was exhausted.
pub(crate) fn find<'q>(
    question: &Question<'_>,
    elements: &'q Elements,
    subjects: &mut Subjects<'q>,
    budget: &mut Budget,
) -> Result<Outcome<Model>, Exhausted> {
    if question.is_settled() {
        return Ok(Outcome::Nothing);
    }
    let mut search = Search::new(question, elements, subjects, budget);
    for (hold, fail) in question.ways() {
        if let Some(leaf) = search.holding(&hold, &fail)? {
            return Ok(Outcome::Value(leaf.model));
        }
    }
    Ok(search.doubt.map_or(Outcome::Nothing, Outcome::Maybe))
}

/// Looks for all requests, in groups that may overlap. They are all of them where no reason for doubt is given back, too.
pub(crate) fn find_all<'q>(
    question: &Question<'_>,
    elements: &'q Elements,
    subjects: &mut Subjects<'q>,
    budget: &mut Budget,
) -> Result<(Vec<Found>, Option<Reason>), Exhausted> {
    let mut found: Vec<Found> = Vec::new();
    if question.is_settled() {
        return Ok((found, None));
    }
    let mut search = Search::new(question, elements, subjects, budget);
    for (hold, fail) in question.ways() {
        loop {
            // What was found is left out of what is looked for.
            let left: Vec<&Rule> = fail.iter().copied().chain(found.iter().map(|known| &known.rule)).collect();
            let Some(leaf) = search.holding(&hold, &left)? else { break };
            if found.len() == MAX_FOUND {
                return Ok((found, Some(Reason::Many)));
            }
            let rule = search.group(&leaf, &hold, &fail)?;
            found.push(Found { rule, model: leaf.model });
        }
    }
    Ok((found, search.doubt))
}

/// The demands without those that follow from the others.
pub(crate) fn reduced(
    mut rule: Rule,
    lists_buckets: bool,
    elements: &Elements,
    subjects: &mut Subjects<'_>,
    budget: &mut Budget,
) -> Result<Rule, Exhausted> {
    let mut order = rule.clone();
    // What must not hold says less to people than what must.
    order.sort_by_key(|demand| demand.holds);
    for demand in order {
        let subject = elements.subject(demand.element);
        let others = rule.iter().filter(|own| **own != demand && elements.subject(own.element) == subject);
        let demands: Vec<Demand> = others.copied().chain([demand.opposite()]).collect();
        if subjects.find(subject, lists_buckets, &demands, budget)? == Outcome::Nothing {
            rule.retain(|own| *own != demand);
        }
    }
    Ok(rule)
}

impl Question<'_> {
    /// True if the other set has the same Allows and no more Denies: it allows all of it.
    fn is_settled(&self) -> bool {
        self.allows.iter().all(|rule| self.other_allows.contains(rule))
            && self.other_denies.iter().all(|rule| self.denies.contains(rule))
    }

    /// Ways in which a request can be allowed by the one set alone: statements that match, and statements that do not.
    fn ways(&self) -> impl Iterator<Item = (Vec<&Rule>, Vec<&Rule>)> {
        self.allows.iter().flat_map(|allow| {
            let both = self.denies.iter().chain(&self.other_allows).copied().collect();
            let denied = self.other_denies.iter().map(|deny| (vec![*allow, *deny], self.denies.clone()));
            std::iter::once((vec![*allow], both)).chain(denied)
        })
    }
}

impl<'s, 'q> Search<'s, 'q> {
    fn new(
        question: &Question<'_>,
        elements: &'q Elements,
        subjects: &'s mut Subjects<'q>,
        budget: &'s mut Budget,
    ) -> Self {
        Self {
            elements,
            budget,
            lists_buckets: question.lists_buckets,
            held: vec![None; elements.len()],
            trail: Vec::new(),
            doubt: None,
            subjects,
        }
    }

    /// The request that was found with all that are allowed and refused for the same reasons.
    fn group(&mut self, leaf: &Leaf, hold: &[&Rule], fail: &[&Rule]) -> Result<Rule, Exhausted> {
        let mut rule: Rule = hold.iter().copied().flatten().copied().collect();
        let fails = |own: &Rule, statement: &Rule| statement.iter().any(|demand| own.contains(&demand.opposite()));
        let mut open: Vec<&Rule> = fail.iter().copied().filter(|statement| !fails(&rule, statement)).collect();
        while !open.is_empty() {
            let reasons = open.iter().copied().flatten().map(|demand| demand.opposite());
            let count = |reason: &Demand| open.iter().filter(|own| own.contains(&reason.opposite())).count();
            let Some(best) = reasons.filter(|reason| leaf.held.contains(reason)).max_by_key(count) else { break };
            rule.push(best);
            open.retain(|statement| !statement.contains(&best.opposite()));
        }
        rule.sort_unstable();
        rule.dedup();
        if !self.subjects.hold_for_all_variables() {
            return Ok(rule);
        }
        reduced(rule, self.lists_buckets, self.elements, self.subjects, self.budget)
    }

    /// A request that matches some statements and fails others.
    fn holding(&mut self, hold: &[&Rule], fail: &[&Rule]) -> Result<Option<Leaf>, Exhausted> {
        for demand in hold.iter().copied().flatten() {
            if !self.hold(*demand)? {
                self.undo(0);
                return Ok(None);
            }
        }
        let found = self.failing(fail);
        self.undo(0);
        found
    }

    /// A request that meets what is held and fails these statements.
    fn failing(&mut self, fail: &[&Rule]) -> Result<Option<Leaf>, Exhausted> {
        self.budget.spend(1)?;
        let mut tightest: Option<Rule> = None;
        for rule in fail {
            let Some(options) = self.options(rule) else { continue };
            if options.is_empty() {
                return Ok(None);
            }
            if tightest.as_ref().is_none_or(|best| options.len() < best.len()) {
                tightest = Some(options);
            }
        }
        let Some(options) = tightest else { return self.leaf() };
        let mark = self.trail.len();
        for option in options {
            let before = self.trail.len();
            if self.hold(option.opposite())?
                && let Some(leaf) = self.failing(fail)?
            {
                return Ok(Some(leaf));
            }
            self.undo(before);
            // All requests in which it fails are tried: from here on it holds.
            if !self.hold(option)? {
                break;
            }
        }
        self.undo(mark);
        Ok(None)
    }

    /// Elements of a statement that may still fail; `None` where one does already.
    fn options(&self, rule: &Rule) -> Option<Rule> {
        let mut options = Rule::new();
        for demand in rule {
            match self.held.get(demand.element).copied().flatten() {
                Some(held) if held != demand.holds => return None,
                Some(_) => {}
                None => options.push(*demand),
            }
        }
        Some(options)
    }

    /// Holds a demand; false where no value of its part meets it together with the others.
    fn hold(&mut self, demand: Demand) -> Result<bool, Exhausted> {
        let Some(held) = self.held.get_mut(demand.element) else { return Ok(false) };
        if let Some(held) = held {
            return Ok(*held == demand.holds);
        }
        *held = Some(demand.holds);
        self.trail.push(demand);
        let subject = self.elements.subject(demand.element);
        Ok(self.value(subject)? != Outcome::Nothing)
    }

    /// Gives up what was held since a mark.
    fn undo(&mut self, mark: usize) {
        for demand in self.trail.drain(mark..) {
            if let Some(held) = self.held.get_mut(demand.element) {
                *held = None;
            }
        }
    }

    fn value(&mut self, subject: Subject) -> Result<Outcome<Part>, Exhausted> {
        let of_subject = |demand: &&Demand| self.elements.subject(demand.element) == subject;
        let demands: Vec<Demand> = self.trail.iter().filter(of_subject).copied().collect();
        self.subjects.find(subject, self.lists_buckets, &demands, self.budget)
    }

    /// The request that meets what is held; none where the values of one of its parts are in doubt.
    fn leaf(&mut self) -> Result<Option<Leaf>, Exhausted> {
        let mut subjects: Vec<Subject> =
            self.trail.iter().map(|demand| self.elements.subject(demand.element)).collect();
        // Every request has a resource, which may be one that AWS keeps to itself.
        subjects.push(Subject::Resource);
        subjects.sort_unstable();
        subjects.dedup();
        let mut model = Model::new();
        for subject in subjects {
            match self.value(subject)? {
                Outcome::Value(part) => model.push((subject, part)),
                Outcome::Maybe(reason) => {
                    self.doubt.get_or_insert(reason);
                    return Ok(None);
                }
                Outcome::Nothing => return Ok(None),
            }
        }
        Ok(Some(Leaf { model, held: self.trail.clone() }))
    }
}
