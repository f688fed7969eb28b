//! Components, rendered to HTML text.

use futures::executor::block_on;
use rolescope::Scenario;
use rolescope::report::{
    AbsentKey, ByteSpan, Decision, DiagnosticKind, Effect, LeftOutClaim, LeftOutReason, MatchedStatement, Place,
    PolicyType, Problem, SessionReport, Severity, StepReport, TraceKind, TraceVerdict,
};
use rolescope::scenario::FORMAT;
use rolescope::walk::{Station, StationKind, StationState};
use yew::ServerRenderer;
use yew::prelude::*;

use crate::analysis::Analysis;
use crate::components::markup::Tag;
use crate::components::markup::{button, tag};
use crate::components::page::page;
use crate::components::problems::problem_list;
use crate::components::session::session_card;
use crate::components::trace::trace;
use crate::components::verdict::verdict;
use crate::components::walk::walk;
use crate::components::wire::click;
use crate::examples::OWN;
use crate::examples::tests::{all, example};
use crate::explanation::Explanation;
use crate::focus::tests::{at, entry, step_report};
use crate::sight::Sight;
use crate::state::{
    Action, Carrier, Change, Depth, Dialog, Draft, Editable, Entity, Field, KeptScenario, New, Shown, State, Theme,
    Trouble, View,
};

mod decision;
mod moments;
mod offers;
mod whole;

fn render<C: BaseComponent>(props: impl FnOnce() -> C::Properties + Send + 'static) -> String
where
    C::Properties: 'static,
{
    block_on(ServerRenderer::<C>::with_props(props).hydratable(false).render())
}

#[derive(PartialEq, Properties)]
struct FrameProps {
    content: Html,
}

#[component]
fn Frame(props: &FrameProps) -> Html {
    props.content.clone()
}

fn draw(content: impl FnOnce() -> Tag + Send + 'static) -> String {
    render::<Frame>(|| FrameProps { content: content().html() })
}

#[test]
fn problems_of_other_policies_stay_away() {
    let html = draw(|| {
        let problem = |pointer: &str| Problem {
            code: "JSON_SYNTAX_ERROR".to_owned(),
            cause: DiagnosticKind::EmptyText.into(),
            severity: Severity::Error,
            message: "expected `:`".to_owned(),
            policy: "p".to_owned(),
            pointer: pointer.to_owned(),
            span: ByteSpan { start: 3, end: 4 },
            help: Some("write one".to_owned()),
        };
        let problems = [problem("/mine"), problem("/other")];
        problem_list("/mine", "{\n\"a\" 1}", &problems, &Shown::default(), &Callback::noop()).unwrap()
    });
    assert_eq!(html.matches("<li").count(), 1, "{html}");
    assert!(
        html.contains("line 2:2") && html.contains("expected <code>:</code>") && html.contains("write one"),
        "{html}"
    );
}

fn page_of(scenario: impl FnOnce() -> Scenario + Send + 'static) -> String {
    page_in(move || State::new(OWN.into(), scenario(), true, Theme::System))
}

pub(super) fn page_in(state: impl FnOnce() -> State + Send + 'static) -> String {
    render::<Frame>(|| {
        let state = state();
        let analysis = Analysis::of(&state.scenario);
        FrameProps { content: page(&state, &analysis, &Sight::of(&state, &analysis), &Callback::noop()) }
    })
}

#[test]
fn the_first_visit_shows_both_policies_by_name_and_an_allowed_read() {
    let html = page_of(|| example("ec2-reads-s3"));
    for name in
        ["aria-label=\"Trust policy\"", "aria-label=\"Identity-based policy read-config\"", "data-decision=\"allowed\""]
    {
        assert!(html.contains(name), "{name}: {html}");
    }
    assert_eq!(html.matches("role=\"status\"").count(), 1);
}

#[test]
fn no_page_has_an_inline_style_or_an_id_twice() {
    for known in all() {
        let html = page_of(|| example(known.id));
        assert!(!html.contains(" style="), "{}", known.id);
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "{ids:?}");
    }
}

