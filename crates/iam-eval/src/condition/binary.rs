//! Binary values in base64 (CO-37).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Whether both decode to the same bytes; `None` when one is not base64.
pub(super) fn equal(request: &str, policy: &str) -> Option<bool> {
    Some(STANDARD.decode(request).ok()? == STANDARD.decode(policy).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_compared_not_text() {
        let value = "QmluYXJ5VmFsdWVJbkJhc2U2NA==";
        assert_eq!(equal(value, value), Some(true));
        assert_eq!(equal("QUJD", value), Some(false));
        assert_eq!(equal("ASIAIOSFODNN7EXAMPLE!", value), None);
    }
}
