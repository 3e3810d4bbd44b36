package sandbox

import (
	"fmt"
	"time"
)

// A ProfileField is a field that an administrator has added to everybody's
// profile.
type ProfileField struct {
	ID     string // made up when empty: "Xf000001"
	Label  string
	Type   string // "user" for people by ID, or "text"; "user" when empty
	Hidden bool
}

// AddProfileField adds a field to everybody's profile, as an administrator
// does, and returns its ID. Several may have one label.
func (w *Workspace) AddProfileField(f ProfileField) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if f.ID == "" {
		f.ID = w.serial("Xf")
	}
	if f.Type == "" {
		f.Type = "user"
	}
	w.fields = append(w.fields, f)
	w.record("an administrator adds the field %s to profiles", f.Label)
	return f.ID
}

// SetField fills a field of the person's own profile in, by its ID: with IDs of
// people, separated by commas, or with a text. Slack tells apps nothing about
// it. It panics when there is no such field, which is a mistake of the test.
func (u *User) SetField(id, value string) {
	w := u.w
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, f := range w.fields {
		if f.ID == id {
			if u.fields == nil {
				u.fields = map[string]string{}
			}
			u.fields[id] = value
			w.record("%s changes the field %s of the profile", u.person.Name, f.Label)
			return
		}
	}
	panic(fmt.Sprintf("sandbox: profiles have no field %q", id))
}

// The calls of these methods that Slack allows within a minute, at least.
const (
	teamProfilesAMinute = 50
	profilesAMinute     = 100
)

func (w *Workspace) teamProfileGet(c *call) (object, error) {
	if err := w.withinMinute(c.method, teamProfilesAMinute); err != nil {
		return nil, err
	}
	fields := []object{}
	for i, f := range w.fields {
		switch visibility := c.text("visibility"); {
		case visibility == "visible" && f.Hidden, visibility == "hidden" && !f.Hidden:
			continue
		}
		fields = append(fields, object{"id": f.ID, "ordering": i, "label": f.Label, "hint": "", "type": f.Type, "possible_values": nil,
			"options": object{"is_protected": false, "is_scim": false}, "is_hidden": f.Hidden})
	}
	return object{"profile": object{"fields": fields, "sections": []object{}}}, nil
}

func (w *Workspace) usersProfileGet(c *call) (object, error) {
	if c.flag("include_labels") {
		return nil, refuse("invalid_arguments", "include_labels is rate-limited heavily; read labels with team.profile.get")
	}
	if err := w.withinMinute(c.method, profilesAMinute); err != nil {
		return nil, err
	}
	id := c.text("user")
	if id == "" {
		id = botUserID
	}
	u := w.findUser(id)
	if u == nil {
		return nil, refuse("user_not_found")
	}
	profile, _ := u.profile()["profile"].(object)
	profile["fields"] = []object{} // as Slack has it where there are none
	if len(u.fields) > 0 {
		fields := object{}
		for id, value := range u.fields {
			if value != "" {
				fields[id] = object{"value": value, "alt": ""}
			}
		}
		profile["fields"] = fields
	}
	return object{"profile": profile}, nil
}

// withinMinute refuses a call of a method once there were so many within a
// minute.
func (w *Workspace) withinMinute(method string, most int) error {
	if w.opt.Unpaced {
		return nil
	}
	now := time.Now()
	var lately []time.Time
	for _, at := range w.called[method] {
		if now.Sub(at) < time.Minute {
			lately = append(lately, at)
		}
	}
	w.called[method] = lately
	if len(lately) >= most {
		return &refusal{code: "ratelimited", retry: lately[0].Add(time.Minute).Sub(now)}
	}
	w.called[method] = append(lately, now)
	return nil
}
