//! Fields of forms, drawn from one table.

use rolescope::Scenario;
use yew::Callback;

use crate::chunks::chunks;
use crate::components::markup::{On, Tag, Wire, tag};
use crate::components::wire::{text_of, typing};
use crate::state::{self, Action, Change, Editable, Entity, Field, State};

mod table;

use table::{Look, Shape, look};

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
        let look = look(entity, field);
        let label = if let Field::Touched(at @ 1..) | Field::TouchedKeys(at @ 1..) = field {
            format!("{} {}", look.label, at + 1)
        } else {
            look.label.to_owned()
        };
        let text = self.text(entity, field).unwrap_or_default();
        let input = self.input(id, &look, &text, Editable::Field(entity, field));
        let label = tag("label").set("for", id).text(&label);
        let complaint = self.complaint(&Editable::Field(entity, field));
        tag("div").class("field").with(label).with(input).maybe(
            complaint
                .map(|words| tag("p").class("complaint t-error").set("id", &format!("{id}-complaint")).word(words)),
        )
    }

    fn text(&mut self, entity: Entity, field: Field) -> Option<String> {
        let (whole, inside) = state::apart(entity);
        if self.copy.as_ref().is_none_or(|(copied, _)| *copied != whole) {
            self.copy = Some((whole, state::alone(&self.state.scenario, whole)));
        }
        let (_, copy) = self.copy.as_mut()?;
        state::text_of(copy, inside, field)
    }

    /// Several fields in their order; ids are `prefix` and the field's name.
    pub(crate) fn fields(&mut self, form: Tag, entity: Entity, fields: &[(&'static str, Field)]) -> Tag {
        fields.iter().fold(form, |form, (id, field)| form.with(self.field(id, entity, *field)))
    }

    /// A single line whose label stands elsewhere; `text` is what the scenario says.
    pub(crate) fn line(&self, id: &str, what: Editable, text: &str) -> Tag {
        self.input(id, &Look { label: "", hint: "Untitled", shape: Shape::Line }, text, what)
    }

    /// Text that is being typed into `what`, as long as the scenario does not say otherwise.
    pub(crate) fn typed(&self, what: &Editable) -> Option<&'a str> {
        self.state.view.typed.as_ref().filter(|(typed, _)| typed == what).map(|(_, text)| text.as_str())
    }

    fn complaint(&self, what: &Editable) -> Option<&'static str> {
        self.typed(what).and(Some(self.state.view.unwritten).filter(|words| !words.is_empty()))
    }

    fn input(&self, id: &str, look: &Look, text: &str, what: Editable) -> Tag {
        let shown = self.typed(&what).unwrap_or(text);
        let complaint = self.complaint(&what).is_some();
        let input = match look.shape {
            Shape::Line => {
                // Until the chunk that changes the scenario is there.
                let waits = chunks().below.is_none();
                tag("input").is("type", "text").plain().flag("readonly", waits).value(shown)
            }
            Shape::Lines => {
                let rows = shown.split('\n').count().clamp(1, 8);
                tag("textarea").set("rows", &rows.to_string()).plain().value(shown)
            }
            Shape::Choice(choices) => {
                let mut options = Vec::new();
                for (value, word) in choices {
                    options.push(option(value, *value == text).word(word));
                }
                return tag("select").set("id", id).on(choosing(self.dispatch, what)).list(options);
            }
        };
        let input = input.set("id", id).is("placeholder", look.hint).on(typing(self.dispatch, what));
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
