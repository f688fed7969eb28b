//! Scenarios and reports as bytes. Writer and reader are of the same build, so the form has no version: fields of a scenario stand in the
//! order of its format, those of a report in the order of the lists below, and a field that a list forgets does not compile. The lists of a
//! report have what the report of the first example needs: each further one would be code that every visitor downloads and none runs.

use std::borrow::Cow;

use rolescope::report::*;
use rolescope::scenario::*;
use rolescope::{Map, SharedText};

use crate::explanation::Explanation;

/// A value that can be written as bytes and read again.
pub(crate) trait Value: Sized {
    /// Appends it.
    #[allow(dead_code, reason = "bytes are written when the page is built")]
    fn write(&self, bytes: &mut Vec<u8>);

    /// Takes it from the beginning; nothing if something else stands there.
    fn read(bytes: &mut &[u8]) -> Option<Self>;
}

impl Value for u64 {
    /// Seven bits a byte, the lowest first; all bytes but the last have the eighth.
    fn write(&self, bytes: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 127 {
            bytes.push(rest as u8 | 128);
            rest >>= 7;
        }
        bytes.push(rest as u8);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = *bytes.split_off_first()?;
            number |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Some(number);
            }
        }
        None
    }
}

impl Value for u32 {
    fn write(&self, bytes: &mut Vec<u8>) {
        u64::from(*self).write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        u64::read(bytes)?.try_into().ok()
    }
}

impl Value for bool {
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push((*self).into());
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some(*bytes.split_off_first()? == 1)
    }
}

impl Value for String {
    fn write(&self, bytes: &mut Vec<u8>) {
        write_text(self, bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        read_text(bytes).map(str::to_owned)
    }
}

fn write_text(text: &str, bytes: &mut Vec<u8>) {
    (text.len() as u64).write(bytes);
    bytes.extend(text.bytes());
}

fn read_text<'b>(bytes: &mut &'b [u8]) -> Option<&'b str> {
    let length = u32::read(bytes)? as usize;
    std::str::from_utf8(bytes.split_off(..length)?).ok()
}

impl Value for SharedText {
    fn write(&self, bytes: &mut Vec<u8>) {
        write_text(self, bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        read_text(bytes).map(Self::from)
    }
}

impl Value for Cow<'static, str> {
    fn write(&self, bytes: &mut Vec<u8>) {
        write_text(self, bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        String::read(bytes).map(Self::Owned)
    }
}

impl Value for Document {
    fn write(&self, bytes: &mut Vec<u8>) {
        (self.form() == DocumentForm::Object).write(bytes);
        write_text(self.text(), bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let form = if bool::read(bytes)? { DocumentForm::Object } else { DocumentForm::Text };
        read_text(bytes).map(|text| Self::in_form(text, form))
    }
}

impl<V: Value> Value for Option<V> {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.is_some().write(bytes);
        if let Some(value) = self {
            value.write(bytes);
        }
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some(if bool::read(bytes)? { Some(V::read(bytes)?) } else { None })
    }
}

impl<V: Value> Value for Vec<V> {
    fn write(&self, bytes: &mut Vec<u8>) {
        write_all(self.iter(), bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let mut values = Self::new();
        for _ in 0..u32::read(bytes)? {
            values.push(V::read(bytes)?);
        }
        Some(values)
    }
}

fn write_all<'v, V: Value + 'v>(values: impl ExactSizeIterator<Item = &'v V>, bytes: &mut Vec<u8>) {
    (values.len() as u64).write(bytes);
    values.for_each(|value| value.write(bytes));
}

impl Value for Trace {
    fn write(&self, bytes: &mut Vec<u8>) {
        write_all(self.iter(), bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Vec::read(bytes).map(Self::from)
    }
}

impl<V: Value> Value for Map<V> {
    fn write(&self, bytes: &mut Vec<u8>) {
        (self.len() as u64).write(bytes);
        for (name, value) in self.iter() {
            name.write(bytes);
            value.write(bytes);
        }
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let mut map = Self::new();
        for _ in 0..u32::read(bytes)? {
            map.insert(String::read(bytes)?, V::read(bytes)?);
        }
        Some(map)
    }
}

impl<A: Value, B: Value> Value for (A, B) {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.0.write(bytes);
        self.1.write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some((A::read(bytes)?, B::read(bytes)?))
    }
}

impl Value for PolicyType {
    /// Its position among all.
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(Self::ALL.iter().position(|known| known == self).unwrap_or_default() as u8);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Self::ALL.get(usize::from(*bytes.split_off_first()?)).copied()
    }
}

/// Structs with their fields. Those after `nothing in` are not written, and read as nothing.
macro_rules! records {
    ($($name:ident { $($field:ident),* $(,)? $(; nothing in $($none:ident),* $(,)?)? })*) => { $(
        impl Value for $name {
            fn write(&self, bytes: &mut Vec<u8>) {
                $(self.$field.write(bytes);)*
            }

            fn read(bytes: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: Value::read(bytes)?,)* $($($none: Default::default(),)*)? })
            }
        }
    )* };
}

