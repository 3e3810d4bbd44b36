package stories

import (
	"bytes"
	"cmp"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"coach"

	"coach/bot"
	"coach/bot/view"
)

// A forgery is a request that somebody sends with other people's IDs in it.
type forgery struct {
	kind    string         // of the envelope
	payload map[string]any // see sandbox.User.Forge
	refused string         // all that anybody hears but the owner; "" for whatever they may read
	barred  bool           // whatever the row may change, this one may not
	hides   string         // what the answer must not tell; "" for nothing besides the secrets
}

// A forgedRow says how a row of the route table is forged, and what the
// requests change all the same: rows of tables, each of the sender's own.
type forgedRow struct {
	route string
	send  func(*scene) []forgery
	may   map[string]string // tables, separated by blanks, by who sends
}

// A sender is somebody who forges requests.
type sender struct {
	kind   string
	handle string
	owner  bool                      // of the playbook
	hears  string                    // all that they are answered; "" for whatever anybody may read
	own    bool                      // what is known about them is theirs to read and take all the same
	as     map[string]map[string]any // what they write over what Slack fills in, by kind of envelope
}

const (
	// outsideSays is all that people hear who take no part.
	outsideSays = "I'm only for people at this company. If you should take part, ask whoever runs coach to add you."
	// leftSays is all that a guest hears who takes no part any more, besides what
	// is known about them.
	leftSays = "You don't take part in coach at the moment."
	nothing  = "nothing"
)

var senders = []sender{
	{kind: "stranger", handle: "gus"},
	{kind: "outsider", handle: "xeno", hears: outsideSays},
	{kind: "outsider who claims to be of this company", handle: "xeno", hears: outsideSays,
		as: map[string]map[string]any{"interactive": {"user": map[string]any{"id": "UXENO0000", "team_id": "T0SANDBOX"}}}},
	{kind: "guest", handle: "gil", hears: outsideSays},
	{kind: "guest of a channel", handle: "sia", hears: outsideSays},
	{kind: "guest who has left", handle: "fern", hears: leftSays, own: true},
	{kind: "rep", handle: "ana"},
	{kind: "manager", handle: "eli"},
	{kind: "owner", handle: "olga", owner: true},
	{kind: "owner in another workspace", handle: "olga", hears: nothing, as: map[string]map[string]any{
		"slash_commands": {"team_id": "T0ELSEWHERE"}, "interactive": {"team": map[string]any{"id": "T0ELSEWHERE"}}, "events_api": {"team_id": "T0ELSEWHERE"}}},
	{kind: "owner in another app", handle: "olga", hears: nothing, as: map[string]map[string]any{
		"slash_commands": {"api_app_id": "A0OTHER"}, "interactive": {"api_app_id": "A0OTHER"}, "events_api": {"api_app_id": "A0OTHER"}}},
}

// among are the tables that a forgery may change of those that its row may.
func (f forgery) among(tables []string) []string {
	if f.barred {
		return nil
	}
	return tables
}

// ownRows are the routes that lead to what is known about the sender.
var ownRows = []string{"button " + view.ActionKnown, "button " + view.ActionTakeData}

// mayHear is all that a sender may be answered to a forgery of a row; "" for
// anything.
func (who sender) mayHear(row forgedRow, f forgery) string {
	if who.own && slices.Contains(ownRows, row.route) {
		return ""
	}
	if who.hears == "" && !who.owner {
		return f.refused
	}
	return who.hears
}

// secret is a word in whatever others wrote; secretDay is when Ben is away.
const (
	secret    = "Quetzal"
	secretDay = "2026-05-19"
)

// For every row of the route table: whoever sends a request with others' IDs in
// its value, metadata, state and view changes nothing of others', and reads
// nothing of theirs.
func TestForgedRequests(t *testing.T) {
	covered := map[string]bool{}
	for _, row := range forgedRows {
		covered[row.route] = true
	}
	for _, route := range bot.Routes() {
		if !covered[route] {
			t.Errorf("nobody forges %q: add it to forgedRows", route)
		}
	}
	var sent atomic.Int64
	t.Cleanup(func() { t.Logf("%d requests", sent.Load()) })
	for _, who := range senders {
		t.Run(who.kind, func(t *testing.T) { forgeAll(t, inUse, (*scene).prepare, who, forgedRows, &sent) })
	}
}

