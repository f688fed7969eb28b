//! A step's resource: an ARN, or a list of what the call touches.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::value::list;
use super::{ResourceContext, StepResource, TouchedResource};

impl<'de> Deserialize<'de> for StepResource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = StepResource;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an ARN or a list of resources")
            }

            fn visit_str<E: Error>(self, arn: &str) -> Result<StepResource, E> {
                Ok(StepResource::One(arn.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<StepResource, A::Error> {
                list(items).map(StepResource::Several)
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl<'de> Deserialize<'de> for TouchedResource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = TouchedResource;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an ARN, or an object with `arn` and `context`")
            }

            fn visit_str<E: Error>(self, arn: &str) -> Result<TouchedResource, E> {
                Ok(TouchedResource::Arn(arn.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<TouchedResource, A::Error> {
                ResourceContext::deserialize(MapAccessDeserializer::new(entries)).map(TouchedResource::WithContext)
            }
        }

        deserializer.deserialize_any(Either)
    }
}
