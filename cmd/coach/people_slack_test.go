package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"coach"
	"coach/practice"
	"coach/sandbox"
)

// A profiled company is a workspace in which people's profiles have a field for
// the manager, and a database that a people file named them in.
type profiled struct {
	*sandbox.Workspace
	t       *testing.T
	db      string
	field   string
	config  coach.Config
	command fromSlackCommand
	stderr  bytes.Buffer
}

// emailsOnly is a people file that says who takes part, and of Eli alone to
// whom he reports.
const emailsOnly = "email,name,manager_email\ncarla@example.com,Carla Stone,\ndana@example.com,Dana Ruiz,\neli@example.com,Eli Katz,carla@example.com\nana@example.com,Ana Lima,\nben@example.com,Ben Okafor,\ncy@example.com,Cy Young,\nfay@example.com,Fay Chen,\n"

// fromProfiles plays in virtual time, so that Slack's rates cost nothing.
func fromProfiles(t *testing.T, o sandbox.Options, play func(*testing.T, *profiled)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		ws, err := sandbox.New(coach.Manifest, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, handle := range []string{"carla", "dana", "eli", "ana", "ben", "cy", "fay"} {
			ws.AddPerson(sandbox.Person{Handle: handle})
		}
		ws.AddPerson(sandbox.Person{Handle: "mia"})
		ws.AddPerson(sandbox.Person{Handle: "gus", Guest: true})
		ws.AddPerson(sandbox.Person{Handle: "zed", Deleted: true})
		ws.AddPerson(sandbox.Person{Handle: "yan", Team: "T0OTHER00"})
		ws.AddPerson(sandbox.Person{Handle: "robot", Bot: true})
		p := &profiled{Workspace: ws, t: t, db: filepath.Join(t.TempDir(), "coach.db")}
		if err := (importCommand{File: "people.csv", DB: p.db}).importFrom(t.Context(), strings.NewReader(emailsOnly), &bytes.Buffer{}, monday); err != nil {
			t.Fatal(err)
		}
		pipe := sandbox.NewPipe()
		transport := &http.Transport{DialContext: pipe.DialContext}
		server := &http.Server{Handler: ws}
		go func() { _ = server.Serve(pipe) }()
		p.config = coach.Config{BotToken: ws.BotToken(), APIURL: "http://localhost/api/", HTTP: &http.Client{Transport: transport}, Now: time.Now, Out: &p.stderr}
		p.command.DB = p.db
		play(t, p)
		transport.CloseIdleConnections()
		server.Close()
		pipe.Close()
		if problems := ws.Problems(); len(problems) > 0 {
			t.Errorf("Slack would complain:\n%s", strings.Join(problems, "\n"))
		}
	})
}

// says is what the command prints, and how it ends.
func (p *profiled) says() string {
	p.t.Helper()
	p.config.PeopleField = p.command.Field
	var out bytes.Buffer
	return saying(&out, p.command.follow(p.t.Context(), &out, p.config))
}

// expect holds what the command prints to a text.
func (p *profiled) expect(what, want string) {
	p.t.Helper()
	if got := p.says(); got != want {
		p.t.Errorf("%s: coach says\n%s\nwant\n%s", what, got, want)
	}
}

// names fills in whom a profile names.
func (p *profiled) names(person string, managers ...string) {
	var ids []string
	for _, m := range managers {
		ids = append(ids, p.User(m).ID)
	}
	p.User(person).SetField(p.field, strings.Join(ids, ","))
}

