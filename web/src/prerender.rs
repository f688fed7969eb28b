//! The page of a first visit as HTML, which `tools/site` puts into `index.html`.

use futures::executor::block_on;
use yew::prelude::*;

use crate::analysis::Analysis;
use crate::components::page::prerendered;
use crate::state::State;

/// The page that [`crate::app::App`] draws on a first visit, without the dialogs.
#[component]
fn FirstVisit() -> Html {
    let state = State::first_visit();
    let analysis = Analysis::of_first_visit();
    prerendered(&state, &analysis)
}

/// The page of a first visit.
pub(crate) fn first_visit() -> String {
    block_on(yew::LocalServerRenderer::<FirstVisit>::new().hydratable(false).render())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_of_a_first_visit_has_its_verdict_trace_and_what_is_far_down() {
        let html = super::first_visit();
        for part in ["data-decision=\"allowed\"", "id=\"trace-list\"", "class=\"diagrams\"", "class=\"cast\""] {
            assert_eq!(html.matches(part).count(), 1, "{part}");
        }
        assert!(!html.contains("<dialog"), "dialogs come with their chunk");
    }
}
