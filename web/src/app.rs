//! The page joined to the browser: state, storage, theme.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use yew::prelude::*;

use crate::analysis::Analysis;
use crate::browser;
use crate::components::editor::{place_caret, show_line};
use crate::components::page::page;
use crate::sight::{Sight, policy_text};
use crate::state::{Action, Draft, State};

/// How long the typing must rest before the draft is written, in milliseconds.
const REST: u32 = 300;

#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer(browser::last_visit);
    let dispatch = {
        let dispatcher = state.dispatcher();
        (*use_memo((), |()| Callback::from(move |action| dispatcher.dispatch(action)))).clone()
    };
    let analysis = use_memo(state.scenario.clone(), |scenario| Analysis::of(scenario));
    let now = (*state).clone();
    use_effect_with(now.theme, |theme| browser::show_theme(*theme));
    use_draft(&now, &dispatch);
    let onopen = use_callback(dispatch.clone(), |id: AttrValue, dispatch| {
        if let Some((scenario, edited)) = browser::open(&id) {
            dispatch.emit(Action::Open { source: id, scenario: Box::new(scenario), edited });
        }
    });
    use_effect_with(now.view.caret.clone(), {
        let scenario = now.scenario.clone();
        move |caret| {
            if let Some((caret, text)) = caret.as_ref().and_then(|it| Some((it, policy_text(&scenario, &it.pointer)?)))
            {
                place_caret(caret, text);
            }
        }
    });
    let sight = Sight::of(&now, &analysis);
    use_effect_with((sight.open.clone(), sight.line(&now.scenario)), |(open, line)| {
        if let (Some(open), Some(line)) = (open, line) {
            show_line(open, *line);
        }
    });
    page(&now, &analysis, browser::has_own(), &onopen, &dispatch)
}

/// Keeps the scenario in storage: soon after each change, and at once when another one takes the page or the page goes
/// away.
#[hook]
fn use_draft(state: &State, dispatch: &Callback<Action>) {
    // The state as it was last drawn, for callbacks that outlive a drawing.
    let latest = (*use_memo((), |()| Rc::new(RefCell::new(state.clone())))).clone();
    let before = latest.replace(state.clone());
    if before.source != state.source {
        browser::keep(&before);
    }
    use_effect_with((state.scenario.clone(), state.source.clone()), {
        let (latest, dispatch) = (Rc::clone(&latest), dispatch.clone());
        move |_| {
            let save = Timeout::new(REST, move || {
                let kept = browser::keep(&latest.borrow());
                dispatch.emit(Action::SetDraft(if kept { Draft::Kept } else { Draft::NotKept }));
            });
            move || drop(save)
        }
    });
    use_effect_with((), {
        let latest = Rc::clone(&latest);
        move |()| {
            let leaving = EventListener::new(&window(), "pagehide", move |_| {
                browser::keep(&latest.borrow());
            });
            move || drop(leaving)
        }
    });
}
