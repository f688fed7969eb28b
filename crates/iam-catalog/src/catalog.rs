//! Everything that is known, behind one name.

use crate::index::Index;
use crate::key::GlobalKeys;
use crate::service::ServiceDetails;

/// The catalog, or as much of it as a program has loaded.
#[derive(Clone, Copy)]
pub struct Catalog<'c> {
    /// All actions.
    pub index: &'c Index<'c>,
    /// All global condition keys.
    pub global_keys: &'c GlobalKeys<'c>,
    /// Details of the service with a prefix; `None` where they are not there.
    pub service: &'c dyn Fn(&str) -> Option<ServiceDetails<'c>>,
}
