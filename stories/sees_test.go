package stories

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"text/tabwriter"
	"time"

	"github.com/rs/zerolog"

	"coach"
	"coach/bot/view"
	"coach/files"
	"coach/sandbox"
	"coach/store"
)

// seesMatrix says who sees an answer of each visibility, and where, in an entry
// that Dana logs about Ana. Dana leads Ana and Ben and reports to Priya, who
// reports to Carla; both leaders have their team's week sent to them. Eli leads
// another team, Olga owns the playbook and leads nobody, Gus takes no part, and
// Fern, a guest of Dana's team, none after that day.
//
//	slack  on a Home, in the history, on the page of an entry, or in a message that follows a press
//	file   in the reader's own file: what coach knows about them
//
// The last columns are files and places that have no reader of their own: the file
// about Ana that the law may ask for, the whole file, which only whoever runs
// coach makes; then what all readers together find in messages that coach starts
// (mornings and digests, a channel's too), in reports and their tables, in
// notifications, and in the log.
const seesMatrix = `
          Dana, author  Ana, about  Ben, team  Priya, leader  Carla, above  Eli, elsewhere  Olga, owner  Gus, no part  Fern, has left  lawful file  whole file  mornings, digests  reports  notifications  log
shared    slack file    slack file  -          -              -             -               -            -             -               yes          yes         -                  -        -              -
private   slack file    -           -          -              -             -               -            -             -               yes          yes         -                  -        -              -
leader    slack file    -           -          slack          -             -               -            -             -               yes          yes         -                  -        -              -
team      slack file    slack file  slack      slack          slack         -               -            -             -               yes          yes         -                  -        -              -
everyone  slack file    slack file  slack      slack          slack         slack           slack        -             -               yes          yes         -                  -        -              -
metric    slack file    slack file  -          -              -             -               -            -             -               yes          yes         -                  -        -              -
`

// seesBook is a playbook with a practice that asks a question of each
// visibility.
const seesBook = `version: 1
practices:
- {key: visit, name: Visit, short: Visit, group: coach, enabled: true, levels: [flm, mom, exec], scope: report, cadence: weekly, due: FRI, grace_wd: 0, late_wd: 2, minutes: 30, form: [
    {key: f1, label: shared, type: text, vis: shared}, {key: f2, label: private, type: text, vis: private}, {key: f3, label: leader, type: text, vis: leader},
    {key: f4, label: team, type: text, vis: team}, {key: f5, label: everyone, type: text, vis: everyone}, {key: f6, label: metric, type: select, vis: metric, options: [Quetzal metric, Other]}]}
- {key: inspect_review, name: Inspect, short: Inspect, enabled: false}
`

var (
	seesRows    = []string{"shared", "private", "leader", "team", "everyone", "metric"}
	seesColumns = []string{"Dana, author", "Ana, about", "Ben, team", "Priya, leader", "Carla, above", "Eli, elsewhere", "Olga, owner", "Gus, no part", "Fern, has left"}
	seesPlaces  = []string{"lawful file", "whole file", "mornings, digests", "reports", "notifications", "log"}
)

// Who sees what: one entry with words of each visibility, two weeks of mornings
// and digests, and everybody opening and asking for whatever there is.
func TestWhoSeesWhat(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := &sight{place: "slack", shown: map[string]int{}, seen: map[string]map[string]bool{}}
		s.scene = sceneOf(t, setting{people: forgedCompany, change: func(c *coach.Config) {
			inUse(c)
			c.Log = c.Log.Level(zerolog.TraceLevel)
		}, shown: s.look})
		s.serve(func() {
			s.publish([]byte(seesBook))
			s.begin()
			s.logEntry()
			s.within("mornings, digests", func() { s.until(9, 9, 30) })
			s.within("reports", s.ask)
			s.within("mornings, digests", func() { s.until(16, 9, 30) })
			s.browse()
			s.export()
			s.end()
		})
		for _, place := range []string{"slack", "mornings, digests", "reports", "a channel"} {
			if s.shown[place] == 0 {
				t.Errorf("nothing is shown in: %s", place)
			}
		}
		if got := s.matrix(); got != seesMatrix[1:] {
			t.Errorf("who sees what has changed. It is\n%s\nand not\n%s", got, seesMatrix[1:])
		}
	})
}

// A sight is what everybody sees of the words of an entry.
type sight struct {
	*scene
	place string                     // where what is shown now stands
	shown map[string]int             // how much was shown in each place, and in a channel
	seen  map[string]map[string]bool // by visibility, then by handle and place, or by place
}

func (s *sight) note(vis, where string) {
	if s.seen[vis] == nil {
		s.seen[vis] = map[string]bool{}
	}
	s.seen[vis][where] = true
}

// look notes which words something that coach shows has.
func (s *sight) look(shown sandbox.Showing) {
	s.shown[s.place]++
	if shown.Channel != "" {
		s.shown["a channel"]++
	}
	for _, vis := range seesRows {
		words := secret + " " + vis
		if strings.Contains(shown.Text, words) {
			s.note(vis, "notifications")
		}
		if !strings.Contains(string(shown.Body), words) {
			continue
		}
		if s.place == "slack" {
			s.note(vis, "slack "+shown.To)
		} else {
			s.note(vis, s.place)
		}
	}
}

