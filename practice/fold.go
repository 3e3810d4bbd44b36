package practice

import (
	"strings"
	"unicode"
)

// Plain returns typed text as a plain keyboard would have written it: straight
// quotes, hyphens, full stops and spaces for the typographic ones that a phone
// puts in their place, and no invisible characters. Letters stay as they are.
// Except for dropped characters it replaces rune by rune.
func Plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("‘’‚‛′‹›`´ʼʹˈ＇", r):
			return '\''
		case strings.ContainsRune("“”„‟″«»＂", r):
			return '"'
		case r != '-' && unicode.Is(unicode.Pd, r), r == '−', r == '⁃':
			return '-'
		case r == '…':
			return '.'
		case r == '∶', r == '꞉', r == 'ː':
			return ':'
		case '！' <= r && r <= '～': // letters and signs as wide as a Chinese character
			return r - '！' + '!'
		case unicode.IsSpace(r), unicode.Is(unicode.Zs, r):
			return ' '
		case r != joiner && (unicode.Is(unicode.Cf, r) || unicode.IsControl(r)), '\ufe00' <= r && r <= '\ufe0f':
			return -1
		}
		return r
	}, text)
}

// joiner joins several emoji to one.
const joiner = '\u200d'

// Folded returns text prepared for comparison: plain, in lower case, without
// accents, and with one space for everything between words. Typing “zoe” finds
// Zoë.
func Folded(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(Plain(text)) {
		switch letters, folds := unaccented[r]; {
		case isMark(r), r == '\'', r == '·' && b.Len() > 0 && !gap: // O'Brien is obrien, as in addresses
			continue
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			if !folds {
				letters = string(r)
			}
			b.WriteString(letters)
			gap = false
		default:
			gap = true
		}
	}
	return b.String()
}

// isMark reports whether a rune is a combining accent, or a mark that Arabic
// and Hebrew are mostly written without. Vowel signs of Indian scripts and of
// Thai are letters to their writers.
func isMark(r rune) bool {
	return '\u0300' <= r && r <= '\u036f' || '\u0591' <= r && r <= '\u05c7' && unicode.IsMark(r) || '\u064b' <= r && r <= '\u0652'
}

// unaccented are the letters without their accents, by letter in lower case.
var unaccented = func() map[rune]string {
	letters := map[rune]string{}
	for _, row := range strings.Fields(`
		a:àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ b:ḃḅḇƀ c:çćĉċčḉȼ d:ďđḋḍḏḑḓ e:èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệǝəɛ f:ḟ
		g:ĝğġģǥǧǵḡ h:ĥħȟḣḥḧḩḫẖ i:ìíîïĩīĭįıǐȉȋḭḯỉị j:ĵǰ k:ķǩḱḳḵƙ l:ĺļľŀłḷḹḻḽ m:ḿṁṃ n:ñńņňŉŋǹṅṇṉṋ
		o:òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợɔ p:ṕṗ q:ɋ r:ŕŗřȑȓṙṛṝṟ s:śŝşšșṡṣṥṧṩſẛ t:ţťŧțṫṭṯṱẗ
		u:ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự v:ṽṿ w:ŵẁẃẅẇẉẘ x:ẋẍ y:ýÿŷȳẏẙỳỵỷỹƴ z:źżžẑẓẕƶ
		ʒ:ǯ ae:æǣǽ oe:œ ss:ßẞ th:þ dh:ð ij:ĳ lj:ǉ nj:ǌ dz:ǆǳ
		α:άἀἁάὰᾶ ε:έ η:ή ι:ίϊΐ ο:ό υ:ύϋΰ ω:ώ σ:ς
		е:ёѐ и:ѝ і:ї г:ґѓ к:ќ у:ў
		ا:أإآٱ ي:ى ه:ة و:ؤ`) {
		plain, accented, _ := strings.Cut(row, ":")
		for _, r := range accented {
			letters[r] = plain
		}
	}
	return letters
}()

// inTwoLetters writes ä, ö, ü, å and ø as they are written where they cannot be
// typed: Müller is Mueller in an address.
var inTwoLetters = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "å", "aa", "ø", "oe", "a\u0308", "ae", "o\u0308", "oe", "u\u0308", "ue", "a\u030a", "aa")

// spellings are the ways in which text may be compared: without accents, and
// with letters in their place.
func spellings(text string) [2]string {
	return [2]string{Folded(text), Folded(inTwoLetters.Replace(strings.ToLower(text)))}
}
