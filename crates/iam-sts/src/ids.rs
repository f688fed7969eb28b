//! Made-up ids: the same input gives the same id, and each says that it is an example.

/// `ASIA…`: access key id of temporary credentials (ST-05).
pub fn access_key_id(seed: &str) -> String {
    format!("ASIA{}EXAMPLE", letters(seed, 9))
}

/// `AROA…`: unique id of a role (PR-26).
pub fn role_id(arn: &str) -> String {
    format!("AROA{}EXAMPLE", letters(arn, 10))
}

/// `AIDA…`: unique id of a user (PR-26).
pub fn user_id(arn: &str) -> String {
    format!("AIDA{}EXAMPLE", letters(arn, 10))
}

/// Letters and digits of base 32 out of an FNV-1a hash.
fn letters(seed: &str, count: usize) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut hash = seed
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    (0..count)
        .map(|_| {
            let digit = (hash & 31) as usize;
            hash >>= 5;
            ALPHABET.get(digit).copied().map_or('A', char::from)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_length_of_real_ones_and_differ_by_seed() {
        assert_eq!(role_id("arn:aws:iam::111122223333:role/app").len(), 21);
        assert_eq!(access_key_id("x").len(), 20);
        assert_eq!(user_id("a"), user_id("a"));
        assert_ne!(user_id("a"), user_id("b"));
    }
}
