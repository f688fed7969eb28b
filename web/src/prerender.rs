//! The page of a first visit as HTML, which `tools/site` puts into `index.html`.

use futures::executor::block_on;
use yew::prelude::*;

use crate::analysis::Analysis;
use crate::components::page::page;
use crate::sight::Sight;
use crate::state::State;

/// The page that [`crate::app::App`] draws on a first visit.
#[component]
fn FirstVisit() -> Html {
    let state = State::first_visit();
    let analysis = Analysis::of_first_visit();
    page(&state, &analysis, &Sight::of(&state, &analysis), &Callback::noop())
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
        for part in
            ["data-decision=\"allowed\"", "id=\"trace-list\"", "class=\"diagrams\"", "class=\"cast\"", "<dialog"]
        {
            assert_eq!(html.matches(part).count(), if part == "<dialog" { 3 } else { 1 }, "{part}");
        }
    }
}
