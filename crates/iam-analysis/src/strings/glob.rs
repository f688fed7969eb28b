//! Patterns as units of one character each.

use iam_eval::Context;
use iam_syntax::open_points::RESOURCE_STAR_OVERFLOW;
use iam_syntax::{Part, Pattern, Variable, lower_case_char};

/// Meaning of a pattern's characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Plain text: a wildcard stands for any character (CO-32).
    Text,
    /// Text apart from the case of its letters (CO-31).
    IgnoringCase,
    /// A `Resource` value: wildcards keep to their ARN field, with the overflow of MR-05.
    Resource,
    /// An `Arn…` condition value: wildcards of the first five fields keep to their field (CO-39).
    Arn,
}

/// Texts that stand for policy variables.
#[derive(Clone, Copy, Debug)]
pub enum Variables<'c> {
    /// Those of one request. A pattern with a variable that has no value fits nothing (MR-09, VA-08).
    Of(&'c Context),
    /// Any text: the pattern then describes at least every string that it fits in any request.
    Any,
}

/// One step of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// This character.
    Letter(char),
    /// Each character whose lower case is this one.
    Folded(char),
    /// Any one character, a colon only where `colon` is set.
    One {
        /// True if it may be a colon.
        colon: bool,
    },
    /// Any run of characters, colons only where `colon` is set.
    Run {
        /// True if it may hold colons.
        colon: bool,
    },
}

impl Unit {
    /// True if the unit may take this character.
    pub fn takes(self, letter: char) -> bool {
        match self {
            Self::Letter(own) => own == letter,
            Self::Folded(own) => own == lower_case_char(letter),
            Self::One { colon } | Self::Run { colon } => colon || letter != ':',
        }
    }
}

/// A pattern, one unit after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Glob {
    units: Vec<Unit>,
}

impl Glob {
    /// The pattern under a reading; `None` where one of its variables has no value, so that it fits nothing.
    pub fn new(pattern: &Pattern, reading: Reading, variables: Variables<'_>) -> Option<Self> {
        let mut builder = Builder { units: Vec::with_capacity(pattern.text.len()), reading, colons: 0 };
        for part in &pattern.parts {
            match (part, variables) {
                (Part::AnyRun { crosses_colon }, _) => builder.run(*crosses_colon),
                (Part::AnyOne { crosses_colon }, _) => builder.one(*crosses_colon),
                (Part::Variable(_), Variables::Any) => builder.any_text(),
                (Part::Variable(variable), Variables::Of(context)) => builder.text(value(variable, context)?),
                (Part::Literal(_) | Part::Apart(_), _) => builder.text(pattern.plain(part).unwrap_or_default()),
            }
        }
        Some(Self { units: builder.units })
    }

    /// The string itself and no other.
    pub fn literal(text: &str) -> Self {
        Self { units: text.chars().map(Unit::Letter).collect() }
    }

    /// A pattern of the given units.
    pub const fn of_units(units: Vec<Unit>) -> Self {
        Self { units }
    }

    /// The units.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The only string that fits, where there is one.
    pub fn single(&self) -> Option<String> {
        self.units
            .iter()
            .map(|unit| match unit {
                Unit::Letter(letter) => Some(*letter),
                Unit::Folded(_) | Unit::One { .. } | Unit::Run { .. } => None,
            })
            .collect()
    }
}

/// The text that stands for a variable in a request.
fn value<'a>(variable: &'a Variable, context: &'a Context) -> Option<&'a str> {
    context.variable(&variable.key).or(variable.default.as_deref())
}

struct Builder {
    units: Vec<Unit>,
    reading: Reading,
    /// Colons so far, which tell the ARN field.
    colons: usize,
}

impl Builder {
    fn text(&mut self, text: &str) {
        let folds = self.reading == Reading::IgnoringCase;
        let unit = |letter: char| if folds { Unit::Folded(lower_case_char(letter)) } else { Unit::Letter(letter) };
        self.units.extend(text.chars().map(unit));
        self.colons += text.bytes().filter(|byte| *byte == b':').count();
    }

    fn one(&mut self, crosses: bool) {
        let colon = self.crosses(crosses);
        self.units.push(Unit::One { colon });
    }

    fn run(&mut self, crosses: bool) {
        let colon = self.crosses(crosses);
        self.units.push(Unit::Run { colon });
    }

    /// Any text may hold colons, so that every field after it may be the sixth.
    fn any_text(&mut self) {
        self.colons += 5;
        self.units.push(Unit::Run { colon: true });
    }

    fn crosses(&self, by_pattern: bool) -> bool {
        match self.reading {
            Reading::Text | Reading::IgnoringCase => true,
            Reading::Resource => self.colons >= 5 || (by_pattern && RESOURCE_STAR_OVERFLOW.taken()),
            Reading::Arn => self.colons >= 5,
        }
    }
}
