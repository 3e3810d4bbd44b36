package stories

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"coach"
	"coach/bot/view"
	"coach/sandbox"
)

// readersOf are the only people who may read what others wrote, by the words that
// follow the secret one. They are written down from the matrix of who sees what:
// the program's own rules are what is tested.
var readersOf = map[string][]string{
	"strength":          {"dana", "ben", "cy"}, // of 1:1s with both
	"note":              {"dana"},
	"plan":              {"dana", "ben"},
	"plan of his own":   {"dana", "ben"},
	"helped":            {"dana", "ben"}, // thanks that went to him alone
	"topic":             {"dana", "ben"},
	"focus":             {"dana", "ben"},
	"time":              {"dana", "ben"},
	"obstacle":          {"dana", "ben"}, // his, which she owns, and has not passed up
	"skip":              {"dana", "priya"},
	"excuse":            {"dana", "priya"},
	"suggestion":        {"ben", "carla", "olga"}, // owners of the playbook
	"did well":          {"dana", "ana"},
	"to improve":        {"dana", "ana"},
	"next step of hers": {"dana", "ana"},
	"comment of eli":    {"eli", "priya"}, // on the line about him in her digest
	"comment of priya":  {"priya", "carla"},
	"support":           {"priya"},
	"moment":            {"dana", "ana"},
	"good in winter":    {"dana", "cy"},
	"customer":          {"dana", "eli"}, // named by her for him and for Mia, who moved to him
}

var wordsCompany = forgedCompany + `fred@example.com,Fred Moss,priya@example.com,Europe/London
uma@example.com,Uma Bell,fred@example.com,Europe/London
`

var everybody = []string{"carla", "olga", "priya", "dana", "eli", "fred", "ana", "ben", "cy", "fay", "uma"}

// A hearing is all that coach shows to anybody.
type hearing struct {
	*scene
	all   []sandbox.Showing
	files []string // what was uploaded
}

// Dana, Ben, Eli and Priya write words that are for few. Three weeks go by, with
// digests to two leaders and a channel, whose tables, numbers and buttons are all
// opened; everybody looks at all that they can look at, of everybody. Each of the
// words is read by the few alone, and none of them stands in a notification, in
// metadata, in the value of a button or in a log.
func TestNobodyReadsWhatIsForOthers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		h := &hearing{}
		h.scene = sceneOf(t, setting{people: wordsCompany, change: func(c *coach.Config) {
			inUse(c)
			c.Log = c.Log.Level(zerolog.TraceLevel)
		}, shown: func(s sandbox.Showing) { h.all = append(h.all, s) }})
		h.serve(func() {
			h.prepare()
			h.orderDigests()
			h.writeMore()
			for _, day := range []int{6, 9, 13, 16, 20, 23, 27, 30} {
				h.until(day, 9, 30)
				h.lookAround()
				if day == 9 { // a digest names nobody while practices go badly with everybody
					h.publishOnly("team_meeting", "inspect_review")
				}
				if day == 9 || day == 16 || day == 23 {
					for _, handle := range []string{"dana", "fred", "priya"} {
						h.logTeamMeeting(handle)
					}
				}
			}
			h.lookAtOthers()
			h.takeData()
			h.end()
		})
		h.judge()
	})
}

// orderDigests has both leaders have their team's week sent to them.
func (h *hearing) orderDigests() {
	for _, handle := range []string{"carla", "priya"} {
		h.User(handle).Command("/coach settings").Modal().Fill("Your team's week", "Monday").Submit().Close()
		h.settle()
	}
}

// writeMore has Dana log an observation and a moment with Ana, and Priya whom she
// helps.
func (h *hearing) writeMore() {
	form := h.User("dana").Command("/coach log observation @ana").Modal()
	form.Fill("What did you observe?", "Live call-along").Fill("What they did well", secret+" did well").
		Fill("One thing to improve", secret+" to improve").Fill("Their next step", secret+" next step of hers").Submit().Close()
	h.settle()
	form = h.User("dana").Command("/coach log in the moment").Modal()
	form.Fill("Who? (one, several or the whole team)", "Ana Lima").Fill("What you saw and what you said or asked", secret+" moment").Submit().Close()
	h.settle()
	for range 2 { // the second counts, so Priya can excuse it
		fillSkip(h.skipForm("dana", "In-the-moment"), "Other").Fill("A few words", secret+" skip").Submit().Close()
		h.settle()
	}
	h.User("priya").Command("/coach excuse @dana").Modal().Fill("What?", "In-the-moment coaching").Close()
	h.press("dana", view.ActionCustomers, h.IDs["mia"])
	h.User("dana").Modal().Fill(customersFor, secret+" customer").Submit().Close()
	h.User("priya").Command("/coach log inspect").Modal().Fill("Who will you help this week?", "Eli Katz").Fill("How will you help?", secret+" support").
		Fill("Spot check: I asked one coached person how it went", "Not this week").Submit().Close()
	h.settle()
}

