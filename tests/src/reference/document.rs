//! Reading policy documents, and whether AWS could read them (section 1).

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::condition::Operator;
use super::pattern::arn_fields;
use super::world::list;

/// Use of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Identity,
    Boundary,
    Session,
    Trust,
    Resource,
    /// Policy of an ECR repository (AM-12).
    Repository,
    ServiceControl,
    ResourceControl,
    Endpoint,
}

impl Use {
    /// True if its statements name principals.
    pub(super) const fn has_principal(self) -> bool {
        match self {
            Self::Trust | Self::Resource | Self::Repository | Self::ResourceControl | Self::Endpoint => true,
            Self::Identity | Self::Boundary | Self::Session | Self::ServiceControl => false,
        }
    }

    /// The elements that its statements may hold (section 1.3).
    fn elements(self) -> &'static [&'static str] {
        match self {
            Self::Identity | Self::Boundary | Self::Session | Self::ServiceControl => {
                &["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"]
            }
            Self::Trust => &["Sid", "Effect", "Principal", "Action", "NotAction", "Condition"],
            Self::ResourceControl => &["Sid", "Effect", "Principal", "Action", "Resource", "NotResource", "Condition"],
            Self::Resource | Self::Repository | Self::Endpoint => &[
                "Sid",
                "Effect",
                "Principal",
                "NotPrincipal",
                "Action",
                "NotAction",
                "Resource",
                "NotResource",
                "Condition",
            ],
        }
    }
}

/// The document of a named policy; what is no JSON becomes `null`.
pub(super) fn read(named: &Value) -> Cow<'_, Value> {
    match named["document"].as_str() {
        Some(text) => Cow::Owned(read_text(text).unwrap_or(Value::Null)),
        None => Cow::Borrowed(&named["document"]),
    }
}

/// The statements of a document.
pub(super) fn statements(document: &Value) -> &[Value] {
    match &document["Statement"] {
        Value::Array(several) => several,
        Value::Object(_) => std::slice::from_ref(&document["Statement"]),
        _ => &[],
    }
}

/// True if AWS could read a document: its structure, not its values.
pub(super) fn is_readable(usage: Use, document: &Value) -> bool {
    let Some(top) = document.as_object() else { return false };
    let id_allowed = matches!(usage, Use::Trust | Use::Resource | Use::Repository | Use::Endpoint);
    top.iter().all(|(key, value)| match key.as_str() {
        "Version" => value == "2012-10-17" || value == "2008-10-17",
        "Id" => id_allowed && value.is_string(),
        "Statement" => value.is_object() || value.is_array(),
        _ => false,
    }) && top.contains_key("Statement")
        && statements(document).iter().all(|statement| is_readable_statement(usage, statement))
}

fn is_readable_statement(usage: Use, statement: &Value) -> bool {
    let Some(elements) = statement.as_object() else { return false };
    let one_of = |first: &str, second: &str| elements.contains_key(first) != elements.contains_key(second);
    let names_none = !elements.contains_key("Resource") && !elements.contains_key("NotResource");
    elements.iter().all(|(name, value)| usage.elements().contains(&name.as_str()) && is_readable_element(name, value))
        && elements.contains_key("Effect")
        && one_of("Action", "NotAction")
        && (usage == Use::Trust || one_of("Resource", "NotResource") || (usage == Use::Repository && names_none))
        && (!usage.has_principal() || one_of("Principal", "NotPrincipal"))
}

fn is_readable_element(name: &str, value: &Value) -> bool {
    match name {
        "Sid" => value.is_string(),
        "Effect" => value == "Allow" || value == "Deny",
        "Principal" | "NotPrincipal" => value == "*" || value.as_object().is_some_and(are_principals),
        "Condition" => value.as_object().is_some_and(|blocks| {
            blocks.iter().all(|(operator, keys)| {
                Operator::parse(operator).is_some()
                    && keys.as_object().is_some_and(|keys| {
                        keys.iter().all(|(key, values)| key != DUPLICATE && are_condition_values(values))
                    })
            })
        }),
        _ => are_strings(value),
    }
}

fn are_principals(types: &Map<String, Value>) -> bool {
    types.iter().all(|(name, values)| {
        ["AWS", "Service", "Federated", "CanonicalUser"].contains(&name.as_str()) && are_strings(values)
    })
}

fn are_strings(value: &Value) -> bool {
    value.is_string() || value.as_array().is_some_and(|values| values.iter().all(Value::is_string))
}

fn are_condition_values(value: &Value) -> bool {
    let scalar = |value: &Value| value.is_string() || value.is_number() || value.is_boolean();
    scalar(value) || value.as_array().is_some_and(|values| values.iter().all(scalar))
}

/// GR-23b: STS refuses a session policy with an ARN of fewer than six fields.
pub(super) fn has_incomplete_arn(document: &Value) -> bool {
    statements(document).iter().any(|statement| {
        ["Resource", "NotResource"]
            .iter()
            .flat_map(|name| texts(&statement[*name]))
            .any(|text| arn_fields(&text).is_some_and(|fields| fields < 6))
    })
}

/// A string or list of values as texts.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(_) => list(value).iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(flag) => vec![flag.to_string()],
        _ => Vec::new(),
    }
}

/// Stands in an object that names a key twice (GR-06); no element, operator or principal type has this name.
const DUPLICATE: &str = "a key that stands here twice";

/// Reads JSON text. An object that names a key twice gets an element that no policy may have.
pub fn read_text(text: &str) -> Option<Value> {
    serde_json::from_str::<Marked>(text).ok().map(|marked| marked.0)
}

struct Marked(Value);

impl<'de> Deserialize<'de> for Marked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Marked)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Value, E> {
        serde_json::Number::from_f64(number).map(Value::Number).ok_or_else(|| E::custom("not a number"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Marked(value)) = items.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((key, Marked(value))) = entries.next_entry::<String, Marked>()? {
            if key == DUPLICATE {
                return Err(A::Error::custom("a name that is not for use"));
            }
            if object.insert(key, value).is_some() {
                object.insert(DUPLICATE.to_owned(), Value::Null);
            }
        }
        Ok(Value::Object(object))
    }
}
