package stories

import (
	"strings"
	"testing"
	"time"

	"coach/bot/view"
	"coach/sandbox"
)

// Priya takes the tables behind her digest and behind a report along as files.
// Nobody else gets them, and a day later they are gone.
func TestTheTableAsAFile(t *testing.T) {
	story(t, setting{people: company, change: withoutDigest, server: true}, func(st *stage) {
		st.publishOnly("team_meeting", "inspect_review")
		priya := st.User("priya")
		st.until(2, 10, 0)
		priya.Command("/coach settings").Modal().Fill("Your team's week", "Monday").Submit().Close()
		st.until(9, 9, 30)
		digest := st.DM("priya").Last()
		digest.Click(priya, "As CSV")
		st.settle()
		st.noteFile("priya")
		st.Note("Slack delivers the press once more")
		st.Redeliver()
		for _, handle := range []string{"dana", "carla"} {
			st.press(handle, view.ActionDigestCSV, "2/2026-03-08") // a forged press: the digest is Priya's alone
		}
		st.press("priya", view.ActionDigestCSV, "2/2026-03-15") // of a week that is not over
		priya.Command("/coach report @dana")
		st.settle()
		report := st.DM("priya").Last()
		report.Click(priya, "As CSV")
		st.settle()
		st.noteFile("priya")
		st.until(10, 9, 29)
		if n := len(st.filesOf("priya")); n != 2 {
			st.t.Errorf("%d files are there before a day is over", n)
		}
		st.until(10, 9, 40)
		if n := len(st.filesOf("priya")); n != 0 {
			st.t.Errorf("%d files are there after a day", n)
		}
		report.Click(priya, "As CSV")
		st.settle()
		st.until(10, 23, 0)
		priya.Command("/coach report") // whoever asks at night is answered at night
		st.settle()
	})
}

// An administrator did not grant files:write: no button, and nobody hears of it.
func TestNoFilesWithoutTheScope(t *testing.T) {
	unwritten(t, setting{people: company, change: withoutDigest, refused: true}, func(st *stage) {
		priya := st.User("priya")
		st.until(9, 9, 30)
		priya.Command("/coach report team")
		st.settle()
		report := st.DM("priya").Last()
		if !strings.Contains(report.Text(), "Your team's week") {
			t.Fatalf("there is no report to look at, only %q", report.Text())
		}
		for _, label := range report.Buttons() {
			if label == "As CSV" {
				t.Error("there is a button without the scope")
			}
		}
	})
}

// filesOf are the files that somebody's messages with coach show.
func (st *stage) filesOf(handle string) (contents []string) {
	for _, m := range st.DM(handle).Messages() {
		if _, content, ok := m.File(); ok {
			contents = append(contents, string(content))
		}
	}
	return contents
}

// noteFile tells what is in the latest file.
func (st *stage) noteFile(handle string) {
	st.t.Helper()
	name, content, ok := st.DM(handle).Last().File()
	if !ok {
		st.t.Fatal("the latest message brings no file")
	}
	text, marked := strings.CutPrefix(string(content), "\ufeff")
	if !marked {
		st.t.Error("the file does not begin with the mark of UTF-8")
	}
	st.Note("%s holds:\n#   %s", name, strings.ReplaceAll(strings.TrimRight(text, "\r\n"), "\r\n", "\n#   "))
}

// reported has Priya ask for a report that she could take along.
func (st *stage) reported() *sandbox.Message {
	st.t.Helper()
	st.User("priya").Command("/coach report team")
	st.settle()
	return st.DM("priya").Last()
}