// types has somebody type a command. What answers it counts as shown to them.
func (h *hearing) types(handle, text string) {
	answer := h.User(handle).Forge("slash_commands", map[string]any{"command": "/coach", "text": text})
	h.all = append(h.all, sandbox.Showing{To: handle, Body: json.RawMessage(answer)})
}

// lookAround has everybody press whatever their messages have that tells more,
// and look at what is theirs.
func (h *hearing) lookAround() {
	for _, handle := range everybody {
		all := h.DM(handle).Messages()
		for _, message := range all[max(0, len(all)-4):] {
			h.unfold(handle, message)
		}
		h.User(handle).OpenHome()
		h.press(handle, view.ActionPerson, h.IDs["mia"])
		for _, text := range []string{"due", "steps", "report", "report team", "report team month", "report company quarter", "agenda"} {
			h.types(handle, text)
		}
		for _, page := range []string{"", "1", "2", "3"} {
			h.press(handle, view.ActionKnown, page)
		}
	}
	for _, said := range h.heard() {
		if strings.HasPrefix(said, "upload.") {
			h.files = append(h.files, said)
		}
	}
}

// unfold presses the buttons of a message behind which there is more to read.
func (h *hearing) unfold(handle string, message *sandbox.Message) {
	u := h.User(handle)
	for _, label := range []string{"Show the table", "Why this number?", "As CSV", "Offer help", "Yes", "Add a comment"} {
		if !slices.Contains(message.Buttons(), label) {
			continue
		}
		message.Click(u, label)
		h.settle()
		if label == "Add a comment" {
			u.Modal().Fill("Your comment", secret+" comment of "+handle).Submit().Close()
			h.settle()
		}
	}
}

// lookAtOthers has everybody ask for whatever there is about anybody.
func (h *hearing) lookAtOthers() {
	for _, handle := range everybody {
		for _, other := range everybody {
			mention := "<@" + h.User(other).ID + ">"
			for _, text := range []string{"history " + mention, "report " + mention + " month", "excuse " + mention} {
				h.types(handle, text)
			}
		}
		for _, entry := range h.query(`SELECT id FROM entries`) {
			h.press(handle, view.ActionRead, entry["id"])
		}
		h.types(handle, "best "+secret)
		h.types(handle, "playbook")
	}
}

// takeData has everybody take their own data along, which they may read as a
// whole.
func (h *hearing) takeData() {
	for _, handle := range everybody {
		h.press(handle, view.ActionTakeData, h.IDs["ben"])
		h.settle()
		_, archive, sent := h.DM(handle).Last().File()
		data := unzipped(archive)
		if !sent || !strings.Contains(data, handle+"@example.com") {
			h.t.Errorf("%s has no data to take along", handle)
		}
		body, _ := json.Marshal(map[string]string{"file": data})
		h.all = append(h.all, sandbox.Showing{To: handle, Body: body})
	}
}

// carried are the members of what coach sends that nobody reads on a screen, and
// that must not have anybody's words.
var carried = regexp.MustCompile(`"(?:private_metadata|callback_id|external_id|action_id|block_id|alt_text)":"[^"]*` + secret)

func (h *hearing) judge() {
	t := h.t
	t.Helper()
	read := map[string]map[string]bool{}
	for _, s := range h.all {
		body := string(s.Body)
		if strings.Contains(s.Text, secret) {
			t.Errorf("a notification to %s%s has others' words: %s", s.To, s.Channel, s.Text)
		}
		if found := carried.FindString(body); found != "" {
			t.Errorf("what %s gets carries %s", s.To, found)
		}
		if metadata := metadataOf(t, s.Body); strings.Contains(metadata, secret) {
			t.Errorf("the metadata of a message to %s%s is %s", s.To, s.Channel, metadata)
		}
		for words, readers := range readersOf {
			if !strings.Contains(body, secret+" "+words) {
				continue
			}
			if s.To == "" || !slices.Contains(readers, s.To) {
				t.Errorf("%q is read by %s%s:\n%s", words, s.To, s.Channel, body)
			}
			if read[words] == nil {
				read[words] = map[string]bool{}
			}
			read[words][s.To] = true
		}
	}
	for words, readers := range readersOf {
		if len(read[words]) == 0 {
			t.Errorf("nobody reads %q, not even %v: the story shows nothing of it", words, readers)
		}
	}
	if len(h.files) == 0 {
		t.Error("nobody has a table as a file: the story shows nothing of it")
	}
	for name, text := range map[string]string{"the log": h.log.String(), "the terminal": h.out.String(), "a file": strings.Join(h.files, "\n")} {
		if strings.Contains(text, secret) {
			t.Errorf("%s has somebody's words", name)
		}
	}
	t.Logf("%d messages, forms and Homes; %d files", len(h.all), len(h.files))
}

func metadataOf(t *testing.T, body json.RawMessage) string {
	t.Helper()
	var m struct {
		Metadata json.RawMessage `json:"metadata"`
	}
	if len(body) > 0 {
		if err := json.Unmarshal(body, &m); err != nil {
			t.Fatal(err)
		}
	}
	return string(m.Metadata)
}