// Managers are read from profiles, tried first, and read again: the same says
// the same, a change begins on its day, and the people file counts more.
func TestPeopleFromSlack(t *testing.T) {
	fromProfiles(t, sandbox.Options{}, func(t *testing.T, p *profiled) {
		p.AddProfileField(sandbox.ProfileField{Label: "Mentor"})
		p.field = p.AddProfileField(sandbox.ProfileField{Label: "Manager"})
		p.AddProfileField(sandbox.ProfileField{Label: "Manager", Type: "text"})
		p.names("dana", "carla")
		p.names("eli", "dana")
		p.names("ana", "dana")
		p.names("ben", "dana")
		first := `changed  dana@example.com
         reports to carla@example.com from 2026-03-02
changed  ana@example.com
         reports to dana@example.com from 2026-03-02
changed  ben@example.com
         reports to dana@example.com from 2026-03-02
eli@example.com: Their Slack profile names another manager than the people file, or than the team they confirmed, so it isn't followed. Correct one of the two.
Read 7 profiles, of which 4 name a manager: 3 changed, 1 not followed.
`
		before := everybody(t, p.db)
		p.command.DryRun = true
		p.expect("a dry run", "Reading Slack profiles …\n"+first+"This was a dry run, so nothing has changed. To do it, leave out --dry-run.\n")
		for _, id := range before.People() {
			if diff := practice.Differences(before, everybody(t, p.db), id); len(diff) > 0 {
				t.Errorf("the dry run changed %v", diff)
			}
		}
		p.command.DryRun = false
		p.expect("the first time", "Reading Slack profiles …\n"+first)
		again := "Reading Slack profiles …\neli@example.com: Their Slack profile names another manager than the people file, or than the team they confirmed, so it isn't followed. Correct one of the two.\n" +
			"Read 7 profiles, of which 4 name a manager: 0 changed, 1 not followed.\n"
		p.expect("the same again", again)
		var out bytes.Buffer
		if got := saying(&out, unfoundCommand{DB: p.db}.list(t.Context(), &out)); !strings.Contains(got, "eli@example.com: Their Slack profile names another manager") {
			t.Errorf("coach people unfound says %s", got)
		}
		time.Sleep(7 * 24 * time.Hour)
		p.names("ben", "eli")
		p.names("eli")
		p.names("ana")
		p.expect("a week later", `Reading Slack profiles …
changed  ben@example.com
         reports to dana@example.com: last day open → 2026-03-08
         reports to eli@example.com from 2026-03-09
ana@example.com: Their Slack profile names no manager any more, so they still report to the one it named last. Name their manager there, or in the people file.
Read 7 profiles, of which 2 name a manager: 1 changed, 1 not followed.
`)
		out.Reset()
		same := importCommand{File: "people.csv", DB: p.db}
		if got := saying(&out, same.importFrom(t.Context(), strings.NewReader(emailsOnly), &out, time.Now())); got != "0 added, 0 changed, 0 ended, 7 unchanged.\n" {
			t.Errorf("the same people file again says\n%s", got)
		}
		out.Reset()
		if got := saying(&out, same.importFrom(t.Context(), strings.NewReader("email,manager_email\nben@example.com,carla@example.com\n"), &out, time.Now())); !strings.HasSuffix(got, "         no longer reports to nobody\n         reports to carla@example.com\n0 added, 1 changed, 0 ended, 0 unchanged.\n") {
			t.Errorf("a people file with a manager says\n%s", got)
		}
		if r := everybody(t, p.db); len(r.Lines(5)) != 1 || r.Lines(5)[0].Slack {
			t.Errorf("beside the file's manager stands %v", r.Lines(5))
		}
	})
}

// What a profile cannot mean is not followed, and each says why.
func TestProfilesThatDoNotFit(t *testing.T) {
	fromProfiles(t, sandbox.Options{}, func(t *testing.T, p *profiled) {
		p.field = p.AddProfileField(sandbox.ProfileField{Label: "Reports to"})
		p.names("carla", "carla")
		p.names("dana", "zed")
		p.names("ana", "gus")
		p.names("ben", "cy")
		p.names("cy", "ben")
		p.names("fay", "robot")
		p.expect("bad data", `Reading Slack profiles …
carla@example.com: Their Slack profile names themselves as their manager. Name another there, or nobody.
dana@example.com: Their Slack profile names a manager whose account is closed, or an app's or another company's. Name another there.
ana@example.com: Their Slack profile names a manager who doesn't take part. Add that manager to the people file.
ben@example.com: By their Slack profiles, they and those above them report to each other in a circle. Correct one of these profiles.
cy@example.com: By their Slack profiles, they and those above them report to each other in a circle. Correct one of these profiles.
fay@example.com: Their Slack profile names a manager whose account is closed, or an app's or another company's. Name another there.
Read 7 profiles, of which 6 name a manager: 0 changed, 6 not followed.
`)
		p.names("ben")
		p.names("dana", "yan")
		p.names("ana", "mia")
		p.names("fay", "eli", "dana")
		p.expect("more bad data", `Reading Slack profiles …
changed  cy@example.com
         reports to ben@example.com from 2026-03-02
carla@example.com: Their Slack profile names themselves as their manager. Name another there, or nobody.
dana@example.com: Their Slack profile names a manager whose account is closed, or an app's or another company's. Name another there.
ana@example.com: Their Slack profile names a manager who doesn't take part. Add that manager to the people file.
fay@example.com: Their Slack profile names several managers. Leave one.
Read 7 profiles, of which 5 name a manager: 1 changed, 4 not followed.
`)
	})
}

