//! Resources: ARNs, or `*` for actions without one.

use iam_eval::ALL_BUCKETS;

use super::Subjects;
use crate::answer::Reason;
use crate::budget::{Budget, Exhausted};
use crate::element::{Demand, Element, ResourceElement, ResourceReading, variable};
use crate::outcome::Outcome;
use crate::strings::{Glob, Selection, Unit, Variables};

/// `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`, with a partition, a service and a resource.
pub(crate) const ARN: [Unit; 16] = {
    const SOME: [Unit; 2] = [Unit::One { colon: false }, Unit::Run { colon: false }];
    const COLON: Unit = Unit::Letter(':');
    let [one, run] = SOME;
    [
        Unit::Letter('a'),
        Unit::Letter('r'),
        Unit::Letter('n'),
        COLON,
        one,
        run,
        COLON,
        one,
        run,
        COLON,
        run,
        COLON,
        run,
        COLON,
        Unit::One { colon: true },
        Unit::Run { colon: true },
    ]
};

impl Subjects<'_> {
    /// A resource that meets the demands: an ARN where there is one.
    pub(super) fn resource(
        &self,
        lists_buckets: bool,
        demands: &[Demand],
        budget: &mut Budget,
    ) -> Result<Outcome<String>, Exhausted> {
        let own: Vec<(&ResourceElement, bool)> = demands
            .iter()
            .filter_map(|demand| match self.elements.get(demand.element)? {
                Element::Resource(own) => Some((own, demand.holds)),
                Element::Condition(_) => None,
            })
            .collect();
        self.arn(&own, budget)?.or(|| Ok(self.star(lists_buckets, &own)))
    }

    fn arn(&self, wanted: &[(&ResourceElement, bool)], budget: &mut Budget) -> Result<Outcome<String>, Exhausted> {
        let mut doubt = None;
        let mut groups = vec![vec![Glob::of_units(ARN.to_vec())]];
        let mut excluded = Vec::new();
        let is_excluded = |reading: ResourceReading, pattern| {
            wanted.iter().any(|(own, fits)| !fits && own.reading == reading && own.patterns.contains(pattern))
        };
        for (own, fits) in wanted {
            let mut globs = Vec::new();
            for pattern in &own.patterns {
                let unknown = variable(pattern).filter(|_| self.given.is_none());
                let variables = self.variables().map_or(Variables::Any, Variables::Of);
                let glob = Glob::new(pattern, own.reading.reading(), variables);
                if *fits && (unknown.is_none() || !is_excluded(own.reading, pattern)) {
                    globs.extend(glob);
                } else if !*fits && unknown.is_none() {
                    excluded.extend(glob);
                }
                doubt = doubt.or(unknown);
            }
            if *fits {
                groups.push(globs);
            }
        }
        let selection = groups.iter().fold(Selection::all(), |all, group| all.fitting_one_of(group));
        let selection = selection.fitting_none_of(&excluded);
        let found = match plain_arns(&groups).find(|arn| selection.contains(arn)) {
            Some(arn) => Some(arn),
            None => selection.shortest(budget)?,
        };
        Ok(match (found, doubt) {
            (None, _) => Outcome::Nothing,
            (Some(_), Some(key)) => Outcome::Maybe(Reason::Variable { key }),
            (Some(arn), None) => Outcome::Value(arn),
        })
    }

    /// `*`, if it meets the demands.
    fn star(&self, lists_buckets: bool, wanted: &[(&ResourceElement, bool)]) -> Outcome<String> {
        let mut doubt = None;
        for (own, fits) in wanted {
            let (may, must, unknown) = self.star_fits(lists_buckets, own);
            match unknown {
                _ if *fits && !may || !*fits && must => return Outcome::Nothing,
                Some(key) if may != must => doubt = doubt.or(Some(key)),
                Some(_) | None => {}
            }
        }
        match doubt {
            Some(key) => Outcome::Maybe(Reason::Variable { key }),
            None => Outcome::Value("*".to_owned()),
        }
    }

    /// True if `*` may fit, true if it does whatever the values of variables are, and the key of one whose value is not known.
    fn star_fits(&self, lists_buckets: bool, own: &ResourceElement) -> (bool, bool, Option<String>) {
        let (mut may, mut must, mut unknown) = (false, false, None);
        // What is read field by field are ARNs.
        for pattern in own.patterns.iter().filter(|_| own.reading != ResourceReading::ByField) {
            let variables = self.variables().map_or(Variables::Any, Variables::Of);
            let Some(glob) = Glob::new(pattern, own.reading.reading(), variables) else { continue };
            let lists_buckets = lists_buckets && own.reading == ResourceReading::Policy;
            let selection = Selection::all().fitting_one_of([&glob]);
            let fits = selection.contains("*") || lists_buckets && selection.contains(ALL_BUCKETS);
            let variable = variable(pattern).filter(|_| self.given.is_none());
            may |= fits;
            must |= fits && variable.is_none();
            unknown = unknown.or(variable);
        }
        (may, must, unknown)
    }
}

/// ARNs that people would write, made of the patterns that must be fitted.
fn plain_arns(groups: &[Vec<Glob>]) -> impl Iterator<Item = String> {
    const FILLS: [&str; 2] = ["example", "other"];
    let smallest = groups.iter().skip(1).min_by_key(|group| group.len());
    let of_patterns =
        smallest.into_iter().flatten().take(8).flat_map(|glob| FILLS.iter().map(|fill| plain_arn(glob, fill)));
    of_patterns.chain(std::iter::once("arn:aws:s3:::example".to_owned()))
}

/// The pattern with text for its wildcards, by the field that they are in.
fn plain_arn(glob: &Glob, fill: &str) -> String {
    let mut arn = String::new();
    for unit in glob.units() {
        match unit {
            Unit::Letter(letter) | Unit::Folded(letter) => arn.push(*letter),
            Unit::One { .. } => arn.push('1'),
            Unit::Run { .. } => arn.push_str(match arn.bytes().filter(|byte| *byte == b':').count() {
                0 if arn.is_empty() => "arn:aws:s3:::example",
                1 => "aws",
                2 => "s3",
                3 => "us-east-1",
                4 => "111122223333",
                _ => fill,
            }),
        }
    }
    let missing = 5_usize.saturating_sub(arn.bytes().filter(|byte| *byte == b':').count());
    if missing > 0 {
        arn.push_str(&":".repeat(missing));
        arn.push_str("example");
    }
    arn
}
