//! Fields of forms, drawn from one table.

use rolescope::Scenario;
use yew::Callback;

use crate::chunks::chunks;
use crate::components::markup::{On, Tag, Wire, tag};
use crate::components::wire::{text_of, typing};
use crate::state::{self, Action, Change, Editable, Entity, Field, FieldForm, State};

mod choices;

use choices::choices;

/// Draws the fields of a scenario's things.
pub(crate) struct Forms<'a> {
    /// A copy of the thing that was read last: reading makes room for what is not there yet.
    copy: Option<(Entity, Scenario)>,
    state: &'a State,
    pub(crate) dispatch: &'a Callback<Action>,
}

impl<'a> Forms<'a> {
    pub(crate) fn of(state: &'a State, dispatch: &'a Callback<Action>) -> Self {
        Self { copy: None, state, dispatch }
    }

    /// A field with its label; `id` is its element's.
    pub(crate) fn field(&mut self, id: &str, entity: Entity, field: Field) -> Tag {
        let words = field.words(entity);
        let label = if let Field::Touched(at @ 1..) | Field::TouchedKeys(at @ 1..) = field {
            format!("{} {}", words.label, at + 1)
        } else {
            words.label.to_owned()
        };
        let (form, text) = self.read(entity, field);
        let input = self.input(id, words.hint, form, &text, Editable::Field(entity, field));
        let label = tag("label").set("for", id).text(&label);
        let complaint = self.complaint(&Editable::Field(entity, field));
        tag("div").class("field").with(label).with(input).maybe(
            complaint
                .map(|words| tag("p").class("complaint t-error").set("id", &format!("{id}-complaint")).word(words)),
        )
    }

    fn read(&mut self, entity: Entity, field: Field) -> (FieldForm, String) {
        let (whole, inside) = state::apart(entity);
        let (_, copy) = match &mut self.copy {
            Some(copy) if copy.0 == whole => copy,
            other => other.insert((whole, state::alone(&self.state.scenario, whole))),
        };
        (state::form_of(copy, inside, field), state::text_of(copy, inside, field).unwrap_or_default())
    }

    /// Several fields in their order; ids are `prefix` and the field's name.
    pub(crate) fn fields(&mut self, form: Tag, entity: Entity, fields: &[(&'static str, Field)]) -> Tag {
        fields.iter().fold(form, |form, (id, field)| form.with(self.field(id, entity, *field)))
    }

    /// A single line whose label stands elsewhere; `text` is what the scenario says.
    pub(crate) fn line(&self, id: &str, what: Editable, text: &str) -> Tag {
        self.input(id, "Untitled", FieldForm::Line, text, what)
    }

    /// Text that is being typed into `what`, as long as the scenario does not say otherwise.
    pub(crate) fn typed(&self, what: &Editable) -> Option<&'a str> {
        self.state.view.typed.as_ref().filter(|(typed, _)| typed == what).map(|(_, text)| text.as_str())
    }

    fn complaint(&self, what: &Editable) -> Option<&'static str> {
        self.typed(what).and(Some(self.state.view.unwritten).filter(|words| !words.is_empty()))
    }

    fn input(&self, id: &str, hint: &'static str, form: FieldForm, text: &str, what: Editable) -> Tag {
        let shown = self.typed(&what).unwrap_or(text);
        let complaint = self.complaint(&what).is_some();
        let input = match form {
            FieldForm::Line => {
                // Until the chunk that changes the scenario is there.
                let waits = chunks().engine.is_none();
                tag("input").is("type", "text").plain().flag("readonly", waits).value(shown)
            }
            FieldForm::Lines => {
                let rows = shown.split('\n').count().clamp(1, 8);
                tag("textarea").set("rows", &rows.to_string()).plain().value(shown)
            }
            FieldForm::Switch | FieldForm::Answer | FieldForm::Expectation => {
                let mut options = Vec::new();
                for (value, word) in choices(form) {
                    options.push(option(value, *value == text).word(word));
                }
                return tag("select").set("id", id).on(choosing(self.dispatch, what)).list(options);
            }
        };
        let input = input.set("id", id).is("placeholder", hint).on(typing(self.dispatch, what));
        if !complaint {
            return input;
        }
        input.is("aria-invalid", "true").set("aria-describedby", &format!("{id}-complaint"))
    }
}

/// An option of a selection. It is made anew when it gets chosen: once a visitor has chosen one, `selected` on it says
/// nothing any more.
pub(crate) fn option(value: &str, chosen: bool) -> Tag {
    let key = format!("{value} {chosen}");
    tag("option").set("value", value).key(&key).flag("selected", chosen)
}

/// Choosing another text for `what`.
pub(crate) fn choosing(dispatch: &Callback<Action>, what: Editable) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Change, move |event| {
        let text = text_of(&event);
        if !text.is_empty() || !matches!(what, Editable::Field(_, Field::Caller)) {
            dispatch.emit(Action::Change(Change::Edit { what: what.clone(), text }));
        }
    })
}
