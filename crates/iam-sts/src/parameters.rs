//! Parameters of STS calls, checked to the letter (semantics 6.2).

use crate::error::{Parameter, StsError};

/// Checks length and characters of one parameter.
pub(crate) fn check(parameter: Parameter, value: &str) -> Result<(), StsError> {
    let length = value.chars().count();
    let (least, most) = parameter.lengths();
    if length < least || length > most {
        return Err(StsError::Length { parameter, length });
    }
    match value.chars().find(|character| !takes(parameter, *character)) {
        Some(character) => Err(StsError::Character { parameter, character }),
        None => not_reserved(parameter, value),
    }
}

/// `\w` is ASCII in the patterns that STS publishes; tags take letters and digits of any script. Beyond ASCII every
/// character is let through: Unicode's tables of letters would be a hundredth of what the page downloads.
fn takes(parameter: Parameter, character: char) -> bool {
    let word = match parameter {
        Parameter::TagKey | Parameter::TagValue => {
            !character.is_ascii() || character.is_ascii_alphanumeric() || character == '_'
        }
        Parameter::RoleSessionName | Parameter::ExternalId | Parameter::SourceIdentity | Parameter::FederationName => {
            character.is_ascii_alphanumeric() || character == '_'
        }
    };
    word || parameter.characters().chars().any(|it| it == character)
}

fn not_reserved(parameter: Parameter, value: &str) -> Result<(), StsError> {
    let reserved = match parameter {
        Parameter::SourceIdentity => value.starts_with("aws:"),
        Parameter::TagKey => value.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")),
        Parameter::RoleSessionName | Parameter::ExternalId | Parameter::FederationName | Parameter::TagValue => false,
    };
    if reserved { Err(StsError::Reserved { parameter, value: value.to_owned() }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_to_their_length_and_characters() {
        use Parameter::{ExternalId, RoleSessionName, SourceIdentity, TagKey};
        let length = |parameter, length| Err(StsError::Length { parameter, length });
        let character = |parameter, character| Err(StsError::Character { parameter, character });
        let reserved = |parameter, value: &str| Err(StsError::Reserved { parameter, value: value.into() });
        assert_eq!(check(RoleSessionName, "i-0abc"), Ok(()));
        assert_eq!(check(RoleSessionName, "a"), length(RoleSessionName, 1));
        assert_eq!(check(RoleSessionName, &"a".repeat(64)), Ok(()));
        assert_eq!(check(RoleSessionName, &"a".repeat(65)), length(RoleSessionName, 65));
        assert_eq!(check(RoleSessionName, "a b"), character(RoleSessionName, ' '));
        assert_eq!(check(RoleSessionName, "zoë"), character(RoleSessionName, 'ë'));
        assert_eq!(check(ExternalId, "x y"), character(ExternalId, ' '));
        assert_eq!(check(ExternalId, "a:/b"), Ok(()));
        assert_eq!(check(SourceIdentity, "aws:x"), character(SourceIdentity, ':'));
        assert_eq!(check(TagKey, "AWS:team"), reserved(TagKey, "AWS:team"));
        assert_eq!(check(TagKey, "straße"), Ok(()));
    }
}
