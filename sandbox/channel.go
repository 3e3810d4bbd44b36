package sandbox

import (
	"fmt"
	"slices"
	"strings"
)

// ChannelOptions say what kind of channel to make. The zero value is a public
// channel with nobody in it.
type ChannelOptions struct {
	ID       string   // made up from the name when empty: "CWINS0000" for "wins"
	Private  bool     //
	Shared   bool     // with another organization, through Slack Connect
	Archived bool     //
	Members  []string // handles
	WithApp  bool     // somebody has invited the app
}

// A Channel is a conversation: a channel, the app's direct messages with one
// person, or the direct messages of people among themselves.
type Channel struct {
	ID string

	w        *Workspace
	name     string
	private  bool
	shared   bool
	archived bool
	joined   bool // by the app
	direct   bool // people among themselves, without the app
	members  []*User
	with     *User // the other side of a direct conversation with the app
	messages []*Message
	asides   []*Message // what one person alone sees, oldest first
}

// AddChannel makes a channel. It panics when the name or ID is taken, or a member
// is unknown, which is a mistake of the test.
func (w *Workspace) AddChannel(name string, opt ChannelOptions) *Channel {
	w.mu.Lock()
	defer w.mu.Unlock()
	name = strings.TrimPrefix(name, "#")
	if opt.ID == "" {
		opt.ID = madeUpID("C", name, func(id string) bool { return w.findChannel(id) != nil })
	}
	if w.findChannelName(name) != nil || w.findChannel(opt.ID) != nil {
		panic(fmt.Sprintf("sandbox: there already is a channel %q or an ID %s", name, opt.ID))
	}
	c := &Channel{w: w, ID: opt.ID, name: name, private: opt.Private, shared: opt.Shared, archived: opt.Archived, joined: opt.WithApp}
	for _, handle := range opt.Members {
		u := w.findHandle(handle)
		if u == nil {
			panic(fmt.Sprintf("sandbox: nobody has the handle %q", handle))
		}
		c.members = append(c.members, u)
	}
	w.channels = append(w.channels, c)
	w.touch()
	return c
}

// AddDirect makes a direct conversation of two people, or a group conversation
// of more, of which the app knows nothing. It panics when somebody is unknown,
// which is a mistake of the test.
func (w *Workspace) AddDirect(handles ...string) *Channel {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := &Channel{w: w, private: true, direct: true, name: "directmessage"}
	letter := "D"
	if len(handles) > 2 {
		letter, c.name = "G", "mpdm-"+strings.Join(handles, "--")+"-1"
	}
	c.ID = madeUpID(letter, strings.Join(handles, ""), func(id string) bool { return w.findChannel(id) != nil })
	for _, handle := range handles {
		u := w.findHandle(handle)
		if u == nil {
			panic(fmt.Sprintf("sandbox: nobody has the handle %q", handle))
		}
		c.members = append(c.members, u)
	}
	w.channels = append(w.channels, c)
	return c
}

// Channel finds a channel by name, with or without "#". It panics when there is
// none, which is a mistake of the test.
func (w *Workspace) Channel(name string) *Channel {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c := w.findChannelName(strings.TrimPrefix(name, "#")); c != nil {
		return c
	}
	panic(fmt.Sprintf("sandbox: there is no channel %q", name))
}

// DM is the app's conversation with a person, whether or not anything has been
// said there.
func (w *Workspace) DM(handle string) *Channel {
	u := w.User(handle)
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.direct(u)
}

// Messages are what is in the channel now, oldest first.
func (c *Channel) Messages() []*Message {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	return slices.Clone(c.messages)
}

// Last is the newest message, nil when there is none.
func (c *Channel) Last() *Message {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	if len(c.messages) == 0 {
		return nil
	}
	return c.messages[len(c.messages)-1]
}

// Archive closes the channel for new messages.
func (c *Channel) Archive() {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	c.archived = true
	c.w.record("%s is archived", c.title())
}

// Share has another organization join the channel, through Slack Connect.
func (c *Channel) Share() {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	c.shared = true
	c.w.record("%s is shared with another company", c.title())
}

// Kick removes the app from the channel.
func (c *Channel) Kick() {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	c.joined = false
	c.w.record("%s is removed from %s", c.w.appName(), c.title())
}

// Invite brings the app into the channel.
func (c *Channel) Invite() {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	c.joined = true
	c.w.record("%s is invited to %s", c.w.appName(), c.title())
}

func (w *Workspace) findChannel(id string) *Channel {
	i := slices.IndexFunc(w.channels, func(c *Channel) bool { return c.ID == id })
	if i < 0 {
		return nil
	}
	return w.channels[i]
}

func (w *Workspace) findChannelName(name string) *Channel {
	i := slices.IndexFunc(w.channels, func(c *Channel) bool { return c.with == nil && !c.direct && c.name == name })
	if i < 0 {
		return nil
	}
	return w.channels[i]
}

// direct finds or opens the app's conversation with u.
func (w *Workspace) direct(u *User) *Channel {
	i := slices.IndexFunc(w.channels, func(c *Channel) bool { return c.with == u })
	if i >= 0 {
		return w.channels[i]
	}
	id := madeUpID("D", u.ID[min(1, len(u.ID)):], func(id string) bool { return w.findChannel(id) != nil })
	c := &Channel{w: w, ID: id, name: "directmessage", private: true, joined: true, with: u, members: []*User{u}}
	w.channels = append(w.channels, c)
	return c
}

// visibleTo says whether a person may look into the channel.
func (c *Channel) visibleTo(u *User) bool {
	return c.with == u || c.with == nil && (!c.private || slices.Contains(c.members, u))
}

// title is how a transcript calls the channel.
func (c *Channel) title() string {
	switch {
	case c.with != nil:
		return c.with.person.Name
	case c.direct:
		var names []string
		for _, u := range c.members {
			names = append(names, u.person.Name)
		}
		return "the conversation of " + strings.Join(names, " and ")
	}
	return "#" + c.name
}

// reference is how payloads mention the conversation: Slack keeps the names of
// private channels to itself.
func (c *Channel) reference() object {
	name := c.name
	if c.private && c.with == nil && !c.direct {
		name = "privategroup"
	}
	return object{"id": c.ID, "name": name}
}

// info is the conversation object of the Web API.
func (c *Channel) info() object {
	if c.with != nil {
		return object{"id": c.ID, "is_im": true, "user": c.with.ID, "is_user_deleted": c.with.person.Deleted, "is_archived": false}
	}
	members := len(c.members)
	if c.joined {
		members++
	}
	return object{
		"id": c.ID, "name": c.name, "name_normalized": c.name, "is_channel": !c.private, "is_group": c.private, "is_im": false, "is_mpim": false,
		"is_private": c.private, "is_archived": c.archived, "is_member": c.joined, "is_general": false,
		"is_shared": c.shared, "is_ext_shared": c.shared, "is_org_shared": false, "num_members": members,
	}
}

// kind is the prefix of the scopes that govern the channel.
func (c *Channel) kind() string {
	switch {
	case c.with != nil, c.direct && len(c.members) == 2:
		return "im"
	case c.direct:
		return "mpim"
	case c.private:
		return "groups"
	}
	return "channels"
}

// Rename gives the channel another name; its ID stays.
func (c *Channel) Rename(name string) {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	was := c.title()
	c.name = name
	c.w.record("%s is now called %s", was, c.title())
}
