package coach

import (
	"crypto/rand"
	"fmt"
	"os"
	"strings"
	"time"

	"coach/store"
)

// ownName is by what other copies of coach and whoever runs them know this one:
// its machine and its process, and letters that no other copy has, since two
// containers may agree in both.
func ownName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "a machine without a name"
	}
	return fmt.Sprintf("%s (process %d, %s)", host, os.Getpid(), strings.ToLower(rand.Text()[:4]))
}

// A copies tells whoever runs coach, and whatever watches it, how this copy
// stands to the others.
type copies struct {
	Config
	health *health
	told   string // how it stood when last looked at
}

// clock is this machine's clock, if civil time is.
func (c *copies) clock() func() time.Time {
	if c.OwnTime {
		return c.Now
	}
	return nil
}

// seen says how this copy stands, once whenever that changes. To follow is as good
// as a beat.
func (c *copies) seen(l store.Leadership, err error) {
	said := ""
	switch {
	case err != nil:
		said = "the database cannot be asked who leads"
	case l.Doubt:
		said = "this machine’s clock is more than five seconds off the database’s, so this copy does not lead; set the clock (on Linux: timedatectl set-ntp true)"
	case l.Here:
		said = "this copy leads: it plans and delivers"
	case !l.Vacant:
		said = "another copy leads: this one answers people, and takes over when the other is gone"
	}
	c.health.followed(err == nil && !l.Here && !l.Vacant)
	if said == "" || said == c.told {
		return
	}
	c.told = said
	switch {
	case err != nil:
		c.Log.Warn().Err(err).Msg(said)
	case l.Doubt:
		c.Log.Error().Msg(said)
	default:
		c.Log.Info().Str("leader", l.Holder).Msg(said)
	}
}
