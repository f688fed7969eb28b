//! Wildcard matching in time linear in pattern times text, without allocation.

use std::borrow::Cow;

use iam_syntax::{Part, Pattern, Variable, lower_case_char};

use crate::context::Context;
use iam_syntax::open_points::RESOURCE_STAR_OVERFLOW;

/// Treatment of colons by wildcards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Plain text: a wildcard stands for any character.
    Text,
    /// A `Resource` value: wildcards keep to their ARN field, with the overflow of MR-05.
    Resource,
    /// An `Arn…` condition value: wildcards keep to their field, all six compared (CO-39, CO-40).
    Arn,
}

/// True if `text` fits a pattern without variables, wildcards standing for any characters.
///
/// ```
/// use iam_eval::fits;
/// use iam_syntax::Pattern;
///
/// let pattern = Pattern::parse("s3:Get*Acl", true, false);
/// assert!(fits(&pattern, "s3:GetObjectAcl"));
/// assert!(!fits(&pattern, "s3:GetObject"));
/// ```
pub fn fits(pattern: &Pattern, text: &str) -> bool {
    matches(pattern, text, Reading::Text, &Context::default())
}

/// True if `arn` fits a `Resource` value.
///
/// ```
/// use iam_eval::{Context, Values, fits_resource};
/// use iam_syntax::Pattern;
///
/// let pattern = Pattern::parse("arn:aws:s3:::home/${aws:username}/*", true, true);
/// let mut context = Context::default();
/// assert!(!fits_resource(&pattern, "arn:aws:s3:::home/ana/photo", &context), "nothing stands for the variable");
/// context.give("aws:username", Values::One("ana".to_owned()));
/// assert!(fits_resource(&pattern, "arn:aws:s3:::home/ana/photo", &context));
/// ```
pub fn fits_resource(pattern: &Pattern, arn: &str, context: &Context) -> bool {
    matches(pattern, arn, Reading::Resource, context)
}

/// True if `arn` fits a `Resource` value whose wildcards keep to their ARN fields.
pub fn fits_by_field(pattern: &Pattern, arn: &str, context: &Context) -> bool {
    matches(pattern, arn, Reading::Arn, context)
}

/// The first variable that has neither value nor default.
pub(crate) fn unresolved<'p>(pattern: &'p Pattern, context: &Context) -> Option<&'p Variable> {
    pattern.parts.iter().find_map(|part| match part {
        Part::Variable(variable) => value(variable, context).is_none().then_some(&**variable),
        Part::Literal(_) | Part::Apart(_) | Part::AnyRun { .. } | Part::AnyOne { .. } => None,
    })
}

/// The pattern's text with its variables replaced; `None` when one cannot be. Wildcards stay as characters.
pub(crate) fn expand<'p>(pattern: &'p Pattern, context: &Context) -> Option<Cow<'p, str>> {
    if let [Part::Literal(literal)] = pattern.parts.as_slice() {
        return Some(Cow::Borrowed(pattern.written(*literal)));
    }
    let mut text = String::with_capacity(pattern.text.len());
    for part in &pattern.parts {
        match part {
            Part::Literal(literal) => text.push_str(pattern.written(*literal)),
            Part::Apart(literal) => text.push_str(literal),
            Part::AnyRun { .. } => text.push('*'),
            Part::AnyOne { .. } => text.push('?'),
            Part::Variable(variable) => text.push_str(value(variable, context)?),
        }
    }
    Some(Cow::Owned(text))
}

/// True if `text` as a whole fits `pattern`. A pattern with a variable that cannot be resolved fits nothing
/// (MR-09, VA-08); the text that stands for a variable is plain (VA-09).
pub(crate) fn matches(pattern: &Pattern, text: &str, reading: Reading, context: &Context) -> bool {
    match pattern.parts.as_slice() {
        [] => text.is_empty(),
        [Part::Literal(literal)] => pattern.written(*literal) == text,
        [Part::AnyRun { .. }] if reading != Reading::Arn => true,
        [Part::Literal(literal), Part::AnyRun { crosses_colon }]
            if reading == Reading::Text || (reading == Reading::Resource && *crosses_colon) =>
        {
            text.starts_with(pattern.written(*literal))
        }
        _ => Matcher { pattern, text, reading, context, ignores_case: false }.run(),
    }
}

