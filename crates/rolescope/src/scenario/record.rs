//! Objects of the scenario format, each declared once.
//!
//! [`record!`] makes of one declaration the struct with its schema and the list of its fields, which the reader, the writer, the walk over
//! policies and the page's forms follow:
//!
//! ```text
//! record! {
//!     /// An AWS account.
//!     Account {
//!         /// Twelve digits.
//!         required id: String = "id",
//!         /// Name by which people call it.
//!         name: Option<String> = "name",
//!         /// Levels of service control policies.
//!         service_control_policies: Option<Vec<PolicyLevel>> = "serviceControlPolicies" (ServiceControl),
//!     }
//! }
//! ```
//!
//! A field is `required`, `written` even when there is nothing in it, or left out of the text when it is absent. In brackets stands the
//! type of the policies that it holds.

use super::{
    ContextInput, Document, Expectation, NamedPolicy, PolicyLevel, ProvidedContext, StepResource, StringOrList,
};
use crate::map::Map;
use crate::report::PolicyType;

/// A field of the scenario format.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name in JSON.
    pub name: &'static str,
    /// Necessity of the field.
    pub presence: Presence,
    /// Type of the policies in the field.
    pub policies: Option<PolicyType>,
}

/// Necessity of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Has to be there.
    Required,
    /// May be absent, and is written in any case.
    Written,
    /// May be absent, and is left out when nothing is in it.
    Optional,
}

/// An object of the scenario format, field by field.
pub trait Record {
    /// The fields, in the order of the text.
    fn fields(&self) -> &'static [Field];
    /// Their values.
    fn values(&self) -> Vec<Value<'_>>;
    /// Their values, to change them.
    fn slots(&mut self) -> Vec<Slot<'_>>;
}

/// Objects in a field: those of a list, or the one that may be absent.
pub trait List {
    /// The object at a position.
    fn object(&self, at: usize) -> Option<&dyn Record>;
    /// The same, to change it.
    fn object_mut(&mut self, at: usize) -> Option<&mut dyn Record>;
    /// Adds an object in which nothing is given yet.
    fn add(&mut self) -> Option<&mut dyn Record>;
}

