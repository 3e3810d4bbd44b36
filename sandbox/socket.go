package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	maxSockets     = 10
	pingEvery      = 20 * time.Second // clients give up after 30 s without
	warningGrace   = 10 * time.Second // how long a socket lives after a "warning"
	writePatience  = 10 * time.Second
	queuedFrames   = 256
	maxAck         = 20_480 // bytes; Slack drops bigger frames without a word
	maxFrame       = 1 << 20
	connectionLife = 3600 // seconds, as told in the greeting
)

// traffic is what goes over sockets.
type traffic struct {
	base    string // the address the app reached us at
	tickets map[string]bool
	sockets []*socket
	turn    int                  // round robin among the sockets
	unacked map[string]*envelope // delivered, not acknowledged
	last    *envelope            // the last command or interaction
	greeted chan struct{}
	known   bool // the app has been connected at least once
}

func newTraffic() traffic {
	return traffic{tickets: map[string]bool{}, unacked: map[string]*envelope{}, greeted: make(chan struct{})}
}

// connectionsOpen gives out an address that is good for one connection.
func (w *Workspace) connectionsOpen(c *call) (object, error) {
	ticket := secret("ticket.")
	w.traffic.tickets[ticket] = true
	w.traffic.base = c.base
	return object{"url": "ws" + c.base[len("http"):] + "/socket?ticket=" + ticket}, nil
}

// A socket is one connection of the app. One goroutine reads it and one writes
// to it; others only queue frames.
type socket struct {
	conn    *websocket.Conn
	frames  chan []byte
	done    chan struct{}
	once    sync.Once
	frozen  chan struct{} // closed once the link is dead
	leaving bool          // told to go away
}

// close ends the connection. It may be called by anybody, any number of times.
func (s *socket) close() { s.once.Do(func() { close(s.done) }) }

// queue hands a frame to the writing goroutine, and says whether it could.
func (s *socket) queue(frame any) bool {
	data, err := json.Marshal(frame)
	if err != nil {
		return false
	}
	select {
	case <-s.done:
		return false
	case s.frames <- data:
		return true
	default: // the app has stopped reading
		s.close()
		return false
	}
}

// freeze makes the link dead. It expects the mutex to be held.
func (s *socket) freeze() {
	if !s.isFrozen() {
		close(s.frozen)
	}
}

func (s *socket) isFrozen() bool {
	select {
	case <-s.frozen:
		return true
	default:
		return false
	}
}

// dismiss tells the app to go away, and sees to it.
func (s *socket) dismiss(reason string) {
	s.leaving = true
	s.queue(object{"type": "disconnect", "reason": reason, "debug_info": object{"host": "sandbox"}})
	grace := time.Second
	if reason == "warning" {
		grace = warningGrace
	}
	time.AfterFunc(grace, s.close)
}

func (w *Workspace) serveSocket(rw http.ResponseWriter, r *http.Request) {
	if !w.admit(r.URL.Query().Get("ticket")) {
		http.Error(rw, "no such ticket", http.StatusForbidden)
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := upgrader.Upgrade(rw, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	conn.SetReadLimit(maxFrame)
	s := &socket{conn: conn, frames: make(chan []byte, queuedFrames), done: make(chan struct{}), frozen: make(chan struct{})}
	w.welcome(s)
	var writing sync.WaitGroup
	writing.Go(s.write)
	w.read(s)
	s.close()
	writing.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.traffic.sockets = slices.DeleteFunc(w.traffic.sockets, func(other *socket) bool { return other == s })
}

// admit takes a ticket. It takes the mutex.
func (w *Workspace) admit(ticket string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	ok := w.traffic.tickets[ticket] && !w.faults.down
	delete(w.traffic.tickets, ticket)
	return ok
}

// welcome greets a socket, or sends it away when there are too many. It takes the
// mutex.
func (w *Workspace) welcome(s *socket) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.traffic.sockets) >= maxSockets {
		w.problem("opens more than %d sockets", maxSockets)
		s.dismiss("too_many_websockets")
		return
	}
	w.traffic.sockets = append(w.traffic.sockets, s)
	s.queue(object{
		"type": "hello", "num_connections": len(w.traffic.sockets), "connection_info": object{"app_id": appID},
		"debug_info": object{"host": "sandbox", "build_number": 1, "approximate_connection_time": connectionLife},
	})
	if w.faults.storm != "" {
		s.dismiss(w.faults.storm)
	}
	if !w.traffic.known {
		w.traffic.known = true
		close(w.traffic.greeted)
	}
}

// write sends frames and pings until the socket is closed.
func (s *socket) write() {
	defer s.conn.Close()
	defer s.close()
	pings := time.NewTicker(pingEvery)
	defer pings.Stop()
	s.ping()
	for {
		select {
		case <-s.done:
			return
		case <-s.frozen:
			<-s.done
			return
		case frame := <-s.frames:
			_ = s.conn.SetWriteDeadline(time.Now().Add(writePatience))
			if s.conn.WriteMessage(websocket.TextMessage, frame) != nil {
				return
			}
		case <-pings.C:
			if s.ping() != nil {
				return
			}
		}
	}
}

func (s *socket) ping() error {
	return s.conn.WriteControl(websocket.PingMessage, []byte("Ping from sandbox"), time.Now().Add(writePatience))
}

// read takes acknowledgements until the connection ends.
func (w *Workspace) read(s *socket) {
	for {
		_, frame, err := s.conn.ReadMessage()
		if err != nil {
			return
		}
		if !s.isFrozen() {
			w.acknowledge(frame)
		}
	}
}
