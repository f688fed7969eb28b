//! Changes of the scenario, each of which can be undone.

use super::{
    AttrValue, Change, Document, Draft, Editable, Entity, Field, KeyForm, New, Notice, Scenario, Shown, State, Trouble,
    View, addition, carrier, entity, field, replace,
};
use crate::examples::{FIRST, is_known, is_linked};
use crate::naming::short;
use crate::sight::policy_text;

impl State {
    /// Changes the scenario; false when that changes nothing.
    pub(crate) fn change(&mut self, change: Change) -> bool {
        match change {
            Change::Edit { what, text } => self.edit(what, text),
            Change::GiveKey { key, text } => self.give_key(&key, &text),
            Change::ReshapeKey { key, form } => self.reshape_key(&key, form),
            Change::RemoveKey(key) => self.restructure(format!("remove key {key}"), None, |state| {
                let gone = state.step_mut().and_then(|step| step.context.remove(key.as_str()));
                gone.is_some().then_some("new-key".into())
            }),
            Change::RemoveSession => self.restructure("remove session request", None, |state| {
                let gone = state.step_mut().and_then(|step| step.session.take());
                gone.is_some().then_some("action".into())
            }),
            Change::Add(new) => self.add(new),
            Change::AddLacking { needed, arn } => self.add_lacking(needed, &arn),
            Change::Rename { entity, focus } => self.rename(entity, focus),
            Change::Remove(entity) => self.remove(entity),
            Change::Shift { entity, down } => self.shift(entity, down),
            Change::RemoveTouched(at) => self.restructure("remove resource", None, |state| {
                let gone = entity::remove_touched(state.step_mut()?, at);
                let last = state.touched_count(state.step).saturating_sub(1);
                gone.then(|| format!("resource-{}", at.min(last)).into())
            }),
            Change::AddPolicy(carrier) => self.add_policy(carrier),
            Change::RemovePolicy(pointer) => self.remove_policy(&pointer),
            Change::Undo => self.undo(),
            Change::TakeBack => {
                self.move_focus("undo");
                self.undo()
            }
            Change::Redo => self.redo(),
        }
    }
}

impl State {
    /// Another scenario takes the page.
    pub(super) fn open(&mut self, source: AttrValue, scenario: Scenario, edited: bool) -> bool {
        let had_something = self.edited || *self.source != *FIRST || !self.kept.is_empty();
        self.undoably("open another scenario", None, |state| {
            state.step = scenario.steps.len().saturating_sub(1);
            state.scenario = scenario;
            state.renamed.clear();
            state.source = source;
            state.form = Entity::Scenario;
            state.shown = Shown::default();
            state.scenario_changed(View::default());
            state.edited = edited;
            true
        });
        if is_linked(&self.source) && !edited {
            // The name of each edit of a link begins with the link's.
            let link = self.source.rsplit_once('-').map_or("", |(link, _)| link);
            let earlier = !link.is_empty() && self.kept.iter().any(|it| it.id.starts_with(link));
            let words = if earlier {
                "Opened from a link, as it came. Your earlier edits of it are under Examples."
            } else if had_something {
                "Opened from a link. What you had is kept."
            } else {
                "Opened from a link."
            };
            self.notice = Some(Notice { words: words.into(), undo: had_something });
        }
        true
    }

    /// The version of another tab takes the place of this one. The view stays as far as it can.
    pub(super) fn follow(&mut self, scenario: Scenario) -> bool {
        self.history.pause();
        self.scenario = scenario;
        let policy = self.view.policy.take();
        self.scenario_changed(View { policy, ..View::default() });
        self.draft = Draft::Kept;
        let words = "Another tab changed this scenario. This is its version.".into();
        self.notice = Some(Notice { words, undo: false });
        true
    }

    /// The scenario shown goes on under the name `copy`: the draft of its name is the version of another tab, or cannot
    /// be read.
    pub(super) fn part(&mut self, copy: AttrValue) -> bool {
        let slot = std::mem::replace(&mut self.source, copy.clone());
        self.history.rename(&slot, &copy);
        let is_said = matches!(&self.trouble, Some(Trouble::Unreadable { slot: unread, .. }) if *unread == slot);
        if !is_said {
            self.trouble = Some(Trouble::Conflict { slot, copy });
        }
        true
    }

    /// The built-in scenario comes back as it was.
    pub(super) fn reset(&mut self, scenario: Scenario) -> bool {
        if !self.edited || !is_known(&self.source) {
            return false;
        }
        self.undoably("reset", None, |state| {
            state.scenario = scenario;
            state.renamed.clear();
            state.scenario_changed(View::default());
            state.edited = false;
            true
        });
        self.notice = Some(Notice { words: "Your edits were discarded.".into(), undo: true });
        self.move_focus("examples-button");
        true
    }

