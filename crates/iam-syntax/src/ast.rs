//! The tree of a policy document.

use crate::{KnownKey, Operator, Pattern, PrincipalClause, Span, Spanned, Text, Version};

/// A whole policy document (GR-01).
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// The version whose rules hold; [`Version::V2008`] when the element is missing (GR-10).
    pub version: Version,
    /// The `Version` element's value, when written.
    pub version_span: Option<Span>,
    /// The `Id` element.
    pub id: Option<Spanned<Text>>,
    /// Statements in the order of the text.
    pub statements: Vec<Statement>,
    /// The whole object.
    pub span: Span,
}

/// One statement (GR-13).
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Position in the document, counted from 0, also over statements that could not be read.
    pub index: u32,
    /// The whole object.
    pub span: Span,
    /// The `Sid` element.
    pub sid: Option<Spanned<Text>>,
    /// The `Effect` element.
    pub effect: Spanned<Effect>,
    /// `Principal` or `NotPrincipal`, where the policy kind has one.
    pub principal: Option<PrincipalClause>,
    /// `Action` or `NotAction`.
    pub action: Clause<ActionPattern>,
    /// `Resource` or `NotResource`; `None` in a trust policy (MR-12).
    pub resource: Option<Clause<Pattern>>,
    /// All entries of the `Condition` element, in the order of the text; all must hold (CO-01).
    pub conditions: Vec<Condition>,
    /// The `Condition` element from its name to the end of its value, when written.
    pub condition_span: Option<Span>,
}

impl Statement {
    /// Number of elements to match: action, resource, principal and each condition.
    pub fn elements(&self) -> usize {
        1 + usize::from(self.resource.is_some()) + usize::from(self.principal.is_some()) + self.conditions.len()
    }
}

/// Effect of a matching statement (GR-14).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Grants.
    Allow,
    /// Refuses, whatever else grants (EV-02).
    Deny,
}

/// An element that lists alternatives and has a negated form, such as `Action` and `NotAction`.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause<T> {
    /// Written in its `Not…` form.
    pub negated: bool,
    /// The element's name, quotes included.
    pub name_span: Span,
    /// From the element's name to the end of its value.
    pub span: Span,
    /// The alternatives; a bare string is a list of one (GR-17).
    pub items: Vec<Spanned<T>>,
}

/// A pattern for `service:ActionName`, compared without regard to case (MA-01).
#[derive(Clone, Debug, PartialEq)]
pub struct ActionPattern {
    /// As written.
    pub text: Text,
    /// In ASCII lower case, with wildcards parsed.
    pub pattern: Pattern,
}

impl ActionPattern {
    /// True if its service, the part before the colon, has a wildcard (AM-33).
    pub fn has_service_wildcard(&self) -> bool {
        self.text.split_once(':').is_some_and(|(service, _)| service.contains(['*', '?']))
    }

    /// True if a wildcard stands elsewhere than at its end.
    pub fn has_inner_wildcard(&self) -> bool {
        self.text.trim_end_matches(['*', '?']).contains(['*', '?'])
    }
}

/// One entry of a `Condition` element: operator, key and values.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The operator, taken apart.
    pub operator: Spanned<Operator>,
    /// The condition key.
    pub key: Spanned<ConditionKey>,
    /// The values; a bare value is a list of one. May be empty (CO-21, CO-22).
    pub values: Vec<Spanned<ConditionValue>>,
    /// From the key to the end of its values.
    pub span: Span,
}

/// Name of a condition key; names ignore case, tag keys included (CO-04).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ConditionKey {
    /// As written.
    pub text: Text,
    /// In lower case, for comparing.
    pub lower: Text,
}

impl ConditionKey {
    /// The key, if it is one that rules name.
    pub fn known(&self) -> Option<KnownKey> {
        KnownKey::of(&self.lower)
    }
}

/// One value of a condition (GR-18).
#[derive(Clone, Debug, PartialEq)]
pub struct ConditionValue {
    /// The value as text: a string without quotes and escapes, a number or boolean as written.
    pub text: Text,
    /// Text as it was written.
    pub scalar: Scalar,
    /// The value as a pattern: variables by the policy's version, wildcards only where the operator has them.
    pub pattern: Pattern,
}

/// JSON type of a condition value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `"text"`
    String,
    /// `12.5`
    Number,
    /// `true`
    Boolean,
}
