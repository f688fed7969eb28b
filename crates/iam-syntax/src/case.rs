//! Letters without their case.
//!
//! Policies hold only characters up to U+00FF (GR-02), so nothing beyond those and the few that fold into them can
//! ever compare equal to a policy's text. The tables for all scripts would be a twentieth of what the page downloads.

/// The text with its letters in lower case (CO-04, CO-31).
pub fn lower_case(text: &str) -> String {
    text.chars().map(lower_case_char).collect()
}

/// The letter in lower case.
pub fn lower_case_char(character: char) -> char {
    match character {
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(u32::from(character) + 0x20).unwrap_or(character),
        'Ÿ' => 'ÿ',
        'ẞ' => 'ß',
        // The signs for kelvin and ångström.
        '\u{212a}' => 'k',
        '\u{212b}' => 'å',
        other => other.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fold_is_unicodes_for_every_character_that_can_meet_a_policy() {
        for character in '\0'..=char::MAX {
            let unicode: Vec<char> = character.to_lowercase().collect();
            let meets = unicode.iter().all(|lower| *lower <= '\u{ff}');
            if meets && unicode.len() == 1 {
                assert_eq!(lower_case_char(character), unicode[0], "{character:?}");
            } else if character > '\u{ff}' {
                assert_eq!(lower_case_char(character), character, "{character:?}");
            }
        }
    }
}
