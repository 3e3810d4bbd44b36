package sandbox

import (
	"maps"
	"slices"
)

// maxViews is how many modals may lie on each other: one opened, two pushed.
const maxViews = 3

// A view is a modal somebody has open, or somebody's App Home.
type view struct {
	w        *Workspace
	user     *User
	id       string
	hash     string
	root     *view // the bottom of the stack
	previous *view // the one below
	raw      object
	blocks   []object
	state    map[fieldKey]object // what each element holds
	errors   map[string]string   // by block ID; under "" what concerns the whole form
}

// A fieldKey tells the elements of a view apart.
type fieldKey struct{ block, action string }

func (c control) key() fieldKey {
	return fieldKey{c.block.text("block_id"), c.element.text("action_id")}
}

func (w *Workspace) newView(u *User, raw object) *view {
	v := &view{w: w, user: u, id: w.serial("V")}
	v.root = v
	v.show(raw)
	return v
}

// show replaces the contents of a view. An element whose block ID, action ID and
// type stay keeps what it holds, whatever its new initial value.
func (v *view) show(raw object) {
	v.hash = v.w.serial("hash.")
	v.raw = raw
	v.tell()
	v.blocks = raw.objects("blocks")
	v.errors = nil
	v.w.touch()
	v.w.identify(v.blocks)
	old := v.state
	v.state = map[fieldKey]object{}
	for c := range controls(v.blocks) {
		if _, ok := fieldKinds[c.element.text("type")]; !ok {
			continue
		}
		v.state[c.key()] = startingValue(c.element)
		if kept, ok := old[c.key()]; ok && kept["type"] == c.element["type"] && stillOffered(kept, c.element) {
			v.state[c.key()] = kept
		}
	}
}

// stillOffered says whether the options chosen before are there in the new
// element.
func stillOffered(state, element object) bool {
	options := choices(element)
	if len(options) == 0 {
		return true
	}
	chosen := state.objects("selected_options")
	if one := state.object("selected_option"); one != nil {
		chosen = append(chosen, one)
	}
	for _, c := range chosen {
		if !slices.ContainsFunc(options, func(o object) bool { return o.text("value") == c.text("value") }) {
			return false
		}
	}
	return true
}

func (v *view) title() string { return v.raw.object("title").text("text") }

// open says whether the person still has the modal before them, in either window.
func (v *view) open() bool { return slices.Contains(v.user.everywhere(), v) }

// input finds the input block with this ID, nil when there is none.
func (v *view) input(id string) object {
	for _, b := range v.blocks {
		if b.text("type") == "input" && b.text("block_id") == id {
			return b
		}
	}
	return nil
}

// top is the modal in front of the person, nil when there is none.
func (u *User) top() *view {
	if len(u.views) == 0 {
		return nil
	}
	return u.views[len(u.views)-1]
}

// open puts a modal in front of a person, in place of whatever was open.
func (u *User) open(raw object) *view {
	v := u.w.newView(u, raw)
	u.views = []*view{v}
	return v
}

// push puts a modal on top of the others.
func (u *User) push(raw object) (*view, error) {
	switch {
	case len(u.views) == 0:
		return nil, refuse("not_found")
	case len(u.views) >= maxViews:
		return nil, refuse("push_limit_reached")
	}
	v := u.w.newView(u, raw)
	v.previous, v.root = u.top(), u.top().root
	u.views = append(u.views, v)
	return v, nil
}

// close takes a modal away, and all others if the view asks for that.
func (v *view) close() {
	v.w.touch()
	if v.raw.flag("clear_on_close") {
		v.user.clear()
		return
	}
	v.user.views = slices.DeleteFunc(v.user.views, func(other *view) bool { return other == v })
}

// clear takes all modals of a person away.
func (u *User) clear() {
	u.views = nil
	u.w.touch()
}

// findView looks for an open modal or a Home by its ID.
func (w *Workspace) findView(matches func(*view) bool) *view {
	for _, u := range w.users {
		for _, v := range u.everywhere() {
			if matches(v) {
				return v
			}
		}
	}
	for home := range maps.Values(w.homes) {
		if matches(home) {
			return home
		}
	}
	return nil
}

// valuesOf is how payloads tell what fields hold: by block, then by action.
func valuesOf(state map[fieldKey]object) object {
	values := object{}
	for key, held := range state {
		block, _ := values[key.block].(object)
		if block == nil {
			block = object{}
			values[key.block] = block
		}
		block[key.action] = held
	}
	return values
}

// wire is the view object of the Web API and of payloads.
func (v *view) wire() object {
	out := object{
		"id": v.id, "team_id": v.w.opt.TeamID, "type": v.raw["type"], "title": v.raw["title"], "close": v.raw["close"], "submit": v.raw["submit"],
		"blocks": v.blocks, "private_metadata": v.raw.text("private_metadata"), "callback_id": v.raw.text("callback_id"),
		"external_id": v.raw.text("external_id"), "clear_on_close": v.raw.flag("clear_on_close"), "notify_on_close": v.raw.flag("notify_on_close"),
		"hash": v.hash, "state": object{"values": valuesOf(v.state)}, "root_view_id": v.root.id, "previous_view_id": nil,
		"app_id": appID, "bot_id": botID, "app_installed_team_id": v.w.opt.TeamID,
	}
	if v.previous != nil {
		out["previous_view_id"] = v.previous.id
	}
	return out
}
