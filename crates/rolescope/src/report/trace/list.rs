//! A list of trace entries that is written when it is first read.

use std::fmt;
use std::ops::Deref;
use std::slice::Iter;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::source::{Node, Source};
use super::{TraceEntry, TraceKind, TraceVerdict};
use crate::shared::SharedText;

/// Trace entries in evaluation order; reads like a slice.
///
/// Words are made for what is read: one list of entries at a time, and what nobody opens is never written. Whoever
/// compares a trace reads it all.
#[derive(Clone, Default)]
pub struct Trace {
    entries: OnceLock<Vec<TraceEntry>>,
    source: Option<(Arc<dyn Source>, Node)>,
}

impl Trace {
    /// Number of entries. Counting writes none of them.
    pub fn len(&self) -> usize {
        match &self.source {
            Some((source, node)) => source.len(*node),
            None => (**self).len(),
        }
    }

    /// True if there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of entries, with those of all lists below. Counting writes none of them.
    ///
    /// ```
    /// use rolescope::{Scenario, analyze};
    ///
    /// let scenario = Scenario::from_json(r#"{ "steps": [{ "caller": "anonymous", "action": "s3:ListAllMyBuckets" }] }"#)?;
    /// let trace = &analyze(&scenario).steps[0].trace;
    /// let all: usize = trace.iter().map(|entry| 1 + entry.children.total()).sum();
    /// assert_eq!(trace.total(), all);
    /// # Ok::<(), rolescope::scenario::ScenarioError>(())
    /// ```
    pub fn total(&self) -> usize {
        match &self.source {
            Some((source, node)) => source.total(*node),
            None => self.iter().map(|entry| 1 + entry.children.total()).sum(),
        }
    }

    /// Pointers of the policies that a step's trace speaks of, each with what its first entry says. No entry is written for it.
    pub fn policies(&self) -> Vec<(SharedText, TraceVerdict)> {
        if let Some((source, _)) = &self.source {
            return source.policies();
        }
        let mut found = Vec::new();
        written_policies(self, &mut found);
        found
    }

    /// Names of the condition keys that the policies of a step's trace ask for, as they are written; some more than once. No
    /// entry is written for it.
    pub fn asked_keys(&self) -> Vec<&str> {
        if let Some((source, _)) = &self.source {
            return source.asked_keys();
        }
        let mut found = Vec::new();
        written_fields(self, &mut found);
        found
    }

    /// The entries below a node.
    pub(crate) fn below(source: Arc<dyn Source>, node: Node) -> Self {
        Self { entries: OnceLock::new(), source: Some((source, node)) }
    }
}

fn written_policies(entries: &[TraceEntry], found: &mut Vec<(SharedText, TraceVerdict)>) {
    for entry in entries {
        let place = entry.place.as_ref().filter(|_| entry.kind == TraceKind::Policy);
        if let Some(place) = place.filter(|place| found.iter().all(|(pointer, _)| *pointer != place.pointer)) {
            found.push((place.pointer.clone(), entry.verdict));
        }
        written_policies(&entry.children, found);
    }
}

fn written_fields<'t>(entries: &'t [TraceEntry], found: &mut Vec<&'t str>) {
    for entry in entries {
        found.extend(entry.request.as_ref().map(|request| &*request.field));
        written_fields(&entry.children, found);
    }
}

impl Deref for Trace {
    type Target = [TraceEntry];

    fn deref(&self) -> &[TraceEntry] {
        let write = || self.source.as_ref().map(|(source, node)| source.clone().entries(*node));
        self.entries.get_or_init(|| write().unwrap_or_default())
    }
}

impl From<Vec<TraceEntry>> for Trace {
    fn from(entries: Vec<TraceEntry>) -> Self {
        Self { entries: entries.into(), source: None }
    }
}

impl<'t> IntoIterator for &'t Trace {
    type Item = &'t TraceEntry;
    type IntoIter = Iter<'t, TraceEntry>;

    fn into_iter(self) -> Iter<'t, TraceEntry> {
        self.iter()
    }
}

impl fmt::Debug for Trace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self).finish()
    }
}

impl PartialEq for Trace {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Serialize for Trace {
    /// Entries that nobody has read are written and let go of, one list at a time: a whole trace is never in memory.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.entries.get(), &self.source) {
            (None, Some((source, node))) => source.clone().entries(*node).serialize(serializer),
            (Some(_), _) | (None, None) => (**self).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Trace {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Trace {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Vec::<TraceEntry>::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<TraceEntry>::json_schema(generator)
    }
}
