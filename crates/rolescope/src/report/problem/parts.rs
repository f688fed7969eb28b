//! Values of causes, as JSON.

use iam_syntax::{Element, Expected, Place};
use serde::{Deserialize, Serialize};

/// Element of the policy grammar, as AWS spells it.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ElementName"))]
#[serde(remote = "Element")]
pub(crate) enum ElementName {
    /// `Version`
    Version,
    /// `Id`
    Id,
    /// `Statement`
    Statement,
    /// `Sid`
    Sid,
    /// `Effect`
    Effect,
    /// `Principal`
    Principal,
    /// `NotPrincipal`
    NotPrincipal,
    /// `Action`
    Action,
    /// `NotAction`
    NotAction,
    /// `Resource`
    Resource,
    /// `NotResource`
    NotResource,
    /// `Condition`
    Condition,
}

/// Place in a policy of a value of the wrong JSON type.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ProblemPlace"))]
#[serde(remote = "Place", rename_all = "camelCase")]
pub(crate) enum ProblemPlace {
    /// The whole document.
    Document,
    /// One statement.
    Statement,
    /// The value of an element.
    Element(#[serde(with = "ElementName")] Element),
    /// One entry of an element's list.
    Entry(#[serde(with = "ElementName")] Element),
    /// The value of a principal type, such as `AWS`.
    PrincipalType(Box<str>),
    /// The block of a condition operator.
    OperatorBlock(Box<str>),
    /// The values of a condition key.
    ConditionValues(Box<str>),
}

/// JSON types that a place takes.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ExpectedValue"))]
#[serde(remote = "Expected", rename_all = "camelCase")]
pub(crate) enum ExpectedValue {
    /// An object.
    Object,
    /// An object, or a list of objects.
    ObjectOrList,
    /// A string.
    String,
    /// A string, or a list of strings.
    StringOrList,
    /// `"*"`, or an object of principal types.
    StarOrObject,
    /// A string, a number, a boolean, or a list of them.
    ScalarOrList,
    /// A string, a number or a boolean.
    Scalar,
}

/// An element, where there is one.
pub(super) mod element_if_any {
    use iam_syntax::Element;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::ElementName;

    #[derive(Serialize, Deserialize)]
    struct Named(#[serde(with = "ElementName")] Element);

    pub(crate) fn serialize<S: Serializer>(element: &Option<Element>, serializer: S) -> Result<S::Ok, S::Error> {
        element.map(Named).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Element>, D::Error> {
        Ok(Option::<Named>::deserialize(deserializer)?.map(|named| named.0))
    }
}

/// Kind of a policy, by its word in reports.
pub(super) mod policy_type {
    use iam_syntax::PolicyKind;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::report::PolicyType;

    pub(crate) fn serialize<S: Serializer>(kind: &PolicyKind, serializer: S) -> Result<S::Ok, S::Error> {
        PolicyType::from(*kind).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PolicyKind, D::Error> {
        PolicyType::deserialize(deserializer).map(PolicyType::kind)
    }
}

/// An operator as it is written in a policy.
pub(super) mod operator {
    use iam_syntax::Operator;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(operator: &Operator, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(operator)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Operator, D::Error> {
        let text = String::deserialize(deserializer)?;
        Operator::parse(&text).ok_or_else(|| Error::custom(format_args!("unknown operator `{text}`")))
    }
}
