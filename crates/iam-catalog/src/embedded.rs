//! The data, compiled into the program.

use std::sync::LazyLock;

use crate::catalog::Catalog;
use crate::index::Index;
use crate::key::GlobalKeys;
use crate::overlay::Overlay;
use crate::provenance::{self, Package};
use crate::service::ServiceDetails;

/// Text of the index, `data/index.txt`.
pub const INDEX: &str = include_str!("../data/index.txt");

/// Text of the global condition keys, `data/global-keys.txt`.
pub const GLOBAL_KEYS: &str = include_str!("../data/global-keys.txt");

/// Text of the overlay, `data/overlay.txt`.
pub const OVERLAY: &str = include_str!("../data/overlay.txt");

/// Text of the packages, `data/provenance.txt`.
pub const PROVENANCE: &str = include_str!("../data/provenance.txt");

/// Prefix and text of each service, in the order of the prefixes.
pub const SERVICES: &[(&str, &str)] = include!("../data/embedded.rs");

/// The whole catalog.
pub fn catalog() -> Catalog<'static> {
    Catalog { index: index(), global_keys: global_keys(), service: &service }
}

/// All actions, those of the overlay included.
pub fn index() -> &'static Index<'static> {
    static INDEX_READ: LazyLock<Index<'static>> = LazyLock::new(|| {
        let mut index = read(Index::parse(INDEX));
        index.add(overlay());
        index
    });
    &INDEX_READ
}

/// All global condition keys.
pub fn global_keys() -> &'static GlobalKeys<'static> {
    static KEYS_READ: LazyLock<GlobalKeys<'static>> = LazyLock::new(|| read(GlobalKeys::parse(GLOBAL_KEYS)));
    &KEYS_READ
}

/// All facts of the overlay.
pub fn overlay() -> &'static Overlay<'static> {
    static OVERLAY_READ: LazyLock<Overlay<'static>> = LazyLock::new(|| read(Overlay::parse(OVERLAY)));
    &OVERLAY_READ
}

/// Resource types, keys and action details of the service with this prefix, whatever its case.
pub fn service(prefix: &str) -> Option<ServiceDetails<'static>> {
    let prefix = prefix.to_ascii_lowercase();
    let at = SERVICES.binary_search_by(|(known, _)| (*known).cmp(&prefix)).ok()?;
    let (prefix, text) = SERVICES.get(at)?;
    Some(read(ServiceDetails::parse(prefix, text)))
}

/// The packages that the data was made from.
pub fn packages() -> Vec<Package<'static>> {
    provenance::packages(PROVENANCE)
}

#[expect(clippy::panic, reason = "the tests read every text")]
fn read<T>(outcome: Result<T, crate::DataError>) -> T {
    outcome.unwrap_or_else(|error| panic!("the embedded data is damaged: {error}"))
}
