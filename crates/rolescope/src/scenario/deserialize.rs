//! Objects of the format inside the data of a program: `serde` hands over their text, and the one reader reads it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::document::RAW;
use super::record::Record;
use super::{
    Account, CallerSession, Group, NamedPolicy, PolicyLevel, Principal, ProvidedContext, PublicAccessBlock, Resource,
    ResourceContext, Scenario, SessionRequest, Step, VpcEndpoint, read,
};

macro_rules! deserialize {
    ($($type:ty),*) => {
        $(impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                record(deserializer)
            }
        })*
    };
}

deserialize!(
    Account,
    CallerSession,
    Group,
    NamedPolicy,
    PolicyLevel,
    Principal,
    ProvidedContext,
    PublicAccessBlock,
    Resource,
    ResourceContext,
    Scenario,
    SessionRequest,
    Step,
    VpcEndpoint
);

/// Reads an object. From `serde_json` documents keep their text; other formats are written as JSON first.
fn record<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Record + Default,
    D: Deserializer<'de>,
{
    let text = deserializer.deserialize_newtype_struct(RAW, Text)?;
    let mut object = T::default();
    read::object(&text, &mut object).map_err(D::Error::custom)?;
    Ok(object)
}

/// Text of a JSON value.
struct Text;

impl<'de> Visitor<'de> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    /// `serde_json` gives a map of one entry: the text as it was written.
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<String, A::Error> {
        entries.next_key::<String>()?;
        entries.next_value()
    }

    /// Every other format gives the value.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        Ok(serde_json::Value::deserialize(deserializer)?.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::{NamedPolicy, Scenario};

    #[derive(Debug, serde::Deserialize)]
    struct Own {
        scenario: Scenario,
    }

    const EVERY_FIELD: &str = include_str!("../../tests/data/every-field.json");

    #[test]
    fn a_scenario_in_a_struct_of_a_program_is_the_one_that_its_text_is() {
        let own: Own = serde_json::from_str(&format!("{{\"scenario\": {EVERY_FIELD}}}")).unwrap();
        assert_eq!(own.scenario, Scenario::from_json(EVERY_FIELD).unwrap());
    }

    #[test]
    fn a_mistake_is_told_with_its_field() {
        let error = serde_json::from_str::<Own>(r#"{"scenario": {"steps": [{"caller": "x"}]}}"#).unwrap_err();
        assert!(error.to_string().starts_with("missing field `action` (in steps[0])"), "{error}");
    }

    #[test]
    fn a_value_that_was_read_already_can_be_read_again() {
        let value: serde_json::Value = serde_json::from_str(EVERY_FIELD).unwrap();
        let scenario: Scenario = serde_json::from_value(value).unwrap();
        assert_eq!(scenario.policies().len(), Scenario::from_json(EVERY_FIELD).unwrap().policies().len());
    }

    #[test]
    fn a_format_without_text_of_its_own_is_read_by_its_values() {
        #[derive(Debug, serde::Deserialize)]
        struct Flat {
            #[serde(flatten)]
            policy: NamedPolicy,
        }
        let flat: Flat = serde_json::from_str(r#"{"name": "p", "document": {"Statement": []}}"#).unwrap();
        assert_eq!((flat.policy.name.as_str(), flat.policy.document.text()), ("p", r#"{"Statement":[]}"#));
    }
}
