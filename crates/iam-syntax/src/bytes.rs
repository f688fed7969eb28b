//! Search for bytes, eight at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;

/// Number of bytes before the first that is searched for. `marks` sets the highest bit of such a byte in a word of eight, and `is_one`
/// says the same of a single byte.
///
/// Subtracting from a byte that is smaller borrows its highest bit. The borrow can spoil only bytes behind the first mark.
#[inline(always)]
pub(crate) fn length_before(bytes: &[u8], marks: impl Fn(u64) -> u64, is_one: impl Fn(u8) -> bool) -> usize {
    let (chunks, tail) = bytes.as_chunks::<8>();
    let mut length = 0;
    for chunk in chunks {
        let hits = marks(u64::from_le_bytes(*chunk)) & HIGH;
        if hits != 0 {
            return length + hits.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    length + tail.iter().position(|byte| is_one(*byte)).unwrap_or(tail.len())
}

/// Marks the bytes below a limit of up to 0x80.
pub(crate) fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(ONES * u64::from(limit)) & !word
}

/// Marks the bytes that are this one.
pub(crate) fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ (ONES * u64::from(byte)), 1)
}
