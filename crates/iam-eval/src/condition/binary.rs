//! Binary values in base64 (CO-37).

use base64ct::{Base64, Encoding};

/// True if both decode to the same bytes; `None` when one is not base64.
pub(super) fn equal(request: &str, policy: &str) -> Option<bool> {
    Some(Base64::decode_vec(request).ok()? == Base64::decode_vec(policy).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_compared_not_text() {
        let value = "QmluYXJ5VmFsdWVJbkJhc2U2NA==";
        assert_eq!(equal(value, value), Some(true));
        assert_eq!(equal("QUJD", value), Some(false));
        for broken in ["ASIAIOSFODNN7EXAMPLE!", "QUJ", "QUI", "QUJD=", "QUJ=", "QU JD", "QUJD\n"] {
            assert_eq!(equal(broken, value), None, "{broken}");
        }
    }
}