/// As [`matches`], without regard to case.
pub(crate) fn matches_but_for_case(pattern: &Pattern, text: &str, reading: Reading, context: &Context) -> bool {
    Matcher { pattern, text, reading, context, ignores_case: true }.run()
}

/// Length of the beginning of `text` that is `start` apart from case.
fn length_of_start_but_for_case(text: &str, start: &str) -> Option<usize> {
    let mut rest = text.chars();
    let same = |wanted: char| rest.next().is_some_and(|found| lower_case_char(found) == lower_case_char(wanted));
    start.chars().all(same).then(|| text.len() - rest.as_str().len())
}

pub(crate) fn value<'a>(variable: &'a Variable, context: &'a Context) -> Option<&'a str> {
    context.variable(&variable.key).or(variable.default.as_deref())
}

struct Matcher<'a> {
    pattern: &'a Pattern,
    text: &'a str,
    reading: Reading,
    context: &'a Context,
    ignores_case: bool,
}

/// A place in pattern and text to go on from.
#[derive(Clone, Copy)]
struct Place {
    part: usize,
    at: usize,
    /// Colons of the pattern passed so far: which ARN field this is.
    colons: usize,
}

impl Matcher<'_> {
    /// Two-pointer matching with two places to return to: behind the last `*` that may cross colons and behind
    /// the last one that may not. The latter always belongs to a later field, so it is tried first. Stars that
    /// cross within the first five fields stand before a colon, so that no run of text is scanned for two of
    /// their positions.
    fn run(&self) -> bool {
        let mut here = Place { part: 0, at: 0, colons: 0 };
        let mut crossing: Option<Place> = None;
        let mut within: Option<Place> = None;
        loop {
            let next = match self.pattern.parts.get(here.part) {
                Some(Part::AnyRun { crosses_colon }) => {
                    let behind = Place { part: here.part + 1, ..here };
                    if self.crosses(*crosses_colon, here) {
                        (crossing, within) = (Some(behind), None);
                    } else {
                        within = Some(behind);
                    }
                    Some(behind)
                }
                Some(part) => self.step(part, here),
                None if here.at == self.text.len() => return true,
                None => None,
            };
            here = match next.or_else(|| self.retry(&mut within, false)).or_else(|| self.retry(&mut crossing, true)) {
                Some(place) => place,
                None => return false,
            };
        }
    }

    fn step(&self, part: &Part, here: Place) -> Option<Place> {
        let rest = self.text.get(here.at..)?;
        let literal = match part {
            Part::Literal(literal) => self.pattern.written(*literal),
            Part::Apart(literal) => literal,
            Part::Variable(variable) => value(variable, self.context)?,
            Part::AnyOne { crosses_colon } => {
                let character = rest.chars().next()?;
                return (character != ':' || self.crosses(*crosses_colon, here)).then_some(Place {
                    part: here.part + 1,
                    at: here.at + character.len_utf8(),
                    ..here
                });
            }
            Part::AnyRun { .. } => return None,
        };
        let length = if rest.starts_with(literal) {
            literal.len()
        } else if self.ignores_case {
            length_of_start_but_for_case(rest, literal)?
        } else {
            return None;
        };
        Some(Place {
            part: here.part + 1,
            at: here.at + length,
            colons: here.colons + if self.reading == Reading::Text { 0 } else { colons(literal) },
        })
    }

    /// Lets the `*` at `star` take one more character.
    fn retry(&self, star: &mut Option<Place>, crosses: bool) -> Option<Place> {
        let place = star.as_mut()?;
        let character = self.text.get(place.at..).and_then(|rest| rest.chars().next());
        match character {
            Some(character) if crosses || character != ':' => {
                place.at += character.len_utf8();
                Some(*place)
            }
            Some(_) | None => {
                *star = None;
                None
            }
        }
    }

    fn crosses(&self, by_pattern: bool, here: Place) -> bool {
        match self.reading {
            Reading::Text => true,
            Reading::Resource => here.colons >= 5 || (by_pattern && RESOURCE_STAR_OVERFLOW.taken()),
            Reading::Arn => here.colons >= 5,
        }
    }
}

fn colons(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b':').count()
}

#[cfg(test)]
mod tests;
