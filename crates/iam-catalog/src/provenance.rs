//! The packages that the data was made from.

/// A package that the data was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Package<'a> {
    /// Name of the package.
    pub name: &'a str,
    /// Its version.
    pub version: &'a str,
    /// `npm` or `PyPI`.
    pub registry: &'a str,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: &'a str,
    /// Its license.
    pub license: &'a str,
    /// Day of the data, such as `2026-10-27`; `None` when the package does not say it.
    pub date: Option<&'a str>,
}

/// Reads `data/provenance.txt`. The first package has the actions: its date is that of the catalog.
pub fn packages(text: &str) -> Vec<Package<'_>> {
    let read = |line| {
        let mut fields = str::split(line, '\t');
        let mut next = || fields.next();
        Some(Package {
            name: next()?,
            version: next()?,
            registry: next()?,
            sha256: next()?,
            license: next()?,
            date: next().filter(|date| *date != "unknown"),
        })
    };
    text.lines().filter_map(read).collect()
}
