//! The diagrams' panel, rendered to HTML text.

use rolescope::diagram::{DiagramKind, STYLE};

use crate::components::tests::page_in;
use crate::examples::tests::example;
use crate::state::{Action, Copied, State, Theme};

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
    let panel = html.split_once("<section class=\"diagrams\"").unwrap().1;
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
