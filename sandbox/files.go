package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits of uploads. Slack takes files of up to a gigabyte; nobody tests with those.
const (
	maxFile     = 32 << 20 // bytes
	maxAltText  = 1000     // characters
	maxChannels = 100      // a file is shared to at once
)

// A file is what the app uploads in three steps: it asks for an address, sends the
// bytes there, and says where to share them.
type file struct {
	id        string
	ticket    string // the last part of the address the bytes go to
	name      string
	title     string
	size      int64 // in bytes, as announced
	content   []byte
	uploaded  bool
	completed bool
	deleted   bool // what is left of it in messages is a tombstone
}

func (f *file) draw() string {
	if f.deleted {
		return "(this file was deleted)"
	}
	if strings.HasSuffix(f.name, ".zip") { // how far it was compressed is no part of a story
		return fmt.Sprintf("(archive: %s)", f.title)
	}
	return fmt.Sprintf("(file: %s, %d bytes)", f.title, f.size)
}

// wire is the file object of the Web API.
func (f *file) wire() object {
	if f.deleted {
		return object{"id": f.id, "mode": "tombstone"}
	}
	return object{"id": f.id, "name": f.name, "title": f.title, "size": f.size, "user": botUserID, "mode": "hosted"}
}

// filesGetUploadURL is the first step. The address is on the host the app called,
// because clients refuse to send bytes elsewhere.
func (w *Workspace) filesGetUploadURL(c *call) (object, error) {
	size, err := strconv.ParseInt(cmp.Or(c.text("length"), "0"), 10, 64)
	switch {
	case err != nil || size < 0:
		return nil, refuse("invalid_arguments", complaint("/length", "must be an integer"))
	case size == 0 || c.text("filename") == "":
		return nil, refuse("missing_argument")
	case size > maxFile:
		return nil, refuse("file_upload_size_restricted")
	case utf8.RuneCountInString(c.text("alt_txt")) > maxAltText:
		return nil, refuse("alt_txt_too_large")
	}
	f := &file{id: w.serial("F"), ticket: secret("upload."), name: c.text("filename"), title: c.text("filename"), size: size}
	w.files = append(w.files, f)
	return object{"upload_url": c.base + "/upload/" + f.ticket, "file_id": f.id}, nil
}

// serveUpload is the second step: the bytes come as they are, or as a multipart
// form.
func (w *Workspace) serveUpload(rw http.ResponseWriter, r *http.Request, ticket string) {
	w.enter()
	defer w.leave()
	content, err := uploaded(rw, r)
	time.Sleep(w.opt.Latency)
	status := w.receive(ticket, content, err)
	rw.WriteHeader(status)
	fmt.Fprintf(rw, "%s - %d", http.StatusText(status), len(content))
}

// receive takes note of an upload, unless it is not what was announced, and returns
// the status to answer. It takes the mutex.
func (w *Workspace) receive(ticket string, content []byte, err error) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := slices.IndexFunc(w.files, func(f *file) bool { return f.ticket == ticket && !f.uploaded })
	switch {
	case w.faults.down:
		return http.StatusServiceUnavailable
	case i < 0:
		w.problem("uploads to an address that is not, or no longer, good for that")
		return http.StatusNotFound
	case err != nil || int64(len(content)) != w.files[i].size:
		w.problem("uploads %d bytes of %q, having announced %d", len(content), w.files[i].name, w.files[i].size)
		return http.StatusBadRequest
	}
	w.files[i].uploaded, w.files[i].content = true, content
	return http.StatusOK
}

// uploaded reads an upload to its end and returns the bytes of the file in it.
func uploaded(rw http.ResponseWriter, r *http.Request) ([]byte, error) {
	r.Body = body(rw, r, maxFile+maxBody)
	parts, err := r.MultipartReader()
	if errors.Is(err, http.ErrNotMultipart) {
		return io.ReadAll(r.Body)
	}
	if err != nil {
		return nil, err
	}
	var content []byte
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return content, nil
		}
		if err != nil {
			return content, err
		}
		some, err := io.ReadAll(part)
		if err != nil {
			return content, err
		}
		if part.FileName() != "" {
			content = append(content, some...)
		}
	}
}