// forgeAll has one person forge rows, and counts the requests.
func forgeAll(t *testing.T, change func(*coach.Config), prepare func(*scene), who sender, rows []forgedRow, sent *atomic.Int64) {
	t.Helper()
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := newScene(t, change)
		s.serve(func() {
			prepare(s)
			for _, row := range rows {
				sent.Add(int64(s.forgeRow(who, row)))
			}
			s.end()
		})
		if strings.Contains(s.log.String(), "panic") {
			t.Error("coach panicked; see above")
		}
	})
}

// forgeRow has a row forged in every way. What the requests may change, they do:
// else the row says too much.
func (s *scene) forgeRow(who sender, row forgedRow) (sent int) {
	s.t.Helper()
	may := strings.Fields(row.may[who.kind])
	idle, moot := slices.Clone(may), who.hears != nothing
	for i, f := range row.send(s) {
		name := fmt.Sprintf("%s (%d)", row.route, i)
		before := s.dump()
		s.heard()
		answer := s.User(who.handle).Forge(f.kind, with(f.payload, who.as[f.kind]))
		time.Sleep(3 * time.Second) // an answer that Slack has no time for comes a second later
		synctest.Wait()
		said := append(s.heard(), answer)
		s.judgeWords(name, f, who.mayHear(row, f), said)
		did := s.judgeTables(name, s.IDs[who.handle], before, s.dump(), f.among(may))
		idle = slices.DeleteFunc(idle, func(table string) bool { return slices.Contains(did, table) })
		moot = moot && len(did) == 0 && strings.Join(said, "") == ""
		if len(did) > 0 { // what a change makes coach plan and say is not the next request's
			time.Sleep(2 * time.Minute)
			synctest.Wait()
		}
		sent++
	}
	if moot {
		s.t.Errorf("%s comes to nothing at all: coach did not take it", row.route)
	}
	if len(idle) > 0 {
		s.t.Errorf("%s never changes %q; correct forgedRows", row.route, idle)
	}
	return sent
}

// judgeWords holds what was said to what the sender may read.
func (s *scene) judgeWords(name string, f forgery, hears string, said []string) {
	s.t.Helper()
	for _, words := range said {
		for _, theirs := range []string{secret, secretDay, "21 May", f.hides} {
			if theirs != "" && strings.Contains(words, theirs) {
				s.t.Errorf("%s: the answer tells %q:\n%s", name, theirs, words)
			}
		}
		if hears != "" && words != "" && !strings.Contains(words, hears) && !strings.HasPrefix(words, "users.info") && !strings.HasPrefix(words, "conversations.info") {
			s.t.Errorf("%s: somebody who should hear %q hears\n%s", name, hears, words)
		}
	}
}

// A table is rows by primary key, each by column.
type table map[string]map[string]string

// owners are the columns that say whose a row is. Rows of other tables are
// nobody's.
var owners = map[string]string{
	"occurrences": "performer_id", "entries": "author_id", "leaves": "noted_by", "claims": "manager_id",
	"team_agendas": "manager_id", "actions": "author_id", "drafts": "person_id", "pledges": "person_id", "suggestions": "person_id",
	"open_questions": "person_id", "topics": "by_id", "focuses": "opened_by", "time_requests": "report_id", "obstacles": "raiser_id",
	"teams": "manager_id", "sent_files": "person_id",
}

// partOf names the table of which another holds parts of rows.
var partOf = map[string]string{"entry_values": "entries", "entry_people": "entries", "asks": "entries", "outbox_turns": "outbox"}

// judgeTables holds what changed to what the request may change, and returns
// the tables that did.
func (s *scene) judgeTables(name, self string, before, after map[string]table, may []string) (did []string) {
	s.t.Helper()
	for table := range after {
		for _, key := range changes(before[table], after[table]) {
			was, is := before[table][key], after[table][key]
			if table == "audit" || table == "people" && key == self || table == "revisions" && key == "database" { // the last counts every change
				continue
			}
			whole := cmp.Or(partOf[table], table)
			did = append(did, whole)
			if table == "people" && onlyMarked(was, is) {
				continue
			}
			if !slices.Contains(may, whole) {
				s.t.Errorf("%s changes %s %s:\n- %v\n+ %v", name, table, key, was, is)
			} else if column := owners[table]; column != "" && (was != nil && was[column] != self || is != nil && is[column] != self) {
				s.t.Errorf("%s changes %s %s, which is not theirs:\n- %v\n+ %v", name, table, key, was, is)
			}
		}
	}
	return did
}

