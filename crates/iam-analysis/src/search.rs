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
    let is_in = |rules: &[&Rule], rule: &Rule| rules.contains(&rule);
    // With the same Allows and no more Denies the other set allows all of it.
    if question.allows.iter().all(|rule| is_in(&question.other_allows, rule))
        && question.other_denies.iter().all(|rule| is_in(&question.denies, rule))
    {
        return Ok(Outcome::Nothing);
    }
    let mut search = Search {
        elements,
        budget,
        lists_buckets: question.lists_buckets,
        held: vec![None; elements.len()],
        trail: Vec::new(),
        doubt: None,
        subjects,
    };
    let both: Vec<&Rule> = question.denies.iter().chain(&question.other_allows).copied().collect();
    for allow in &question.allows {
        if let Some(model) = search.holding(&[allow], &both)? {
            return Ok(Outcome::Value(model));
        }
        for deny in &question.other_denies {
            if let Some(model) = search.holding(&[allow, deny], &question.denies)? {
                return Ok(Outcome::Value(model));
            }
        }
    }
    Ok(search.doubt.map_or(Outcome::Nothing, Outcome::Maybe))
}

impl Search<'_, '_> {
    /// A request that matches some statements and fails others.
    fn holding(&mut self, hold: &[&Rule], fail: &[&Rule]) -> Result<Option<Model>, Exhausted> {
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
    fn failing(&mut self, fail: &[&Rule]) -> Result<Option<Model>, Exhausted> {
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
        let Some(options) = tightest else { return self.model() };
        let mark = self.trail.len();
        for option in options {
            let before = self.trail.len();
            if self.hold(option.opposite())?
                && let Some(model) = self.failing(fail)?
            {
                return Ok(Some(model));
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
    fn model(&mut self) -> Result<Option<Model>, Exhausted> {
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
        Ok(Some(model))
    }
}
