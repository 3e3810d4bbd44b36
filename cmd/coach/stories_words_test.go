package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"coach"
	"coach/sandbox"
)

// directory is a company as some directories write people.
const directory = `email,name,manager_email,time_zone
priya@example.com,"NAIR, Priya",,Europe/London
dana@example.com,"Ruiz, Dana",priya@example.com,Europe/London
ana@example.com,"LIMA, Ana (EXT)",dana@example.com,Europe/London
ben@example.com,Dr. Ben Okafor,dana@example.com,Europe/London
zoe@example.com,Zoë Brontë,dana@example.com,Europe/London
`

// People are greeted, named and found whatever order, titles, suffixes and
// accents their directory writes.
func TestNamesFromADirectory(t *testing.T) {
	priyaLeads := func(c *coach.Config) { c.DigestRoot = "priya@example.com" }
	story(t, setting{start: monday.AddDate(0, 0, 2), people: directory, change: priyaLeads}, func(st *stage) {
		dana := st.User("dana")
		st.until(5, 10, 0)
		for _, words := range []string{"log 1:1 ana", "Log 1:1 – Ben", "log 1:1 zoe", "“thank Lima, Ana for the demo…”", "kudos bronte and okafor", "the weather is nice", "help"} {
			dana.Say(words)
			st.settle()
		}
		st.User("ana").Command("/coach help")
	})
}

// What coach suggests to somebody it understands of them, whoever they are.
func TestWhatIsSuggestedWorks(t *testing.T) {
	t.Parallel()
	unwritten(t, setting{start: monday.AddDate(0, 0, 3)}, func(st *stage) {
		st.AddPerson(sandbox.Person{Handle: "sam", Name: "Sam Stone", Email: "sam@example.com", Zone: "Europe/London"})
		for _, handle := range []string{"dana", "ana", "priya", "carla", "fay", "sam"} {
			who := st.User(handle)
			who.Say("the weather is nice")
			st.settle()
			examples := examplesIn(st.DM(handle).Last().Text())
			if len(examples) == 0 {
				t.Errorf("%s reads no example", handle)
			}
			for _, words := range examples {
				who.Say(words)
				st.settle()
				if reply := st.DM(handle).Last().Text(); slices.Contains(examplesIn(reply), words) && !strings.Contains(reply, "What you can ask") || strings.Contains(reply, "Sorry") || strings.Contains(reply, "not know who") {
					t.Errorf("%s is told to try “%s”, and reads: %s", handle, words, reply)
				}
			}
		}
	})
}

var aCode = regexp.MustCompile("`([^`]+)`|Try ([^,.]+)|, ([^,.]+?) or | or ([^,.]+)\\.")

// examplesIn are the words that an answer says to try.
func examplesIn(answer string) (examples []string) {
	for _, m := range aCode.FindAllStringSubmatch(answer, -1) {
		examples = append(examples, strings.Join(m[1:], ""))
	}
	return examples
}