    /// Something has a new text.
    pub(super) fn edit(&mut self, what: Editable, text: String) -> bool {
        let typed = Some((what.clone(), text));
        let text = typed.as_ref().map_or("", |(_, text)| text);
        let mut unwritten = "";
        // What is put in at once is no typing that goes on.
        let typing = (!self.jumps(&what, text)).then(|| what.clone());
        let written = self.undoably("typing", typing, |state| {
            let before = state.is_text(&what, text);
            if before {
                return false;
            }
            match &what {
                Editable::Policy(pointer) => match state.scenario.policy_mut(pointer) {
                    Some(policy) => policy.document = Document::from_text(text),
                    None => return false,
                },
                Editable::PolicyName(pointer) => match state.scenario.policy_mut(pointer) {
                    Some(policy) => text.clone_into(&mut policy.name),
                    None => return false,
                },
                Editable::Field(entity, field) => {
                    if *field == Field::Arn {
                        state.remember_arn(*entity);
                    }
                    if let Err(missing) = field::write(&mut state.scenario, *entity, *field, text) {
                        unwritten = missing;
                        return false;
                    }
                }
                Editable::Key(step, key) => match state.scenario.steps.get_mut(*step) {
                    Some(step) => field::write_key(step, key, text),
                    None => return false,
                },
            }
            // Trace entries move when a policy changes: what is lit follows the decision again.
            let mut view = View {
                trace: None,
                folds: Vec::new(),
                spread: Vec::new(),
                overfull: None,
                ..std::mem::take(&mut state.view)
            };
            if let Editable::Policy(pointer) = &what {
                view.policy = Some(pointer.clone());
            }
            state.scenario_changed(view);
            true
        });
        let typed = typed.filter(|_| !matches!(what, Editable::Policy(_)));
        let retyped = replace(&mut self.view.typed, typed);
        let missed = replace(&mut self.view.unwritten, unwritten);
        written || missed || (retyped && !matches!(what, Editable::Policy(_)))
    }

    /// True if a policy's text changes by more than somebody types at a time.
    fn jumps(&self, what: &Editable, text: &str) -> bool {
        let Editable::Policy(pointer) = what else { return false };
        policy_text(&self.scenario, pointer).is_some_and(|old| old.len().abs_diff(text.len()) > 24)
    }

    /// True if `what` reads `text` already, and was not half typed before.
    fn is_text(&mut self, what: &Editable, text: &str) -> bool {
        match what {
            Editable::Policy(pointer) => {
                self.scenario.policy_mut(pointer).is_some_and(|policy| policy.document.text() == text)
            }
            Editable::PolicyName(pointer) => {
                self.scenario.policy_mut(pointer).is_some_and(|policy| policy.name == text)
            }
            Editable::Field(entity, field) => {
                let now = field::text_of(&mut self.scenario, *entity, *field);
                field::drop_empty(&mut self.scenario, *entity);
                now.as_deref() == Some(text)
            }
            Editable::Key(..) => false,
        }
    }

    /// A condition key of the selected step gets a text and the focus.
    pub(super) fn give_key(&mut self, key: &str, text: &str) -> bool {
        self.restructure(format!("give {key}"), None, |state| {
            field::write_key(state.step_mut()?, key, text);
            Some(format!("key-{key}").into())
        })
    }

    /// A condition key of the selected step gets another form.
    pub(super) fn reshape_key(&mut self, key: &str, form: KeyForm) -> bool {
        self.restructure(format!("another form of {key}"), None, |state| {
            let changed = field::reshape_key(state.step_mut()?, key, form);
            changed.then(|| format!("form-of-{key}").into())
        })
    }

    /// A change that is no typing: `change` says which element has the focus then, or nothing when nothing changed.
    pub(super) fn restructure(
        &mut self,
        what: impl Into<AttrValue>,
        notice: Option<AttrValue>,
        change: impl FnOnce(&mut Self) -> Option<AttrValue>,
    ) -> bool {
        let mut focus = None;
        let changed = self.undoably(what, None, |state| {
            focus = change(state);
            focus.is_some()
        });
        if let Some(id) = focus {
            self.restructured(id, notice);
        }
        changed
    }

    #[inline(never)]
    fn restructured(&mut self, focus: AttrValue, notice: Option<AttrValue>) {
        let policy = self.view.policy.take();
        self.scenario_changed(View { policy, ..View::default() });
        self.move_focus(focus);
        if let Some(words) = notice {
            self.notice = Some(Notice { words, undo: true });
        }
    }

