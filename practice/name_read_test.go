package practice_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"coach/practice"
)

// directoryNames are names as directories write them, each with the name for
// greetings, the whole name for lines, and typed words that find the person.
var directoryNames = []struct{ name, first, full, typed string }{
	{"Dana Ruiz", "Dana", "Dana Ruiz", "dana|Ruiz|dana ruiz|ruiz dana|ruiz, dana|@Dana|dan|dana r"},
	{"Ruiz, Dana", "Dana", "Dana Ruiz", "dana|ruiz|dana ruiz|Ruiz, Dana|dana r"},
	{"LIMA, Ana (EXT)", "Ana", "Ana LIMA (EXT)", "ana|lima|ana lima|LIMA, Ana (EXT)"},
	{"LIMA, ANA", "Ana", "ANA LIMA", "ana"},
	{"ANA LIMA", "Ana", "ANA LIMA", "ana|lima"},
	{"[EXT] Ana Lima", "Ana", "[EXT] Ana Lima", "ana|ana lima"},
	{"EXT - Ana Lima", "Ana", "EXT - Ana Lima", "ana"},
	{"Ana Lima EXT", "Ana", "Ana Lima EXT", "ana lima"},
	{"Ana Lima (she/her)", "Ana", "Ana Lima (she/her)", "ana lima"},
	{"Ana Lima | Sales", "Ana", "Ana Lima | Sales", "ana lima"},
	{"Lima, Ana - Contractor", "Ana", "Ana Lima - Contractor", "ana lima"},
	{"🌴 Ana Lima", "Ana", "🌴 Ana Lima", "ana"},
	{"Lima (EXT), Ana", "Ana", "Ana Lima (EXT)", "ana lima"},
	{"Ana (on leave", "Ana", "Ana (on leave", "ana"},

	{"Dr. Ben Okafor", "Ben", "Dr. Ben Okafor", "ben|okafor|dr. ben okafor|ben okafor"},
	{"Prof. Dr. Ben Okafor", "Ben", "Prof. Dr. Ben Okafor", "ben"},
	{"Okafor, Dr. Ben", "Ben", "Dr. Ben Okafor", "ben okafor"},
	{"Dr. Okafor, Ben", "Ben", "Ben Dr. Okafor", "ben okafor"},
	{"Dipl.-Ing. Jörg Weiß", "Jörg", "Dipl.-Ing. Jörg Weiß", "jorg|joerg|weiss|Jörg"},
	{"Mr Ben Okafor", "Ben", "Mr Ben Okafor", "ben"},
	{"Sra. Inés Peña", "Inés", "Sra. Inés Peña", "ines|pena"},
	{"Gen Ito", "Gen", "Gen Ito", "gen"},
	{"Dr.", "Dr", "Dr.", "dr"},

	{"Ben Okafor Jr.", "Ben", "Ben Okafor Jr.", "ben okafor jr|ben"},
	{"Okafor, Ben, Jr.", "Ben", "Ben Okafor Jr.", "ben okafor"},
	{"Okafor, Jr., Ben", "Ben", "Ben Okafor Jr.", "ben okafor"},
	{"Ana Lima, PhD", "Ana", "Ana Lima, PhD", "ana lima"},
	{"Ana Lima, Ph.D., MBA", "Ana", "Ana Lima, Ph.D., MBA", "ana"},
	{"Ben Okafor III", "Ben", "Ben Okafor III", "ben"},
	{"Silva, Junior", "Junior", "Junior Silva", "junior"},
	{"Rahman, Md", "Md", "Md Rahman", "md"},
	{"Jack Ma", "Jack", "Jack Ma", "jack|ma"},
	{"Ma, Jack", "Jack", "Jack Ma", "jack ma"},

	{"Zoë Brontë", "Zoë", "Zoë Brontë", "zoe|zoë|ZOE|bronte"},
	{"Zoe\u0308 Bronte\u0308", "Zoe\u0308", "Zoe\u0308 Bronte\u0308", "zoe|zoë"},
	{"Søren Ångström", "Søren", "Søren Ångström", "soren|soeren|angstrom|aangstroem"},
	{"Łukasz Żółć", "Łukasz", "Łukasz Żółć", "lukasz|zolc"},
	{"Mueller, Tim", "Tim", "Tim Mueller", "müller|mueller"},
	{"Müller, Tim", "Tim", "Tim Müller", "müller|mueller|muller"},
	{"İbrahim Yıldız", "İbrahim", "İbrahim Yıldız", "ibrahim|yildiz"},
	{"Nguyễn Văn An", "Nguyễn", "Nguyễn Văn An", "an|van an|nguyen"},
	{"Conan O’Brien", "Conan", "Conan O’Brien", "o'brien|obrien|O’Brien"},
	{"O'Brien, Conan", "Conan", "Conan O'Brien", "conan"},
	{"Jean-Paul Sartre", "Jean-Paul", "Jean-Paul Sartre", "jean-paul|jean paul|jean"},
	{"DUPONT Jean-Paul", "Jean-Paul", "DUPONT Jean-Paul", "jean|dupont"},
	{"Jean DUPONT", "Jean", "Jean DUPONT", "jean"},
	{"JEAN-PAUL DUPONT", "Jean-Paul", "JEAN-PAUL DUPONT", "jean"},
	{"AJ Smith", "AJ", "AJ Smith", "aj"},

	{"O Sehun", "O", "O Sehun", "o|sehun"},
	{"Li, X", "X", "X Li", "x|li"},
	{"X", "X", "X", "x"},
	{"J. Smith", "J", "J. Smith", "j|smith"},
	{"J. Robert Smith", "Robert", "J. Robert Smith", "robert|smith"},
	{"J.R. Smith", "JR", "J.R. Smith", "smith"},
	{"Smith, John A.", "John", "John A. Smith", "john|john smith"},

	{"Jan van der Berg", "Jan", "Jan van der Berg", "jan|van der berg|berg"},
	{"van der Berg, Jan", "Jan", "Jan van der Berg", "jan|van der berg"},
	{"van der Berg", "van der Berg", "van der Berg", "berg"},
	{"Van Nguyen", "Van", "Van Nguyen", "van"},
	{"Abdul Rahman Khan", "Abdul Rahman", "Abdul Rahman Khan", "abdul rahman|abdul"},
	{"Ibn Sina, Ali", "Ali", "Ali Ibn Sina", "ali"},
	{"María de la Cruz", "María", "María de la Cruz", "maria|cruz"},
	{"de Souza, Ana", "Ana", "Ana de Souza", "ana"},

	{"山田太郎", "山田太郎", "山田太郎", "山田|太郎|山田太郎"},
	{"山田\u3000太郎", "山田 太郎", "山田 太郎", "山田|太郎|山田　太郎"},
	{"김 철수", "김 철수", "김 철수", "철수|김철수"},
	{"王, 伟", "伟", "伟 王", "伟|王"},
	{"Иванова Анна Сергеевна", "Анна", "Иванова Анна Сергеевна", "анна|Иванова"},
	{"Анна Сергеевна Иванова", "Анна", "Анна Сергеевна Иванова", "анна"},
	{"Алёна Ким", "Алёна", "Алёна Ким", "алена|алёна"},
	{"محمد علي", "محمد", "محمد علي", "محمد|مُحَمَّد"},
	{"שרה כהן", "שרה", "שרה כהן", "שרה"},
	{"สมชาย ใจดี", "สมชาย", "สมชาย ใจดี", "สมชาย"},
	{"Γιώργος Παπάς", "Γιώργος", "Γιώργος Παπάς", "γιωργος"},
	{"प्रिया नायर", "प्रिया", "प्रिया नायर", "प्रिया"},

	{`Robert "Bob" Smith`, "Robert", `Robert "Bob" Smith`, "bob|robert"},
	{`"Bob" Smith`, "Bob", `"Bob" Smith`, "bob"},
	{"(Ana)", "Ana", "(Ana)", "ana"},
	{"Lima,", "Lima", "Lima,", "lima"},
	{", Ana", "Ana", ", Ana", "ana"},
	{"   ", "there", "", ""},
	{"…", "…", "…", ""},
}

