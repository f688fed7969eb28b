//! Drafts in the browser's storage. No version of a draft is overwritten by a tab that did not have it in view.

use rolescope::Scenario;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, js_sys};
use yew::AttrValue;

use super::storage::{forget, keys, path_key, read, read_of_tab, storage, tab, write, write_for_tab};
use crate::chunks::chunks;
use crate::draft::{self, Version};
use crate::examples::{self, OWN};
use crate::state::{Draft, KeptScenario};

const DRAFT: &str = "draft.";
/// There while a scenario is being drawn. `web/drafts/ask.js` asks about those that an earlier start left behind.
const DRAWING: &str = "drawing.";
const SOURCE: &str = "scenario";
/// There once the keys of earlier versions were taken over.
const TAKEN: &str = "taken";
/// Reason for which a draft of a newer version of the page is not opened.
const NEWER: &str = "it is of a newer format than this page knows";
/// Beginning of all keys in earlier versions.
const OLD: &str = "rolescope.";

/// Drafts as this tab knows them.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    seen: Vec<(AttrValue, Seen)>,
    /// The draft that is being drawn.
    drawing: Option<AttrValue>,
    /// The edit that is not kept yet.
    pub(crate) waiting: Option<(AttrValue, Scenario)>,
    /// Name of the last of those when its draft had a version of another tab.
    copy: Option<AttrValue>,
}

/// Version of a draft that this tab saw last.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// Its first line; nothing when there was none.
    line: Option<String>,
    /// When it was written; nothing when it could not be read.
    written: Option<u64>,
}

/// A draft that was looked for.
pub(crate) enum Found {
    Nothing,
    Scenario(Box<Scenario>),
    /// It cannot be read, for this reason.
    Unreadable(String),
}

/// Change by other tabs to a draft since this tab saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    Nothing,
    Removed,
    /// There is a version that was made from the one that this tab saw.
    Newer,
    /// There is a version that was made beside the one that this tab saw.
    Beside,
}

/// Reason for which a draft was not written.
pub(crate) enum NotWritten {
    /// There is a version that this tab never saw.
    Unseen,
    /// The storage does not take it.
    Refused(Draft),
}

impl Drafts {
    /// Reads a draft that is to be shown. Until [`Drafts::drawn`] a mark says that its drawing began.
    pub(crate) fn open(&mut self, id: &AttrValue) -> Found {
        let Some(kept) = read(&(DRAFT.to_owned() + id)) else {
            self.saw(id, Seen::default());
            return Found::Nothing;
        };
        self.begin(id, "");
        let line = Some(draft::line(&kept).to_owned());
        let Some(entry) = draft::read(&kept) else {
            return self.unreadable(id, line, "its first line is damaged".to_owned());
        };
        let read = chunks().engine.map(|it| (it.read)(entry.text).map_err(|unreadable| unreadable.message));
        match read.unwrap_or_else(|| Err("its reader is not there".to_owned())) {
            Err(reason) => self.unreadable(id, line, reason),
            // Keeping an edit of it would lose what this version does not know.
            Ok(scenario) if scenario.is_newer() => self.unreadable(id, line, NEWER.to_owned()),
            Ok(scenario) => {
                self.saw(id, Seen { line, written: Some(entry.version.written) });
                self.leave(id, entry.text);
                Found::Scenario(Box::new(scenario))
            }
        }
    }

    fn unreadable(&mut self, id: &AttrValue, line: Option<String>, reason: String) -> Found {
        self.drawn();
        self.saw(id, Seen { line, written: None });
        Found::Unreadable(reason)
    }

    /// Writes a draft, unless there is a version of it that this tab did not see.
    pub(crate) fn keep(&mut self, id: &AttrValue, title: &str, text: &str) -> Result<(), NotWritten> {
        let key = DRAFT.to_owned() + id;
        let seen = self.seen(id);
        let there = read(&key);
        let known =
            there.is_none() || seen.written.is_some() && there.as_deref().map(draft::line) == seen.line.as_deref();
        if !known {
            return Err(NotWritten::Unseen);
        }
        let version = Version::over(seen.written.unwrap_or_default(), now(), tab());
        let kept = draft::write(&version, title, text);
        write(&key, &kept).map_err(NotWritten::Refused)?;
        self.waiting = None;
        self.saw(id, Seen { line: Some(draft::line(&kept).to_owned()), written: Some(version.written) });
        Ok(())
    }

    /// Writes what waits to be kept: the page goes away, and Yew may not come to update anything any more.
    pub(crate) fn keep_waiting(&mut self) {
        let (Some((id, scenario)), Some(engine)) = (self.waiting.clone(), chunks().engine) else { return };
        let text = (engine.write)(&scenario);
        if let Err(NotWritten::Unseen) = self.keep(&id, &scenario.title, &text) {
            let copy = new_name();
            if self.keep(&copy, &scenario.title, &text).is_ok() {
                let _ = remember(&copy);
                self.copy = Some(copy);
            }
        }
    }

    /// A name for this tab's version when its draft has one of another tab.
    pub(crate) fn name_of_copy(&mut self) -> AttrValue {
        self.copy.take().unwrap_or_else(new_name)
    }

    /// Looks for what other tabs did to a draft.
    pub(crate) fn news(&self, id: &AttrValue) -> News {
        let seen = self.seen(id);
        let there = read(&(DRAFT.to_owned() + id));
        if there.as_deref().map(draft::line) == seen.line.as_deref() {
            return News::Nothing;
        }
        let Some(there) = there else { return News::Removed };
        match (draft::read(&there), seen.written) {
            (Some(entry), Some(written)) if !entry.version.follows(written) => News::Beside,
            (Some(_) | None, _) => News::Newer,
        }
    }

