//! Name that was probably meant by one that does not exist.

use crate::principal::PrincipalType;
use crate::{Element, Operator, OperatorKind};

/// The closest of `names`: equal apart from case, or at most two slips of the fingers away.
fn closest<T: Copy>(written: &str, names: impl Iterator<Item = (T, &'static str)> + Clone) -> Option<T> {
    // Longer ones are no slip, and comparing costs the product of the lengths.
    if written.len() > 40 {
        return None;
    }
    let same = names.clone().find(|(_, name)| name.eq_ignore_ascii_case(written));
    if let Some((found, _)) = same {
        return Some(found);
    }
    let written = written.to_ascii_lowercase();
    names
        .map(|(it, name)| (strsim::osa_distance(&written, &name.to_ascii_lowercase()), name.len(), it))
        .filter(|(distance, length, _)| *distance <= 2 && distance * 3 < *length)
        .min_by_key(|(distance, ..)| *distance)
        .map(|(.., found)| found)
}

/// The element of `elements` that `written` is a slip of.
pub(super) fn element(written: &str, elements: &[Element]) -> Option<Element> {
    closest(written, elements.iter().map(|element| (*element, element.name())))
}

/// The principal type that `written` is a slip of.
pub(super) fn principal_type(written: &str) -> Option<Box<str>> {
    closest(written, PrincipalType::ALL.iter().map(|it| (it.name(), it.name()))).map(Into::into)
}

/// The whole operator, prefix and suffix included, that `written` is a slip of.
pub(super) fn operator(written: &str) -> Option<Box<str>> {
    let (prefix, rest) = match written.rsplit_once(':') {
        Some((prefix, rest)) => (Some(prefix), rest),
        None => (None, written),
    };
    let prefix = match prefix {
        Some(prefix) => match closest(prefix, ["ForAllValues", "ForAnyValue"].into_iter().map(|it| (it, it)))? {
            "ForAllValues" => "ForAllValues:",
            _ => "ForAnyValue:",
        },
        None => "",
    };
    let base_length = rest.len().saturating_sub("IfExists".len());
    let has_suffix = rest.get(base_length..).is_some_and(|end| end.eq_ignore_ascii_case("IfExists"));
    let (base, suffix) = if has_suffix { (rest.get(..base_length)?, "IfExists") } else { (rest, "") };
    let kind = closest(base, OperatorKind::ALL.iter().map(|kind| (*kind, kind.name())))?;
    let meant = format!("{prefix}{}{suffix}", kind.name());
    Operator::parse(&meant).is_some().then(|| meant.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_case_and_fingers_are_understood() {
        assert_eq!(element("statement", Element::ALL), Some(Element::Statement));
        assert_eq!(element("Actions", Element::ALL), Some(Element::Action));
        assert_eq!(element("Efect", Element::ALL), Some(Element::Effect));
        assert_eq!(element("Policy", Element::ALL), None);
        assert_eq!(principal_type("Aws").as_deref(), Some("AWS"));
        assert_eq!(principal_type("Services").as_deref(), Some("Service"));
        assert_eq!(principal_type("Role"), None);
        assert_eq!(operator("stringlike").as_deref(), Some("StringLike"));
        assert_eq!(operator("forallvalues:StringEqualIfExist").as_deref(), None);
        assert_eq!(operator("ForAllValue:StringEqualIfExists").as_deref(), Some("ForAllValues:StringEqualsIfExists"));
        assert_eq!(operator("StringContains"), None);
        assert_eq!(operator("IfExists"), None);
    }
}