// The field is found by a usual title, or chosen; what keeps coach from reading
// is said with what to do, and changes nothing.
func TestTheFieldOfTheManager(t *testing.T) {
	const choose = " Choose one of them with --field (COACH_PEOPLE_FIELD), by its label or its ID.\n"
	fromProfiles(t, sandbox.Options{}, func(t *testing.T, p *profiled) {
		p.expect("no field", "problems:\nNo field of your Slack profiles has a label such as “Manager” or “Reports to”. None of them names people, either. An admin of the workspace can add one, under Customize profiles.\n")
		p.AddProfileField(sandbox.ProfileField{ID: "Xf1", Label: "Mentor"})
		p.field = p.AddProfileField(sandbox.ProfileField{ID: "Xf2", Label: "Vorgesetzte"})
		p.expect("in another language", "problems:\nNo field of your Slack profiles has a label such as “Manager” or “Reports to”. Those that name people are: “Mentor” (Xf1) and “Vorgesetzte” (Xf2)."+choose)
		p.command.Field = "vorgesetzter"
		p.expect("with a slip", "problems:\nNo field of your Slack profiles has the label or ID “vorgesetzter”. Those that name people are: “Mentor” (Xf1) and “Vorgesetzte” (Xf2)."+choose)
		p.command.Field = "vorgesetzte"
		p.expect("filled in by nobody", "Reading Slack profiles …\nRead 7 profiles, and none of them names a manager, so nothing has changed. Have people fill the field in, or choose another with --field.\n")
		p.names("ana", "dana")
		const changed = "Reading Slack profiles …\nchanged  ana@example.com\n         reports to dana@example.com from 2026-03-02\nRead 7 profiles, of which 1 name a manager: 1 changed, 0 not followed.\n"
		p.command.DryRun = true
		p.expect("by its label", changed+"This was a dry run, so nothing has changed. To do it, leave out --dry-run.\n")
		p.AddProfileField(sandbox.ProfileField{ID: "Xf3", Label: "Vorgesetzte"})
		p.expect("two of them", "problems:\nSeveral fields of your Slack profiles may name the manager: “Vorgesetzte” (Xf2) and “Vorgesetzte” (Xf3)."+choose)
		p.command.Field, p.command.DryRun = "Xf2", false
		p.expect("by its ID", changed)
	})
	fromProfiles(t, sandbox.Options{}, func(t *testing.T, p *profiled) {
		p.field = p.AddProfileField(sandbox.ProfileField{Label: "Manager", Type: "text"})
		p.User("ana").SetField(p.field, "Dana Ruiz <Dana@example.com>")
		p.User("ben").SetField(p.field, "Dana Ruiz")
		p.User("cy").SetField(p.field, "boss@elsewhere.example")
		const text = "Their Slack profile doesn't name a person as manager, only a text. Write the manager's email there.\n"
		p.expect("a text", "Reading Slack profiles …\nchanged  ana@example.com\n         reports to dana@example.com from 2026-03-02\nben@example.com: "+text+"cy@example.com: "+text+
			"Read 7 profiles, of which 3 name a manager: 1 changed, 2 not followed.\n")
	})
	fromProfiles(t, sandbox.Options{WithoutOptionalScopes: true}, func(t *testing.T, p *profiled) {
		p.expect("without the scope", "problems:\nThe Slack app may not read profiles. Add the optional scope users.profile:read, which manifest.yml has, and install the app again.\n")
		p.config.BotToken = ""
		p.expect("without a token", "coach: set SLACK_BOT_TOKEN (xoxb-…); the README says where Slack shows it\n")
		p.command.DB = filepath.Join(t.TempDir(), "none.db")
		p.expect("without a database", "problems:\nThere's no database at "+p.command.DB+". Start coach run once, or check --db.\n")
	})
}

// A large company is read at Slack's rate, and waits where Slack says so.
// Whoever stops it in between has everything as it was.
func TestProfilesAreReadAtSlacksRate(t *testing.T) {
	fromProfiles(t, sandbox.Options{}, func(t *testing.T, p *profiled) {
		const many = 120
		p.field = p.AddProfileField(sandbox.ProfileField{Label: "Manager"})
		file := "email\n"
		for n := range many {
			handle := fmt.Sprintf("p%d", n)
			p.AddPerson(sandbox.Person{Handle: handle})
			p.names(handle, "dana")
			file += handle + "@example.com\n"
		}
		var out bytes.Buffer
		if err := (importCommand{File: "people.csv", DB: p.db}).importFrom(t.Context(), strings.NewReader(file), &out, monday); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		before := everybody(t, p.db)
		out.Reset()
		interrupted, interrupt := context.WithCancel(t.Context())
		context.AfterFunc(ctx, interrupt)
		if got := saying(&out, p.command.follow(interrupted, &out, p.config)); !strings.HasPrefix(got, "Reading Slack profiles …\nproblems:\nStopped after ") || !strings.HasSuffix(got, " profiles. Nothing has changed.\n") {
			t.Errorf("interrupted, coach says\n%s", got)
		}
		for _, id := range before.People() {
			if !before.Participates(id, 0) && len(everybody(t, p.db).Lines(id)) > 0 {
				t.Errorf("it changed whom %d reports to", id)
			}
		}
		p.RateLimit("users.profile.get", 3, 20*time.Second)
		time.Sleep(time.Minute)
		began, calls := time.Now(), p.Calls("users.profile.get")
		if got := p.says(); !strings.HasSuffix(got, "Read 127 profiles, of which 120 name a manager: 120 changed, 0 not followed.\n") {
			t.Errorf("coach says\n%s", got)
		}
		if took := time.Since(began); took < many*600*time.Millisecond || took > 5*time.Minute || p.Calls("users.profile.get")-calls != many+7+3 {
			t.Errorf("it took %s and %d calls", took, p.Calls("users.profile.get")-calls)
		}
	})
}
