//! A condition key that the scenario gives.

use rolescope::report::{Origin, StepReport};
use rolescope::scenario::ContextInput;
use yew::AttrValue;

use crate::components::field::{Forms, option};
use crate::components::icon::{Icon, glyph};
use crate::components::key_row::item;
use crate::components::markup::{On, Tag, Wire, button, tag};
use crate::components::wire::{click, text_of, typing};
use crate::state::{Action, Change, Editable, KeyForm};

/// A key that the scenario gives: its value can be typed over.
pub(crate) fn given(report: &StepReport, at: usize, name: &str, input: &ContextInput, forms: &Forms<'_>) -> Tag {
    let origin = report.context.get(name).map(|entry| entry.origin);
    let (word, undo) = match (input, origin) {
        (ContextInput::Absent, _) => ("taken away", "Restore"),
        (ContextInput::One(_) | ContextInput::List(_), Some(Origin::Overriding)) => ("overriding", "Restore"),
        (ContextInput::One(_) | ContextInput::List(_), Some(Origin::Given | Origin::Derived) | None) => {
            ("given", "Remove")
        }
    };
    let remove =
        button("square quiet", click(forms.dispatch, Action::Change(Change::RemoveKey(name.to_owned().into()))));
    let label = format!("{undo} {name}");
    let remove = remove.set("aria-label", &label).set("title", &label).with(glyph(Icon::Cross));
    let value = value(at, name, input, forms);
    item("given", name, word).with(value).with(tag("span").class("tools").with(shape(name, input, forms)).with(remove))
}

/// Choice of one value for the key, a list of them, or none at all.
fn shape(name: &str, input: &ContextInput, forms: &Forms<'_>) -> Tag {
    let now = match input {
        ContextInput::One(_) => KeyForm::One,
        ContextInput::List(_) => KeyForm::List,
        ContextInput::Absent => KeyForm::Absent,
    };
    let mut options = Vec::new();
    for (form, value) in SHAPES {
        options.push(option(value, form == now).word(value));
    }
    let (dispatch, key) = (forms.dispatch.clone(), AttrValue::from(name.to_owned()));
    let choose = Wire::new(On::Change, move |event| {
        let chosen = text_of(&event);
        if let Some((form, _)) = SHAPES.into_iter().find(|(_, value)| *value == chosen) {
            dispatch.emit(Action::Change(Change::ReshapeKey { key: key.clone(), form }));
        }
    });
    let id = format!("form-of-{name}");
    tag("select").set("id", &id).set("aria-label", &format!("Form of {name}")).on(choose).list(options)
}

const SHAPES: [(KeyForm, &str); 3] = [(KeyForm::One, "value"), (KeyForm::List, "list"), (KeyForm::Absent, "absent")];

fn value(at: usize, name: &str, input: &ContextInput, forms: &Forms<'_>) -> Tag {
    let label = format!("Value of {name}");
    let what = Editable::Key(at, name.to_owned().into());
    let typed = forms.typed(&what).map(str::to_owned);
    let field = match input {
        ContextInput::Absent => {
            let words = "no value, whatever the engine would fill in";
            return tag("span").class("value").set("id", &format!("key-{name}")).is("tabindex", "-1").word(words);
        }
        ContextInput::One(value) => {
            let text = typed.unwrap_or_else(|| value.to_string());
            tag("input").is("type", "text").set("aria-label", &label).plain().value(&text)
        }
        ContextInput::List(values) => {
            let lines: Vec<String> = values.iter().map(ToString::to_string).collect();
            let text = typed.unwrap_or_else(|| lines.join("\n"));
            tag("textarea")
                .set("aria-label", &format!("{label}, one a line"))
                .set("rows", &lines.len().clamp(1, 8).to_string())
                .plain()
                .value(&text)
        }
    };
    field.set("id", &format!("key-{name}")).on(typing(forms.dispatch, what))
}
