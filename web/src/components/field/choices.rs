//! Choices of fields that take one of a few values.

use rolescope::scenario::Expectation;

use crate::state::FieldForm;

/// Values with their words.
type Choices = &'static [(&'static str, &'static str)];

const SWITCH: Choices = &[("", "no"), ("yes", "yes")];
const ANSWER: Choices = &[("", "left out"), ("yes", "yes"), ("no", "no")];
const EXPECTED: Choices = &[
    ("", "nothing in particular"),
    (Expectation::Allowed.word(), "allowed"),
    (Expectation::Denied.word(), "denied, either way"),
    (Expectation::ExplicitDeny.word(), "denied explicitly"),
    (Expectation::ImplicitDeny.word(), "denied: nothing allows it"),
    (Expectation::Error.word(), "refused"),
];

/// The values of a field of this form; of one that takes any text none.
pub(super) const fn choices(form: FieldForm) -> Choices {
    match form {
        FieldForm::Line | FieldForm::Lines => &[],
        FieldForm::Switch => SWITCH,
        FieldForm::Answer => ANSWER,
        FieldForm::Expectation => EXPECTED,
    }
}