// within plays something whose words stand in another place than where people
// look of their own accord.
func (s *sight) within(place string, play func()) {
	s.place = place
	play()
	s.settle()
	s.place = "slack"
}

// logEntry has Dana log the entry, and both leaders have digests sent to them, and
// Olga one to a channel.
func (s *sight) logEntry() {
	for _, handle := range []string{"carla", "priya"} {
		s.User(handle).Command("/coach settings").Modal().Fill("Your team's week", "Monday").Submit().Close()
		s.settle()
	}
	list := s.User("olga").Command("/coach settings").Modal().Click("Digests in channels")
	list.Click("Add a digest").Fill("Whose organisation is it about?", "Carla Stone").Fill("Channel", "#leaders").Fill("Day", "Monday").Submit()
	s.settle()
	s.User("olga").Modal().Close()
	form := s.User("dana").Command("/coach log visit @ana").Modal()
	for _, vis := range seesRows {
		form.Fill(vis, secret+" "+vis)
	}
	form.Submit().Close()
	s.settle()
}

// readers are the people of the matrix, by handle.
func readers() (handles []string) {
	for _, column := range seesColumns {
		name, _, _ := strings.Cut(column, ",")
		handles = append(handles, strings.ToLower(name))
	}
	return handles
}

// ask has everybody ask for every report.
func (s *sight) ask() {
	for _, handle := range readers() {
		for _, text := range []string{"report", "report me", "report team", "report team month", "report company", "report <@" + s.User("dana").ID + ">"} {
			s.types(handle, text)
		}
		s.settle()
		for _, m := range s.DM(handle).Messages() {
			if slices.Contains(m.Buttons(), "As CSV") {
				m.Click(s.User(handle), "As CSV")
			}
		}
		s.settle()
	}
	for _, said := range s.heard() {
		for _, vis := range seesRows {
			if strings.HasPrefix(said, "upload.") && strings.Contains(said, secret+" "+vis) {
				s.note(vis, "reports")
			}
		}
	}
}

// browse has everybody open whatever they can.
func (s *sight) browse() {
	entry := s.query(`SELECT id FROM entries`)[0]["id"]
	for _, handle := range readers() {
		s.User(handle).OpenHome()
		for _, other := range readers() {
			s.types(handle, "history <@"+s.User(other).ID+">")
			s.press(handle, view.ActionPerson, s.IDs[other])
		}
		for _, text := range []string{"due", "steps", "agenda", "best " + secret, "playbook"} {
			s.types(handle, text)
		}
		s.press(handle, view.ActionRead, entry)
		for _, page := range []string{"", "1", "2", "3"} {
			s.press(handle, view.ActionKnown, page)
		}
	}
}

// types has somebody type a command. What answers it counts as shown to them.
func (s *sight) types(handle, text string) {
	answer := s.User(handle).Forge("slash_commands", map[string]any{"command": "/coach", "text": text})
	s.look(sandbox.Showing{To: handle, Body: []byte(answer)})
}

// export notes what stands in everybody's own file, in the lawful one about Ana,
// in the whole one, and in the log.
func (s *sight) export() {
	has := func(where, text string) {
		for _, vis := range seesRows {
			if strings.Contains(text, secret+" "+vis) {
				s.note(vis, where)
			}
		}
	}
	s.withStore(func(ctx context.Context, db *store.Store) error {
		own := func(handle string, lawful bool) string {
			var file bytes.Buffer
			if err := db.ExportOwn(ctx, s.person(handle), lawful, files.NewWriter(&file).Write, time.Now()); err != nil {
				s.t.Errorf("the file of %s: %v", handle, err)
			}
			return file.String()
		}
		for _, handle := range readers() {
			if s.IDs[handle] != "" { // of whoever takes no part there is none
				has("file "+handle, own(handle, false))
			}
		}
		has("lawful file", own("ana", true))
		var whole bytes.Buffer
		err := db.Export(ctx, files.NewWriter(&whole).Write, time.Now())
		has("whole file", whole.String())
		return err
	})
	has("log", s.log.String())
	has("log", s.out.String())
}

// matrix is what was seen, as seesMatrix has it.
func (s *sight) matrix() string {
	var matrix strings.Builder
	w := tabwriter.NewWriter(&matrix, 0, 0, 2, ' ', 0)
	write := func(cells ...string) { _, _ = w.Write([]byte(strings.Join(cells, "\t") + "\n")) }
	write(slices.Concat([]string{""}, seesColumns, seesPlaces)...)
	for _, vis := range seesRows {
		row, seen := []string{vis}, maps.Clone(s.seen[vis])
		for _, handle := range readers() {
			var where []string
			for _, place := range []string{"slack", "file"} {
				if seen[place+" "+handle] {
					where = append(where, place)
					delete(seen, place+" "+handle)
				}
			}
			row = append(row, cell(strings.Join(where, " ")))
		}
		for _, place := range seesPlaces {
			row = append(row, cell(map[bool]string{true: "yes"}[seen[place]]))
			delete(seen, place)
		}
		if len(seen) > 0 {
			s.t.Errorf("%s words are seen where the matrix has no column: %v", vis, slices.Sorted(maps.Keys(seen)))
		}
		write(row...)
	}
	if err := w.Flush(); err != nil {
		s.t.Fatal(err)
	}
	return matrix.String()
}

func cell(said string) string {
	if said == "" {
		return "-"
	}
	return said
}
