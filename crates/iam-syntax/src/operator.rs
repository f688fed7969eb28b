//! Condition operators, taken apart (semantics 4.2 and 4.3).

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

macro_rules! operator_kinds {
    ($($(#[$doc:meta])* $name:ident,)*) => {
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
        }
    };
}

operator_kinds! {
    /// Exact text (CO-30).
    StringEquals,
    /// No value is the exact text.
    StringNotEquals,
    /// Text apart from case (CO-31).
    StringEqualsIgnoreCase,
    /// No value is the text, whatever the case.
    StringNotEqualsIgnoreCase,
    /// Text with wildcards (CO-32).
    StringLike,
    /// No value fits the text with wildcards.
    StringNotLike,
    /// Equal as numbers (CO-33).
    NumericEquals,
    /// Not equal as numbers.
    NumericNotEquals,
    /// Request value below the policy's.
    NumericLessThan,
    /// Request value at most the policy's.
    NumericLessThanEquals,
    /// Request value above the policy's.
    NumericGreaterThan,
    /// Request value at least the policy's.
    NumericGreaterThanEquals,
    /// The same instant (CO-34).
    DateEquals,
    /// Another instant.
    DateNotEquals,
    /// Request value earlier than the policy's.
    DateLessThan,
    /// Request value no later than the policy's.
    DateLessThanEquals,
    /// Request value later than the policy's.
    DateGreaterThan,
    /// Request value no earlier than the policy's.
    DateGreaterThanEquals,
    /// `true` or `false` (CO-36).
    Bool,
    /// The same bytes, written in base64 (CO-37).
    BinaryEquals,
    /// Inside the address range (CO-38).
    IpAddress,
    /// Outside every address range.
    NotIpAddress,
    /// ARN, field by field, with wildcards (CO-39).
    ArnEquals,
    /// The same as [`OperatorKind::ArnEquals`].
    ArnLike,
    /// No value fits the ARN.
    ArnNotEquals,
    /// The same as [`OperatorKind::ArnNotEquals`].
    ArnNotLike,
    /// Test of a key's absence (CO-12).
    Null,
}

impl OperatorKind {
    /// True if this is a `Not…` form: true when no value compares equal, and true for a missing key (CO-03, CO-07).
    pub const fn negated(self) -> bool {
        use OperatorKind as K;
        match self {
            K::StringNotEquals
            | K::StringNotEqualsIgnoreCase
            | K::StringNotLike
            | K::NumericNotEquals
            | K::DateNotEquals
            | K::NotIpAddress
            | K::ArnNotEquals
            | K::ArnNotLike => true,
            K::StringEquals
            | K::StringEqualsIgnoreCase
            | K::StringLike
            | K::NumericEquals
            | K::NumericLessThan
            | K::NumericLessThanEquals
            | K::NumericGreaterThan
            | K::NumericGreaterThanEquals
            | K::DateEquals
            | K::DateLessThan
            | K::DateLessThanEquals
            | K::DateGreaterThan
            | K::DateGreaterThanEquals
            | K::Bool
            | K::BinaryEquals
            | K::IpAddress
            | K::ArnEquals
            | K::ArnLike
            | K::Null => false,
        }
    }

    /// True if `*` and `?` in the policy's value are wildcards.
    pub const fn has_wildcards(self) -> bool {
        use OperatorKind as K;
        matches!(self, K::StringLike | K::StringNotLike | K::ArnEquals | K::ArnLike | K::ArnNotEquals | K::ArnNotLike)
    }

    /// Type of the values that are compared.
    pub const fn family(self) -> Family {
        use OperatorKind as K;
        match self {
            K::StringEquals
            | K::StringNotEquals
            | K::StringEqualsIgnoreCase
            | K::StringNotEqualsIgnoreCase
            | K::StringLike
            | K::StringNotLike
            | K::ArnEquals
            | K::ArnLike
            | K::ArnNotEquals
            | K::ArnNotLike => Family::Text,
            K::NumericEquals
            | K::NumericNotEquals
            | K::NumericLessThan
            | K::NumericLessThanEquals
            | K::NumericGreaterThan
            | K::NumericGreaterThanEquals => Family::Numeric,
            K::DateEquals
            | K::DateNotEquals
            | K::DateLessThan
            | K::DateLessThanEquals
            | K::DateGreaterThan
            | K::DateGreaterThanEquals => Family::Date,
            K::Bool => Family::Bool,
            K::BinaryEquals => Family::Binary,
            K::IpAddress | K::NotIpAddress => Family::Address,
            K::Null => Family::Null,
        }
    }

    /// True if the policy's value is a range of IP addresses (CO-38).
    pub const fn has_addresses(self) -> bool {
        matches!(self.family(), Family::Address)
    }

    /// True if policy variables in the value are replaced: text, ARNs and, by C-06, Bool (VA-05, VA-06).
    pub fn has_variables(self) -> bool {
        match self.family() {
            Family::Text => true,
            Family::Bool => BOOL_TAKES_VARIABLES.taken(),
            Family::Numeric | Family::Date | Family::Binary | Family::Address | Family::Null => false,
        }
    }
}

/// Type of the values that an operator compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// Texts and ARNs.
    Text,
    /// Numbers.
    Numeric,
    /// Dates.
    Date,
    /// `true` and `false`.
    Bool,
    /// Bytes in base64.
    Binary,
    /// IP addresses.
    Address,
    /// The presence of a key.
    Null,
}

impl Operator {
    /// Takes the operator's name apart; names are compared exactly, case included (GR-08).
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
