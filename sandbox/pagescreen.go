package sandbox

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A screen is all that one person sees at one place, ready for the templates.
type screen struct {
	Title   string
	Heading string
	Base    string // of the person's addresses, such as /as/dana
	At      string // path of the place
	App     string // the app's name
	Me      face
	Unread  int // across all conversations

	People   []face // whom one can act as
	Channels []door
	Direct   door
	HomeDoor *door // nil when the app has no Home

	Days     []day
	Skipped  bool // older messages are not shown
	Home     *form
	Modal    *form
	Composer composer
	Notice   string
	Hint     *led
	Clock    *clock
}

// A face is a person, or the app, as others see them.
type face struct {
	Name, Handle, Initials, About string
	Tint                          int
	IsApp                         bool
	Address                       string // of the same place as this person sees it
}

// A door is an entry of the sidebar.
type door struct {
	Name, Address string
	Private, Here bool
	Unread        int
}

// A day is the messages of one day.
type day struct {
	Date, Label string
	Posts       []post
}

// A post is a message.
type post struct {
	*screen
	Author       face
	ID, TS       string
	ISO, Clock   string
	Notification string // in words, for announcements
	Text         template.HTML
	Parts        []part
	Files        []attachment
	Edited       bool
	OnlyYou      bool
	Shortcuts    []shortcut
}

// A form is a modal or a Home.
type form struct {
	*screen
	View, Heading string
	Submit, Close string // labels; Submit is "" for a view without one
	Back          bool   // there is another view below
	Error         string // what concerns the whole form
	Parts         []part
}

// A composer is where people type.
type composer struct {
	Silenced  string // why they cannot
	Label     string
	Commands  []slashCommand
	Shortcuts []shortcut
}

// led is the hint that is shown.
type led struct {
	Text      string
	Nth, Last int
}

type clock struct {
	ISO, Date, Time string
	Jumps           []string
	Progress        string
}

const shownMessages = 200

// tints is how many colours faces come in.
const tints = 8

func (p *site) screen(u *User, at place) *screen {
	w := p.w
	s := &screen{
		Title: p.opt.Title, Base: "/as/" + u.person.Handle, At: at.path(), App: w.appName(), Me: u.face(),
		Notice: p.notices[u], Hint: p.hint(u), Clock: p.clock(u),
	}
	p.doors(s, u, at)
	s.Heading = at.channel.title()
	if at.channel.with != nil {
		s.Heading = s.App
	}
	for _, other := range w.users {
		if !other.person.Bot && !other.person.Deleted && other.ID != "USLACKBOT" {
			f := other.face()
			there, _ := p.find(other, s.At)
			f.Address = other.address(there)
			s.People = append(s.People, f)
		}
	}
	slices.SortStableFunc(s.People, func(a, b face) int { return cmp.Compare(a.Name, b.Name) })
	if at.home {
		s.Home = p.form(s, w.homes[u])
	} else {
		p.posts(s, u, at.channel)
	}
	s.Modal = p.form(s, u.top())
	s.Composer = p.composer(u, at.channel)
	return s
}

// doors lists the places a person can go to.
func (p *site) doors(s *screen, u *User, at place) {
	for _, c := range p.w.channels {
		if c.with != nil || c.direct || !c.visibleTo(u) || c.archived && c != at.channel {
			continue
		}
		d := p.door(u, place{channel: c}, at)
		d.Name, d.Private = c.name, c.private
		if !slices.Contains(c.members, u) {
			d.Unread = 0
		}
		s.Channels = append(s.Channels, d)
		s.Unread += d.Unread
	}
	slices.SortStableFunc(s.Channels, func(a, b door) int { return cmp.Compare(a.Name, b.Name) })
	s.Direct = p.door(u, place{channel: p.w.direct(u)}, at)
	s.Direct.Name = s.App
	s.Unread += s.Direct.Unread
	if p.w.manifest.Features.AppHome.HomeTab {
		home := p.door(u, place{channel: p.w.direct(u), home: true}, at)
		home.Name, home.Unread = s.App+" Home", 0
		s.HomeDoor = &home
	}
}

func (p *site) door(u *User, to, at place) door {
	return door{Address: u.address(to), Here: to == at, Unread: p.unread(u, to.channel)}
}

func (u *User) face() face {
	f := face{Name: u.person.Name, Handle: u.person.Handle, IsApp: u.ID == botUserID}
	for _, word := range strings.Fields(u.person.Name) {
		if f.Initials += strings.ToUpper(string([]rune(word)[:1])); len([]rune(f.Initials)) == 2 {
			break
		}
	}
	for _, r := range u.ID {
		f.Tint = (f.Tint*31 + int(r)) % tints
	}
	f.About = u.person.Zone
	return f
}

