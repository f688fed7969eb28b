//! A list of trace entries that is written when it is first read.

use std::fmt;
use std::ops::Deref;
use std::slice::Iter;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::TraceEntry;
use crate::evidence::{Evidence, Node};
use crate::prose;

/// Trace entries in evaluation order; reads like a slice.
///
/// Words are made for what is read: one list of entries at a time, and what nobody opens is never written. Whoever
/// compares or serializes a trace reads it all.
#[derive(Clone, Default)]
pub struct Trace {
    entries: OnceLock<Vec<TraceEntry>>,
    source: Option<(Arc<Evidence>, Node)>,
}

impl Trace {
    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        (**self).is_empty()
    }

    /// The trace of a decided step.
    pub(crate) fn of(evidence: Arc<Evidence>) -> Self {
        Self::below(evidence, Node::Step)
    }

    /// The entries below a node.
    pub(crate) fn below(evidence: Arc<Evidence>, node: Node) -> Self {
        Self { entries: OnceLock::new(), source: Some((evidence, node)) }
    }
}

impl Deref for Trace {
    type Target = [TraceEntry];

    fn deref(&self) -> &[TraceEntry] {
        let write = || self.source.as_ref().map(|(evidence, node)| prose::trace::below(evidence, *node));
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
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
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
