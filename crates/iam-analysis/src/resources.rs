//! Resources sorted by the patterns that they fit.

use iam_syntax::{Pattern, Statement};

use crate::budget::{Budget, Exhausted};
use crate::element::{Demand, Elements, ResourceReading, Subject};
use crate::outcome::Outcome;
use crate::strings::{Glob, Machine, Variables, classes};
use crate::subject::{ARN, Subjects};

/// A pattern of resources without variables.
#[derive(Clone, Debug, PartialEq)]
pub struct ResourcePattern {
    /// The pattern.
    pub pattern: Pattern,
    /// True if a wildcard of an ARN's first five fields keeps to its field.
    pub by_field: bool,
}

/// Resources that fit the same patterns.
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceClass {
    /// ARN of one of them; or `*`, for actions without a resource.
    pub example: String,
    /// The patterns, each with true if they fit it.
    pub fits: Vec<(ResourcePattern, bool)>,
}

impl ResourcePattern {
    fn reading(&self) -> ResourceReading {
        if self.by_field { ResourceReading::ByField } else { ResourceReading::Text }
    }
}

impl ResourceClass {
    /// True if a resource of the class may fit the statement's resources.
    pub fn meets(&self, statement: &Statement) -> bool {
        let mut elements = Elements::default();
        let mut demands = self.demands(&mut elements);
        let of_resource = elements.rule(&Statement { conditions: Vec::new(), ..statement.clone() });
        demands.extend(of_resource);
        let mut subjects = Subjects::new(&elements, None);
        let mut budget = Budget::default();
        let mut found = |lists| subjects.find(Subject::Resource, lists, &demands, &mut budget);
        [false, true].into_iter().any(|lists| !matches!(found(lists), Ok(Outcome::Nothing)))
    }

    /// Demands that the resources of the class meet, and no others.
    pub(crate) fn demands(&self, elements: &mut Elements) -> Vec<Demand> {
        let demand = |(own, fits): &(ResourcePattern, bool)| {
            let element = elements.resource(own.reading(), vec![own.pattern.clone()]);
            Demand { element, holds: *fits }
        };
        self.fits.iter().map(demand).collect()
    }
}

/// Every class of resources that these patterns tell apart: of ARNs, and of `*`.
///
/// # Errors
///
/// The budget is spent.
pub fn resource_classes(patterns: &[ResourcePattern], budget: &mut Budget) -> Result<Vec<ResourceClass>, Exhausted> {
    let glob = |own: &ResourcePattern| Glob::new(&own.pattern, own.reading().reading(), Variables::Any);
    let every = [Glob::of_units(ARN.to_vec()), Glob::literal("*")];
    let own: Vec<Glob> = patterns.iter().map(|own| glob(own).unwrap_or_default()).collect();
    let machine = Machine::new(every.iter().chain(&own).collect());
    let groups: Vec<usize> = [0, 0].into_iter().chain(1..=own.len()).collect();
    let found = classes(&machine, &groups, |_| true, budget)?;
    let class = |class: crate::strings::Class| ResourceClass {
        fits: patterns.iter().enumerate().map(|(at, own)| (own.clone(), class.fits.contains(&(at + 1)))).collect(),
        example: class.shortest,
    };
    Ok(found.into_iter().map(class).collect())
}