    pub(super) fn add(&mut self, new: New) -> bool {
        self.restructure("add", None, |state| {
            let added = addition::add(&mut state.scenario, new)?;
            Some(state.show(added, matches!(new, New::Touched(_))))
        })
    }

    pub(super) fn remove(&mut self, entity: Entity) -> bool {
        let words = format!("Removed {}.", self.name_of(entity));
        self.restructure("remove", Some(words.into()), |state| {
            if !entity::remove(&mut state.scenario, entity) {
                return None;
            }
            state.renamed.clear();
            state.view.policy = None;
            if let Entity::Step(at) = entity
                && at < state.step
            {
                state.step -= 1;
            }
            Some(match entity {
                Entity::Step(_) => {
                    let last = state.scenario.steps.len().saturating_sub(1);
                    format!("step-{}", state.step.min(last)).into()
                }
                Entity::Account(_) | Entity::Principal(_) | Entity::Resource(_) | Entity::Scenario => {
                    state.form = Entity::Scenario;
                    "form-0".into()
                }
                Entity::Level(at, ..) => {
                    state.form = Entity::Account(at);
                    "form-Arn".into()
                }
                Entity::Group(at, _) => {
                    state.form = Entity::Principal(at);
                    "form-Arn".into()
                }
            })
        })
    }

    pub(super) fn shift(&mut self, entity: Entity, down: bool) -> bool {
        self.restructure("move", None, |state| {
            let moved = entity::shift(&mut state.scenario, entity, down)?;
            if let (Entity::Step(from), Entity::Step(to)) = (entity, moved)
                && state.step == from
            {
                state.step = to;
            }
            state.view.policy = None;
            Some(match moved {
                Entity::Level(_, control, level) => format!("level-{}-{level}", control.field()).into(),
                Entity::Scenario
                | Entity::Account(_)
                | Entity::Principal(_)
                | Entity::Group(..)
                | Entity::Resource(_)
                | Entity::Step(_) => AttrValue::Static(if down { "move-later" } else { "move-earlier" }),
            })
        })
    }

    pub(super) fn add_policy(&mut self, carrier: carrier::Carrier) -> bool {
        self.restructure("add policy", None, |state| {
            let pointer: AttrValue = carrier::add(&mut state.scenario, carrier)?.into();
            state.view.policy = Some(pointer);
            Some("policy-name".into())
        })
    }

    pub(super) fn remove_policy(&mut self, pointer: &AttrValue) -> bool {
        let name = self.scenario.policy_mut(pointer).map(|policy| policy.name.clone()).unwrap_or_default();
        self.restructure("remove policy", Some(format!("Removed policy {name}.").into()), |state| {
            state.scenario.remove_policy(pointer)?;
            state.view.policy = None;
            field::drop_empty(&mut state.scenario, Entity::Step(state.step));
            Some("add-policy".into())
        })
    }

    /// Shows something that was added, and says what of it gets the focus.
    fn show(&mut self, entity: Entity, touched: bool) -> AttrValue {
        match entity {
            Entity::Step(at) => {
                self.step = at;
                self.view.policy = None;
                let last = if touched { self.touched_count(at).saturating_sub(1) } else { 0 };
                if touched { format!("resource-{last}").into() } else { "step-name".into() }
            }
            Entity::Scenario | Entity::Account(_) | Entity::Principal(_) | Entity::Resource(_) => {
                self.form = entity;
                "form-Arn".into()
            }
            Entity::Level(_, control, level) => format!("level-{}-{level}", control.field()).into(),
            Entity::Group(_, group) => format!("group-{group}").into(),
        }
    }

    pub(super) fn touched_count(&self, at: usize) -> usize {
        match self.scenario.steps.get(at).and_then(|step| step.resource.as_ref()) {
            Some(rolescope::scenario::StepResource::Several(touched)) => touched.len(),
            Some(rolescope::scenario::StepResource::One(_)) | None => 1,
        }
    }

    fn name_of(&self, entity: Entity) -> String {
        match entity {
            Entity::Step(at) => {
                let step = self.scenario.steps.get(at);
                let name = step.map(|step| step.name.as_ref().unwrap_or(&step.action).clone());
                format!("step {}", name.unwrap_or_default())
            }
            Entity::Level(_, control, level) => {
                let sort = match control {
                    super::Control::Service => "SCP",
                    super::Control::Resource => "RCP",
                };
                format!("{sort} level {}", level + 1)
            }
            Entity::Group(..) => "the group".to_owned(),
            Entity::Scenario | Entity::Account(_) | Entity::Principal(_) | Entity::Resource(_) => {
                super::text_of_form(&self.scenario, entity).map(short).unwrap_or_default().to_owned()
            }
        }
    }
}
