//! Condition operators, taken apart (semantics 4.2 and 4.3).

use std::cmp::Ordering;

use self::Family::{Address, Arn, Binary, Bool, Date, Null, Numeric, Text};
use self::Order::{AtLeast, AtMost, Equal, Greater, Less};
use self::TextForm::{Exact, IgnoringCase, Wildcards};
use crate::case::is_name;
use crate::open_points::BOOL_TAKES_VARIABLES;

/// A condition operator as written, such as `ForAnyValue:StringNotLikeIfExists`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Operator {
    /// The comparison.
    pub kind: OperatorKind,
    /// `ForAllValues:` or `ForAnyValue:`.
    pub quantifier: Option<Quantifier>,
    /// The `IfExists` suffix (CO-10).
    pub if_exists: bool,
}

/// Set prefix of an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// Every request value must pass (CO-14).
    ForAllValues,
    /// At least one request value must pass (CO-15).
    ForAnyValue,
}

macro_rules! operators {
    ($($(#[$doc:meta])* $name:ident: $($sign:ident)* ($family:expr),)*) => {
        /// The comparisons of the policy language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum OperatorKind { $($(#[$doc])* $name,)* }

        impl OperatorKind {
            /// Every comparison, in the order of AWS's page on condition operators.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name as AWS spells it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            /// Type of the values and the way in which they are compared.
            pub const fn family(self) -> Family {
                match self { $(Self::$name => $family,)* }
            }

            /// True if this is a `Not…` form: true when no value compares equal, and true for a missing key (CO-03, CO-07).
            pub const fn negated(self) -> bool {
                match self { $(Self::$name => operators!(@negated $($sign)*),)* }
            }
        }
    };
    (@negated not) => { true };
    (@negated) => { false };
}

// The one table of operators: everything that depends on the operator follows from its family and its sign.
operators! {
    /// Exact text.
    StringEquals: (Text(Exact)),
    /// No value is the exact text.
    StringNotEquals: not (Text(Exact)),
    /// Text apart from case.
    StringEqualsIgnoreCase: (Text(IgnoringCase)),
    /// No value is the text, whatever the case.
    StringNotEqualsIgnoreCase: not (Text(IgnoringCase)),
    /// Text with wildcards.
    StringLike: (Text(Wildcards)),
    /// No value fits the text with wildcards.
    StringNotLike: not (Text(Wildcards)),
    /// Equal as numbers.
    NumericEquals: (Numeric(Equal)),
    /// Not equal as numbers.
    NumericNotEquals: not (Numeric(Equal)),
    /// Request value below the policy's.
    NumericLessThan: (Numeric(Less)),
    /// Request value at most the policy's.
    NumericLessThanEquals: (Numeric(AtMost)),
    /// Request value above the policy's.
    NumericGreaterThan: (Numeric(Greater)),
    /// Request value at least the policy's.
    NumericGreaterThanEquals: (Numeric(AtLeast)),
    /// The same instant.
    DateEquals: (Date(Equal)),
    /// Another instant.
    DateNotEquals: not (Date(Equal)),
    /// Request value earlier than the policy's.
    DateLessThan: (Date(Less)),
    /// Request value no later than the policy's.
    DateLessThanEquals: (Date(AtMost)),
    /// Request value later than the policy's.
    DateGreaterThan: (Date(Greater)),
    /// Request value no earlier than the policy's.
    DateGreaterThanEquals: (Date(AtLeast)),
    /// `true` or `false`.
    Bool: (Bool),
    /// The same bytes, written in base64.
    BinaryEquals: (Binary),
    /// Inside the address range.
    IpAddress: (Address),
    /// Outside every address range.
    NotIpAddress: not (Address),
    /// ARN, field by field, with wildcards.
    ArnEquals: (Arn),
    /// The same as [`OperatorKind::ArnEquals`].
    ArnLike: (Arn),
    /// No value fits the ARN.
    ArnNotEquals: not (Arn),
    /// The same as [`OperatorKind::ArnNotEquals`].
    ArnNotLike: not (Arn),
    /// Test of a key's absence.
    Null: (Null),
}

/// Type of the values that an operator compares, and the way in which it compares them. An operator and its `Not…` form are of one
/// family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// Texts.
    Text(TextForm),
    /// ARNs.
    Arn,
    /// Numbers.
    Numeric(Order),
    /// Dates.
    Date(Order),
    /// `true` and `false`.
    Bool,
    /// Bytes in base64.
    Binary,
    /// IP addresses, compared with ranges of them.
    Address,
    /// The presence of a key.
    Null,
}

/// Way in which texts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextForm {
    /// Character by character.
    Exact,
    /// Apart from the case of letters.
    IgnoringCase,
    /// Character by character, with `*` and `?` in the policy's value.
    Wildcards,
}

