package sandbox

import "encoding/json"

// A Showing is something that the app has shown: a message, as it was posted or
// edited, or a form or Home. Its body has everything that the app sent, what
// nobody sees on a screen too: metadata, values of options, alternative texts.
type Showing struct {
	To      string          // the handle of the one person who reads it; "" for everybody in a channel
	Channel string          // its name; "" for a conversation with the app, a form and Home
	Text    string          // of a message: what notifications show
	Body    json.RawMessage // as the app sent it
}

// tell lets whoever asked for it know of a message that the app wrote.
func (m *Message) tell() {
	if m.w.opt.Shown == nil || m.author.ID != botUserID {
		return
	}
	s := Showing{Text: m.text}
	if reader := m.reader(); reader != nil {
		s.To = reader.person.Handle
	} else {
		s.Channel = m.channel.name
	}
	m.w.show(s, m.wire(true))
}

// tell lets whoever asked for it know of a form or a Home.
func (v *view) tell() {
	if v.w.opt.Shown != nil {
		v.w.show(Showing{To: v.user.person.Handle}, v.raw)
	}
}

func (w *Workspace) show(s Showing, body object) {
	s.Body, _ = json.Marshal(body) // it came as JSON
	w.opt.Shown(s)
}
