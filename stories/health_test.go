package stories

import (
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"coach"
	"coach/bot"
	"coach/sandbox"
)

// A monitor reads what coach serves to those who watch over it.
type monitor struct {
	*stage
	client http.Client
	lines  *sandbox.Pipe
}

// monitored runs the whole program in virtual time with a monitor beside it,
// without a golden file.
func monitored(t *testing.T, change func(*coach.Config), play func(monitor)) {
	t.Helper()
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		lines := sandbox.NewPipe()
		st := newStage(t, setting{change: func(c *coach.Config) {
			c.Metrics, c.Version = lines, "1.2.3"
			if change != nil {
				change(c)
			}
		}})
		m := monitor{st, http.Client{Transport: &http.Transport{DialContext: lines.DialContext, DisableKeepAlives: true}}, lines}
		st.serve(func() { failsAlone(t, func() { play(m) }); st.end() })
	})
}

func (m monitor) get(path string) (status int, body string) {
	m.t.Helper()
	answer, err := m.client.Get("http://coach" + path)
	if err != nil {
		m.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		m.t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

// says fails the test unless health is well, or complains of all this and no
// more, and unless coach is to be restarted exactly if stuck.
func (m monitor) says(when string, stuck bool, complaints ...string) {
	m.t.Helper()
	want, wantStatus := "well\n", http.StatusOK
	if len(complaints) > 0 {
		want, wantStatus = strings.Join(complaints, "\n")+"\n", http.StatusServiceUnavailable
	}
	if status, body := m.get("/healthz"); status != wantStatus || body != want {
		m.t.Errorf("%s, /healthz answers %d:\n%swant %d:\n%s", when, status, body, wantStatus, want)
	}
	if status, body := m.get("/livez"); (status == http.StatusServiceUnavailable) != stuck {
		m.t.Errorf("%s, /livez answers %d: %s", when, status, body)
	}
}

const (
	noLink    = "no socket was greeted by Slack and heard from within thirty seconds"
	beatStuck = "no beat has ended within two minutes"
	beatFails = "every beat of the last two minutes failed; the log says why"
)

// A Slack that is down is a complaint at once, and no reason to restart; one
// socket that is refreshed is no complaint at all.
func TestHealthWhenSlackIsDown(t *testing.T) {
	monitored(t, nil, func(m monitor) {
		m.run()
		m.says("once it is connected", false)
		for range 10 {
			m.DisconnectOne("refresh_requested")
			m.says("while a socket is refreshed", false)
			time.Sleep(time.Minute)
		}
		m.Down(true)
		synctest.Wait()
		m.says("with Slack down", false, noLink)
		time.Sleep(20 * time.Minute)
		m.says("after twenty minutes", false, noLink)
		m.Down(false)
		time.Sleep(6 * time.Minute) // the longest pause between two attempts is five
		m.says("with Slack up again", false)
	})
}

// A link that goes dead without a word is a complaint after thirty seconds
// without a ping.
func TestHealthWhenLinksGoDead(t *testing.T) {
	monitored(t, nil, func(m monitor) {
		m.run()
		m.Freeze()
		var wrong time.Duration
		for waited := time.Second; waited <= 40*time.Second && wrong == 0; waited += time.Second {
			time.Sleep(time.Second)
			if status, _ := m.get("/healthz"); status != http.StatusOK {
				wrong = waited
			}
		}
		if wrong < 10*time.Second || wrong > 31*time.Second {
			m.t.Errorf("dead links are a complaint after %v; Slack pings every twenty seconds, so want 10 to 31", wrong)
		}
		time.Sleep(time.Minute)
		m.says("once they are replaced", false)
	})
}

// While Slack is away at the start, coach isn't well and isn't restarted.
func TestHealthBeforeCoachIsConnected(t *testing.T) {
	monitored(t, nil, func(m monitor) {
		m.Fail("users.list", 100, "internal_error")
		m.run()
		time.Sleep(5 * time.Minute)
		m.says("with no answer at the start", false, "coach is not connected to Slack yet")
		m.Mend()
		time.Sleep(5 * time.Minute)
		m.says("once there is one", false)
	})
}

// A beat that never ends is a complaint after two minutes, and a reason to
// restart.
func TestHealthWhenTheBeatIsStuck(t *testing.T) {
	var holds atomic.Bool
	var release chan struct{}
	monitored(t, func(c *coach.Config) {
		release = make(chan struct{})
		c.Now = func() time.Time {
			if holds.Load() {
				<-release
			}
			return time.Now()
		}
	}, func(m monitor) {
		m.run()
		m.until(2, 8, 30)
		holds.Store(true)
		time.Sleep(90 * time.Second)
		m.says("after a minute and a half", false)
		time.Sleep(2 * time.Minute)
		m.says("after three minutes and a half", true, beatStuck)
		holds.Store(false)
		close(release)
		time.Sleep(2 * time.Minute)
		m.says("once it goes on", false)
	})
}

// Beats that end with an error are a complaint, and no reason to restart.
func TestHealthWhenEveryBeatFails(t *testing.T) {
	var fails atomic.Bool
	monitored(t, func(c *coach.Config) {
		c.Now = func() time.Time {
			if fails.Load() {
				panic("no time")
			}
			return time.Now()
		}
	}, func(m monitor) {
		m.run()
		m.until(2, 8, 30)
		fails.Store(true)
		time.Sleep(4 * time.Minute)
		m.says("after four minutes", false, beatFails)
		_, metrics := m.get("/metrics")
		if !regexp.MustCompile(`(?m)^coach_jobs_total\{job="beat",outcome="failed"\} [34]$`).MatchString(metrics) {
			m.t.Errorf("failed beats are not counted:\n%s", metrics)
		}
		fails.Store(false)
		time.Sleep(2 * time.Minute)
		m.says("once they go on", false)
	})
}

// After a working day, metrics tell of requests, messages and beats, and name
// nothing but routes, tasks and jobs.
func TestMetricsNameNobody(t *testing.T) {
	monitored(t, nil, func(m monitor) {
		m.run()
		dana := m.User("dana")
		m.until(2, 9, 0)
		form := m.DM("dana").Last().Click(dana, "Log").Modal()
		if form == nil {
			m.t.Fatal("there is no form")
		}
		form.Close()
		dana.Command("/coach due")
		dana.Command("/coach recognize @ana for the demo").Modal().Submit()
		dana.Command("/coach Acme secrets")
		m.settle()
		_, metrics := m.get("/metrics")
		for _, want := range []string{`coach_build_info{version="1.2.3"} 1`, `coach_sockets 2`, `coach_requests_total{outcome="ok",route="command due"} 1`,
			`coach_requests_total{outcome="ok",route="command recognize"} 1`, `coach_deliveries_total{outcome="ok",task="send"}`, `coach_jobs_total{job="beat",outcome="ok"} 6`, "process_resident_memory_bytes "} {
			if !strings.Contains(metrics, want) {
				m.t.Errorf("metrics are without %s", want)
			}
		}
		allowed := map[string][]string{"route": append(bot.Routes(), "unknown"), "task": {"send", "look", "redraw"},
			"job": {"beat", "tidy", "seal", "backup", "sweep", "find", "refresh"}, "outcome": {"ok", "refused", "failed", "stopped"}}
		for _, line := range strings.Split(metrics, "\n") {
			if !strings.HasPrefix(line, "coach_") {
				continue
			}
			for _, label := range regexp.MustCompile(`(\w+)="([^"]*)"`).FindAllStringSubmatch(line, -1) {
				if label[1] != "le" && label[1] != "version" && !slices.Contains(allowed[label[1]], label[2]) {
					m.t.Errorf("a label says %s in %s", label[0], line)
				}
			}
		}
	})
}