/// Order in which the request's value has to stand to the policy's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// The same.
    Equal,
    /// Below it.
    Less,
    /// Not above it.
    AtMost,
    /// Above it.
    Greater,
    /// Not below it.
    AtLeast,
}

impl Order {
    /// True if the request's value compared with the policy's is in this order.
    pub const fn holds(self, request: Ordering) -> bool {
        match self {
            Equal => request.is_eq(),
            Less => request.is_lt(),
            AtMost => request.is_le(),
            Greater => request.is_gt(),
            AtLeast => request.is_ge(),
        }
    }
}

impl Family {
    /// Id of the rule that says how values of this family are compared.
    pub const fn rule(self) -> &'static str {
        match self {
            Text(Exact) => "CO-30",
            Text(IgnoringCase) => "CO-31",
            Text(Wildcards) => "CO-32",
            Numeric(_) => "CO-33",
            Date(_) => "CO-34",
            Bool => "CO-36",
            Binary => "CO-37",
            Address => "CO-38",
            Arn => "CO-39",
            Null => "CO-12",
        }
    }

    /// True if `*` and `?` in the policy's value are wildcards.
    pub const fn has_wildcards(self) -> bool {
        match self {
            Text(Wildcards) | Arn => true,
            Text(Exact | IgnoringCase) | Numeric(_) | Date(_) | Bool | Binary | Address | Null => false,
        }
    }

    /// True if policy variables in the value are replaced: text, ARNs and, by C-06, Bool (VA-05, VA-06).
    pub fn has_variables(self) -> bool {
        match self {
            Text(_) | Arn => true,
            Bool => BOOL_TAKES_VARIABLES.taken(),
            Numeric(_) | Date(_) | Binary | Address | Null => false,
        }
    }
}

impl Operator {
    /// Takes the operator's name apart; names are compared exactly, case included (GR-08).
    ///
    /// ```
    /// use iam_syntax::{Operator, OperatorKind, Quantifier};
    ///
    /// let operator = Operator::parse("ForAnyValue:StringLikeIfExists").unwrap();
    /// assert_eq!((operator.kind, operator.quantifier), (OperatorKind::StringLike, Some(Quantifier::ForAnyValue)));
    /// assert!(operator.if_exists);
    /// assert_eq!(Operator::parse("StringIsh"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (quantifier, rest) = match text.split_once(':') {
            Some((set, rest)) if is_name(set, "ForAllValues") => (Some(Quantifier::ForAllValues), rest),
            Some((set, rest)) if is_name(set, "ForAnyValue") => (Some(Quantifier::ForAnyValue), rest),
            Some(_) | None => (None, text),
        };
        let end = rest.len().saturating_sub("IfExists".len());
        let (name, if_exists) = match rest.split_at_checked(end) {
            Some((name, suffix)) if is_name(suffix, "IfExists") => (name, true),
            Some(_) | None => (rest, false),
        };
        let kind = OperatorKind::ALL.iter().copied().find(|kind| is_name(name, kind.name()))?;
        // There is no `NullIfExists` (CO-10).
        (kind != OperatorKind::Null || !if_exists).then_some(Self { kind, quantifier, if_exists })
    }
}

impl std::fmt::Display for Operator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let prefix = match self.quantifier {
            Some(Quantifier::ForAllValues) => "ForAllValues:",
            Some(Quantifier::ForAnyValue) => "ForAnyValue:",
            None => "",
        };
        let suffix = if self.if_exists { "IfExists" } else { "" };
        write!(f, "{prefix}{}{suffix}", self.kind.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_reads_back_with_every_prefix_and_suffix() {
        for kind in OperatorKind::ALL {
            for prefix in ["", "ForAllValues:", "ForAnyValue:"] {
                for suffix in ["", "IfExists"] {
                    let text = format!("{prefix}{}{suffix}", kind.name());
                    match Operator::parse(&text) {
                        Some(operator) => assert_eq!(operator.to_string(), text),
                        None => assert_eq!((*kind, suffix), (OperatorKind::Null, "IfExists")),
                    }
                }
            }
        }
    }

    #[test]
    fn operator_names_are_exact() {
        for text in ["stringEquals", "StringContains", "NullIfExists", "StringEqualsIfexists", "", "IfExists"] {
            assert_eq!(Operator::parse(text), None, "{text}");
        }
    }
}
