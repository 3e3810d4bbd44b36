package sandbox

import (
	"fmt"
	"strings"
)

// A Home is the app's Home tab in front of one person. Its methods are what that
// person can read and do there.
type Home struct{ u *User }

// OpenHome looks at the app's Home. The app hears of it if it subscribes to
// app_home_opened; OpenHome returns when it has come to rest. It panics when the
// manifest has no Home tab.
func (u *User) OpenHome() *Home {
	w := u.w
	d := w.do(func() deed {
		u.mustBeActive()
		if !w.manifest.Features.AppHome.HomeTab {
			panic("sandbox: the manifest does not set features.app_home.home_tab_enabled")
		}
		w.recordDeed(u, "opens the Home of %s", w.appName())
		return deed{sent: u.opens("home")}
	})
	w.settleEvent(d.sent)
	return &Home{u}
}

// opens tells the app that a person looks at a tab of it, "home" or "messages".
func (u *User) opens(tab string) *envelope {
	w := u.w
	event := object{"type": "app_home_opened", "user": u.ID, "channel": w.direct(u).ID, "tab": tab}
	if home := w.homes[u]; home != nil && tab == "home" {
		event["view"] = home.wire()
	}
	return w.sendEvent("app_home_opened", event)
}

// Text is what the person reads there, "" before the app has published anything.
func (h *Home) Text() string {
	h.u.w.mu.Lock()
	defer h.u.w.mu.Unlock()
	return h.read()
}

func (h *Home) read() string {
	v := h.u.w.homes[h.u]
	if v == nil {
		return ""
	}
	return strings.Join(h.u.w.drawBlocks(v.blocks, v.state, h.u), "\n")
}

// Click presses the first button with this label. It panics when there is none.
func (h *Home) Click(label string) *Reply { return h.ClickNth(label, 1) }

// ClickNth presses the nth button with this label, counted from 1. It panics
// when there are fewer.
func (h *Home) ClickNth(label string, n int) *Reply {
	return h.u.w.finish(h.u.w.do(func() deed { return h.press(label, n) }))
}

func (h *Home) press(label string, n int) deed {
	w, v := h.u.w, h.u.w.homes[h.u]
	if v == nil {
		panic(fmt.Sprintf("sandbox: %s has published no Home to %s", w.appName(), h.u.person.Name))
	}
	c, value, ok := nthButton(v.blocks, label, n)
	if !ok {
		panic(fmt.Sprintf("sandbox: there are not %d buttons %q on this Home:\n%s", n, label, h.read()))
	}
	line := w.recordDeed(h.u, "presses [%s] on the Home of %s", label, w.appName())
	w.recordConfirm(line, c.element)
	return v.act(c, value, line)
}
