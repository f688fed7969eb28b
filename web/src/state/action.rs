//! Actions.

use rolescope::Scenario;
use rolescope::diagram::DiagramKind;
use rolescope::report::Needed;
use rolescope::walk::StationKind;
use yew::AttrValue;

use super::{Carrier, Copied, Depth, Draft, Editable, Entity, KeyForm, List, New, Part, Theme, Trouble, Who};
use crate::focus::TracePath;

/// Action that can happen.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// The scenario with this storage name is to take the page; `fresh`: as it came, without the visitor's edits.
    Fetch {
        source: AttrValue,
        fresh: bool,
    },
    /// Asks whether the edits may be discarded, or stops asking.
    Ask(bool),
    /// A dialog is to be shown.
    Show(Dialog),
    /// A dialog was closed.
    Closed(Dialog),
    /// Chunks that could not be loaded are tried again.
    LoadChunks,
    /// The text of a file is to be shown as the JSON of a scenario.
    Import(AttrValue),
    /// The JSON that was put in is no scenario, for this reason; or there is nothing to say about it any more.
    Refuse(AttrValue),
    /// Something is to be said; nothing when it is empty.
    Say(AttrValue),
    /// Another scenario takes the page.
    Open {
        source: AttrValue,
        scenario: Box<Scenario>,
        edited: bool,
    },
    /// The built-in scenario comes back as it was.
    Reset(Box<Scenario>),
    /// Another tab changed the scenario: this is its version.
    Follow(Box<Scenario>),
    /// Another tab changed the scenario at the same time: what this tab shows gets another storage name.
    Part(AttrValue),
    /// The scenario changes.
    Change(Change),
    SelectStep(usize),
    SelectStation {
        step: usize,
        kind: StationKind,
        pointer: Option<AttrValue>,
    },
    SelectPolicy(AttrValue),
    /// The scenario panel shows another form.
    SelectForm(Entity),
    /// More of a long list is to be drawn on one side, or as little as at first.
    ShowMore {
        list: List,
        part: Part,
    },
    /// An element that comes with the next drawing gets the focus.
    Focus(AttrValue),
    /// A trace entry is looked at; `pointer` is the policy it speaks of.
    SelectTrace {
        path: TracePath,
        pointer: Option<AttrValue>,
    },
    FoldTrace {
        path: TracePath,
        open: bool,
    },
    /// A run of trace entries is shown one by one; `focus` is an element that is there then.
    Spread {
        path: TracePath,
        focus: &'static str,
    },
    /// The trace begins to play, or stops.
    Play(bool),
    SetDepth(Depth),
    /// The caret goes to a place in a policy.
    GoTo {
        pointer: AttrValue,
        offset: u32,
    },
    ShowDiagram(DiagramKind),
    /// The diagram is to become a file.
    SaveDiagram,
    /// The diagram is to go to the clipboard as text.
    CopyDiagram,
    SetCopied(Copied),
    /// The question of who can assume a role is asked or answered; nothing: it is not asked any more.
    Who(Option<Who>),
    /// The trace as text is opened or closed.
    ShowTranscript(bool),
    /// The policy at a pointer was to get a text that is too long: it keeps the one it has.
    Overfull(AttrValue),
    /// The editor came, or it broke.
    SetRich(bool),
    SetTheme(Theme),
    SetDraft(Draft),
    /// Drafts need attention; nothing: no longer.
    Warn(Option<Trouble>),
}

/// Changes of the scenario.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    /// Something has a new text.
    Edit {
        what: Editable,
        text: String,
    },
    /// A condition key gets a text and the focus.
    GiveKey {
        key: AttrValue,
        text: String,
    },
    /// A condition key of the step gets one value, several or none.
    ReshapeKey {
        key: AttrValue,
        form: KeyForm,
    },
    /// The scenario says nothing about a condition key of the step any more.
    RemoveKey(AttrValue),
    /// The selected step asks for no session in particular any more.
    RemoveSession,
    Add(New),
    /// The thing that a step needs is added to the scenario.
    AddLacking {
        needed: Needed,
        arn: AttrValue,
    },
    /// Steps and policies are to name a thing as it is called now; `focus` is an element that is there then.
    Rename {
        entity: Entity,
        focus: &'static str,
    },
    Remove(Entity),
    /// Something changes places with its neighbor.
    Shift {
        entity: Entity,
        down: bool,
    },
    /// The selected step touches one resource less.
    RemoveTouched(usize),
    AddPolicy(Carrier),
    RemovePolicy(AttrValue),
    Undo,
    /// As `Undo`, asked for where the button then goes away.
    TakeBack,
    Redo,
}

impl Change {
    /// True if it takes something out of the scenario.
    pub(crate) const fn removes(&self) -> bool {
        matches!(
            self,
            Self::Remove(_) | Self::RemovePolicy(_) | Self::RemoveKey(_) | Self::RemoveTouched(_) | Self::RemoveSession
        )
    }
}

/// The dialogs of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialog {
    /// The examples to choose from.
    Examples,
    /// The policies that can be added.
    Policies,
    /// The scenario as JSON.
    Exchange,
}

impl Dialog {
    /// Id of its element.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Examples => "examples",
            Self::Policies => "new-policy",
            Self::Exchange => "exchange",
        }
    }
}
