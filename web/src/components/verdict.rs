//! The verdict of one step.

use rolescope::report::{AbsentKey, Decision, Place, StepReport, TraceKind};
use rolescope::scenario::Expectation;
use yew::Callback;

use crate::browser::copy_text;
use crate::components::icon::{Icon, glyph};
use crate::components::lacking::{code, lacking};
use crate::components::markup::{On, Tag, Wire, button, tag};
use crate::components::prose::prose;
use crate::components::wire::click;
use crate::explanation::Explanation;
use crate::focus::{deciding, entry_at, place_of, resting};
use crate::state::{Action, State};
use crate::tone::{Tone, headline, icon};

/// Decision, sentence, and a link to the statement that decided. Screen readers hear it change.
pub(crate) fn verdict(state: &State, step: &StepReport, explanation: &Explanation, dispatch: &Callback<Action>) -> Tag {
    let tone = Tone::from(step.decision);
    let status = tag("div")
        .is("role", "status")
        .is("aria-label", "Verdict")
        .is("aria-atomic", "true")
        .is("data-decision", step.decision.word())
        .with(tag("h3").class("headline").with(glyph(icon(tone))).word(headline(step)))
        .with(prose(tag("p").class("reason"), &explanation.text))
        .maybe(code(step));
    tag("div")
        .class("verdict")
        .class(tone.class())
        .with(status)
        .maybe(lacking(state, step, dispatch))
        .maybe(source(step, dispatch))
        .maybe(nearest(step, explanation, dispatch))
        .maybe(absent_keys(step, dispatch))
        .maybe(left_out(step))
        .maybe(aws(step, dispatch))
        .maybe(expectation(step))
}

/// Lines of a kind that are shown; of the others it is said how many there are.
const LINES: usize = 3;

/// The ways to the conditions that hold only because the request lacks a key.
fn absent_keys(step: &StepReport, dispatch: &Callback<Action>) -> Option<Tag> {
    let way = |absent: &AbsentKey| {
        let kind = absent.policy_type.kind().label();
        let words = format!("{}: {kind} {}, statement {}", absent.key, absent.policy, absent.statement + 1);
        link(&words, &absent.place, dispatch)
    };
    lines("The request has no", step.decided_by_absent_keys.iter().map(way))
}

/// Claims that AWS makes no condition keys of, and why.
fn left_out(step: &StepReport) -> Option<Tag> {
    lines("Claims left out", step.left_out_claims.iter().map(|claim| prose(tag("p"), &claim.text)))
}

fn lines(title: &'static str, mut all: impl ExactSizeIterator<Item = Tag>) -> Option<Tag> {
    let more = all.len().saturating_sub(LINES);
    let first = all.next()?;
    let whole = tag("div").class("nearest").with(tag("p").class("code").word(title)).with(first);
    let whole = all.take(LINES - 1).fold(whole, Tag::with);
    Some(whole.maybe((more > 0).then(|| tag("p").class("code").text(&format!("and {more} more")))))
}

/// Answer of AWS, to be compared with what it said and to be copied.
fn aws(step: &StepReport, dispatch: &Callback<Action>) -> Option<Tag> {
    let text = step.aws_message.clone()?;
    let shown = tag("code").text(&text);
    let dispatch = dispatch.clone();
    let copy = Wire::new(On::Click, move |_| {
        copy_text(&text, &dispatch, |copied| {
            Action::Say(if copied { "Copied." } else { "Select the message and press Ctrl-C." }.into())
        });
    });
    let copy = button("quiet", copy).is("aria-label", "Copy what AWS would say").word("Copy");
    Some(tag("div").class("aws").with(tag("p").word("AWS would say")).with(shown).with(copy))
}

/// The way to the text that decided.
fn source(step: &StepReport, dispatch: &Callback<Action>) -> Option<Tag> {
    if let Some(place) = step.error.as_ref().and_then(|error| error.place.as_ref()) {
        return Some(link(&format!("Go to the place in {}", place.policy), place, dispatch));
    }
    let path = deciding(step);
    let decided = path.and_then(|path| place_of(&step.trace, &path));
    let statement = step.matched_statements.iter().find(|statement| Some(&statement.place) == decided)?;
    let sid = statement.sid.as_ref().map(|sid| format!(" ({sid})")).unwrap_or_default();
    let kind = statement.policy_type.kind().label();
    let words = format!("{kind} {}, statement {}{sid}", statement.policy, statement.statement + 1);
    Some(link(&words, &statement.place, dispatch))
}

/// Nearest statement where nothing allows, and the reason for which it does not allow.
fn nearest(step: &StepReport, explanation: &Explanation, dispatch: &Callback<Action>) -> Option<Tag> {
    if step.decision != Decision::ImplicitDeny {
        return None;
    }
    let decided = deciding(step).and_then(|path| entry_at(&step.trace, &path));
    let statement = decided.filter(|entry| entry.kind == TraceKind::Statement)?;
    let obstacle = resting(step).and_then(|path| entry_at(&step.trace, &path))?;
    let place = obstacle.place.as_ref().or(statement.place.as_ref());
    let way = place.map(|place| link(&format!("Nearest: {} in {}", statement.title, place.policy), place, dispatch));
    // Where the explanation says it, it needs no second time.
    let detail =
        obstacle.detail.as_ref().filter(|_| !explanation.says_obstacle).map(|detail| prose(tag("span"), detail));
    Some(tag("div").class("nearest").maybe(way).maybe(detail))
}

fn link(words: &str, place: &Place, dispatch: &Callback<Action>) -> Tag {
    let go = Action::GoTo { pointer: (&*place.pointer).into(), offset: place.span.start };
    button("link", click(dispatch, go)).text(words).with(glyph(Icon::Chevron))
}

fn expectation(step: &StepReport) -> Option<Tag> {
    let (expected, met) = (step.expected?, step.met?);
    let tone = if met { Tone::Allow } else { Tone::Deny };
    let word = match expected {
        Expectation::Allowed => "allowed",
        Expectation::Denied => "denied",
        Expectation::ExplicitDeny => "an explicit deny",
        Expectation::ImplicitDeny => "an implicit deny",
        Expectation::Error => "an error",
    };
    let words = format!("The scenario expects {word}: {}", if met { "met" } else { "not met" });
    Some(tag("p").class("expectation").class(tone.class()).with(glyph(icon(tone))).text(&words))
}