// filesCompleteUpload is the third step. Without a channel the files stay with the
// app, where nobody sees them.
func (w *Workspace) filesCompleteUpload(c *call) (object, error) {
	files, titles, err := w.uploads(c)
	if err != nil {
		return nil, err
	}
	channels, err := w.shareIn(c)
	if err != nil {
		return nil, err
	}
	if c.text("thread_ts") != "" {
		return nil, refuse("invalid_arguments", "this Slack has no threads")
	}
	comment := &Message{w: w, author: w.findUser(botUserID), text: cut(c.text("initial_comment"), maxText)}
	if comment.text == "" {
		if comment.blocks, err = c.blocks(); err != nil {
			return nil, err
		}
		w.identify(comment.blocks)
	}
	list := []object{}
	for i, f := range files {
		f.completed, f.title = true, cmp.Or(titles[i], f.title)
		list = append(list, f.wire())
	}
	for _, channel := range channels {
		m := *comment
		m.channel, m.files = channel, files
		w.warnOfPings(c, &m)
		w.post(&m)
	}
	return object{"files": list}, nil
}

// uploads are the files a call completes, and the titles it gives them.
func (w *Workspace) uploads(c *call) (files []*file, titles []string, err error) {
	v, err := c.json("files")
	if err != nil || len(asObjects(v)) == 0 {
		return nil, nil, refuse("invalid_arguments", complaint("", "missing required field: files"))
	}
	for _, o := range asObjects(v) {
		i := slices.IndexFunc(w.files, func(f *file) bool { return f.id == o.text("id") && f.uploaded && !f.completed && !f.deleted })
		if i < 0 || slices.Contains(files, w.files[i]) {
			return nil, nil, refuse("file_not_found")
		}
		files, titles = append(files, w.files[i]), append(titles, o.text("title"))
	}
	return files, titles, nil
}

// conversation is what the ID of a place to share in looks like. A person has
// none: direct messages are opened first.
var conversation = regexp.MustCompile(`^[CGDZ][A-Z0-9]{8,}$`)

// shareIn are the channels a call shares files in.
func (w *Workspace) shareIn(c *call) ([]*Channel, error) {
	ids := strings.FieldsFunc(c.text("channel_id")+","+c.text("channels"), func(r rune) bool { return r == ',' || r == ' ' })
	if len(ids) > maxChannels {
		return nil, refuse("channels_limit_exceeded")
	}
	var channels []*Channel
	for _, id := range ids {
		if c.text("channel_id") == id && !conversation.MatchString(id) {
			return nil, refuse("invalid_arguments", complaint("/channel_id", "input must match regex pattern: %s", conversation))
		}
		channel, err := w.destination(id)
		refused, _ := errors.AsType[*refusal](err)
		switch {
		case err == nil:
			channels = append(channels, channel)
		case refused != nil && refused.code == "channel_not_found":
			return nil, refuse("invalid_channel")
		case refused != nil && refused.code == "not_in_channel":
			return nil, err
		default:
			return nil, refuse("posting_to_channel_denied")
		}
	}
	return channels, nil
}

// filesDelete deletes a file of the app's. The messages it was shared with stay,
// without it.
func (w *Workspace) filesDelete(c *call) (object, error) {
	i := slices.IndexFunc(w.files, func(f *file) bool { return f.id == c.text("file") && f.completed })
	switch {
	case c.text("file") == "":
		return nil, refuse("missing_argument")
	case i < 0:
		return nil, refuse("file_not_found")
	case w.files[i].deleted:
		return nil, refuse("file_deleted")
	}
	w.files[i].deleted, w.files[i].content = true, nil
	for _, channel := range w.channels {
		for _, m := range channel.messages {
			if slices.Contains(m.files, w.files[i]) {
				w.recordChange(m, "deletes the file of")
			}
		}
	}
	return object{}, nil
}

// File is the name and the content of the first file of a message that was not
// deleted; false for none.
func (m *Message) File() (name string, content []byte, ok bool) {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	for _, f := range m.files {
		if !f.deleted {
			return f.name, f.content, true
		}
	}
	return "", nil, false
}

// download gives somebody a file of a message that they see.
func (p *site) download(rw http.ResponseWriter, r *http.Request) {
	f, content := p.fileFor(r)
	if f == nil {
		http.NotFound(rw, r)
		return
	}
	rw.Header().Set("Content-Type", "application/octet-stream")
	rw.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.name}))
	_, _ = rw.Write(content) // whoever hung up does not want to know
}

// fileFor finds the file that a request asks for; nil where its visitor sees
// none such. It takes the mutex.
func (p *site) fileFor(r *http.Request) (*file, []byte) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	u := p.visitor(r)
	for _, channel := range p.w.channels {
		for _, m := range channel.messages {
			for _, f := range m.files {
				if u != nil && f.id == r.PathValue("id") && !f.deleted && channel.visibleTo(u) {
					return f, f.content
				}
			}
		}
	}
	return nil, nil
}
