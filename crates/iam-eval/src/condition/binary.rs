//! Binary values in base64 (CO-37).

/// True if both are the same text, as AWS was seen to compare (AM-26); `None` when one is no base64.
pub(super) fn equal(request: &str, policy: &str) -> Option<bool> {
    (is_base64(request) && is_base64(policy)).then_some(request == policy)
}

/// True if a text has the form of base64: letters of its alphabet by fours, the last four with up to two `=`.
fn is_base64(text: &str) -> bool {
    let letters = text.trim_end_matches('=');
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.len().is_multiple_of(4) && text.len() - letters.len() <= 2 && letters.bytes().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_not_bytes() {
        let value = "QmluYXJ5VmFsdWVJbkJhc2U2NA==";
        assert_eq!(equal(value, value), Some(true));
        assert_eq!(equal("QUJD", value), Some(false));
        // The same two bytes.
        assert_eq!((equal("YWI=", "YWJ="), equal("YWJ=", "YWJ=")), (Some(false), Some(true)));
        for broken in ["ASIAIOSFODNN7EXAMPLE!", "QUJ", "QUI", "QUJD=", "Q===", "QU JD", "QUJD\n"] {
            assert_eq!(equal(broken, value), None, "{broken}");
        }
    }
}
