package sandbox

import "slices"

// OtherWindow turns to the person's other window, such as a phone, and back:
// each has forms of its own, which stay open while the other is in use.
func (u *User) OtherWindow() {
	u.w.mu.Lock()
	defer u.w.mu.Unlock()
	u.mustBeActive()
	u.views, u.aside = u.aside, u.views
	u.w.recordDeed(u, "turns to another window")
	u.w.touch()
}

// everywhere are the person's forms in both windows.
func (u *User) everywhere() []*view { return slices.Concat(u.views, u.aside) }