macro_rules! places {
    ($($(#[$doc:meta])* $variant:ident: $type:ty,)*) => {
        /// Value of a field.
        #[derive(Clone, Copy)]
        pub enum Value<'a> {
            $($(#[$doc])* $variant(&'a $type),)*
            /// An object that may be absent.
            One(&'a dyn List),
            /// A list of objects.
            Many(&'a dyn List),
        }

        /// Value of a field, to be changed.
        pub enum Slot<'a> {
            $($(#[$doc])* $variant(&'a mut $type),)*
            /// An object that may be absent.
            One(&'a mut dyn List),
            /// A list of objects.
            Many(&'a mut dyn List),
        }

        $(impl Place for $type {
            fn value(&self) -> Value<'_> {
                Value::$variant(self)
            }

            fn slot(&mut self) -> Slot<'_> {
                Slot::$variant(self)
            }
        })*
    };
}

places! {
    /// A text that has to be there, or that is empty.
    Text: String,
    /// A text that may be absent.
    OptionalText: Option<String>,
    /// A whole number.
    Number: Option<u64>,
    /// Number of a format.
    Format: Option<u32>,
    /// `true`, or absent.
    Switch: bool,
    /// `true`, `false` or absent.
    Answer: Option<bool>,
    /// Outcome that a step should have.
    Expectation: Option<Expectation>,
    /// A list of texts.
    Texts: Vec<String>,
    /// Texts by name.
    Tags: Map<String>,
    /// Claims by name.
    Claims: Map<StringOrList>,
    /// Condition keys.
    Keys: Map<ContextInput>,
    /// Conditions: values by operator and key.
    Conditions: Map<Map<ContextInput>>,
    /// Provided contexts.
    Contexts: Vec<ProvidedContext>,
    /// Resources of a step.
    Resources: Option<StepResource>,
    /// A policy's text.
    Document: Document,
    /// A policy that may be absent.
    Policy: Option<NamedPolicy>,
    /// A list of policies.
    Policies: Vec<NamedPolicy>,
    /// Levels of an organization.
    Levels: Option<Vec<PolicyLevel>>,
}

/// A type that a field can have.
pub(super) trait Place {
    fn value(&self) -> Value<'_>;
    fn slot(&mut self) -> Slot<'_>;
}

/// An object that stands in lists and optional fields.
pub(super) trait Item: Record + Default {}

macro_rules! items {
    ($($type:ty),*) => { $(impl Item for $type {})* };
}

items!(
    super::Account,
    super::Claim,
    super::ClaimRequests,
    super::Principal,
    super::Resource,
    super::Step,
    super::Group,
    super::PublicAccessBlock,
    super::SessionRequest,
    super::CallerSession,
    super::VpcEndpoint
);

impl<T: Item> Place for Vec<T> {
    fn value(&self) -> Value<'_> {
        Value::Many(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Many(self)
    }
}

impl<T: Item> Place for Option<T> {
    fn value(&self) -> Value<'_> {
        Value::One(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::One(self)
    }
}

impl<T: Record + Default> List for Vec<T> {
    fn object(&self, at: usize) -> Option<&dyn Record> {
        self.as_slice().get(at).map(|object| object as &dyn Record)
    }

    fn object_mut(&mut self, at: usize) -> Option<&mut dyn Record> {
        self.as_mut_slice().get_mut(at).map(|object| object as &mut dyn Record)
    }

    fn add(&mut self) -> Option<&mut dyn Record> {
        self.push(T::default());
        self.last_mut().map(|last| last as &mut dyn Record)
    }
}

impl<T: Item> List for Option<T> {
    fn object(&self, at: usize) -> Option<&dyn Record> {
        self.as_slice().get(at).map(|object| object as &dyn Record)
    }

    fn object_mut(&mut self, at: usize) -> Option<&mut dyn Record> {
        self.as_mut_slice().get_mut(at).map(|object| object as &mut dyn Record)
    }

    fn add(&mut self) -> Option<&mut dyn Record> {
        Some(self.insert(T::default()))
    }
}

/// The objects of a list.
pub(super) fn all(list: &dyn List) -> impl Iterator<Item = &dyn Record> {
    (0..).map_while(|at| list.object(at))
}

impl Value<'_> {
    /// True if policies may be in it, at whatever depth.
    pub(super) fn can_hold_policies(&self) -> bool {
        matches!(self, Self::Policy(_) | Self::Policies(_) | Self::Levels(_) | Self::One(_) | Self::Many(_))
    }

    /// True if nothing is given.
    pub fn is_absent(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::OptionalText(text) => text.is_none(),
            Self::Number(number) => number.is_none(),
            Self::Format(number) => number.is_none(),
            Self::Switch(on) => !**on,
            Self::Answer(answer) => answer.is_none(),
            Self::Expectation(expected) => expected.is_none(),
            Self::Texts(texts) => texts.is_empty(),
            Self::Tags(map) => map.is_empty(),
            Self::Claims(map) => map.is_empty(),
            Self::Keys(map) => map.is_empty(),
            Self::Conditions(map) => map.is_empty(),
            Self::Contexts(contexts) => contexts.is_empty(),
            Self::Resources(resources) => resources.is_none(),
            Self::Document(_) => false,
            Self::Policy(policy) => policy.is_none(),
            Self::Policies(policies) => policies.is_empty(),
            Self::Levels(levels) => levels.is_none(),
            Self::One(list) | Self::Many(list) => list.object(0).is_none(),
        }
    }
}

/// True if `serde` leaves the field out.
pub(super) fn is_absent<T: Place>(field: &T) -> bool {
    field.value().is_absent()
}

macro_rules! record {
    ($(#[$doc:meta])* $type:ident { $($fields:tt)* }) => {
        record! { @ [$(#[$doc])* $type] [] [] $($fields)* }
    };
    (@ $head:tt [$($done:tt)*] [$($table:tt)*]
        $(#[$doc:meta])* required $name:ident: $type:ty = $json:literal $(($policies:ident))?, $($rest:tt)*) => {
        record! { @ $head
            [$($done)* $(#[$doc])* #[serde(rename = $json)] pub $name: $type,]
            [$($table)* $name $json Required ($($policies)?)] $($rest)* }
    };
    (@ $head:tt [$($done:tt)*] [$($table:tt)*]
        $(#[$doc:meta])* written $name:ident: $type:ty = $json:literal $(($policies:ident))?, $($rest:tt)*) => {
        record! { @ $head
            [$($done)* $(#[$doc])* #[serde(rename = $json, default)] pub $name: $type,]
            [$($table)* $name $json Written ($($policies)?)] $($rest)* }
    };
    (@ $head:tt [$($done:tt)*] [$($table:tt)*]
        $(#[$doc:meta])* $name:ident: $type:ty = $json:literal $(($policies:ident))?, $($rest:tt)*) => {
        record! { @ $head
            [$($done)*
                $(#[$doc])*
                #[serde(rename = $json, default, skip_serializing_if = "crate::scenario::record::is_absent")]
                pub $name: $type,]
            [$($table)* $name $json Optional ($($policies)?)] $($rest)* }
    };
    (@ [$(#[$doc:meta])* $type:ident] [$($done:tt)*] [$($name:ident $json:literal $presence:ident ($($policies:ident)?))*]) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $type { $($done)* }

        impl $crate::scenario::record::Record for $type {
            fn fields(&self) -> &'static [$crate::scenario::record::Field] {
                use $crate::scenario::record::{Field, Presence};
                const FIELDS: &[Field] = &[$(Field {
                    name: $json,
                    presence: Presence::$presence,
                    policies: record!(@policies $($policies)?),
                },)*];
                FIELDS
            }

            fn values(&self) -> Vec<$crate::scenario::record::Value<'_>> {
                vec![$($crate::scenario::record::Place::value(&self.$name),)*]
            }

            fn slots(&mut self) -> Vec<$crate::scenario::record::Slot<'_>> {
                vec![$($crate::scenario::record::Place::slot(&mut self.$name),)*]
            }
        }
    };
    (@policies $type:ident) => { Some($crate::report::PolicyType::$type) };
    (@policies) => { None };
}
