package stories

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"coach/bot/view"
	"coach/sandbox"
	"coach/service"
)

// unzipped is all that stands in the archive that some bytes have in them; ""
// where they have none.
func unzipped(data []byte) string {
	var all strings.Builder
	for _, content := range entriesOf(data) {
		all.WriteString(content)
	}
	return all.String()
}

// entriesOf are the files in an archive, by name.
func entriesOf(data []byte) map[string]string {
	at := bytes.Index(data, []byte("PK\x03\x04"))
	if at < 0 {
		return nil
	}
	archive, err := zip.NewReader(bytes.NewReader(data[at:]), int64(len(data)-at))
	if err != nil {
		return nil
	}
	entries := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			return nil
		}
		content, _ := io.ReadAll(r)
		entries[f.Name] = string(content)
		r.Close()
	}
	return entries
}

var markup = regexp.MustCompile(`(?s)<style>.*</style>|<title>.*</title>|<[^>]*>`)

// noteData tells what the page in the latest archive says.
func (st *stage) noteData(handle string) (page, lines string) {
	st.t.Helper()
	name, content, ok := st.DM(handle).Last().File()
	if !ok {
		st.t.Fatal("the latest message brings no file")
	}
	entries := entriesOf(content)
	page, lines = entries[service.OwnPage], entries[service.OwnLines]
	var said []string
	for line := range strings.Lines(markup.ReplaceAllString(page, "")) {
		if line = strings.TrimSpace(line); line != "" {
			said = append(said, line)
		}
	}
	st.Note("%s holds %s and %s, which says:\n#   %s", name, service.OwnLines, service.OwnPage, strings.Join(said, "\n#   "))
	return page, lines
}

// Ana takes what coach knows about her along. She reads what Dana shared with
// her, and that there is a private note, without its words. Though Slack delivers
// her press twice it is one file, and a day later it is gone. The audit says that
// she had it.
func TestSomebodyTakesTheirData(t *testing.T) {
	story(t, setting{people: company, change: withoutDigest, server: true}, func(st *stage) {
		st.publishOnly("one_on_one")
		st.owner("carla@example.com")
		ana := st.User("ana")
		st.until(3, 10, 0)
		st.note("dana", "ana")
		st.until(4, 10, 0)
		page := ana.OpenHome().Click("What coach knows about me").Modal()
		page.Click("Take my data with me")
		st.settle()
		read, lines := st.noteData("ana")
		for _, has := range []string{"Asks good questions", "Noted for themselves, and not shown here."} {
			if !strings.Contains(read, has) {
				t.Errorf("the page lacks %q", has)
			}
		}
		if !strings.Contains(lines, `"of":"ana@example.com","private":"withheld"`) || !strings.Contains(lines, `"deed":"exported"`) || strings.Contains(read+lines, "Stays between us") {
			t.Errorf("the lines are\n%s", lines)
		}
		st.downloads("ana", "dana")
		st.Note("Slack delivers the press once more")
		st.Redeliver()
		page.Close()
		carla := st.User("carla")
		carla.Command("/coach settings").Modal().Click("Audit").Close()
		carla.Modal().Close()
		st.until(5, 10, 10)
		if n := len(st.filesOf("ana")); n != 0 {
			t.Errorf("%d files are there after a day", n)
		}
	})
}

// Fern is a guest whom the people file names, and Eli a colleague, until their last
// day. From then on both read and take what coach knows about them, and Fern
// nothing else; Gil, a guest whom coach has nothing of, hears what he always did.
func TestWhoeverTakesNoPartTakesTheirData(t *testing.T) {
	const people = twoTeams + "fern@example.com,Fern Hay,dana@example.com,Europe/London,\n"
	lastDay := strings.NewReplacer("Eli Katz,priya@example.com,Europe/London,", "Eli Katz,priya@example.com,Europe/London,2026-03-03",
		"Fern Hay,dana@example.com,Europe/London,", "Fern Hay,dana@example.com,Europe/London,2026-03-03")
	story(t, setting{people: twoTeams, change: withoutDigest, server: true}, func(st *stage) {
		st.publishOnly("one_on_one")
		st.AddPerson(sandbox.Person{Handle: "fern", Name: "Fern Hay", Zone: "Europe/London", Guest: true})
		st.AddPerson(sandbox.Person{Handle: "gil", Name: "Gil Ray", Zone: "Europe/London", Guest: true})
		st.importPeople(people)
		st.until(3, 10, 0)
		st.note("dana", "fern")
		st.importPeople(lastDay.Replace(people))
		st.Note("the people file is imported again: it is Eli's and Fern's last day")
		st.until(4, 10, 0)
		for _, handle := range []string{"fern", "eli"} {
			u := st.User(handle)
			u.Command("/coach")
			u.OpenHome().Click("What coach knows about me").Modal().Click("Take my data with me").Close()
			st.settle()
			if read, _ := st.noteData(handle); strings.Contains(read, "Asks good questions") != (handle == "fern") || strings.Contains(read, "Stays between us") {
				t.Errorf("%s reads\n%s", handle, read)
			}
		}
		fern := st.User("fern")
		fern.Command("/coach report team")
		fern.Say("due")
		fern.Shortcut("Thank somebody").Modal().Click("What coach knows about me").Close()
		st.User("gil").Command("/coach")
		st.press("gil", view.ActionKnown, "")
		st.press("gil", view.ActionTakeData, "")
		if n := len(st.filesOf("gil")); n != 0 {
			t.Errorf("Gil has %d files", n)
		}
	})
}

