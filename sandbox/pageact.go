package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A visit is a request in which somebody does something.
type visit struct {
	context.Context // outlives the request
	user            *User
	at              place
	form            url.Values
}

// A verb does something for a visitor under the mutex. What then remains is done
// without it, and says what was done, in the words of [Hint]. Errors are
// sentences for that person.
type verb func(*site, visit) (remains, error)

type remains func() (did string, err error)

// pageVerbs are what people can do, by the last part of the address.
var pageVerbs = map[string]verb{
	"dismiss":  (*site).dismiss,
	"jump":     (*site).startJump,
	"press":    (*site).pressInMessage,
	"say":      (*site).say,
	"shortcut": (*site).shortcut,
	"view":     (*site).useView,
}

// A sorry is a sentence that tells a person why something did not work.
type sorry string

func (s sorry) Error() string { return string(s) }

// What people are told when the page they look at is behind the times.
const (
	errGone       = sorry("That is not there any more.")
	errNotOffered = sorry("That cannot be chosen here any more.")
)

// act does what a form of the page asks for, and leads back to where the person
// was.
func (p *site) act(rw http.ResponseWriter, r *http.Request) {
	do, ok := pageVerbs[r.PathValue("verb")]
	v, err := p.visit(rw, r)
	if !ok || err != nil {
		http.Error(rw, "there is no such form", http.StatusNotFound)
		return
	}
	did, err := p.perform(do, v)
	p.w.mu.Lock()
	delete(p.notices, v.user)
	if err != nil {
		p.notices[v.user] = err.Error()
	}
	p.follow(did)
	p.w.touch()
	p.w.mu.Unlock()
	http.Redirect(rw, r, v.user.address(v.at), http.StatusSeeOther)
}

func (p *site) visit(rw http.ResponseWriter, r *http.Request) (visit, error) {
	r.Body = body(rw, r, maxBody)
	if err := r.ParseForm(); err != nil {
		return visit{}, err
	}
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	u := p.visitor(r)
	if u == nil {
		return visit{}, errGone
	}
	at, _ := p.find(u, r.PostForm.Get("at"))
	return visit{context.WithoutCancel(r.Context()), u, at, r.PostForm}, nil
}

func (p *site) perform(do verb, v visit) (did string, err error) {
	rest, err := func() (remains, error) {
		p.w.mu.Lock()
		defer p.w.mu.Unlock()
		if v.user.person.Deleted {
			return nil, sorry("This account has been deactivated.")
		}
		return do(p, v)
	}()
	if err != nil || rest == nil {
		return "", err
	}
	return rest()
}

// follow takes note of what somebody did, for the hints.
func (p *site) follow(did string) {
	for i, h := range p.opt.Hints {
		if did != "" && !p.done[i] && strings.HasPrefix(did, h.Done) {
			p.done[i] = true
			p.w.touch()
		}
	}
}

// await is what remains of a deed: waiting until the app acknowledges it.
func (p *site) await(d deed, did string) remains {
	return func() (string, error) {
		if d.sent == nil {
			return did, nil
		}
		if p.w.conclude(d); d.reply.failure != "" {
			return "", sorry("That did not work. " + d.reply.failure)
		}
		return did, nil
	}
}

// say sends what was typed into the composer.
func (p *site) say(v visit) (remains, error) {
	text := strings.TrimSpace(strings.ReplaceAll(v.form.Get("text"), "\r\n", "\n"))
	switch reason := p.silenced(v.user, v.at.channel); {
	case text == "":
		return nil, nil
	case strings.HasPrefix(text, "/"):
		return p.command(v, text)
	case reason != "":
		return nil, sorry(reason)
	}
	v.user.say(v.at.channel, text)
	return func() (string, error) { return "message", nil }, nil
}

func (p *site) command(v visit, text string) (remains, error) {
	d := v.user.command(v.at.channel, text)
	if d.sent == nil {
		return nil, sorry(d.reply.failure)
	}
	return func() (string, error) {
		if p.w.concludeCommand(d); d.reply.failure != "" {
			return "", sorry(d.reply.failure)
		}
		return "command " + text, nil
	}, nil
}

// silenced says why a person cannot type into a channel, "" when they can.
func (p *site) silenced(u *User, c *Channel) string {
	switch {
	case c.with != nil && !p.w.manifest.takesMessages():
		return "Sending messages to this app has been turned off."
	case c.archived:
		return "This channel has been archived."
	case c.with == nil && !slices.Contains(c.members, u):
		return "You can read this channel, but you are not a member of it."
	}
	return ""
}

// shortcut uses a global shortcut, or a message shortcut on the message named.
func (p *site) shortcut(v visit) (remains, error) {
	i := slices.IndexFunc(p.w.manifest.Features.Shortcuts, func(s shortcut) bool { return s.CallbackID == v.form.Get("shortcut") })
	if i < 0 {
		return nil, errNotOffered
	}
	s := p.w.manifest.Features.Shortcuts[i]
	if s.Type == "global" {
		return p.await(v.user.shortcut(s), "shortcut "+s.CallbackID), nil
	}
	m := v.at.channel.seenBy(v.user, v.form.Get("ts"))
	switch {
	case m == nil:
		return nil, errGone
	case !m.offersShortcuts(v.user):
		return nil, errNotOffered
	}
	return p.await(m.shortcut(v.user, s), "shortcut "+s.CallbackID), nil
}

// pressInMessage uses a button or another element of a message.
func (p *site) pressInMessage(v visit) (remains, error) {
	m := v.at.channel.seenBy(v.user, v.form.Get("ts"))
	if m == nil {
		return nil, errGone
	}
	in := p.canvas(v.user, nil).takeIn(m.blocks, v.form)
	c, value, err := pressed(m.blocks, v.form.Get("press"), in.state)
	if err != nil {
		return nil, err
	}
	line := p.w.recordUse(v.user, c, value, "")
	return p.await(m.act(v.user, c, value, in.state, line), didPress(c)), nil
}

