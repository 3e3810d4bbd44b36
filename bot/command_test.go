package bot

import "testing"

func TestTheFirstWordOfACommand(t *testing.T) {
	for text, want := range map[string][2]string{
		"due": {"due", ""}, "  Due! ": {"due", ""}, "log 1:1 ana": {"log", " 1:1 ana"}, "LOG\u00a0“x” y": {"log", "\u00a0“x” y"}, "“help”": {"help", ""}, "he\u200blp": {"help", ""},
		"": {"", ""}, "away\ttomorrow": {"away", "\ttomorrow"}, "?": {"", ""}, "nonsense": {"nonsense", ""},
	} {
		if word, rest := firstWord(text); word != want[0] || rest != want[1] {
			t.Errorf("%q begins with %q, then %q", text, word, rest)
		}
	}
}
