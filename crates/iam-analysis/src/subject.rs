//! Values of a request's parts that meet demands.

mod key;
mod resource;

pub(crate) use resource::ARN;

use std::collections::HashMap;

use iam_eval::{Context, Values};

use crate::budget::{Budget, Exhausted};
use crate::element::{Demand, Elements, Subject};
use crate::outcome::Outcome;

/// A part of a request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// The resource.
    Resource(String),
    /// A condition key's values; `None`: it is absent.
    Key(Option<Values>),
}

/// Values of the condition keys that variables name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    /// Their names, in lower case.
    pub(crate) keys: Vec<String>,
    /// Those of them that are not absent.
    pub(crate) context: Context,
}

/// Finds values for the parts of a request, each answer once.
pub(crate) struct Subjects<'q> {
    elements: &'q Elements,
    /// Values of the keys that variables name; `None`: any.
    given: Option<&'q Given>,
    known: HashMap<(Subject, bool, Vec<Demand>), Outcome<Part>>,
}

impl<'q> Subjects<'q> {
    pub(crate) fn new(elements: &'q Elements, given: Option<&'q Given>) -> Self {
        Self { elements, given, known: HashMap::new() }
    }

    /// True if an answer holds whatever the values of variables are.
    pub(crate) fn hold_for_all_variables(&self) -> bool {
        self.given.is_none_or(|given| given.keys.is_empty())
    }

    fn variables(&self) -> Option<&'q Context> {
        self.given.map(|given| &given.context)
    }

    /// A value of the part that meets all demands on it. `lists_buckets`: the action is `s3:ListAllMyBuckets` (MA-06).
    pub(crate) fn find(
        &mut self,
        subject: Subject,
        lists_buckets: bool,
        demands: &[Demand],
        budget: &mut Budget,
    ) -> Result<Outcome<Part>, Exhausted> {
        let mut demands = demands.to_vec();
        demands.sort_unstable();
        let lists_buckets = lists_buckets && subject == Subject::Resource;
        let question = (subject, lists_buckets, demands);
        if let Some(known) = self.known.get(&question) {
            return Ok(known.clone());
        }
        let found = match subject {
            Subject::Resource => self.resource(lists_buckets, &question.2, budget)?.map(Part::Resource),
            Subject::Key(key) => self.key(key, &question.2, budget)?.map(Part::Key),
        };
        self.known.insert(question, found.clone());
        Ok(found)
    }
}
