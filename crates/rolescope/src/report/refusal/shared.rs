//! A refusal that cause and trace share, as JSON: the refusal itself.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::report::Refusal;

pub(crate) fn serialize<S: Serializer>(refusal: &Arc<Refusal>, serializer: S) -> Result<S::Ok, S::Error> {
    Refusal::serialize(refusal, serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<Refusal>, D::Error> {
    Refusal::deserialize(deserializer).map(Arc::new)
}