// onlyMarked reports whether nothing changed of a person but the mark that has
// the next beat plan for them again, which may come while a request is judged.
func onlyMarked(was, is map[string]string) bool {
	if was == nil || is == nil {
		return false
	}
	was = maps.Clone(was)
	was["replan"] = is["replan"]
	return maps.Equal(was, is)
}

// changes are the keys of rows that were added, changed or removed.
func changes(before, after table) (keys []string) {
	for key, row := range after {
		if !maps.Equal(row, before[key]) {
			keys = append(keys, key)
		}
	}
	for key := range before {
		if after[key] == nil {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// dump is every table of the database, read from its file. While nobody writes,
// it is the one before.
func (s *scene) dump() map[string]table {
	s.t.Helper()
	version := s.query(`PRAGMA data_version`)[0]["data_version"]
	if s.tables != nil && version == s.dumped {
		return s.tables
	}
	tables := map[string]table{}
	for name, keys := range s.keys() {
		rows := table{}
		for _, row := range s.query(`SELECT * FROM "` + name + `"`) {
			var key []string
			for _, column := range keys {
				key = append(key, row[column])
			}
			rows[strings.Join(key, "/")] = row
		}
		tables[name] = rows
	}
	s.tables, s.dumped = tables, version
	return tables
}

// keys are the columns of each table's primary key.
func (s *scene) keys() map[string][]string {
	s.t.Helper()
	if s.primary == nil {
		s.primary = map[string][]string{}
		for _, row := range s.query(`
			SELECT m.name AS name, c.name AS key FROM sqlite_master m, pragma_table_info(m.name) c
			WHERE m.type = 'table' AND c.pk > 0 AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'goose_%' ORDER BY m.name, c.pk`) {
			s.primary[row["name"]] = append(s.primary[row["name"]], row["key"])
		}
	}
	return s.primary
}

// query reads rows of the database's file, each value as text.
func (s *scene) query(statement string) (found []map[string]string) {
	s.t.Helper()
	rows, err := s.file.QueryContext(s.t.Context(), statement)
	if err != nil {
		s.t.Fatal(err)
	}
	defer rows.Close()
	columns, _ := rows.Columns()
	for rows.Next() {
		values := make([]sql.NullString, len(columns))
		into := make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			s.t.Fatal(err)
		}
		row := map[string]string{}
		for i, column := range columns {
			row[column] = values[i].String
		}
		found = append(found, row)
	}
	if err := rows.Err(); err != nil {
		s.t.Fatal(err)
	}
	return found
}

// open reads the database's file beside coach.
func (s *scene) open() {
	s.t.Helper()
	file, err := sql.Open("sqlite", "file:"+filepath.ToSlash(s.config.DB)+"?mode=ro")
	if err != nil {
		s.t.Fatal(err)
	}
	file.SetMaxOpenConns(1) // data_version is a connection's
	s.file = file
	s.t.Cleanup(func() { file.Close() })
}

// An ear hears everything that coach says to Slack over the Web API.
type ear struct {
	next http.RoundTripper
	mu   sync.Mutex
	said []string
}

// RoundTrip implements [http.RoundTripper].
func (e *ear) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		words := string(body)
		if form, err := url.ParseQuery(words); err == nil && r.Header.Get("Content-Type") == "application/x-www-form-urlencoded" {
			words = fmt.Sprint(form)
		}
		words += unzipped(body)
		e.mu.Lock()
		e.said = append(e.said, filepath.Base(r.URL.Path)+" "+words)
		e.mu.Unlock()
	}
	return e.next.RoundTrip(r)
}

// heard is what coach has said since this was last asked.
func (s *scene) heard() []string {
	s.ear.mu.Lock()
	defer s.ear.mu.Unlock()
	said := s.ear.said
	s.ear.said = nil
	return said
}

// changed is a payload in which texts are replaced, in pairs.
func changed(payload map[string]any, pairs ...string) map[string]any {
	text, err := json.Marshal(payload)
	if err != nil {
		panic(err)
	}
	var copied map[string]any
	if err := json.Unmarshal([]byte(strings.NewReplacer(pairs...).Replace(string(text))), &copied); err != nil {
		panic(err)
	}
	return copied
}

// with is a payload with some members replaced.
func with(payload map[string]any, members map[string]any) map[string]any {
	copied := maps.Clone(payload)
	maps.Copy(copied, members)
	return copied
}