func TestNamesAsDirectoriesWriteThem(t *testing.T) {
	for _, c := range directoryNames {
		p := practice.Person{ID: 2, Name: c.name, Account: practice.Member}
		if p.First() != c.first || p.Full() != c.full {
			t.Errorf("%q is called %q, and %q in lines; want %q and %q", c.name, p.First(), p.Full(), c.first, c.full)
		}
		lead := practice.Person{ID: 1, Name: "Quinn Xu", Account: practice.Member}
		r := practice.NewRoster([]practice.Person{lead, p}, []practice.Line{{Report: 1}, {Report: 2, Manager: 1}}, &practice.Playbook{})
		for typed := range strings.SplitSeq(c.typed, "|") {
			if typed != "" && r.Fits(typed)(2) == 0 {
				t.Errorf("“%s” does not find %q", typed, c.name)
			}
		}
	}
}

// The greeting is a part of the name, never empty, has no comma, and the whole
// name finds the person.
func TestAnyNameIsReadAndFound(t *testing.T) {
	word := rapid.OneOf(
		rapid.SampledFrom(strings.Fields("Ana LIMA Zoë O’Brien van der de Dr. Prof. Jr. PhD (EXT) [she/her] J. | - , , / @ 山田 김 Анна محمد EXT 🌴 \"Bob\" . … (")),
		rapid.StringN(1, 6, -1))
	rapid.Check(t, func(r *rapid.T) {
		name := practice.CleanName(strings.Join(rapid.SliceOfN(word, 0, 6).Draw(r, "words"), rapid.SampledFrom([]string{" ", ", ", ""}).Draw(r, "between")))
		p := practice.Person{ID: 2, Name: name, Account: practice.Member}
		first := p.First()
		if first == "" || strings.ContainsAny(first, ",\n") && strings.ContainsFunc(name, unicode.IsLetter) || !utf8.ValidString(first) {
			r.Fatalf("%q is called %q", name, first)
		}
		for word := range strings.FieldsSeq(practice.Folded(first)) {
			if name != "" && !strings.Contains(strings.ReplaceAll(practice.Folded(name), " ", ""), word) {
				r.Fatalf("%q is called %q, which is no part of it", name, first)
			}
		}
		roster := practice.NewRoster([]practice.Person{{ID: 1, Name: "Quinn Xu", Account: practice.Member}, p}, []practice.Line{{Report: 1}, {Report: 2, Manager: 1}}, &practice.Playbook{})
		if practice.Folded(name) != "" && roster.Fits(name)(2) == 0 {
			r.Fatalf("%q is not found by %q", name, name)
		}
	})
}

// Every Latin and Greek letter with an accent is found without it.
func TestAccentsAreFolded(t *testing.T) {
	for _, block := range [][2]rune{{0xc0, 0x24f}, {0x1e00, 0x1eff}, {0x386, 0x3ce}} {
		for r := block[0]; r <= block[1]; r++ {
			var base strings.Builder
			for _, c := range norm.NFD.String(string(r)) {
				if !unicode.Is(unicode.Mn, c) {
					base.WriteRune(c)
				}
			}
			if got := practice.Folded(string(r)); unicode.IsLetter(r) && got != practice.Folded(base.String()) {
				t.Errorf("%c folds to %q, want %q", r, got, practice.Folded(base.String()))
			}
			if composed, apart := practice.Folded(string(r)), practice.Folded(norm.NFD.String(string(r))); composed != apart {
				t.Errorf("%c folds to %q, and taken apart to %q", r, composed, apart)
			}
		}
	}
}
