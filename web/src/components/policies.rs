//! The scenario's policies, one open at a time.

use rolescope::Scenario;
use rolescope::report::{Problem, RoleReport, Severity, StepReport, TraceVerdict};
use rolescope::scenario::PolicyEntry;
use web_sys::HtmlElement;
use yew::{AttrValue, Callback};

use crate::browser::element;
use crate::components::editor::{Look, editor, format_button};
use crate::components::field::Forms;
use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, button, tag, unseen};
use crate::components::problems::problem_list;
use crate::components::tabs::{Row, Tab, tabs};
use crate::components::wire::click;
use crate::focus::{TracePath, lights};
use crate::naming::{PolicyName, policy_name};
use crate::state::{Action, Dialog, List, Shown};
use crate::tone::{Tone, icon};

mod around;

use around::{caption, overfull, role_notes};

/// State in which the policies are looked at.
pub(crate) struct Desk<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) step: Option<&'a StepReport>,
    pub(crate) shown: &'a Shown,
    pub(crate) problems: &'a [Problem],
    pub(crate) roles: &'a [RoleReport],
    /// Pointer of the open policy.
    pub(crate) open: Option<&'a AttrValue>,
    /// The trace entry that the page points at.
    pub(crate) pointed: Option<&'a TracePath>,
    /// Pointer of the policy that was to get a text that is too long.
    pub(crate) overfull: Option<&'a AttrValue>,
    /// Storage name of the scenario: another scenario's policies are others, whatever their pointers.
    pub(crate) source: &'a AttrValue,
    /// The state's revision, where the editor is there.
    pub(crate) rich: Option<u32>,
    pub(crate) dispatch: &'a Callback<Action>,
}

/// All policies of the scenario as tabs over their texts.
pub(crate) fn policies(desk: &Desk<'_>, forms: &Forms<'_>) -> Tag {
    let entries = desk.scenario.policies();
    let add = button("quiet", click(desk.dispatch, Action::Show(Dialog::Policies))).is("id", "add-policy");
    let add = add.is("aria-haspopup", "dialog").with(glyph(Icon::Plus)).word("Add policy");
    let section = tag("section")
        .class("policies")
        .labelled_by("policies-heading")
        .with(tag("header").with(tag("h2").is("id", "policies-heading").word("Policies")).with(add));
    if entries.is_empty() {
        return section.with(tag("p").class("empty").word("This scenario has no policies."));
    }
    let opens = |entry: &PolicyEntry<'_>| desk.open.is_some_and(|open| open == &*entry.pointer);
    let selected = entries.iter().position(opens).unwrap_or(0);
    let heard = desk.step.map(|step| step.trace.policies()).unwrap_or_default();
    let few = desk.shown.few(&List::Policies, entries.len(), Some(selected));
    let mut panels = Vec::new();
    for (at, entry) in entries.iter().enumerate().take(few.end).skip(few.start) {
        panels.push(panel(desk, &policy_name(&entries, entry), entry, at == selected, forms));
    }
    let make = |at: usize| {
        let name = entries.get(at).map(|entry| policy_name(&entries, entry));
        let verdict = name.as_ref().and_then(|name| heard.iter().find(|(pointer, _)| **pointer == *name.pointer));
        tab(desk, &name.unwrap_or_default(), verdict.map(|(_, verdict)| *verdict))
    };
    let (list, items) = (List::Policies, "policies");
    let row = Row { label: "Policies", class: "files", list, items, count: entries.len(), selected };
    section.with(tabs(row, desk.shown, &make, desk.dispatch)).list(panels)
}

/// Scrolls the row of tabs, and only that, to the open one.
pub(crate) fn show_tab(pointer: &str) {
    let Some(tab) = element::<HtmlElement>(&tab_id(pointer)) else { return };
    let Some(row) = tab.parent_element() else { return };
    let (left, end) = (tab.offset_left(), tab.offset_left() + tab.offset_width());
    if left < row.scroll_left() || end > row.scroll_left() + row.client_width() {
        row.set_scroll_left(left - row.client_width() / 4);
    }
}

fn tab_id(pointer: &str) -> String {
    format!("tab{}", pointer.replace('/', "-"))
}

fn panel_id(pointer: &str) -> String {
    format!("policy{}", pointer.replace('/', "-"))
}

fn tab(desk: &Desk<'_>, name: &PolicyName, heard: Option<TraceVerdict>) -> Tab {
    let broken =
        desk.problems.iter().any(|problem| problem.pointer == *name.pointer && problem.severity == Severity::Error);
    let (tone, says) = match (broken, heard.map(Tone::from)) {
        (true, _) => (Tone::Error, "has errors"),
        (false, Some(Tone::Allow)) => (Tone::Allow, "allows"),
        (false, Some(Tone::Deny)) => (Tone::Deny, "denies"),
        (false, Some(Tone::Nothing | Tone::Error | Tone::Info)) => (Tone::Nothing, "does not allow"),
        (false, Some(Tone::Off) | None) => (Tone::Off, "has no say in this step"),
    };
    let mut content = vec![tag("span").word(name.kind)];
    if !name.name.is_empty() {
        content.push(tag("span").class("name").text(&name.name));
    }
    content.push(tag("span").class(tone.class()).with(glyph(icon(tone))).with(unseen(says)));
    let action = Action::SelectPolicy(name.pointer.clone());
    Tab { id: tab_id(&name.pointer).into(), panel: panel_id(&name.pointer).into(), action, content }
}

/// Closed policies keep their text area, so that each has an undo history of its own.
fn panel(desk: &Desk<'_>, name: &PolicyName, entry: &PolicyEntry<'_>, open: bool, forms: &Forms<'_>) -> Tag {
    let text = entry.policy.document.text();
    let pointer = &name.pointer;
    let look = open.then(|| Look {
        lights: desk.step.map(|step| lights(step, desk.pointed, pointer)).unwrap_or_default(),
        problems: desk.problems.iter().filter(|it| it.pointer == **pointer).collect(),
        rich: desk.rich,
    });
    let panel = tag("div")
        .class("card paper")
        .key(&format!("{}{pointer}", desk.source))
        .is("role", "tabpanel")
        .set("id", &panel_id(pointer))
        .set("aria-labelledby", &tab_id(pointer))
        .flag("hidden", !open);
    let problems = open.then(|| problem_list(pointer, text, desk.problems, desk.shown, desk.dispatch)).flatten();
    panel
        .maybe(open.then(|| caption(name, entry, forms)))
        .with(editor(pointer, &name.full, text, look.as_ref(), desk.dispatch))
        .maybe((desk.overfull == Some(pointer)).then(overfull))
        .maybe(open.then(|| tools(desk, pointer)))
        .maybe(problems)
        .maybe(open.then(|| role_notes(desk, entry)).flatten())
}

/// Below the text: how to leave it by keyboard, and what can be done with it.
fn tools(desk: &Desk<'_>, pointer: &AttrValue) -> Tag {
    let hint = match desk.rich {
        Some(_) => "Ctrl+Space completes. Escape, then Tab leaves the editor.",
        None => "",
    };
    tag("div").class("undertext").with(tag("span").word(hint)).with(format_button(pointer, desk.dispatch))
}
