//! Reference data that rules look things up in.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use iam_catalog::{Catalog, ConditionKey};

use crate::shape::Shape;

/// The catalog; what was looked up of names that exist is kept for the next policy.
pub(crate) struct Reference<'c> {
    catalog: Catalog<'c>,
    keys: RefCell<BTreeMap<String, ConditionKey<'c>>>,
    actions: RefCell<BTreeSet<String>>,
    services: RefCell<BTreeSet<String>>,
    shapes: RefCell<BTreeMap<String, Shape>>,
}

impl<'c> Reference<'c> {
    pub(crate) fn new(catalog: Catalog<'c>) -> Self {
        Self {
            catalog,
            keys: RefCell::default(),
            actions: RefCell::default(),
            services: RefCell::default(),
            shapes: RefCell::default(),
        }
    }

    pub(crate) fn catalog(&self) -> &Catalog<'c> {
        &self.catalog
    }

    /// The condition key of this name in lower case, where AWS or a service defines it.
    pub(crate) fn key(&self, lower: &str) -> Option<ConditionKey<'c>> {
        if let Some(known) = self.keys.borrow().get(lower) {
            return Some(*known);
        }
        let global = self.catalog.global_keys.find(lower).map(|global| global.key);
        let found = global.or_else(|| {
            let (prefix, _) = lower.split_once(':')?;
            (self.catalog.service)(prefix)?.key(lower).copied()
        });
        if let Some(key) = found {
            self.keys.borrow_mut().insert(lower.to_owned(), key);
        }
        found
    }

    /// Fields of the ARNs of the service with this prefix.
    pub(crate) fn shape(&self, service: &str) -> Shape {
        if let Some(known) = self.shapes.borrow().get(service) {
            return *known;
        }
        let Some(details) = (self.catalog.service)(service) else { return Shape::UNKNOWN };
        let shape = Shape::of(&details);
        self.shapes.borrow_mut().insert(service.to_owned(), shape);
        shape
    }

    /// True if a service has this prefix.
    pub(crate) fn has_service(&self, prefix: &str) -> bool {
        if self.services.borrow().contains(prefix) {
            return true;
        }
        let found = self.catalog.index.service(prefix).is_some();
        if found {
            self.services.borrow_mut().insert(prefix.to_owned());
        }
        found
    }

    /// True if AWS has the action of this name in lower case, such as `s3:getobject`.
    pub(crate) fn has_action(&self, lower: &str) -> bool {
        if self.actions.borrow().contains(lower) {
            return true;
        }
        let found = self.catalog.index.action(lower).is_some();
        if found {
            self.actions.borrow_mut().insert(lower.to_owned());
        }
        found
    }
}
