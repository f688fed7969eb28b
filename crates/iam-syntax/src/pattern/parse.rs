//! From text to pattern.

use super::{Part, Pattern, Variable};
use crate::bytes::{equal, length_before};
use crate::{Span, Text};

/// A variable that cannot be read, and where in the text: the pattern takes it as plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) kind: FaultKind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// `${` without `}`
    MissingBrace,
    /// A default value without its quotes.
    MissingQuote,
    /// A blank in the name.
    Space,
    /// No name.
    Empty,
}

/// More faults in one value are not worth keeping.
const MAX_FAULTS: usize = 20;

impl Pattern {
    /// Parses `text`: `*` and `?` when it may hold `wildcards`, `${…}` when it may hold `variables`, which is only so
    /// in version 2012-10-17 (GR-11). A variable that cannot be read is plain text, wildcards in it apart.
    ///
    /// ```
    /// use iam_syntax::{Part, Pattern};
    ///
    /// let pattern = Pattern::parse("home/${aws:username}/*", true, true);
    /// assert_eq!(pattern.parts.len(), 4);
    /// assert!(matches!(&pattern.parts[1], Part::Variable(variable) if &*variable.key == "aws:username"));
    /// ```
    pub fn parse(text: &str, wildcards: bool, variables: bool) -> Self {
        Self::parse_with_faults(text.into(), wildcards, variables, &mut Vec::new())
    }

    /// As [`Self::parse`], without copying the text and with what is wrong.
    pub(crate) fn parse_with_faults(text: Text, wildcards: bool, variables: bool, faults: &mut Vec<Fault>) -> Self {
        let (parts, sixth_field) = parts(&text, wildcards, variables, faults);
        Self { text, parts, sixth_field }
    }

    /// A `Resource` of an identity policy: the missing fields of an ARN count as `*` (GR-23b).
    ///
    /// A `*` that may run past the colon behind it stands for missing fields already, so that
    /// `arn:aws:sqs:*:queue` keeps the meaning that MR-05 gives it.
    pub(crate) fn with_missing_fields(mut self) -> Self {
        let overflows = self.parts.iter().any(|part| matches!(part, Part::AnyRun { crosses_colon: true }));
        if self.sixth_field.is_some() || overflows || !self.text.starts_with("arn:") {
            return self;
        }
        for _ in self.colons_outside_variables()..5 {
            self.parts.push(Part::Apart(":"));
            self.parts.push(Part::AnyRun { crosses_colon: true });
        }
        self
    }

    fn colons_outside_variables(&self) -> usize {
        self.parts.iter().filter_map(|part| self.plain(part)).map(|text| text.matches(':').count()).sum()
    }
}

fn parts(text: &str, wildcards: bool, variables: bool, faults: &mut Vec<Fault>) -> (Vec<Part>, Option<u32>) {
    let mut builder = Builder::new(text);
    let bytes = text.as_bytes();
    let mut at = plain_length(bytes);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b':' => builder.colon(at),
            b'*' if wildcards => {
                let crosses_colon = builder.sixth_field.is_some() || matches!(bytes.get(at + 1), None | Some(b':'));
                builder.special(at, at + 1, Part::AnyRun { crosses_colon });
            }
            b'?' if wildcards => {
                let crosses_colon = builder.sixth_field.is_some();
                builder.special(at, at + 1, Part::AnyOne { crosses_colon });
            }
            b'$' if variables && bytes.get(at + 1) == Some(&b'{') => match variable(text, at) {
                Ok((part, end)) => {
                    builder.special(at, end, part);
                    at = end - 1;
                }
                Err(fault) => {
                    if faults.len() < MAX_FAULTS {
                        faults.push(fault);
                    }
                    at += 1;
                }
            },
            _ => {}
        }
        at += 1;
        at += plain_length(bytes.get(at..).unwrap_or(&[]));
    }
    builder.finish()
}

/// Number of bytes from the beginning of `bytes` on that mean nothing in a pattern.
fn plain_length(bytes: &[u8]) -> usize {
    let marks = |word| equal(word, b':') | equal(word, b'*') | equal(word, b'?') | equal(word, b'$');
    length_before(bytes, marks, |byte| matches!(byte, b':' | b'*' | b'?' | b'$'))
}

struct Builder<'t> {
    text: &'t str,
    parts: Vec<Part>,
    /// Beginning of the text that is not yet in `parts`.
    from: usize,
    colons: u32,
    sixth_field: Option<u32>,
}

impl<'t> Builder<'t> {
    const fn new(text: &'t str) -> Self {
        Self { text, parts: Vec::new(), from: 0, colons: 0, sixth_field: None }
    }

