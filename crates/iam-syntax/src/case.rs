//! Letters: their case, and which characters are letters at all.
//!
//! Policies hold only characters up to U+00FF (GR-02), so nothing beyond those and the few that fold into them can
//! ever compare equal to a policy's text. The tables for all scripts would be a twentieth of what the page downloads.

use crate::open_points::NAMES_ARE_EXACT;

/// True if `written` is this name of the policy language (GR-08).
pub(crate) fn is_name(written: &str, name: &str) -> bool {
    if NAMES_ARE_EXACT.taken() { written == name } else { written.eq_ignore_ascii_case(name) }
}

/// The text with its letters in lower case (CO-04, CO-31).
///
/// ```
/// assert_eq!(iam_syntax::lower_case("aws:PrincipalTag/Ärger"), "aws:principaltag/ärger");
/// ```
pub fn lower_case(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
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

/// True if this is a letter or a digit of any script.
///
/// Up to U+00FF that is exact. Beyond, the blocks of the scripts count as a whole, with the marks and the punctuation in
/// them, and blocks of symbols do not: enough to tell a word from a stray character without the tables of Unicode.
pub(crate) fn is_letter_or_digit(character: char) -> bool {
    match character {
        'ª' | '²' | '³' | 'µ' | '¹' | 'º' | '¼'..='¾' => true,
        // The signs for times and division, combining accents, marks of direction and blanks between the letters.
        '×' | '÷' | '\u{300}'..='\u{36f}' | '\u{61c}' | '\u{1680}' | '\u{180b}'..='\u{180f}' => false,
        'À'..='\u{1fff}'
        | '\u{2c00}'..='\u{2dff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}'
        | '\u{ff10}'..='\u{ff19}'
        | '\u{ff21}'..='\u{ff3a}'
        | '\u{ff41}'..='\u{ff5a}'
        | '\u{ff66}'..='\u{ffdc}'
        | '\u{10000}'..='\u{1efff}'
        | '\u{20000}'..='\u{3ffff}' => true,
        other => other.is_ascii_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_unicodes_up_to_u_00ff_and_none_of_a_script_is_missed() {
        let is_symbol =
            |it: char| matches!(it, '\u{2000}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}' | '\u{1f000}'..='\u{1ffff}');
        for character in ('\0'..=char::MAX).filter(|it| !is_symbol(*it) && !matches!(it, '\u{300}'..='\u{36f}')) {
            let expected = character.is_alphanumeric();
            if character <= '\u{ff}' || expected {
                assert_eq!(is_letter_or_digit(character), expected, "{character:?}");
            }
        }
    }

    #[test]
    fn blanks_symbols_and_invisible_characters_are_no_letters() {
        for character in
            "\u{a0}\u{1680}\u{2003}\u{200b}\u{202e}\u{2028}\u{3000}\u{feff}\u{e000}“”–…→€×÷、。，！😀\u{fffd}".chars()
        {
            assert!(!is_letter_or_digit(character), "{character:?}");
        }
    }

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