// Whatever step goes wrong, whoever pressed once gets one file in the end.
func TestOnePressIsOneFile(t *testing.T) {
	const address, complete = "files.getUploadURLExternal", "files.completeUploadExternal"
	for name, goWrong := range map[string]func(*stage){
		"nothing":                            func(*stage) {},
		"the reply with the address is lost": func(st *stage) { st.LoseReplies(address, 1) },
		"the reply to the last step is lost": func(st *stage) { st.LoseReplies(complete, 1) },
		"the last step fails once":           func(st *stage) { st.Fail(complete, 1, "internal_error") },
		"the last step takes a minute":       func(st *stage) { st.DelayAcceptance(complete, 1, 50*time.Second) },
		"too much at once":                   func(st *stage) { st.RateLimit(address, 2, 10*time.Second) },
		"too much at the end":                func(st *stage) { st.RateLimit(complete, 1, 10*time.Second) },
		"Slack cannot be reached":            func(st *stage) { st.Fail("conversations.open", 1, "service_unavailable") },
	} {
		t.Run(name, func(t *testing.T) {
			unwritten(t, setting{people: company, change: withoutDigest}, func(st *stage) {
				st.until(9, 9, 30)
				report := st.reported()
				goWrong(st)
				report.Click(st.User("priya"), "As CSV")
				time.Sleep(10 * time.Minute)
				if n, said := len(st.filesOf("priya")), saidIn(st.DM("priya"), "as a table"); n != 1 || said != 1 || st.busy() {
					t.Errorf("one press made %d files and %d messages; more is to come: %t", n, said, st.busy())
				}
				time.Sleep(25 * time.Hour)
				if n := len(st.filesOf("priya")); n != 0 {
					t.Errorf("%d files are left after a day", n)
				}
			})
		})
	}
}

// Coach is killed in the middle of each step, and the next one finishes.
func TestKilledWhileSendingAFile(t *testing.T) {
	for _, step := range []string{"files.getUploadURLExternal", "/upload/", "files.completeUploadExternal"} {
		t.Run(strings.Trim(step, "/"), func(t *testing.T) {
			unwritten(t, setting{people: company, change: withoutDigest, apart: true}, func(st *stage) {
				after := st.killAfter(step)
				st.run()
				st.until(9, 9, 30)
				st.reported().Click(st.User("priya"), "As CSV")
				st.settle()
				st.config.DB = after()
				st.run()
				time.Sleep(10 * time.Minute)
				if n, said := len(st.filesOf("priya")), saidIn(st.DM("priya"), "as a table"); n != 1 || said != 1 || st.busy() {
					t.Errorf("one press made %d files and %d messages; more is to come: %t", n, said, st.busy())
				}
				time.Sleep(25 * time.Hour)
				if n := len(st.filesOf("priya")); n != 0 {
					t.Errorf("%d files are left after a day", n)
				}
			})
		})
	}
}

// Slack takes no files: whoever asked reads why, and coach goes on.
func TestSlackTakesNoFile(t *testing.T) {
	for slackError, c := range map[string]struct {
		method, says string
		logs         bool
	}{
		"storage_limit_reached":     {"files.getUploadURLExternal", "no room left for files", false},
		"file_uploads_disabled":     {"files.getUploadURLExternal", "doesn't allow such files", false},
		"missing_scope":             {"files.getUploadURLExternal", "I may not send files in this workspace any more", false},
		"posting_to_channel_denied": {"files.completeUploadExternal", "doesn't allow such files", false},
		"something_new":             {"files.completeUploadExternal", "Slack didn't take it", true},
	} {
		t.Run(slackError, func(t *testing.T) {
			unwritten(t, setting{people: company, change: withoutDigest, errors: c.logs}, func(st *stage) {
				st.until(9, 9, 30)
				report := st.reported()
				st.Fail(c.method, 1, slackError)
				report.Click(st.User("priya"), "As CSV")
				time.Sleep(10 * time.Minute)
				if got := st.DM("priya").Last().Text(); !strings.Contains(got, c.says) || len(st.filesOf("priya")) != 0 || st.busy() {
					t.Errorf("Priya reads %q", got)
				}
				report.Click(st.User("priya"), "As CSV")
				st.settle()
				if n := len(st.filesOf("priya")); n != 1 {
					t.Errorf("once Slack takes files again, %d come", n)
				}
			})
		})
	}
}

// A file that cannot be deleted yet is deleted later: no error of Slack's makes
// coach forget it.
func TestAFileIsDeletedInTheEnd(t *testing.T) {
	for _, slackError := range []string{"missing_scope", "internal_error", "ratelimited", "cant_delete_file", "access_denied", "file_not_found"} {
		t.Run(slackError, func(t *testing.T) {
			unwritten(t, setting{people: company, change: withoutDigest}, func(st *stage) {
				st.until(9, 9, 30)
				st.reported().Click(st.User("priya"), "As CSV")
				st.settle()
				st.Fail("files.delete", 1, slackError)
				time.Sleep(24 * time.Hour)
				time.Sleep(2 * time.Hour)
				want := 0
				if slackError == "file_not_found" { // Slack says that it is gone
					want = 1
				}
				if n := len(st.filesOf("priya")); n != want || st.busy() {
					t.Errorf("%d files are left", n)
				}
			})
		})
	}
}
