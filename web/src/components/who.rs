//! The panel that says who can assume the selected role. It asks a worker, which `page-work` (`web/work/main.js`) has while
//! it is drawn.

use std::rc::Rc;

use rolescope::task::{Failure, Reply, Said};
use yew::prelude::*;

use crate::components::markup::tag;
use crate::components::prose::prose;
use crate::components::wire::press;
use crate::state::{Action, State, Who, spelled};

mod answers;
mod props;

use answers::{answers, progress};
use props::WhoCanProps;

const HEADING: &str = "who-heading";

/// The panel; empty where the scenario has no role.
pub(crate) fn who(state: &State, open: Option<&AttrValue>, dispatch: &Callback<Action>) -> Html {
    WhoCanProps::of(state, open, dispatch).map(|props| html! { <WhoCan ..props /> }).unwrap_or_default()
}

#[component]
fn WhoCan(props: &WhoCanProps) -> Html {
    let said = props.said();
    let stale = props.asked.is_some() && said.is_none();
    html! {
        <section class="who-can" aria-labelledby={HEADING}>
            <header>
                <h2 id={HEADING}>{"Who can assume this role?"}</h2>
                <div class="tools">{ ask(props) }</div>
            </header>
            <p><code>{ &props.role }</code></p>
            <p class="status" aria-live="polite">{ status(said, stale, props.stopped) }</p>
            {
                match said {
                    None => Html::default(),
                    Some(Said::Progress { done, total }) => progress(props.order.clone(), *done, *total),
                    Some(Said::Answer(tried)) => answers(&props.shown, tried, &props.dispatch),
                    Some(Said::Error(failure)) => prose(tag("p").class("wrong").is("role", "alert"), &words(failure)).html(),
                }
            }
        </section>
    }
}

/// The button that asks and cancels: one for all, which keeps the focus.
fn ask(props: &WhoCanProps) -> Html {
    let said = props.said();
    let works = matches!(said, Some(Said::Progress { .. }));
    let action = Action::Who((!works).then(|| props.question()));
    let word = match said {
        Some(Said::Progress { .. }) => "Cancel",
        Some(Said::Error(_)) => "Try again",
        Some(Said::Answer(_)) => "Try all again",
        None => "Find out",
    };
    html! {
        <button type="button" data-work={(!works).then_some("yes")} onclick={press(&props.dispatch, action)}>{ word }</button>
    }
}

/// A message of `page-work` as an action; nothing when it speaks of a scenario that has changed.
pub(crate) fn hear(state: &State, reply: &str) -> Option<Action> {
    let who = state.who.as_ref()?;
    let reply = Reply::from_json(reply);
    // An error can come from a script that does not know the revision.
    let speaks_of_it = reply.revision == who.revision || matches!(reply.said, Said::Error(_));
    speaks_of_it.then(|| Action::Who(Some(Who { said: Rc::new(reply.said), ..who.clone() })))
}

fn status(said: Option<&Said>, stale: bool, stopped: bool) -> String {
    match said {
        // The worker is still loading.
        Some(Said::Progress { total: 0, .. }) => "Getting ready …".to_owned(),
        Some(Said::Progress { .. }) => "Trying one caller after the other …".to_owned(),
        Some(Said::Answer(tried)) => format!("{} callers were tried.", spelled(tried.len())),
        Some(Said::Error(_)) => String::new(),
        None if stopped => "Cancelled: it was not found out.".to_owned(),
        None if stale => "The scenario has changed since this was asked.".to_owned(),
        None => "Every principal of this scenario is tried on the role, and outsiders of each kind.".to_owned(),
    }
}

fn words(failure: &Failure) -> String {
    match failure {
        Failure::Unreachable => {
            "The worker that tries the callers could not be loaded. Look at your connection.".to_owned()
        }
        Failure::Broken => {
            "Trying the callers broke down: this is a bug in Rolescope. Your scenario is safe.".to_owned()
        }
        Failure::Refused(why) => format!("This cannot be found out here: {why}."),
    }
}

#[cfg(test)]
mod tests {
    use rolescope::scenario::StepResource;

    use super::*;
    use crate::examples::tests::example;
    use crate::state::{Entity, Theme};

    fn asked(said: Said) -> State {
        let mut state = State::new("chain-of-three".into(), example("chain-of-three"), false, Theme::System);
        let role = state.selected_role(None).unwrap().arn.clone();
        state.who =
            Some(Who { role: role.into(), revision: state.revision, request: Rc::default(), said: Rc::new(said) });
        state
    }

    #[test]
    fn a_reply_about_an_older_revision_is_not_heard_and_an_error_always_is() {
        let state = asked(Said::Progress { done: 0, total: 0 });
        let reply = |revision: u32, said: &str| format!(r#"{{"revision":{revision},"said":{said}}}"#);
        assert!(hear(&state, &reply(state.revision, r#"{"answer":[]}"#)).is_some());
        assert!(hear(&state, &reply(state.revision + 1, r#"{"answer":[]}"#)).is_none());
        assert!(hear(&state, &reply(state.revision + 1, r#"{"error":"unreachable"}"#)).is_some());
        assert!(hear(&State { who: None, ..state }, &reply(0, r#"{"answer":[]}"#)).is_none());
    }

    #[test]
    fn the_status_tells_loading_from_trying_and_a_cancelled_search_from_none() {
        let of = |state: &State| status(state.who.as_ref().map(|who| &*who.said), false, state.who_stopped);
        let mut state = asked(Said::Progress { done: 0, total: 0 });
        assert_eq!(of(&state), "Getting ready …");
        assert_eq!(of(&asked(Said::Progress { done: 1, total: 3 })), "Trying one caller after the other …");
        state.reduce(Action::Who(None));
        assert_eq!(of(&state), "Cancelled: it was not found out.");
        assert!(of(&State::first_visit()).starts_with("Every principal"));
    }

    #[test]
    fn the_selected_role_is_that_of_the_form_else_of_the_open_policy_else_of_the_step() {
        let mut state = asked(Said::Progress { done: 0, total: 0 });
        let principals = state.scenario.principals.clone();
        let roles: Vec<usize> = (0..principals.len()).filter(|at| principals[*at].takes_trust_policy()).collect();
        let [first, .., last] = roles[..] else { panic!("{roles:?}") };
        let open = AttrValue::from(format!("/principals/{last}/trustPolicy"));
        assert_eq!(state.selected_role(Some(&open)).unwrap().arn, principals[last].arn);
        let step = &mut state.scenario.steps[state.step];
        step.resource = Some(StepResource::One(principals[last].arn.clone()));
        assert_eq!(state.selected_role(None).unwrap().arn, principals[last].arn);
        state.form = Entity::Principal(first);
        assert_eq!(state.selected_role(Some(&open)).unwrap().arn, principals[first].arn);
    }
}
