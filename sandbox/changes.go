package sandbox

import (
	"fmt"
	"strings"
)

// Deactivate closes the person's account, as an administrator does.
func (u *User) Deactivate() {
	u.change("is deactivated", func() {
		u.person.Deleted = true
		u.views, u.aside = nil, nil
	})
}

// Rename changes the person's name.
func (u *User) Rename(name string) error {
	return u.tryChange("is now called "+name, func() error {
		if strings.TrimSpace(name) == "" {
			return fmt.Errorf("a person has a name")
		}
		u.person.Name = name
		return nil
	})
}

// ChangeEmail changes the person's address. Slack refuses one that another open
// account has.
func (u *User) ChangeEmail(email string) error {
	return u.tryChange("has a new address", func() error {
		if !strings.Contains(email, "@") || u.w.hasAddress(email, u) {
			return fmt.Errorf("the address %s is none, or somebody has it", email)
		}
		u.person.Email = email
		return nil
	})
}

// SetZone changes the person's time zone, an IANA name.
func (u *User) SetZone(zone string) {
	u.change("now is in "+zone, func() { u.person.Zone = zone })
}

// HomeElsewhere makes another workspace of the organisation the person's own;
// they stay a member of this one.
func (u *User) HomeElsewhere(team string) error {
	return u.tryChange("is now at home in another workspace of the organisation", func() error {
		if u.w.enterprise == "" || team == "" {
			return fmt.Errorf("the workspace is part of no organisation")
		}
		u.person.home = team
		return nil
	})
}

// JoinOrganisation makes the workspace part of an Enterprise organisation, as
// its administrators do: every person has a new ID from then on, and the old
// ones are no longer known. Slack tells apps nothing about it person by person.
func (w *Workspace) JoinOrganisation(enterprise string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.enterprise != "" || enterprise == "" {
		return fmt.Errorf("the workspace is part of an organisation, or that has no ID")
	}
	w.enterprise = enterprise
	for _, u := range w.users {
		if u.person.Team == "" && !u.person.Bot && u.ID != "USLACKBOT" {
			u.ID = madeUpID("W", u.person.Handle, func(id string) bool { return w.findUser(id) != nil })
			u.person.ID = u.ID
		}
	}
	w.record("the workspace joins an organisation, and everybody has a new ID")
	w.touch()
	return nil
}

// hasAddress reports whether an open account other than one's own has an
// address.
func (w *Workspace) hasAddress(email string, own *User) bool {
	for _, u := range w.users {
		if u != own && !u.person.Deleted && email != "" && strings.EqualFold(u.person.Email, email) {
			return true
		}
	}
	return false
}

// change alters a person and tells the app.
func (u *User) change(what string, alter func()) {
	_ = u.tryChange(what, func() error { alter(); return nil }) // which cannot fail
}

// tryChange alters a person and tells the app, unless Slack refuses it.
func (u *User) tryChange(what string, alter func() error) error {
	w := u.w
	w.mu.Lock()
	name := u.person.Name
	if err := alter(); err != nil {
		w.mu.Unlock()
		return err
	}
	w.record("%s %s", name, what)
	e := w.sendEvent("user_change", object{"type": "user_change", "user": u.profile()})
	w.touch()
	w.mu.Unlock()
	w.settleEvent(e)
	return nil
}