    fn colon(&mut self, at: usize) {
        self.colons += 1;
        if self.colons == 5 {
            self.sixth_field = Some(at as u32 + 1);
        }
    }

    /// Adds the plain text up to `start`, then `part`, which stands there up to `end`.
    fn special(&mut self, start: usize, end: usize, part: Part) {
        if self.parts.is_empty() {
            // Most patterns have one or two parts; a vector would begin with room for four.
            self.parts.reserve_exact(2);
        }
        self.end_literal(start);
        self.from = end;
        match (self.parts.last_mut(), &part) {
            // Several `*` in a row mean what one means.
            (Some(Part::AnyRun { crosses_colon }), Part::AnyRun { crosses_colon: crosses }) => {
                *crosses_colon |= crosses;
            }
            _ => self.parts.push(part),
        }
    }

    /// Ends the literal that goes up to `end`.
    fn end_literal(&mut self, end: usize) {
        if self.from < end {
            self.parts.push(Part::Literal(Span { start: self.from as u32, end: end as u32 }));
        }
    }

    /// The parts, and where the sixth field begins.
    fn finish(mut self) -> (Vec<Part>, Option<u32>) {
        if self.parts.is_empty() && !self.text.is_empty() {
            self.parts.reserve_exact(1);
        }
        self.end_literal(self.text.len());
        (self.parts, self.sixth_field)
    }
}

/// Reads the variable whose `${` stands at `start`; gives where it ends, too.
///
/// It never looks behind the next `${`, so that any number of broken variables costs linear time.
fn variable(text: &str, start: usize) -> Result<(Part, usize), Fault> {
    let body_start = start + 2;
    let body = text.get(body_start..).unwrap_or("");
    let segment = super::variable_start(body).and_then(|end| body.get(..end)).unwrap_or(body);
    let broken = |kind, length: usize| Fault { kind, start, end: body_start + length };
    let Some(close) = segment.find('}') else { return Err(broken(FaultKind::MissingBrace, 0)) };

    let escaped = ["*", "?", "$"].into_iter().find(|escaped| segment.get(..close) == Some(*escaped));
    if let Some(escaped) = escaped {
        return Ok((Part::Apart(escaped), body_start + close + 1));
    }
    let (name, default, length) = match segment.find(',') {
        Some(comma) if comma < close => {
            let (default, length) = default_value(segment, comma + 1).map_err(|kind| broken(kind, close + 1))?;
            (segment.get(..comma).unwrap_or("").trim_end(), Some(default.into()), length)
        }
        Some(_) | None => (segment.get(..close).unwrap_or(""), None, close),
    };
    if name.trim().is_empty() {
        return Err(broken(FaultKind::Empty, length + 1));
    }
    if name.contains(char::is_whitespace) {
        return Err(broken(FaultKind::Space, length + 1));
    }
    let text = segment.get(..length).unwrap_or("").into();
    let part = Part::Variable(Box::new(Variable { key: crate::lower_case(name).into(), text, default }));
    Ok((part, body_start + length + 1))
}

