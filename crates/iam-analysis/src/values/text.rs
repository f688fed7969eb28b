//! Texts and ARNs: sets of strings.

use iam_syntax::{Family, Part, Pattern, TextForm};

use super::{Search, Wanted};
use crate::answer::Reason;
use crate::budget::{Budget, Exhausted};
use crate::element::variable;
use crate::outcome::Outcome;
use crate::strings::{Glob, Reading, Selection, Unit, Variables};

/// A string, not empty, with these results.
pub(super) fn find(
    search: &Search<'_>,
    wanted: &[Wanted<'_>],
    budget: &mut Budget,
) -> Result<Outcome<String>, Exhausted> {
    let mut doubt = None;
    let mut groups: Vec<Vec<Glob>> = vec![vec![Glob::of_units(SOME_TEXT.to_vec())]];
    let mut excluded: Vec<Glob> = search.other_than.iter().map(|text| Glob::literal(text)).collect();
    let out: Vec<Wanted<'_>> = wanted.iter().copied().filter(|it| !must_fit(it)).collect();
    for it in wanted {
        let family = it.element.plain.operator.value.kind.family();
        let mut globs = Vec::new();
        for value in &it.element.plain.values {
            let pattern = &value.value.pattern;
            let unknown = variable(pattern).filter(|_| search.variables.is_none());
            if must_fit(it) {
                if unknown.is_some() && out.iter().any(|other| has(other, family, pattern)) {
                    continue;
                }
                globs.extend(glob(pattern, family, search));
            } else if unknown.is_none() {
                excluded.extend(glob(pattern, family, search));
            }
            doubt = doubt.or(unknown);
        }
        if must_fit(it) {
            groups.push(globs);
        }
    }
    let selection = groups.iter().fold(Selection::all(), |all, group| all.fitting_one_of(group));
    let selection = selection.fitting_none_of(&excluded);
    let plain = plain_texts(&groups).find(|text| selection.contains(text));
    let found = match plain {
        Some(text) => Some(text),
        None => selection.shortest(budget)?,
    };
    Ok(match (found, doubt) {
        (None, _) => Outcome::Nothing,
        (Some(_), Some(key)) => Outcome::Maybe(Reason::Variable { key }),
        (Some(text), None) => Outcome::Value(text),
    })
}

/// Any text but the empty one.
const SOME_TEXT: [Unit; 2] = [Unit::One { colon: true }, Unit::Run { colon: true }];

/// True if the value must fit one of the test's patterns.
fn must_fit(wanted: &Wanted<'_>) -> bool {
    wanted.holds != wanted.element.plain.operator.value.kind.negated()
}

/// True if the test has this very pattern, read in the same way.
fn has(wanted: &Wanted<'_>, family: Family, pattern: &Pattern) -> bool {
    let own = &wanted.element.plain;
    own.operator.value.kind.family() == family && own.values.iter().any(|value| value.value.pattern == *pattern)
}

/// The strings that equal a value of a policy; `None` where none does.
fn glob(pattern: &Pattern, family: Family, search: &Search<'_>) -> Option<Glob> {
    let variables = search.variables.map_or(Variables::Any, Variables::Of);
    match family {
        Family::Text(TextForm::IgnoringCase) => Glob::new(pattern, Reading::IgnoringCase, variables),
        Family::Arn if matches!(pattern.parts.as_slice(), [Part::AnyRun { .. }]) => {
            Some(Glob::of_units(ANY_ARN.to_vec()))
        }
        Family::Arn => Glob::new(pattern, Reading::Arn, variables).filter(|glob| has_six_fields(glob, pattern, search)),
        Family::Text(TextForm::Exact | TextForm::Wildcards)
        | Family::Bool
        | Family::Numeric(_)
        | Family::Date(_)
        | Family::Binary
        | Family::Address
        | Family::Null => Glob::new(pattern, Reading::Text, variables),
    }
}

/// Six fields of any text (CO-40).
const ANY_ARN: [Unit; 11] = {
    const ANY: Unit = Unit::Run { colon: true };
    const COLON: Unit = Unit::Letter(':');
    [ANY, COLON, ANY, COLON, ANY, COLON, ANY, COLON, ANY, COLON, ANY]
};

/// A value with fewer fields equals no ARN (CO-39).
fn has_six_fields(glob: &Glob, pattern: &Pattern, search: &Search<'_>) -> bool {
    let unknown = search.variables.is_none() && variable(pattern).is_some();
    unknown || glob.units().iter().filter(|unit| **unit == Unit::Letter(':')).count() >= 5
}

/// Strings that people would write, made of the patterns that must be fitted.
fn plain_texts(groups: &[Vec<Glob>]) -> impl Iterator<Item = String> {
    const FILLS: [&str; 3] = ["example", "", "111122223333"];
    groups.iter().skip(1).min_by_key(|group| group.len()).into_iter().flatten().take(8).flat_map(|glob| {
        FILLS.iter().map(|fill| {
            let unit = |unit: &Unit| match unit {
                Unit::Letter(letter) | Unit::Folded(letter) => letter.to_string(),
                Unit::One { .. } => "1".to_owned(),
                Unit::Run { .. } => (*fill).to_owned(),
            };
            glob.units().iter().map(unit).collect::<String>()
        })
    })
}