/// Enums with a number for each case, and a name for what a case holds. A list that ends with a name for `others` is not complete: they are
/// written as a number that cannot be read.
macro_rules! cases {
    ($($name:ident { $($number:literal $case:ident $($held:ident)?),* $(,)? $(; $others:ident)? })*) => { $(
        impl Value for $name {
            fn write(&self, bytes: &mut Vec<u8>) {
                match self {
                    $(Self::$case { $(0: $held)? } => {
                        bytes.push($number);
                        $($held.write(bytes);)?
                    })*
                    $($others => bytes.push(u8::MAX),)?
                }
            }

            fn read(bytes: &mut &[u8]) -> Option<Self> {
                Some(match bytes.split_off_first()? {
                    $($number => Self::$case { $(0: { let $held = Value::read(bytes)?; $held })? },)*
                    _ => return None,
                })
            }
        }
    )* };
}

// Both the page and its build script have this module.
#[path = "scenario.rs"]
mod scenario;

records! {
    Report { format, title, steps, roles; nothing in scenario_format, problems }
    StepReport {
        name, caller, action, resource, decision, reason, decided_by, not_in_scenario, matched_statements, context, session, trace,
        expected, met;
        nothing in error, aws_message, nearest, missing_context_keys, decided_by_absent_keys, left_out_claims, warnings, open_points, cause,
    }
    NotInScenario { needed, name; nothing in nearest }
    MatchedStatement { policy_type, policy, statement, sid, effect, place }
    ContextEntry { value, origin }
    SessionReport {
        arn, assumed_role_id, access_key_id, issued_at, expiration, mfa;
        nothing in federated_user_id, tags, transitive_tag_keys, source_identity, chained, policies,
    }
    TraceEntry { title, kind, policy_type, verdict, effect, detail, place, request, children; nothing in rule, confidence, why }
    RequestField { field, value }
    Place { policy, pointer, span }
    ByteSpan { start, end }
    RoleReport { arn, kinds }
    RoleKind { kind, of, note }
    Explanation { text, says_obstacle }
}

cases! {
    ReportedResource { 0 One it, 1 Several it }
    Decision { 0 Allowed, 1 ExplicitDeny, 2 ImplicitDeny, 3 Error }
    Effect { 0 Allow, 1 Deny }
    Needed { 0 Resource; _others }
    ContextValue { 0 One it, 1 List it }
    Origin { 0 Given, 1 Derived, 2 Overriding }
    TraceKind { 0 Check, 1 Gate, 2 Level, 3 Policy, 4 Statement, 5 Clause, 6 Rule }
    TraceVerdict { 0 Allows, 1 Denies, 2 Silent, 3 NotApplicable, 4 Matches, 5 DoesNotMatch }
    RoleSort { 0 Service; _others }
}