/// Reads ` 'text' }` behind the comma of a variable; gives the text and the offset of the brace.
fn default_value(segment: &str, from: usize) -> Result<(&str, usize), FaultKind> {
    let rest = segment.get(from..).unwrap_or("");
    let quoted = rest.trim_start().strip_prefix('\'').ok_or(FaultKind::MissingQuote)?;
    let (default, behind) = quoted.split_once('\'').ok_or(FaultKind::MissingQuote)?;
    let behind = behind.trim_start();
    if behind.starts_with('}') {
        Ok((default, segment.len() - behind.len()))
    } else if behind.contains('}') {
        Err(FaultKind::MissingQuote)
    } else {
        Err(FaultKind::MissingBrace)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pattern: &Pattern) -> String {
        let part = |part: &Part| match part {
            Part::Literal(_) | Part::Apart(_) => pattern.plain(part).unwrap().to_owned(),
            Part::AnyRun { crosses_colon: true } => "⟪*⟫".into(),
            Part::AnyRun { crosses_colon: false } => "<*>".into(),
            Part::AnyOne { crosses_colon: true } => "⟪?⟫".into(),
            Part::AnyOne { crosses_colon: false } => "<?>".into(),
            Part::Variable(variable) => match &variable.default {
                None => format!("⟦{}⟧", variable.key),
                Some(default) => format!("⟦{}|{default}⟧", variable.key),
            },
        };
        pattern.parts.iter().map(part).collect()
    }

    #[test]
    fn stars_cross_colons_by_mr_05() {
        for (text, expected) in [
            ("*", "⟪*⟫"),
            ("arn:aws:sqs:*:q1", "arn:aws:sqs:⟪*⟫:q1"),
            ("arn:aws:s*s:us-*-1:?:x", "arn:aws:s<*>s:us-<*>-1:<?>:x"),
            ("arn:aws:sqs:us-east-1:*", "arn:aws:sqs:us-east-1:⟪*⟫"),
            ("arn:aws:s3:::b/*/c?d*", "arn:aws:s3:::b/⟪*⟫/c⟪?⟫d⟪*⟫"),
            ("arn:a**:x", "arn:a⟪*⟫:x"),
            ("", ""),
        ] {
            assert_eq!(shown(&Pattern::parse(text, true, true)), expected, "{text}");
        }
    }

    #[test]
    fn the_sixth_field_begins_behind_the_fifth_colon_outside_variables() {
        assert_eq!(Pattern::parse("arn:aws:s3:::b", true, true).sixth_field, Some(13));
        assert_eq!(Pattern::parse("arn:aws:iam::${aws:PrincipalAccount}:role/x", true, true).sixth_field, Some(37));
        assert_eq!(Pattern::parse("arn:aws:iam::${aws:x}", true, true).sixth_field, None);
        assert_eq!(Pattern::parse("arn:aws:iam::${aws:x}", true, false).sixth_field, Some(19));
    }

    #[test]
    fn variables_have_defaults_and_escapes() {
        for (text, expected) in [
            ("b/${AWS:UserName}/*", "b/⟦aws:username⟧/<*>"),
            ("${aws:PrincipalTag/team, 'Shared }'}x", "⟦aws:principaltag/team|Shared }⟧x"),
            ("${aws:PrincipalTag/team ,''}", "⟦aws:principaltag/team|⟧"),
            ("a${*}b${?}${$}c", "a*b?$c"),
            ("$${aws:username}$", "$⟦aws:username⟧$"),
        ] {
            let mut faults = Vec::new();
            let pattern = Pattern::parse_with_faults(text.into(), true, true, &mut faults);
            assert_eq!(shown(&pattern).replace('⟪', "<").replace('⟫', ">"), expected, "{text}");
            assert_eq!(faults, [], "{text}");
        }
    }

    #[test]
    fn broken_variables_are_plain_text_with_a_fault() {
        for (text, kind, place) in [
            ("b/${aws:username", FaultKind::MissingBrace, "${"),
            ("b/${aws:${aws:x}", FaultKind::MissingBrace, "${"),
            ("b/${}/c", FaultKind::Empty, "${}"),
            ("b/${ }", FaultKind::Empty, "${ }"),
            ("b/${aws:PrincipalTag/t, shared}c", FaultKind::MissingQuote, "${aws:PrincipalTag/t, shared}"),
            ("b/${aws:PrincipalTag/t, 'shared}", FaultKind::MissingQuote, "${aws:PrincipalTag/t, 'shared}"),
            ("b/${aws:user name}", FaultKind::Space, "${aws:user name}"),
        ] {
            let mut faults = Vec::new();
            Pattern::parse_with_faults(text.into(), true, true, &mut faults);
            let found: Vec<_> =
                faults.iter().map(|fault| (fault.kind, text.get(fault.start..fault.end).unwrap())).collect();
            assert_eq!(found, [(kind, place)], "{text}");
        }
    }

    #[test]
    fn without_variables_the_braces_are_text_and_inner_stars_are_wildcards() {
        assert_eq!(shown(&Pattern::parse("b/a${*}", true, false)), "b/a${<*>}");
        assert_eq!(shown(&Pattern::parse("b/${aws:username}", false, false)), "b/${aws:username}");
        assert_eq!(shown(&Pattern::parse("a*?", false, true)), "a*?");
    }

    #[test]
    fn missing_arn_fields_count_as_stars() {
        for (text, expected) in [
            ("arn:aws:sqs", "arn:aws:sqs:⟪*⟫:⟪*⟫:⟪*⟫"),
            ("arn:aws:sqs:us-east-?", "arn:aws:sqs:us-east-<?>:⟪*⟫:⟪*⟫"),
            ("arn:aws:sqs:*:q1", "arn:aws:sqs:⟪*⟫:q1"),
            ("arn:aws:s3:::", "arn:aws:s3:::"),
            ("s3", "s3"),
        ] {
            let pattern = Pattern::parse(text, true, true).with_missing_fields();
            assert_eq!(shown(&pattern), expected);
            assert_eq!(&*pattern.text, text);
        }
    }

    #[test]
    fn many_broken_variables_cost_linear_time() {
        for unit in ["${", "${a,'", "${ ", "${a,", "${}", "${a,'b'", "*", "?*", ":"] {
            let text = unit.repeat(200_000);
            let mut faults = Vec::new();
            Pattern::parse_with_faults(text.into(), true, true, &mut faults);
            assert!(faults.len() <= MAX_FAULTS);
        }
    }
}
