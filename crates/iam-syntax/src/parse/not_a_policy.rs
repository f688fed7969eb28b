//! Texts that are not a policy, but contain or resemble one.

use crate::json::{MAX_BYTES, Type, Value};
use crate::{DiagnosticKind, Element, Span};

/// Keys under which APIs and tools put a policy, from the outside in.
const WRAPPERS: &[&[&str]] = &[
    &["PolicyVersion", "Document"],
    &["Role", "AssumeRolePolicyDocument"],
    &["AssumeRolePolicyDocument"],
    &["PolicyDocument"],
    &["policyDocument"],
    &["requestParameters", "policyDocument"],
    &["Policy", "Content"],
    &["Policy"],
    &["policy"],
    &["policyText"],
    &["ResourcePolicy"],
    &["Attributes", "Policy"],
    &["Document"],
];

/// Form of the bare text.
pub(super) fn by_text(text: &str) -> Option<(DiagnosticKind, Span)> {
    if text.len() > MAX_BYTES {
        return Some((DiagnosticKind::TextTooLarge { bytes: text.len() }, Span::default()));
    }
    let trimmed = text.trim_start_matches(|it: char| it.is_whitespace() || it == '\u{feff}');
    let start = text.len() - trimmed.len();
    if trimmed.is_empty() {
        return Some((DiagnosticKind::EmptyText, Span::default()));
    }
    let encoded = trimmed.get(..3).is_some_and(|it| it.eq_ignore_ascii_case("%7B") || it.eq_ignore_ascii_case("%5B"));
    if encoded {
        return Some((DiagnosticKind::UrlEncodedText, Span::new(start as u32, start as u32 + 3)));
    }
    let key = yaml_key(trimmed)?;
    let start = start + (key.as_ptr() as usize - trimmed.as_ptr() as usize);
    Some((DiagnosticKind::YamlText, Span::new(start as u32, (start + key.len()) as u32)))
}

/// The first key of a YAML document, when it is one of a policy's elements.
fn yaml_key(text: &str) -> Option<&str> {
    let mut lines = text.lines().map(str::trim);
    let line = lines.find(|line| !line.is_empty() && !line.starts_with('#') && *line != "---")?;
    let line = line.strip_prefix("- ").map_or(line, str::trim_start);
    let (key, value) = line.split_once(':')?;
    let ends_like_yaml = value.is_empty() || value.starts_with([' ', '\t']);
    let is_element = Element::ALL.iter().any(|element| element.name() == key.trim_end());
    (ends_like_yaml && is_element).then_some(key)
}

/// Form of the outermost value.
pub(super) fn by_shape(root: Value<'_>) -> Option<(DiagnosticKind, Span)> {
    let statement = match root.json_type()? {
        Type::Array => root.items().next()?,
        Type::Object => root,
        Type::String | Type::Number | Type::Boolean | Type::Null => return None,
    };
    let is_policy = ["Statement", "Version"].iter().any(|name| member(root, name).is_some());
    if is_policy {
        return None;
    }
    if member(statement, "Effect").is_some() {
        return Some((DiagnosticKind::BareStatement, super::findings::opening(root)));
    }
    WRAPPERS.iter().find_map(|path| {
        let inner = path.iter().try_fold(root, |value, name| member(value, name))?;
        let holds_policy = matches!(inner.json_type(), Some(Type::Object | Type::String));
        let finding = DiagnosticKind::WrappedPolicy { member: path.join(".").into() };
        holds_policy.then_some((finding, inner.span()))
    })
}

fn member<'d>(object: Value<'d>, name: &str) -> Option<Value<'d>> {
    object.members().find(|(key, _)| key.content() == name).map(|(_, value)| value)
}
