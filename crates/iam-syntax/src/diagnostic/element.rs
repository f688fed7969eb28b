//! The elements of the policy grammar and what their values must look like.

/// An element of the policy grammar (GR-01, GR-13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Element {
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

impl Element {
    /// Elements of the document, then those of a statement.
    pub const ALL: &'static [Self] = &[
        Self::Version,
        Self::Id,
        Self::Statement,
        Self::Sid,
        Self::Effect,
        Self::Principal,
        Self::NotPrincipal,
        Self::Action,
        Self::NotAction,
        Self::Resource,
        Self::NotResource,
        Self::Condition,
    ];

    /// The name as AWS spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Version => "Version",
            Self::Id => "Id",
            Self::Statement => "Statement",
            Self::Sid => "Sid",
            Self::Effect => "Effect",
            Self::Principal => "Principal",
            Self::NotPrincipal => "NotPrincipal",
            Self::Action => "Action",
            Self::NotAction => "NotAction",
            Self::Resource => "Resource",
            Self::NotResource => "NotResource",
            Self::Condition => "Condition",
        }
    }
}

/// Place in a policy where a value of the wrong JSON type stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The whole document.
    Document,
    /// One statement.
    Statement,
    /// The value of an element.
    Element(Element),
    /// One entry of an element's list.
    Entry(Element),
    /// The value of a principal type, such as `AWS`.
    PrincipalType(Box<str>),
    /// The block of a condition operator.
    OperatorBlock(Box<str>),
    /// The values of a condition key.
    ConditionValues(Box<str>),
}

/// JSON types that a place takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expected {
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
