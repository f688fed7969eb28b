//! Content security policies.

/// A policy with one more source for a directive.
pub(crate) fn with_source(policy: &str, directive: &str, source: &str) -> String {
    let mut found = false;
    let mut directives: Vec<String> = policy
        .split(';')
        .map(|it| {
            let this = it.split_ascii_whitespace().next() == Some(directive);
            found |= this;
            if this { format!("{} '{source}'", it.trim()) } else { it.trim().to_owned() }
        })
        .collect();
    if !found {
        directives.push(format!("{directive} '{source}'"));
    }
    directives.join("; ")
}

#[cfg(test)]
mod tests {
    use super::with_source;

    #[test]
    fn a_source_is_added_to_its_directive_only() {
        assert_eq!(
            with_source("default-src 'none'; style-src 'self'; style-src-attr 'none'", "style-src", "sha256-x"),
            "default-src 'none'; style-src 'self' 'sha256-x'; style-src-attr 'none'"
        );
        assert_eq!(
            with_source("default-src 'none'", "style-src", "sha256-x"),
            "default-src 'none'; style-src 'sha256-x'"
        );
    }
}
