//! Problems of one policy's text.

use rolescope::report::{Problem, Severity};
use yew::Callback;

use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, button, tag, unseen};
use crate::components::more::drawn;
use crate::components::prose::prose;
use crate::components::wire::click;
use crate::state::{Action, List, Shown};
use crate::text::position;

/// The problems of the policy at `pointer`, if it has any; choosing one puts the caret where it is.
pub(crate) fn problem_list(
    pointer: &str,
    text: &str,
    problems: &[Problem],
    shown: &Shown,
    dispatch: &Callback<Action>,
) -> Option<Tag> {
    let here: Vec<&Problem> = problems.iter().filter(|problem| problem.pointer == pointer).collect();
    let few = shown.few(&List::Problems, here.len(), None);
    let items = drawn(&List::Problems, &few, "problems", dispatch, &mut |at| {
        here.get(at).map_or_else(|| tag("li"), |problem| item(pointer, text, problem, dispatch))
    });
    (!here.is_empty()).then(|| tag("ul").class("problems").is("aria-label", "Problems").list(items))
}

fn item(pointer: &str, text: &str, problem: &Problem, dispatch: &Callback<Action>) -> Tag {
    let offset = problem.span.start;
    let at = position(text, offset);
    let go = Action::GoTo { pointer: pointer.to_owned().into(), offset };
    let place = button("place", click(dispatch, go))
        .with(glyph(Icon::Alert))
        .with(unseen(severity_word(problem.severity)).word(", "))
        .text(&format!("line {}:{}", at.line, at.column));
    let help = problem.help.as_ref().map(|help| prose(tag("span").class("help"), help));
    tag("li")
        .class(severity_class(problem.severity))
        .with(place)
        .with(prose(tag("span").class("message"), &problem.message).maybe(help))
}

/// The class that carries a severity's color.
pub(super) const fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "t-error",
        Severity::Warning => "t-nothing",
        Severity::Note => "t-info",
    }
}

/// Name of a severity on the page.
pub(super) const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Note => "Note",
    }
}