// useView submits or closes a modal, or uses an element of a modal or of a Home.
func (p *site) useView(v visit) (remains, error) {
	if home := p.w.homes[v.user]; home != nil && home.id == v.form.Get("view") {
		return p.pressInView(v, home)
	}
	top := v.user.top()
	if top == nil || top.id != v.form.Get("view") {
		return nil, errGone
	}
	switch v.form.Get("do") {
	case "submit":
		return p.submit(v, top)
	case "close":
		return p.await(top.dismiss(), ""), nil
	case "clear":
		return p.await(v.user.dismissAll(), ""), nil
	}
	return p.pressInView(v, top)
}

func (p *site) pressInView(v visit, view *view) (remains, error) {
	view.state = p.canvas(v.user, view).takeIn(view.blocks, v.form).state
	c, value, err := pressed(view.blocks, v.form.Get("press"), view.state)
	if err != nil {
		return nil, err
	}
	where := fmt.Sprintf(" in %q", view.title())
	if view.raw.text("type") == onHome {
		where = " on the Home of " + p.w.appName()
	}
	line := p.w.recordUse(v.user, c, value, where)
	return p.await(view.act(c, value, line), didPress(c)), nil
}

func (p *site) submit(v visit, top *view) (remains, error) {
	in := p.canvas(v.user, top).takeIn(top.blocks, v.form)
	top.state = in.state
	d := top.submit(in.errors)
	did := "submit " + top.raw.text("callback_id")
	return func() (string, error) {
		if d.sent != nil && top.conclude(d) {
			return did, nil
		}
		return "", nil
	}, nil
}

// pressed finds the element a person used, and what that says beside the element
// itself.
func pressed(blocks []object, press string, state map[fieldKey]object) (control, object, error) {
	key, option, ok := readFieldKey(press)
	if !ok {
		return control{}, nil, errNotOffered
	}
	c, ok := findControl(blocks, key)
	if !ok {
		return control{}, nil, errGone
	}
	if c.element.text("type") != "overflow" {
		return c, state[key], nil
	}
	for _, o := range choices(c.element) {
		if o.text("value") == option {
			return c, object{"selected_option": o}, nil
		}
	}
	return control{}, nil, errNotOffered
}

func didPress(c control) string { return "button " + c.element.text("action_id") }

// recordUse tells that a person used an element.
func (w *Workspace) recordUse(u *User, c control, value object, where string) *entry {
	switch kind := c.element.text("type"); kind {
	case "button", "overflow":
		label := w.textOf(c.element.object("text"), nil)
		if kind == "overflow" {
			label = w.label(value["selected_option"])
		}
		line := w.recordDeed(u, "presses [%s]%s", label, where)
		w.recordConfirm(line, c.element)
		return line
	}
	return w.recordDeed(u, "sets %q to %q", w.nameOf(c), w.shown(value))
}

// dismiss sends away a notice, or the hints.
func (p *site) dismiss(v visit) (remains, error) {
	if v.form.Get("what") == "hints" {
		p.unled = true
	}
	return nil, nil
}

// startJump moves the clock.
func (p *site) startJump(v visit) (remains, error) {
	i, err := strconv.Atoi(v.form.Get("jump"))
	switch {
	case err != nil || i < 0 || i >= len(p.opt.Jumps):
		return nil, errNotOffered
	case p.jumping != "":
		return nil, sorry("The clock is already moving.")
	}
	jump := p.opt.Jumps[i]
	p.jumping, p.progress = jump.Label, jump.Label
	p.w.touch()
	return func() (string, error) {
		err := jump.Do(v, p.report)
		p.w.mu.Lock()
		defer p.w.mu.Unlock()
		p.jumping, p.progress = "", ""
		p.w.touch()
		if err != nil {
			return "", sorry("The clock could not be moved: " + err.Error())
		}
		return "jump " + jump.Label, nil
	}, nil
}

// report shows a line of progress. It takes the mutex.
func (p *site) report(line string) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	p.progress = line
	p.w.touch()
}

// search asks the app for options that match what somebody types, and answers
// with their values and labels as JSON.
func (p *site) search(rw http.ResponseWriter, r *http.Request) {
	v, err := p.visit(rw, r)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusNotFound)
		return
	}
	top, c, err := p.searched(v)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusNotFound)
		return
	}
	d := p.w.do(func() deed { return deed{sent: top.suggest(c, v.form.Get("typed"))} })
	answer, _ := p.w.await(d.sent) // without one, nothing was found
	rw.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(rw).Encode(p.keepFound(top, c, choices(answer))) // whoever hung up does not want to know
}

// searched finds the field that somebody types into. It takes the mutex.
func (p *site) searched(v visit) (*view, control, error) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	top := v.user.top()
	key, _, ok := readFieldKey(v.form.Get("press"))
	if top == nil || top.id != v.form.Get("view") || !ok {
		return nil, control{}, errGone
	}
	c, ok := findControl(top.blocks, key)
	if !ok {
		return nil, control{}, errGone
	}
	return top, c, nil
}

// keepFound remembers the options found, so that they can be chosen, and lists
// them. It takes the mutex.
func (p *site) keepFound(v *view, c control, options []object) [][2]string {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	if p.found[v.id] == nil {
		p.found[v.id] = map[fieldKey][]object{}
	}
	p.found[v.id][c.key()] = append(p.found[v.id][c.key()], options...)
	found := [][2]string{}
	for _, o := range options {
		found = append(found, [2]string{o.text("value"), p.w.label(o)})
	}
	return found
}
