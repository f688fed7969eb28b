//! The diagrams' panel, rendered to HTML text.

use rolescope::diagram::{DiagramKind, STYLE};
use yew::Callback;

use super::DiagramsProps;
use crate::analysis::Analysis;
use crate::components::tests::page_in;
use crate::examples::tests::example;
use crate::state::{Action, Change, Copied, Editable, State, Theme};

const SHEET: &str =
    concat!(include_str!("../../../styles/tokens.css"), include_str!("../../../styles/components/diagrams.css"));

fn panel_of(actions: impl FnOnce() -> Vec<Action> + Send + 'static) -> String {
    let html = page_in(|| {
        let mut state = State::new("own".into(), example("ec2-reads-s3"), false, Theme::System);
        for action in actions() {
            state.reduce(action);
        }
        state
    });
    let panel = html.split_once("class=\"diagrams\"").unwrap().1;
    panel.split_once("<section class=\"cast\"").unwrap().0.to_owned()
}

#[test]
fn the_sequence_is_drawn_and_said() {
    let html = panel_of(Vec::new);
    assert!(html.contains("<svg role=\"img\" aria-labelledby=\"diagram-title\""), "{html}");
    assert!(html.contains("<title id=\"diagram-title\">Role assumption, step by step"), "{html}");
    assert!(html.contains("<code>ec2.amazonaws.com</code> asks <code>AWS STS</code>"), "{html}");
    assert!(!html.contains("textarea"), "{html}");
}

#[test]
fn the_other_tab_shows_the_ceilings_of_the_selected_step() {
    let html = panel_of(|| vec![Action::ShowDiagram(DiagramKind::Ceilings), Action::SelectStep(0)]);
    assert!(html.contains("What limiting policies leave of sts:AssumeRole on config-reader"), "{html}");
    assert!(html.contains("aria-labelledby=\"diagram-ceilings\""), "{html}");
    assert!(html.contains("<li>Permissions boundary: does not apply."), "{html}");
}

#[test]
fn a_refused_copy_shows_the_text_until_another_diagram_is_chosen() {
    let refused = || Action::SetCopied(Copied::ByHand);
    let html = panel_of(move || vec![refused()]);
    assert!(html.contains("sequenceDiagram\n  box transparent AWS"), "{html}");
    let html = panel_of(move || vec![refused(), Action::ShowDiagram(DiagramKind::Ceilings)]);
    assert!(!html.contains("textarea"), "{html}");
}

/// True if Yew draws the panel again after an action: it does so when the properties differ.
fn is_drawn_again(action: impl FnOnce(&State) -> Action) -> bool {
    let dispatch = Callback::noop();
    let props = |state: &State| {
        let analysis = Analysis::again(&state.scenario).unwrap();
        DiagramsProps::of(state, &analysis, &dispatch).unwrap()
    };
    let mut state = State::new("own".into(), example("ec2-reads-s3"), false, Theme::System);
    let before = props(&state);
    let action = action(&state);
    assert!(state.reduce(action));
    props(&state) != before
}

/// Replaces a part of the first policy's text.
fn edit(state: &State, from: &str, to: &str) -> Action {
    let policies = state.scenario.policies();
    let (pointer, text) = policies
        .iter()
        .map(|it| (it.pointer.clone(), it.policy.document.text().to_owned()))
        .find(|(_, text)| text.contains(from))
        .unwrap();
    Action::Change(Change::Edit { what: Editable::Policy((*pointer).into()), text: text.replacen(from, to, 1) })
}

#[test]
fn only_another_diagram_is_drawn_again() {
    assert!(!is_drawn_again(|_| Action::SetTheme(Theme::Dark)));
    assert!(!is_drawn_again(|state| edit(state, "{", "{ ")));
    assert!(is_drawn_again(|state| edit(state, "sts:AssumeRole", "sts:TagSession")));
    assert!(is_drawn_again(|_| Action::ShowDiagram(DiagramKind::Ceilings)));
}

#[test]
fn a_download_has_the_pages_light_colors_and_the_pages_shapes() {
    for color in STYLE.split('#').skip(1).map(|rest| rest.get(..6).unwrap()) {
        assert!(SHEET.contains(&format!("light-dark(#{color},")), "#{color} is no light color of the page");
    }
    for class in STYLE.split('.').skip(1).filter_map(|rest| rest.split([' ', '{', ',', '>']).next()) {
        // Tones the page shares with everything else; a digit is the rest of a number.
        let elsewhere = class.starts_with("t-") || class.starts_with(|first: char| first.is_ascii_digit());
        assert!(elsewhere || SHEET.contains(&format!(".drawing .{class}")), "{class} has no style on the page");
    }
}