#[test]
fn broken_text_stays_and_its_problem_has_a_place() {
    let html = page_of(|| {
        let mut scenario = example("ec2-reads-s3");
        let policy = scenario.policy_mut("/principals/0/identityPolicies/0").unwrap();
        policy.document = rolescope::scenario::Document::from_text("{\n  \"Version\" }");
        scenario
    });
    assert!(html.contains("data-decision=\"error\""), "{html}");
    assert!(html.contains("line 2:"), "{html}");
    assert!(html.contains("{\n  \"Version\" }</textarea>"), "{html}");
}

#[test]
fn the_editor_gets_marks_in_place_of_the_drawing_and_the_text_area_stays() {
    let drawn = |rich: bool| {
        render::<Frame>(move || {
            let state = State { rich, ..State::first_visit() };
            let analysis = Analysis::of(&state.scenario);
            FrameProps { content: page(&state, &analysis, &Sight::of(&state, &analysis), &Callback::noop()) }
        })
    };
    let (plain, rich) = (drawn(false), drawn(true));
    assert!(plain.contains("class=\"line\"") && !plain.contains("marks="), "{plain}");
    assert!(rich.contains("lines\t") && !rich.contains("class=\"line\""), "{rich}");
    for html in [plain, rich] {
        // Of two policies; beside them the scenario as JSON and its description.
        assert_eq!(html.matches("</textarea>").count(), 2 + 2, "{html}");
    }
}

#[test]
fn below_a_trust_policy_stands_what_sort_of_role_it_makes() {
    let html = page_of(|| {
        let mut scenario = example("ec2-reads-s3");
        scenario.steps.truncate(1);
        scenario
    });
    assert!(html.contains("What sort of role this is") && html.contains("instance profile"), "{html}");
}

#[test]
fn an_empty_scenario_is_a_page_too() {
    let html = page_of(Scenario::default);
    assert!(html.contains("This scenario has no policies"), "{html}");
}

#[test]
fn blank_lines_part_the_paragraphs_of_a_description() {
    let html = page_of(|| Scenario { description: "a\nb\n \r\n\nc".to_owned(), ..example("ec2-reads-s3") });
    assert!(html.contains("<p>a\nb</p><p>c</p>"), "{html}");
}

#[test]
fn origins_of_condition_keys_are_told_apart() {
    let html = page_of(|| example("bucket-names-role"));
    assert!(html.contains(">overriding<") && html.contains(">derived<"), "{html}");
}

#[test]
fn an_element_has_its_classes_attributes_and_children_in_their_order() {
    let html = draw(|| {
        tag("p")
            .class("a")
            .class("")
            .class("b")
            .is("title", "t")
            .flag("hidden", true)
            .flag("inert", false)
            .text("<1>")
            .with(tag("b").word("2"))
            .maybe(None)
            .list(vec![tag("i").key("x").word("3")])
    });
    assert_eq!(html, "<p class=\"a b\" title=\"t\" hidden=\"hidden\">&lt;1&gt;<b>2</b><i>3</i></p>");
}

#[test]
fn a_button_is_no_submit_and_a_field_has_its_value() {
    let html = draw(|| button("quiet", click(&Callback::noop(), Action::Change(Change::Undo))).word("Undo"));
    assert_eq!(html, "<button type=\"button\" class=\"quiet\">Undo</button>");
    let html = draw(|| tag("textarea").plain().value("a\n<b>"));
    assert!(html.ends_with(">a\n&lt;b&gt;</textarea>") && html.contains("spellcheck=\"false\""), "{html}");
}

fn page_at(id: &'static str, change: impl FnOnce(&mut State) + Send + 'static) -> String {
    render::<Frame>(move || {
        let mut state = State::new(id.into(), example(id), false, Theme::System);
        change(&mut state);
        let analysis = Analysis::of(&state.scenario);
        FrameProps { content: page(&state, &analysis, &Sight::of(&state, &analysis), &Callback::noop()) }
    })
}

/// The part of the page between `start` and the next `end`.
fn part<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = html.split_once(start).unwrap_or_else(|| panic!("{start}: {html}"));
    rest.split_once(end).unwrap().0
}

