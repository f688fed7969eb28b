//! A scenario's text as serde reads it: over the same JSON reader as policies, so that every mistake has its place,
//! a key twice is seen, numbers keep their digits and documents their text.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use iam_syntax::Span;
use iam_syntax::json::{Items, Members, NodeKind, Type, Value};
use serde::de::value::CowStrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, Expected, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

/// A mistake and, once it is known, its place.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) message: String,
    pub(super) span: Option<Span>,
}

/// A value of the text. A number comes to visitors as the bytes of its text; so does, when bytes are asked for, an
/// object as it is written.
#[derive(Clone, Copy)]
pub(super) struct Source<'d>(pub(super) Value<'d>);

impl Mistake {
    fn at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Mistake {}

impl de::Error for Mistake {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { message: message.to_string(), span: None }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Bool(_) => "true or false",
            Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) | Unexpected::Bytes(_) => "a number",
            Unexpected::Char(_) | Unexpected::Str(_) => "a string",
            Unexpected::Unit | Unexpected::Option => "null",
            Unexpected::Seq => "a list",
            Unexpected::NewtypeStruct
            | Unexpected::Map
            | Unexpected::Enum
            | Unexpected::UnitVariant
            | Unexpected::NewtypeVariant
            | Unexpected::TupleVariant
            | Unexpected::StructVariant
            | Unexpected::Other(_) => "an object",
        };
        let expected = expected.to_string();
        let expected = match expected.as_str() {
            "a sequence" => "a list",
            "a map" => "an object",
            "a boolean" => "true or false",
            other => other,
        };
        Self::custom(format_args!("{found} where {expected} belongs"))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }
}

impl<'d> Source<'d> {
    fn wrong<T>(self, expected: &dyn Expected) -> Result<T, Mistake> {
        let found = match self.0.json_type() {
            Some(Type::Boolean) => Unexpected::Bool(true),
            Some(Type::Number) => Unexpected::Signed(0),
            Some(Type::String) => Unexpected::Str(""),
            Some(Type::Null) => Unexpected::Unit,
            Some(Type::Array) => Unexpected::Seq,
            Some(Type::Object) | None => Unexpected::Map,
        };
        Err(<Mistake as de::Error>::invalid_type(found, expected).at(self.0.span()))
    }

    /// Where a mistake about the object as a whole is shown: its opening bracket.
    fn opening(self) -> Span {
        let start = self.0.span().start;
        Span::new(start, start + 1)
    }
}

impl<'d> Deserializer<'d> for Source<'d> {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Mistake> {
        let result = match self.0.kind() {
            NodeKind::Object { .. } => return self.deserialize_map(visitor),
            NodeKind::Array { .. } => return self.deserialize_seq(visitor),
            NodeKind::String(_) => visit_text(self.0.content(), visitor),
            NodeKind::Number => visitor.visit_borrowed_bytes(self.0.written().as_bytes()),
            NodeKind::Boolean => visitor.visit_bool(self.0.written() == "true"),
            NodeKind::Null | NodeKind::Unreadable => visitor.visit_unit(),
        };
        result.map_err(|mistake: Mistake| mistake.at(self.0.span()))
    }

    fn deserialize_bytes<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0.json_type() {
            Some(Type::Object) => visitor
                .visit_borrowed_bytes(self.0.written().as_bytes())
                .map_err(|mistake: Mistake| mistake.at(self.0.span())),
            Some(Type::String) => self.deserialize_any(visitor),
            Some(Type::Array | Type::Number | Type::Boolean | Type::Null) | None => self.wrong(&visitor),
        }
    }

    fn deserialize_str<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0.json_type() {
            Some(Type::String) => self.deserialize_any(visitor),
            Some(Type::Object | Type::Array | Type::Number | Type::Boolean | Type::Null) | None => {
                self.wrong(&"a string")
            }
        }
    }

    fn deserialize_string<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_str(visitor)
    }

    fn deserialize_u64<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0.written().parse() {
            Ok(number) if self.0.json_type() == Some(Type::Number) => visitor.visit_u64(number),
            Ok(_) | Err(_) => self.wrong(&"a whole number"),
        }
    }

    fn deserialize_option<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Mistake> {
        if self.0.json_type() == Some(Type::Null) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0.kind() {
            NodeKind::Array { .. } => visitor.visit_seq(List(self.0.items())),
            NodeKind::Object { .. }
            | NodeKind::String(_)
            | NodeKind::Number
            | NodeKind::Boolean
            | NodeKind::Null
            | NodeKind::Unreadable => self.wrong(&visitor),
        }
    }

    fn deserialize_map<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0.kind() {
            NodeKind::Object { .. } => {
                let members = Object { members: self.0.members(), value: None, seen: BTreeSet::new() };
                visitor.visit_map(members).map_err(|mistake| mistake.at(self.opening()))
            }
            NodeKind::Array { .. }
            | NodeKind::String(_)
            | NodeKind::Number
            | NodeKind::Boolean
            | NodeKind::Null
            | NodeKind::Unreadable => self.wrong(&visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'d>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'d>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        if self.0.json_type() != Some(Type::String) {
            return self.wrong(&"a string");
        }
        let word = CowStrDeserializer::new(self.0.content());
        visitor.visit_enum(word).map_err(|mistake: Mistake| mistake.at(self.0.span()))
    }

    forward_to_deserialize_any! {
        <W: Visitor<'d>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u128 f32 f64 char byte_buf unit unit_struct newtype_struct
        tuple tuple_struct identifier ignored_any
    }
}

fn visit_text<'d, V: Visitor<'d>>(text: Cow<'d, str>, visitor: V) -> Result<V::Value, Mistake> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}

struct List<'d>(Items<'d>);

impl<'d> SeqAccess<'d> for List<'d> {
    type Error = Mistake;

    fn next_element_seed<T: DeserializeSeed<'d>>(&mut self, seed: T) -> Result<Option<T::Value>, Mistake> {
        self.0.next().map(|item| seed.deserialize(Source(item))).transpose()
    }
}

struct Object<'d> {
    members: Members<'d>,
    value: Option<Value<'d>>,
    seen: BTreeSet<Cow<'d, str>>,
}

impl<'d> MapAccess<'d> for Object<'d> {
    type Error = Mistake;

    fn next_key_seed<K: DeserializeSeed<'d>>(&mut self, seed: K) -> Result<Option<K::Value>, Mistake> {
        let Some((key, value)) = self.members.next() else { return Ok(None) };
        self.value = Some(value);
        let name = key.content();
        if self.seen.contains(&name) {
            return Err(<Mistake as de::Error>::custom(format_args!("`{name}` is there twice")).at(key.span()));
        }
        self.seen.insert(name);
        seed.deserialize(Source(key)).map(Some).map_err(|mistake| mistake.at(key.span()))
    }

    fn next_value_seed<T: DeserializeSeed<'d>>(&mut self, seed: T) -> Result<T::Value, Mistake> {
        let Some(value) = self.value.take() else { return Err(<Mistake as de::Error>::custom("a value is missing")) };
        seed.deserialize(Source(value))
    }
}