    /// Forgets a draft, unless another tab changed it.
    pub(crate) fn forget(&mut self, id: &AttrValue) {
        if self.news(id) == News::Nothing {
            forget(&(DRAFT.to_owned() + id));
            self.saw(id, Seen::default());
        }
    }

    /// Says in the storage that a scenario is about to be drawn; `text` is what no draft has.
    pub(crate) fn begin(&mut self, id: &AttrValue, text: &str) {
        // What was about to be drawn gives way, and is not drawn.
        self.unmark();
        let mark = Version::over(0, now(), tab());
        let _ = write(&(DRAWING.to_owned() + id), &draft::write(&mark, "", text));
        self.drawing = Some(id.clone());
    }

    /// True if this is what is being drawn.
    pub(crate) fn is_drawing(&self, id: &AttrValue) -> bool {
        self.drawing.as_ref() == Some(id)
    }

    /// The draft that was being drawn is there.
    pub(crate) fn drawn(&mut self) {
        if self.drawing.is_some() {
            // To ask for its height makes the browser lay the page out first.
            let _ = gloo::utils::body().unchecked_into::<HtmlElement>().offset_height();
            self.unmark();
        }
    }

    /// Keeps what waits, and removes the mark of an unfinished drawing: a page that answers while it goes away is not frozen. The mark stays
    /// where the storage refused: it may hold the only text.
    pub(crate) fn go_away(&mut self) {
        self.keep_waiting();
        if self.waiting.is_none() {
            self.unmark();
        }
    }

    fn unmark(&mut self) {
        let Some(id) = self.drawing.take() else { return };
        let key = DRAWING.to_owned() + &id;
        let is_ours = read(&key).and_then(|mark| Some(draft::read(&mark)?.version.tab)).is_some_and(|it| it == tab());
        if is_ours {
            forget(&key);
        }
    }

    /// Leaves what the page shows where `web/guard.js` finds it when the engine breaks down; nothing when the text is empty.
    pub(crate) fn leave(&self, id: &AttrValue, text: &str) {
        let Some(place) = super::element::<Element>("page-draft") else { return };
        let version = self.seen(id).line.unwrap_or_default();
        for (name, value) in [("name", id.as_str()), ("version", &version), ("text", text)] {
            let _ = place.set_attribute(name, value);
        }
    }

    fn seen(&self, id: &AttrValue) -> Seen {
        self.seen.iter().find(|(known, _)| known == id).map(|(_, seen)| seen.clone()).unwrap_or_default()
    }

    fn saw(&mut self, id: &AttrValue, seen: Seen) {
        self.seen.retain(|(known, _)| known != id);
        self.seen.push((id.clone(), seen));
    }
}

/// True if there is a draft of this name.
pub(super) fn is_kept(id: &str) -> bool {
    read(&(DRAFT.to_owned() + id)).is_some()
}

/// Names what the visitor looks at, for this tab and for the next visit.
pub(crate) fn remember(id: &str) -> Result<(), Draft> {
    write_for_tab(SOURCE, id)
}

/// Source that this tab showed last, else that of the visitor, links aside that were only looked at.
pub(crate) fn last_source() -> String {
    let there = |id: &str| examples::is_known(id) || examples::is_slot(id) && read(&(DRAFT.to_owned() + id)).is_some();
    read_of_tab(SOURCE).filter(|id| there(id)).unwrap_or_else(|| examples::FIRST.to_owned())
}

/// The visitor's own scenarios that are kept, the latest first.
pub(crate) fn kept_scenarios() -> Vec<KeptScenario> {
    let now = now();
    let mut found: Vec<(u64, KeptScenario)> = Vec::new();
    for id in keys(&path_key(DRAFT)) {
        let kept = read(&(DRAFT.to_owned() + &id)).unwrap_or_default();
        if let Some(entry) = draft::read(&kept).filter(|_| examples::is_slot(&id) && !examples::is_known(&id)) {
            let written = entry.version.written;
            let title = AttrValue::from(entry.title.to_owned());
            let kept = KeptScenario { id: id.into(), title, ago: draft::ago(written, now).into() };
            // There are few; the library's sorting would be a good part of the code for drafts.
            let place = found.partition_point(|(later, _)| *later > written);
            found.insert(place, (written, kept));
        }
    }
    found.into_iter().map(|(_, kept)| kept).collect()
}

/// A storage name for a scenario of the visitor's own, which nothing has yet.
pub(crate) fn new_name() -> AttrValue {
    [OWN, "-", &tab(), "-", &now().to_string()].concat().into()
}

/// Copies what earlier versions kept under keys without the site's path, once. They stay where they are: another site of
/// the origin may have written them, and looks for them.
pub(crate) fn take_over() {
    let Some(storage) = storage().filter(|_| read(TAKEN).is_none()) else { return };
    let mut whole = true;
    for old in keys(OLD) {
        let value = storage.get_item(&(OLD.to_owned() + &old)).ok().flatten().unwrap_or_default();
        let as_draft = || draft::write(&Version::over(0, now(), tab()), "", &value);
        let (key, value) = match old.strip_prefix(DRAFT) {
            Some(id) if examples::is_slot(id) => (old.clone(), as_draft()),
            None if old == "broken" => ("aside.1".to_owned(), as_draft()),
            None if [SOURCE, super::THEME, super::DEPTH].contains(&old.as_str()) => (old, value),
            Some(_) | None => continue,
        };
        whole &= read(&key).is_some() || write(&key, &value).is_ok();
    }
    if whole {
        let _ = write(TAKEN, "1");
    }
}

fn now() -> u64 {
    js_sys::Date::now() as u64
}
