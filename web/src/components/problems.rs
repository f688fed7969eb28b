//! What is wrong with one policy's text.

use rolescope::{Problem, Severity};
use yew::prelude::*;

use crate::components::icon::{Icon, glyph};
use crate::components::prose::prose;
use crate::components::wire::click;
use crate::state::Action;
use crate::text::position;

/// The problems of the policy at `pointer`; choosing one puts the caret where it is.
pub(crate) fn problem_list(pointer: &str, text: &str, problems: &[Problem], dispatch: &Callback<Action>) -> Html {
    let here: Vec<&Problem> = problems.iter().filter(|problem| problem.pointer == pointer).collect();
    if here.is_empty() {
        return html! {};
    }
    html! {
        <ul class="problems" aria-label="Problems">
            { for here.into_iter().map(|problem| {
                let offset = problem.span.start;
                let at = position(text, offset);
                let go = Action::GoTo { pointer: pointer.to_owned().into(), offset };
                html! {
                    <li class={severity_class(problem.severity)}>
                        <button type="button" class="place" onclick={click(dispatch, go)}>
                            { glyph(Icon::Alert) }
                            <span class="unseen">{ severity_word(problem.severity) }</span>
                            { format!("line {}:{}", at.line, at.column) }
                        </button>
                        <span class="message">
                            { prose(&problem.message) }
                            if let Some(help) = &problem.help {
                                <span class="help">{ prose(help) }</span>
                            }
                        </span>
                    </li>
                }
            }) }
        </ul>
    }
}

const fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "t-error",
        Severity::Warning => "t-nothing",
        Severity::Note => "t-info",
    }
}

const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error, ",
        Severity::Warning => "Warning, ",
        Severity::Note => "Note, ",
    }
}
