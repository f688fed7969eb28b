//! Condition keys and their types.

use iam_syntax::{Family, KnownKey};

use crate::data::{DataError, lines};
use crate::template::fits;

/// Type of a condition key's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyType {
    /// ARNs.
    Arn,
    /// Bytes in base64.
    Binary,
    /// `true` and `false`.
    Bool,
    /// Dates.
    Date,
    /// IP addresses.
    IpAddress,
    /// Numbers.
    Numeric,
    /// Texts.
    String,
}

impl KeyType {
    /// AWS's name of the type, such as `IPAddress`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Arn => "ARN",
            Self::Binary => "Binary",
            Self::Bool => "Bool",
            Self::Date => "Date",
            Self::IpAddress => "IPAddress",
            Self::Numeric => "Numeric",
            Self::String => "String",
        }
    }
}

/// A condition key that a service defines, or that its actions take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConditionKey<'a> {
    /// The name, such as `s3:prefix` or `aws:ResourceTag/${TagKey}`.
    pub name: &'a str,
    /// Type of the values; `None` when no source says it.
    pub value_type: Option<KeyType>,
    /// True if a request can have several values (CO-43).
    pub multivalued: bool,
}

/// A key that requests to any service can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlobalKey<'a> {
    /// The key.
    pub key: ConditionKey<'a>,
    /// Property that it describes: `principal`, `session`, `network`, `resource` or `request`.
    pub category: &'a str,
}

/// All global condition keys.
#[derive(Clone, Debug)]
pub struct GlobalKeys<'a> {
    keys: Vec<GlobalKey<'a>>,
}

impl<'a> GlobalKeys<'a> {
    /// Reads `data/global-keys.txt`.
    pub fn parse(text: &'a str) -> Result<Self, DataError> {
        let keys = lines(text).map(|(line, text)| {
            let mut fields = text.split('\t');
            let (name, value_type, category) = (fields.next(), fields.next(), fields.next());
            let key = name.zip(value_type).and_then(|(name, value_type)| ConditionKey::parse(name, value_type));
            let key = key.zip(category).map(|(key, category)| GlobalKey { key, category });
            key.ok_or(DataError { line, problem: "a key needs a name, a type and a category" })
        });
        Ok(Self { keys: keys.collect::<Result<_, _>>()? })
    }

    /// All keys, in the order of their names.
    pub fn keys(&self) -> &[GlobalKey<'a>] {
        &self.keys
    }

    /// The global key of this name, whatever its case.
    pub fn find(&self, name: &str) -> Option<&GlobalKey<'a>> {
        self.keys.iter().find(|global| global.key.is(name))
    }
}

impl<'a> ConditionKey<'a> {
    pub(crate) fn parse(name: &'a str, value_type: &str) -> Option<Self> {
        let single = value_type.strip_prefix("[]");
        let value_type = match single.unwrap_or(value_type) {
            "ARN" => Some(KeyType::Arn),
            "Binary" => Some(KeyType::Binary),
            "Bool" => Some(KeyType::Bool),
            "Date" => Some(KeyType::Date),
            "IPAddress" => Some(KeyType::IpAddress),
            "Numeric" => Some(KeyType::Numeric),
            "String" => Some(KeyType::String),
            "?" => None,
            _ => return None,
        };
        Some(Self { name, value_type, multivalued: single.is_some() })
    }

    /// True if this is the key's name, whatever its case (CO-04); a variable stands for any text.
    pub fn is(&self, name: &str) -> bool {
        fits(self.name, name)
    }

    /// True if operators of this family compare values of the key's type. Keys of unknown type take all.
    pub fn takes(&self, family: Family) -> bool {
        let Some(value_type) = self.value_type else { return true };
        match family {
            Family::Null => true,
            // ARNs and most other values are texts too.
            Family::Text(_) => matches!(value_type, KeyType::String | KeyType::Arn),
            Family::Arn => value_type == KeyType::Arn,
            Family::Numeric(_) => value_type == KeyType::Numeric || KnownKey::EpochTime.is(self.name),
            Family::Date(_) => value_type == KeyType::Date,
            Family::Bool => value_type == KeyType::Bool,
            Family::Binary => value_type == KeyType::Binary,
            Family::Address => value_type == KeyType::IpAddress,
        }
    }
}

#[cfg(test)]
mod tests {
    use iam_syntax::OperatorKind;

    use super::*;

    #[test]
    fn a_key_takes_the_operators_of_its_type() {
        let takes = |value_type: &str, operator: OperatorKind| {
            ConditionKey::parse("aws:Key", value_type).unwrap().takes(operator.family())
        };
        assert!(takes("ARN", OperatorKind::ArnLike) && takes("ARN", OperatorKind::StringLike));
        assert!(takes("IPAddress", OperatorKind::NotIpAddress) && !takes("IPAddress", OperatorKind::StringEquals));
        assert!(takes("[]String", OperatorKind::StringLike) && !takes("[]String", OperatorKind::ArnLike));
        assert!(takes("?", OperatorKind::Bool));
        assert!(OperatorKind::ALL.iter().any(|it| it.family() == Family::Null) && takes("Bool", OperatorKind::Null));
    }

    #[test]
    fn epoch_time_takes_numbers_and_dates() {
        let key = ConditionKey::parse("aws:EpochTime", "Date").unwrap();
        assert!(key.takes(OperatorKind::NumericLessThan.family()) && key.takes(OperatorKind::DateLessThan.family()));
        let other = ConditionKey::parse("aws:CurrentTime", "Date").unwrap();
        assert!(!other.takes(OperatorKind::NumericLessThan.family()));
    }
}
