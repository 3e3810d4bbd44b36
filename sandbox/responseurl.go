package sandbox

import (
	"net/http"
	"time"
)

// A responseURL is the right to answer one deed of one person, five times within
// thirty minutes.
type responseURL struct {
	user    *User
	channel *Channel
	source  *Message // what was clicked, or the latest answer to a command
	reply   *Reply
	uses    int
	born    time.Time // on the runtime's clock
}

const (
	responseUses = 5
	responseLife = 30 * time.Minute
)

// newResponseURL is the address for answers that end up in reply.
func (w *Workspace) newResponseURL(reply *Reply, channel *Channel, source *Message) string {
	id := secret("")
	w.responses[id] = &responseURL{user: reply.user, channel: channel, source: source, reply: reply, born: time.Now()}
	return w.traffic.base + "/response/" + id
}

func (w *Workspace) serveResponseURL(rw http.ResponseWriter, r *http.Request, id string) {
	w.enter()
	defer w.leave()
	c := readCall(rw, r, "response_url")
	time.Sleep(w.opt.Latency)
	status, err := w.useResponseURL(id, c)
	switch status {
	case http.StatusOK:
		w.reply(rw, object{}, err)
	case http.StatusNotFound:
		rw.WriteHeader(status)
		w.reply(rw, nil, err)
	default:
		http.Error(rw, "service unavailable", status)
	}
}

// useResponseURL performs a post to a response URL, if there is a good one of that
// name, and returns the status to answer. It takes the mutex.
func (w *Workspace) useResponseURL(id string, c *call) (status int, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults.calls[c.method]++
	u := w.responses[id]
	switch {
	case w.faults.down:
		return http.StatusServiceUnavailable, nil
	case u == nil || time.Since(u.born) > responseLife:
		return http.StatusNotFound, refuse("expired_url")
	case u.uses == responseUses:
		return http.StatusNotFound, refuse("used_url")
	}
	err = w.respond(u, c)
	w.recordRefusal("an answer to a response_url", err)
	return http.StatusOK, err
}

// respond performs a post to a response URL.
func (w *Workspace) respond(u *responseURL, c *call) error {
	if c.malformed {
		return refuse("invalid_arguments")
	}
	if err := w.faults.next(c.method); err != nil {
		return err
	}
	if c.flag("delete_original") {
		u.uses++
		if u.source != nil {
			w.remove(u.source)
			w.recordChange(u.source, "deletes")
		}
		return nil
	}
	m, err := w.compose(c)
	if err != nil {
		return err
	}
	u.uses++
	w.warnOfPings(c, m)
	if c.flag("replace_original") && u.source != nil {
		w.rewrite(u.source, m)
		return nil
	}
	w.answerWith(u, c, m)
	return nil
}

// answerWith shows a new message to the person who asked, or to everybody.
func (w *Workspace) answerWith(u *responseURL, c *call, m *Message) {
	m.channel = u.channel
	if c.text("response_type") != "in_channel" {
		m.only = u.user
		u.reply.seen = append(u.reply.seen, m)
	}
	if u.source == nil {
		u.source = m
	}
	w.post(m)
}