// posts lists what a person sees in a channel, day by day.
func (p *site) posts(s *screen, u *User, c *Channel) {
	var seen []*Message
	for _, m := range slices.Concat(c.messages, c.asides) {
		if m.only == nil || m.only == u {
			seen = append(seen, m)
		}
	}
	slices.SortStableFunc(seen, func(a, b *Message) int { return cmp.Compare(a.ts, b.ts) })
	if n := len(seen) - shownMessages; n > 0 {
		seen, s.Skipped = seen[n:], true
	}
	now := p.w.opt.Now().In(u.zone())
	for _, m := range seen {
		at := sentAt(m.ts).In(u.zone())
		date := at.Format(time.DateOnly)
		if len(s.Days) == 0 || s.Days[len(s.Days)-1].Date != date {
			s.Days = append(s.Days, day{Date: date, Label: dayName(at, now)})
		}
		today := &s.Days[len(s.Days)-1]
		today.Posts = append(today.Posts, p.post(s, u, m, at))
	}
}

func (p *site) post(s *screen, u *User, m *Message, at time.Time) post {
	c := p.canvas(u, nil)
	c.id = "m" + m.ts
	out := post{
		screen: s, Author: m.author.face(), ID: c.id, TS: m.ts, ISO: at.Format(time.RFC3339), Clock: at.Format("15:04"),
		Notification: cmp.Or(p.w.plain(m.text, u), m.read()), Parts: c.parts(m.blocks), Edited: m.edited != "", OnlyYou: m.only != nil,
	}
	if m.offersShortcuts(u) {
		out.Shortcuts = p.w.manifest.shortcuts("message")
	}
	for _, f := range m.files {
		out.Files = append(out.Files, attachment{Title: f.title, Name: f.name, Size: f.size, ID: f.id, Deleted: f.deleted})
	}
	if len(m.blocks) == 0 {
		out.Text = c.mrkdwn(m.text)
	}
	return out
}

// An attachment is a file under a message.
type attachment struct {
	Title, Name string
	Size        int64
	ID          string
	Deleted     bool
}

// sentAt reads the seconds of a message's timestamp.
func sentAt(ts string) time.Time {
	seconds, _, _ := strings.Cut(ts, ".")
	n, _ := strconv.ParseInt(seconds, 10, 64)
	return time.Unix(n, 0)
}

func dayName(t, now time.Time) string {
	if word := nearbyDay(t, now); word != "" && word != "tomorrow" {
		return strings.ToUpper(word[:1]) + word[1:]
	}
	if t.Year() != now.Year() {
		return t.Format("Monday, 2 January 2006")
	}
	return t.Format("Monday, 2 January")
}

// canvas is what to draw a message on, or a view.
func (p *site) canvas(u *User, v *view) *canvas {
	c := &canvas{w: p.w, viewer: u}
	if v != nil {
		c.id, c.state, c.errors, c.found = v.id, v.state, v.errors, p.found[v.id]
	}
	return c
}

// form is a view ready for the templates, nil when there is none.
func (p *site) form(s *screen, v *view) *form {
	if v == nil {
		return nil
	}
	return &form{
		screen: s, View: v.id, Heading: v.title(), Submit: v.footer("submit"), Close: v.footer("close"), Back: v.previous != nil,
		Error: v.errors[""], Parts: p.canvas(v.user, v).parts(v.blocks),
	}
}

func (p *site) composer(u *User, c *Channel) composer {
	label := "Message " + c.title()
	if c.with != nil {
		label = "Message " + p.w.appName()
	}
	return composer{
		Silenced: p.silenced(u, c), Label: label, Commands: p.w.manifest.Features.Commands, Shortcuts: p.w.manifest.shortcuts("global"),
	}
}

// hint is the first one that nobody has followed, nil when there is none, or it
// is for somebody else.
func (p *site) hint(u *User) *led {
	i := slices.Index(p.done, false)
	if i < 0 || p.unled || p.opt.Hints[i].As != "" && p.opt.Hints[i].As != u.person.Handle {
		return nil
	}
	return &led{p.opt.Hints[i].Text, i + 1, len(p.done)}
}

func (p *site) clock(u *User) *clock {
	if len(p.opt.Jumps) == 0 {
		return nil
	}
	now := p.w.opt.Now().In(u.zone())
	c := &clock{ISO: now.Format(time.RFC3339), Date: now.Format("Mon 2 Jan 2006"), Time: now.Format("15:04"), Progress: p.progress}
	for _, j := range p.opt.Jumps {
		c.Jumps = append(c.Jumps, j.Label)
	}
	return c
}