#[test]
fn a_field_that_could_not_be_written_says_why() {
    let html = page_at("ec2-reads-s3", |state| {
        let what = Editable::Field(Entity::Step(0), Field::Duration);
        state.reduce(Action::SelectStep(0));
        state.reduce(Action::Change(Change::Edit { what, text: "1h".to_owned() }));
    });
    let complaint = "aria-invalid=\"true\" aria-describedby=\"duration-complaint\"";
    assert!(html.contains(complaint) && html.contains("a whole number of seconds"), "{html}");
    assert!(html.contains("<input value=\"1h\""), "{html}");
}

#[test]
fn the_panel_has_a_form_for_everything_there_is() {
    let html = page_at("same-account-denied-by-the-organization", |state| {
        state.reduce(Action::Change(Change::Add(New::Group(0))));
        state.reduce(Action::SelectForm(Entity::Account(0)));
    });
    let panel = part(&html, "<section class=\"cast\"", "</section>");
    for words in ["Role", "User", "Account", "Organization path", "Levels of SCPs", "Levels of RCPs", "Attached to"] {
        assert!(panel.contains(words), "{words}: {panel}");
    }
    let html = page_at("ec2-reads-s3", |state| {
        state.reduce(Action::SelectForm(Entity::Principal(0)));
    });
    let panel = part(&html, "<section class=\"cast\"", "</section>");
    for words in ["Unique id", "Longest session", "Tags"] {
        assert!(panel.contains(words), "{words}: {panel}");
    }
    assert!(!panel.contains("Groups"), "only users are in groups: {panel}");
    let html = page_at("ec2-reads-s3", |state| {
        state.reduce(Action::Change(Change::Add(New::User)));
    });
    assert!(part(&html, "<section class=\"cast\"", "</section>").contains("Groups"), "{html}");
}

#[test]
fn the_menu_says_what_each_policy_is_for_and_who_can_carry_it() {
    let html = page_at("ec2-reads-s3", |state| {
        state.reduce(Action::Show(Dialog::Policies));
    });
    let menu = part(&html, "<dialog id=\"new-policy\"", "</dialog>");
    assert_eq!(menu.matches("<li").count(), PolicyType::ALL.len(), "{menu}");
    assert!(menu.contains("No step calls sts:GetScopedCredentials"), "{menu}");
    assert!(menu.contains("aria-label=\"Permissions boundary for config-reader\""), "{menu}");
    assert!(menu.contains("It grants nothing.") && menu.contains("Add a resource first"), "{menu}");
    for kind in ["Service", "Resource"] {
        assert!(menu.contains(&format!("aria-label=\"{kind} control policy for 111122223333\"")), "{menu}");
    }
    assert!(!menu.contains("aria-label=\"Trust policy for config-reader\""), "{menu}");
}

#[test]
fn the_examples_and_ones_own_scenario_can_be_chosen() {
    let html = page_at("ec2-reads-s3", |state| {
        let kept = |id: &'static str, title: &'static str| KeptScenario {
            id: id.into(),
            title: title.into(),
            ago: "12 minutes ago".into(),
        };
        state.kept = vec![kept("own-1", "Mine"), kept("link-2", "")];
        state.reduce(Action::Show(Dialog::Examples));
    });
    let dialog = part(&html, "<dialog id=\"examples\"", "</dialog>");
    assert_eq!(dialog.matches("class=\"example\"").count(), all().count() + 2, "{dialog}");
    assert!(dialog.contains("Mine") && dialog.contains("A scenario without a title"), "{dialog}");
    assert!(dialog.contains("Kept in this browser, 12 minutes ago"), "{dialog}");
    assert_eq!(dialog.matches("aria-current").count(), 1, "{dialog}");
    for known in all() {
        assert!(dialog.contains(known.title) && dialog.contains(known.line), "{}", known.id);
    }
}

#[test]
fn lists_of_dialogs_are_drawn_while_they_are_open() {
    let html = page_at("ec2-reads-s3", |state| {
        state.reduce(Action::Show(Dialog::Policies));
        state.reduce(Action::Closed(Dialog::Examples));
    });
    assert!(!part(&html, "<dialog id=\"examples\"", "</dialog>").contains("<li"), "{html}");
    assert!(part(&html, "<dialog id=\"new-policy\"", "</dialog>").contains("<li"), "{html}");
    let html = page_at("ec2-reads-s3", |state| {
        state.reduce(Action::Show(Dialog::Policies));
        state.reduce(Action::Closed(Dialog::Policies));
    });
    assert!(!part(&html, "<dialog id=\"new-policy\"", "</dialog>").contains("<li"), "{html}");
}

