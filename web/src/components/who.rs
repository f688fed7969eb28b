//! The panel that says who can assume the selected role. It asks a worker, which `page-work` (`web/work/main.js`) has while
//! it is drawn.

use std::rc::Rc;

use rolescope::report::Answer;
use rolescope::task::{Failure, Reply, Request, Said, Task, Tried};
use yew::{AttrValue, Callback};

use crate::chunks::chunks;
use crate::components::icon::glyph;
use crate::components::markup::{Tag, button, tag};
use crate::components::more::drawn;
use crate::components::prose::prose;
use crate::components::wire::click;
use crate::state::{Action, List, State, Who, spelled};
use crate::tone::{Tone, icon};

const HEADING: &str = "who-heading";

/// The panel; none where the scenario has no role.
pub(crate) fn who(state: &State, open: Option<&AttrValue>, dispatch: &Callback<Action>) -> Option<Tag> {
    let role = &state.selected_role(open)?.arn;
    let asked = state.who.as_ref().filter(|who| who.role.as_str() == role);
    let stale = asked.is_some_and(|who| who.revision != state.revision);
    let said = asked.filter(|_| !stale).map(|who| &*who.said);
    let working = matches!(said, Some(Said::Progress { .. }));
    let question = Who {
        role: AttrValue::from(Rc::<str>::from(role.as_str())),
        revision: state.revision,
        request: Rc::default(),
        said: Rc::new(Said::Progress { done: 0, total: 0 }),
    };
    // One button for all, which keeps the focus.
    let press = Action::Who((!working).then_some(question));
    let mut press = button("", click(dispatch, press)).word(match said {
        Some(Said::Progress { .. }) => "Cancel",
        Some(Said::Error(_)) => "Try again",
        Some(Said::Answer(_)) => "Try all again",
        None => "Find out",
    });
    if !working {
        press = press.is("data-work", "yes");
    }
    let head = tag("header")
        .with(tag("h2").is("id", HEADING).word("Who can assume this role?"))
        .with(tag("div").class("tools").with(press));
    let section = tag("section").class("who-can").labelled_by(HEADING).with(head);
    let section = section.with(tag("p").with(tag("code").text(role)));
    let stopped = state.who_stopped && asked.is_none();
    let section = section.with(tag("p").class("status").is("aria-live", "polite").text(&status(said, stale, stopped)));
    let rest = asked.zip(said).map(|(who, said)| match said {
        Said::Progress { done, total } => progress(state, who, *done, *total),
        Said::Answer(tried) => answers(state, tried, dispatch),
        Said::Error(failure) => prose(tag("p").class("wrong").is("role", "alert"), &words(failure)),
    });
    Some(section.maybe(rest))
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

fn progress(state: &State, who: &Who, done: usize, total: usize) -> Tag {
    let request = who.request.get_or_init(|| {
        let task = Task::WhoCan { scenario: chunks().write(&state.scenario), role: who.role.to_string() };
        Request { revision: state.revision, task }.to_json()
    });
    let bar = tag("progress").is("aria-label", "Callers tried").set("max", &total.max(1).to_string());
    let count = format!("{} of {}", spelled(done), spelled(total));
    tag("div")
        .class("progress")
        .with(tag("page-work").set("request", request))
        .with(bar.set("value", &done.to_string()))
        .maybe((total > 0).then(|| tag("span").text(&count)))
}

fn answers(state: &State, tried: &[Tried], dispatch: &Callback<Action>) -> Tag {
    let mut whole = tag("div").class("answers");
    for answer in Answer::ALL {
        let those: Vec<&Tried> = tried.iter().filter(|it| it.answer == answer).collect();
        if those.is_empty() {
            continue;
        }
        let list = List::Who(answer);
        let few = state.shown.few(&list, those.len(), None);
        let each = drawn(&list, &few, "callers", dispatch, &mut |at| those.get(at).map_or(tag("li"), |it| caller(it)));
        whole = whole.with(tag("h3").text(answer.heading())).with(tag("ul").class("card").list(each));
    }
    whole
}

fn caller(tried: &Tried) -> Tag {
    let tone = Tone::from(tried.decision);
    let said = tag("div").with(prose(tag("p").class("caller"), &tried.who));
    let sentences = tried.sentences.iter().map(|sentence| prose(tag("p"), sentence)).collect();
    tag("li").class(tone.class()).with(glyph(icon(tone))).with(said.list(sentences))
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
