//! Scenarios as bytes: objects field by field, as their format lists them.

use rolescope::scenario::format::{self, List, Record, Slot};
use rolescope::scenario::{
    ContextInput, Expectation, Input, NamedPolicy, PolicyLevel, ProvidedContext, ResourceContext, Scenario,
    StepResource, StringOrList, TouchedResource,
};

use super::Value;

/// Objects of the format.
macro_rules! objects {
    ($($name:ident)*) => { $(
        impl Value for $name {
            fn write(&self, bytes: &mut Vec<u8>) {
                write(self, bytes);
            }

            fn read(bytes: &mut &[u8]) -> Option<Self> {
                let mut object = Self::default();
                read(&mut object, bytes)?;
                Some(object)
            }
        }
    )* };
}

objects! { Scenario NamedPolicy PolicyLevel ProvidedContext }

/// The types that a field can have, but for objects in it.
macro_rules! fields {
    ($($type:ident)*) => {
        fn write(object: &dyn Record, bytes: &mut Vec<u8>) {
            for value in object.values() {
                match value {
                    $(format::Value::$type(value) => value.write(bytes),)*
                    format::Value::One(list) | format::Value::Many(list) => write_list(list, bytes),
                }
            }
        }

        fn read(object: &mut dyn Record, bytes: &mut &[u8]) -> Option<()> {
            for slot in object.slots() {
                match slot {
                    $(Slot::$type(slot) => *slot = Value::read(bytes)?,)*
                    Slot::One(list) | Slot::Many(list) => read_list(list, bytes)?,
                }
            }
            Some(())
        }
    };
}

fields! {
    Text OptionalText Number Format Switch Answer Expectation Texts Tags Claims Keys Conditions Contexts Resources Document Policy Policies Levels
}

fn write_list(list: &dyn List, bytes: &mut Vec<u8>) {
    let objects = || (0..).map_while(|at| list.object(at));
    (objects().count() as u64).write(bytes);
    objects().for_each(|object| write(object, bytes));
}

fn read_list(list: &mut dyn List, bytes: &mut &[u8]) -> Option<()> {
    for _ in 0..u32::read(bytes)? {
        read(list.add()?, bytes)?;
    }
    Some(())
}

records! {
    ResourceContext { arn, context }
}

cases! {
    StepResource { 0 One it, 1 Several it }
    TouchedResource { 0 Arn it, 1 WithContext it }
    ContextInput { 0 Absent, 1 One it, 2 List it }
    Input { 0 Boolean it, 1 Number it, 2 Text it }
    StringOrList { 0 One it, 1 List it }
    Expectation { 0 Allowed, 1 Denied, 2 ExplicitDeny, 3 ImplicitDeny, 4 Error }
}
