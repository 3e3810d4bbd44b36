package sandbox

import "encoding/json"

// maxView is the size of a view in bytes of JSON.
const maxView = 250_000

func (w *Workspace) viewsOpen(c *call) (object, error) {
	return w.present(c, "Opens", func(u *User, raw object) (*view, error) { return u.open(raw), nil })
}

func (w *Workspace) viewsPush(c *call) (object, error) {
	return w.present(c, "Opens on top", (*User).push)
}

// present exchanges a trigger for a new modal.
func (w *Workspace) present(c *call, verb string, place func(*User, object) (*view, error)) (object, error) {
	raw, err := w.readView(c, "modal")
	if err != nil {
		return nil, err
	}
	if err := w.freeExternalID(raw, nil); err != nil {
		return nil, err
	}
	t, err := w.spend(c.text("trigger_id"))
	if err != nil {
		return nil, err
	}
	v, err := place(t.user, raw)
	if err != nil {
		return nil, err
	}
	w.recordView(t.line, verb, v)
	return object{"view": v.wire()}, nil
}

func (w *Workspace) viewsUpdate(c *call) (object, error) {
	v := w.findView(func(v *view) bool {
		if id := c.text("view_id"); id != "" {
			return v.id == id
		}
		return c.text("external_id") != "" && v.raw.text("external_id") == c.text("external_id")
	})
	if v == nil {
		return nil, refuse("not_found")
	}
	raw, err := w.readView(c, v.raw.text("type"))
	if err != nil {
		return nil, err
	}
	if hash := c.text("hash"); hash != "" && hash != v.hash {
		return nil, refuse("hash_conflict")
	}
	if err := w.freeExternalID(raw, v); err != nil {
		return nil, err
	}
	v.show(raw)
	if v.open() {
		w.recordView(w.lineOf(v.user), "Becomes", v)
	}
	return object{"view": v.wire()}, nil
}

func (w *Workspace) viewsPublish(c *call) (object, error) {
	u := w.findUser(c.text("user_id"))
	switch {
	case u == nil:
		return nil, refuse("user_not_found")
	case !w.manifest.Features.AppHome.HomeTab:
		return nil, refuse("not_enabled")
	}
	raw, err := w.readView(c, "home")
	if err != nil {
		return nil, err
	}
	home := w.homes[u]
	if hash := c.text("hash"); hash != "" && (home == nil || hash != home.hash) {
		return nil, refuse("hash_conflict")
	}
	if home == nil {
		home = w.newView(u, raw)
		w.homes[u] = home
	} else {
		home.show(raw)
	}
	line := w.record("%s shows %s on its Home", w.appName(), u.person.Name)
	line.add(w.drawBlocks(home.blocks, home.state, u)...)
	return object{"view": home.wire()}, nil
}

// readView reads and checks the view of a call.
func (w *Workspace) readView(c *call, surface string) (object, error) {
	v, err := c.json("view")
	if err != nil || asObject(v) == nil {
		return nil, refuse("invalid_arguments", complaint("", "missing required field: view"))
	}
	return asObject(v), inspectView(asObject(v), surface)
}

// inspectView refuses a view that Slack would refuse.
func inspectView(raw object, surface string) error {
	if data, err := json.Marshal(raw); err != nil || len(data) > maxView {
		return refuse("view_too_large")
	}
	if complaints := checkView(raw, surface); len(complaints) > 0 {
		return refuse("invalid_arguments", complaints...)
	}
	return nil
}

// freeExternalID refuses an external_id that another view has.
func (w *Workspace) freeExternalID(raw object, self *view) error {
	id := raw.text("external_id")
	if id == "" {
		return nil
	}
	if w.findView(func(v *view) bool { return v != self && v.raw.text("external_id") == id }) != nil {
		return refuse("duplicate_external_id")
	}
	return nil
}
