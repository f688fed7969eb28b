//! Binary values in base64 (CO-37).

/// Whether both are the same bytes; `None` when one is not base64.
///
/// Padding and spare bits are held to the letter, so bytes have one spelling, and texts are compared as they stand.
pub(super) fn equal(request: &str, policy: &str) -> Option<bool> {
    (is_base64(request) && is_base64(policy)).then(|| request == policy)
}

fn is_base64(text: &str) -> bool {
    let digits = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    // Each sign of padding stands for two bits that the last digit has too many.
    let spare = 1 << (2 * (text.len() - digits.len()));
    let last = digits.bytes().last().and_then(bits).unwrap_or(0);
    text.len().is_multiple_of(4) && digits.bytes().all(|digit| bits(digit).is_some()) && last.is_multiple_of(spare)
}

/// The six bits of a digit.
const fn bits(digit: u8) -> Option<u8> {
    Some(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_no_base64_equal_nothing() {
        let value = "QmluYXJ5VmFsdWVJbkJhc2U2NA==";
        assert_eq!(equal(value, value), Some(true));
        assert_eq!(equal("QUJD", value), Some(false));
        for broken in [
            "ASIAIOSFODNN7EXAMPLE!",
            "QUJ",
            "QUI",
            "QUJD=",
            "QUJ=",
            "QU JD",
            "QUJD\n",
            "QR==",
            "A===",
            "====",
            "QUJD====",
            "-_-_",
            "é+==",
        ] {
            assert_eq!(equal(broken, value), None, "{broken}");
            assert_eq!(equal(value, broken), None, "{broken}");
        }
    }

    #[test]
    fn every_digit_and_both_paddings_are_base64() {
        let all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (at, digit) in all.bytes().enumerate() {
            assert_eq!(bits(digit), u8::try_from(at).ok());
        }
        for text in [all, "", "QUI=", "QQ==", "//8=", "/w=="] {
            assert_eq!(equal(text, text), Some(true), "{text}");
        }
    }
}
