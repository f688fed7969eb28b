//! The one reader of objects: field by field, as their declarations say.

use iam_syntax::json::{Type, Value};

use super::documents::Documents;
use super::fields::{Fields, Member, Mistakes, boolean, items, members, text, whole_number};
use super::mistake::ExpectedType;
use super::record::{List, Presence, Record, Slot};
use super::{
    ContextInput, Document, Expectation, Input, NamedPolicy, ResourceContext, StepResource, StringOrList,
    TouchedResource,
};
use crate::map::Map;

/// Reads an object into an empty one.
pub(super) fn object(value: Value<'_>, into: &mut dyn Record, documents: Documents<'_>, mistakes: &Mistakes) {
    let mut fields = Fields::of(value, mistakes);
    for (field, slot) in into.fields().iter().zip(into.slots()) {
        let found = match field.presence {
            Presence::Required => fields.required(field.name),
            Presence::Written | Presence::Optional => fields.value(field.name),
        };
        if let Some(value) = found {
            read(value, slot, documents.below(field), mistakes);
        }
    }
    fields.end();
}

fn read(value: Value<'_>, slot: Slot<'_>, documents: Documents<'_>, mistakes: &Mistakes) {
    match slot {
        Slot::Text(place) => *place = text(value, mistakes),
        Slot::OptionalText(place) => *place = Some(text(value, mistakes)),
        Slot::Number(place) => *place = whole_number(value, mistakes),
        Slot::Format(place) => *place = mistakes.format(value),
        Slot::Switch(place) => *place = boolean(value, mistakes),
        Slot::Answer(place) => *place = Some(boolean(value, mistakes)),
        Slot::Expectation(place) => *place = expectation(value, mistakes),
        Slot::Texts(place) => *place = each(value, text, mistakes),
        Slot::Tags(place) => *place = named(value, text, mistakes),
        Slot::Claims(place) => *place = named(value, string_or_list, mistakes),
        Slot::Keys(place) => *place = keys(value, mistakes),
        Slot::Conditions(place) => *place = named(value, keys, mistakes),
        Slot::Contexts(place) => objects(value, place, documents, mistakes),
        Slot::Resources(place) => *place = Some(step_resource(value, mistakes)),
        Slot::Document(place) => {
            *place = document(value, mistakes);
            documents.read(value, place);
        }
        Slot::One(place) => {
            if let Some(empty) = place.add() {
                object(value, empty, documents, mistakes);
            }
        }
        Slot::Many(place) => objects(value, place, documents, mistakes),
        Slot::Policy(place) => object(value, place.insert(NamedPolicy::default()), documents, mistakes),
        Slot::Policies(place) => objects(value, place, documents, mistakes),
        Slot::Levels(place) => objects(value, place.insert(Vec::new()), documents, mistakes),
    }
}

fn objects(value: Value<'_>, list: &mut dyn List, documents: Documents<'_>, mistakes: &Mistakes) {
    for value in some(value, mistakes) {
        if let Some(empty) = list.add() {
            object(value, empty, documents, mistakes);
        }
    }
}

/// The items of a list, if there is room for them.
fn some<'d>(value: Value<'d>, mistakes: &Mistakes) -> Vec<Value<'d>> {
    let values = items(value, mistakes);
    if mistakes.has_room(values.len(), values.first().map(Value::span)) { values } else { Vec::new() }
}

/// Reader of one value.
type Read<'d, T> = fn(Value<'d>, &Mistakes) -> T;

fn each<'d, T>(value: Value<'d>, read: Read<'d, T>, mistakes: &Mistakes) -> Vec<T> {
    some(value, mistakes).into_iter().map(|value| read(value, mistakes)).collect()
}

fn named<'d, T>(value: Value<'d>, read: Read<'d, T>, mistakes: &Mistakes) -> Map<T> {
    let members: Vec<Member<'d>> = members(value, mistakes);
    if !mistakes.has_room(members.len(), members.first().map(|member| member.key.span())) {
        return Map::new();
    }
    Map::of_unique(members.into_iter().map(|member| (member.name.into_owned(), read(member.value, mistakes))))
}

fn document(value: Value<'_>, mistakes: &Mistakes) -> Document {
    match value.json_type() {
        Some(Type::Object) => Document::from_object(value.written()),
        Some(Type::String) => Document::from_string(value.content()),
        Some(Type::Array | Type::Number | Type::Boolean | Type::Null) | None => {
            mistakes.wrong(value, ExpectedType::Policy);
            Document::default()
        }
    }
}

fn step_resource(value: Value<'_>, mistakes: &Mistakes) -> StepResource {
    match value.json_type() {
        Some(Type::Array) => StepResource::Several(each(value, touched_resource, mistakes)),
        Some(Type::String) => StepResource::One(text(value, mistakes)),
        Some(Type::Object | Type::Number | Type::Boolean | Type::Null) | None => {
            mistakes.wrong(value, ExpectedType::Resource);
            StepResource::One(String::new())
        }
    }
}

fn touched_resource(value: Value<'_>, mistakes: &Mistakes) -> TouchedResource {
    if value.json_type() == Some(Type::String) {
        return TouchedResource::Arn(text(value, mistakes));
    }
    let mut resource = ResourceContext::default();
    object(value, &mut resource, Documents::default(), mistakes);
    TouchedResource::WithContext(resource)
}

fn keys(value: Value<'_>, mistakes: &Mistakes) -> Map<ContextInput> {
    named(value, context_input, mistakes)
}

fn context_input(value: Value<'_>, mistakes: &Mistakes) -> ContextInput {
    match value.json_type() {
        Some(Type::Null) => ContextInput::Absent,
        Some(Type::Array) => ContextInput::List(each(value, input, mistakes)),
        Some(Type::Object | Type::String | Type::Number | Type::Boolean) | None => {
            ContextInput::One(input(value, mistakes))
        }
    }
}

fn input(value: Value<'_>, mistakes: &Mistakes) -> Input {
    match value.json_type() {
        Some(Type::String) => Input::Text(text(value, mistakes)),
        Some(Type::Number) => Input::Number(value.written().to_owned()),
        Some(Type::Boolean) => Input::Boolean(value.written() == "true"),
        Some(Type::Object | Type::Array | Type::Null) | None => {
            mistakes.wrong(value, ExpectedType::ContextValue);
            Input::Boolean(false)
        }
    }
}

fn string_or_list(value: Value<'_>, mistakes: &Mistakes) -> StringOrList {
    match value.json_type() {
        Some(Type::Array) => StringOrList::List(each(value, text, mistakes)),
        Some(Type::Object | Type::String | Type::Number | Type::Boolean | Type::Null) | None => {
            StringOrList::One(text(value, mistakes))
        }
    }
}

fn expectation(value: Value<'_>, mistakes: &Mistakes) -> Option<Expectation> {
    let found = Expectation::ALL.into_iter().find(|expectation| expectation.word() == value.content());
    if found.is_none() {
        mistakes.wrong_word(value, ExpectedType::Expectation);
    }
    found
}
