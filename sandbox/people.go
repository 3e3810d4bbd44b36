package sandbox

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Person is somebody to add to the workspace.
type Person struct {
	ID      string // made up from the handle when empty: "UDANA0000" for "dana"
	Handle  string // without "@"; how tests name the person
	Name    string // as others see it; the handle in title case when empty
	Email   string // the handle at example.com when empty
	Zone    string // IANA name; may be empty, as it is for bots and externals
	Guest   bool
	Single  bool   // a guest of a single channel
	Team    string // of another company's person, its workspace; this one's when empty
	Bot     bool
	Deleted bool
	Admin   bool

	home string // the workspace of the organisation that is the person's own, when it is another
}

// A User is a member of the workspace. Its methods are what that person can do.
type User struct {
	ID string

	w      *Workspace
	person Person
	views  []*view           // the stack of open modals, topmost last
	aside  []*view           // the same in the person's other window
	fields map[string]string // of the profile, by the field's ID
}

// AddPerson lets somebody join. It panics when the handle or ID is taken, which
// is a mistake of the test.
func (w *Workspace) AddPerson(p Person) *User {
	u, err := w.Join(p)
	if err != nil {
		panic("sandbox: " + err.Error())
	}
	return u
}

// Join lets somebody join whom no test has chosen, such as a row of a file. It
// fails when the handle or ID is taken.
func (w *Workspace) Join(p Person) (*User, error) {
	u, e, err := w.addPerson(p)
	if err == nil {
		w.settleEvent(e)
	}
	return u, err
}

func (w *Workspace) addPerson(p Person) (*User, *envelope, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if p.ID == "" {
		p.ID = madeUpID("U", p.Handle, func(id string) bool { return w.findUser(id) != nil })
	}
	if p.Email == "" && !p.Bot {
		p.Email = p.Handle + "@example.com"
	}
	if p.Name == "" {
		first, size := utf8.DecodeRuneInString(p.Handle)
		p.Name = string(unicode.ToUpper(first)) + p.Handle[size:]
	}
	if !p.Deleted && w.hasAddress(p.Email, nil) {
		return nil, nil, fmt.Errorf("somebody has the address %s", p.Email)
	}
	if w.findHandle(p.Handle) != nil || w.findUser(p.ID) != nil {
		return nil, nil, fmt.Errorf("there already is somebody with handle %q or ID %s", p.Handle, p.ID)
	}
	u := &User{ID: p.ID, w: w, person: p}
	w.users = append(w.users, u)
	w.touch()
	return u, w.sendEvent("team_join", object{"type": "team_join", "user": u.profile()}), nil
}

// IsHandle reports whether somebody has the handle, bots included.
func (w *Workspace) IsHandle(handle string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.findHandle(handle) != nil
}

// User finds a person by handle. It panics when there is none, which is a
// mistake of the test.
func (w *Workspace) User(handle string) *User {
	w.mu.Lock()
	defer w.mu.Unlock()
	if u := w.findHandle(strings.TrimPrefix(handle, "@")); u != nil {
		return u
	}
	panic(fmt.Sprintf("sandbox: nobody has the handle %q", handle))
}

func (w *Workspace) findUser(id string) *User {
	i := slices.IndexFunc(w.users, func(u *User) bool { return u.ID == id })
	if i < 0 {
		return nil
	}
	return w.users[i]
}

func (w *Workspace) findHandle(handle string) *User {
	i := slices.IndexFunc(w.users, func(u *User) bool { return u.person.Handle == handle })
	if i < 0 {
		return nil
	}
	return w.users[i]
}

// madeUpID looks like an ID of Slack's: a letter, then at least eight upper-case
// letters and digits. It ends in zeros, and in a number where these are taken: "p1"
// and "p10" would have the same, and so would two names in Cyrillic.
func madeUpID(prefix, name string, taken func(id string) bool) string {
	id := strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToUpper(name))
	free := prefix + id + strings.Repeat("0", max(0, 8-len(id)))
	for n := 1; taken(free); n++ {
		free = fmt.Sprintf("%s%s%0*d", prefix, id, max(0, 8-len(id)), n)
	}
	return free
}

// zone is where the person's clock is.
func (u *User) zone() *time.Location {
	loc, err := time.LoadLocation(u.person.Zone)
	if err != nil || u.person.Zone == "" {
		return u.w.opt.Zone
	}
	return loc
}

// profile is the user object of the Web API, with everything the app may see.
func (u *User) profile() object {
	p := u.person
	label, offset := u.w.opt.Now().In(u.zone()).Zone()
	profile := object{
		"real_name": p.Name, "real_name_normalized": p.Name,
		"display_name": p.Name, "display_name_normalized": p.Name, "team": u.team(),
	}
	if p.Email != "" && slices.Contains(u.w.scopes, "users:read.email") {
		profile["email"] = p.Email
	}
	if p.Bot {
		profile["api_app_id"], profile["bot_id"] = "", ""
	}
	if u.ID == botUserID {
		profile["api_app_id"], profile["bot_id"] = appID, botID
	}
	out := object{
		"id": u.ID, "team_id": u.team(), "name": p.Handle, "real_name": p.Name, "deleted": p.Deleted,
		"profile": profile, "is_bot": p.Bot, "is_admin": p.Admin, "is_owner": false, "is_primary_owner": false,
		"is_restricted": p.Guest || p.Single, "is_ultra_restricted": p.Single, "is_stranger": p.Team != "", "is_app_user": false, "updated": u.w.opt.Now().Unix(),
	}
	if w := u.w; w.enterprise != "" && p.Team == "" && !p.Bot {
		out["enterprise_user"] = object{"id": u.ID, "enterprise_id": w.enterprise, "enterprise_name": w.opt.Name, "is_admin": false, "is_owner": false,
			"teams": slices.Compact([]string{u.team(), w.opt.TeamID})}
	}
	if p.Zone != "" {
		out["tz"], out["tz_label"], out["tz_offset"] = p.Zone, label, offset
	}
	return out
}

// team is the workspace that the person belongs to.
func (u *User) team() string { return cmp.Or(u.person.Team, u.person.home, u.w.opt.TeamID) }

// reference is how payloads mention who acted.
func (u *User) reference() object {
	return object{"id": u.ID, "username": u.person.Handle, "name": u.person.Handle, "team_id": u.team()}
}