#[test]
fn a_conflict_is_told_where_the_copy_is_shown_and_nowhere_else() {
    let conflict = || Trouble::Conflict { slot: "chain-of-three".into(), copy: "own-1".into() };
    let html = page_at("ec2-reads-s3", move |state| state.trouble = Some(conflict()));
    assert!(!html.contains("Another tab changed"), "{html}");
    let html = page_at("ec2-reads-s3", move |state| {
        state.source = "own-1".into();
        state.trouble = Some(conflict());
    });
    let strip = part(&html, "<section class=\"trouble", "</section>");
    assert!(strip.contains("data-slot=\"chain-of-three\"") && strip.contains("data-copy=\"own-1\""), "{strip}");
    assert!(strip.contains("Compare") && strip.contains("Keep both"), "{strip}");
}

#[test]
fn a_draft_that_cannot_be_read_is_told_with_its_reason() {
    let html = page_at("ec2-reads-s3", |state| {
        let reason = "line 1, column 17: unknown field `novel`".into();
        state.trouble = Some(Trouble::Unreadable { slot: "ec2-reads-s3".into(), reason });
    });
    let strip = part(&html, "<section class=\"trouble", "</section>");
    assert!(strip.contains("unknown field <code>novel</code>") && strip.contains("It stays as it is"), "{strip}");
    assert!(strip.contains("data-drafts=\"text\"") && strip.contains("data-slot=\"ec2-reads-s3\""), "{strip}");
}

#[test]
fn a_scenario_of_a_newer_format_is_said_above_it() {
    let newer = page_at("ec2-reads-s3", |state| state.scenario.format = Some(FORMAT + 1));
    let note = part(&newer, "<div class=\"trouble t-nothing newer\" role=\"note\"", "</div>");
    let words = format!("is of format {}, newer than this page knows (format {FORMAT})", FORMAT + 1);
    assert!(note.contains(&words) && note.contains("the decision can differ"), "{note}");
    for format in [None, Some(FORMAT)] {
        let known = page_at("ec2-reads-s3", move |state| state.scenario.format = format);
        assert!(!known.contains("role=\"note\""), "{format:?}");
    }
}

#[test]
fn the_page_says_how_the_draft_is_kept() {
    for (draft, words) in [
        (Draft::Kept, "Your edits are kept in this browser."),
        (Draft::Blocked, "Storage is blocked in this browser"),
        (Draft::Full, "Storage is full: your latest edits are not kept."),
        (Draft::Removed, "Another tab removed this draft."),
    ] {
        let html = page_at("ec2-reads-s3", move |state| {
            state.edited = true;
            state.draft = draft;
        });
        let footer = part(&html, "<footer", "</footer>");
        assert!(footer.contains(words), "{footer}");
        assert_eq!(footer.contains("Make room"), draft == Draft::Full, "{footer}");
    }
}

#[test]
fn a_notice_can_be_undone_and_dismissed() {
    let html = page_at("ec2-reads-s3", |state| {
        state.reduce(Action::Change(Change::AddPolicy(Carrier::Boundary(0))));
        state.reduce(Action::Change(Change::RemovePolicy("/principals/0/permissionsBoundary".into())));
    });
    let notice = part(&html, "<div class=\"notice\">", "</div>");
    assert!(notice.contains("Removed policy boundary.") && notice.contains(">Undo<"), "{notice}");
    assert!(html.contains("aria-label=\"Undo: remove policy\""), "{html}");
}

#[test]
fn the_callers_of_the_scenario_can_be_chosen() {
    let html = page_at("ec2-reads-s3", |_| {});
    let choice = part(&html, "aria-label=\"Choose a caller\"", "</select>");
    for words in ["@assume", "arn:aws:iam::111122223333:role/config-reader", "ec2.amazonaws.com", "anonymous"] {
        assert!(choice.contains(words), "{words}: {choice}");
    }
}