// downloads has somebody download the file that their conversation with coach
// shows, in a browser, and another try the same address.
func (st *stage) downloads(handle, other string) {
	st.t.Helper()
	site := st.Page(sandbox.PageOptions{})
	get := func(path string) *httptest.ResponseRecorder {
		answer := httptest.NewRecorder()
		site.ServeHTTP(answer, httptest.NewRequest("GET", "http://localhost"+path, nil))
		return answer
	}
	link := regexp.MustCompile(`href="/as/` + handle + `/file/(\w+)" download="coach-my-data-[0-9-]+\.zip"`).FindStringSubmatch(get("/as/" + handle + "/dm").Body.String())
	if link == nil {
		st.t.Fatal("the page shows no file")
	}
	if got := get("/as/" + handle + "/file/" + link[1]); len(entriesOf(got.Body.Bytes())) != 2 {
		st.t.Errorf("%s downloads %d, %d bytes", handle, got.Code, got.Body.Len())
	}
	if got := get("/as/" + other + "/file/" + link[1]).Code; got != http.StatusNotFound {
		st.t.Errorf("%s, whose file it isn't, gets %d", other, got)
	}
}

// note has somebody log a 1:1 with a private note.
func (st *stage) note(by, about string) {
	st.t.Helper()
	form := st.User(by).Command("/coach log 1:1 @" + about).Modal()
	form.Click("More questions")
	form.Fill("Where did the time go?", "Balanced").Fill("A strength to build on", "Asks good questions").
		Fill("Action plan, in their words", "Calls three customers").Fill("By when?", "2026-03-12").Fill("Who writes the plan?", "We wrote it together").
		Fill("Private note", "Stays between us").Submit().Close()
	st.settle()
}

// takesData has somebody press the button on their page of what coach knows.
func (st *stage) takesData(handle string) {
	st.t.Helper()
	page := st.User(handle).OpenHome().Click("What coach knows about me").Modal()
	page.Click("Take my data with me")
	page.Close()
}

// Coach is killed in the middle of each step of sending somebody's data, and the
// next one finishes.
func TestKilledWhileSendingSomebodysData(t *testing.T) {
	for _, step := range []string{"files.getUploadURLExternal", "/upload/", "files.completeUploadExternal"} {
		t.Run(strings.Trim(step, "/"), func(t *testing.T) {
			unwritten(t, setting{people: company, change: withoutDigest, apart: true}, func(st *stage) {
				after := st.killAfter(step)
				st.run()
				st.until(4, 10, 0)
				st.takesData("ana")
				st.settle()
				st.config.DB = after()
				st.run()
				time.Sleep(10 * time.Minute)
				if n, said := len(st.filesOf("ana")), saidIn(st.DM("ana"), "Here's your data."); n != 1 || said != 1 || st.busy() {
					t.Errorf("one press made %d files and %d messages; more is to come: %t", n, said, st.busy())
				}
				time.Sleep(25 * time.Hour)
				if n := len(st.filesOf("ana")); n != 0 {
					t.Errorf("%d files are left after a day", n)
				}
			})
		})
	}
}

// Whoever presses again while the file is under way gets one.
func TestTakingDataTwiceIsOneFile(t *testing.T) {
	unwritten(t, setting{people: company, change: withoutDigest}, func(st *stage) {
		st.until(4, 10, 0)
		st.DelayAcceptance("files.completeUploadExternal", 1, 10*time.Second)
		st.takesData("ana")
		st.press("ana", view.ActionTakeData, "")
		time.Sleep(10 * time.Minute)
		if n := len(st.filesOf("ana")); n != 1 || st.busy() {
			t.Errorf("two presses made %d files", n)
		}
	})
}

// Where Slack does not take the file, whoever asked reads why and whom to ask;
// while it cannot be reached, the file waits; and without the right to send files
// the page says so.
func TestSomebodysDataThatSlackDoesNotTake(t *testing.T) {
	t.Run("the right is gone", func(t *testing.T) {
		unwritten(t, setting{people: company, change: withoutDigest}, func(st *stage) {
			st.until(4, 10, 0)
			st.Fail("files.getUploadURLExternal", 1, "missing_scope")
			st.takesData("ana")
			time.Sleep(10 * time.Minute)
			if got := st.DM("ana").Last().Text(); !strings.Contains(got, "I may not send files in this workspace any more.") || !strings.Contains(got, "Whoever runs coach can give you your data, too.") {
				t.Errorf("Ana reads %q", got)
			}
		})
	})
	t.Run("Slack is down", func(t *testing.T) {
		unwritten(t, setting{people: company, change: withoutDigest}, func(st *stage) {
			st.until(4, 10, 0)
			st.Fail("conversations.open", 3, "service_unavailable")
			st.takesData("ana")
			time.Sleep(20 * time.Minute)
			if n := len(st.filesOf("ana")); n != 1 || st.busy() {
				t.Errorf("%d files came once Slack was back", n)
			}
		})
	})
	t.Run("it never had the right", func(t *testing.T) {
		unwritten(t, setting{people: company, change: withoutDigest, refused: true}, func(st *stage) {
			st.until(4, 10, 0)
			page := st.User("ana").OpenHome().Click("What coach knows about me").Modal()
			if text := page.Text(); strings.Contains(text, "Take my data with me") || !strings.Contains(text, "ask whoever runs coach") {
				t.Errorf("the page says\n%s", text)
			}
		})
	})
}
