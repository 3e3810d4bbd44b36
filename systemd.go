package coach

import (
	"context"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
)

// tellSystemd tells systemd, if that has started coach, that coach is connected,
// that its beats go on, and that it stops. It does nothing elsewhere.
func tellSystemd(ctx context.Context, connected <-chan struct{}, h *health) {
	every, err := daemon.SdWatchdogEnabled(false)
	if err != nil {
		every = 0
	}
	report(ctx, connected, every/2, h.stuck, func(state string) { _, _ = daemon.SdNotify(false, state) })
}

// report notifies of the connection, then at once and after every pause of
// beats that are not stuck, and at last of the end of ctx. With no pause nobody
// watches.
func report(ctx context.Context, connected <-chan struct{}, pause time.Duration, stuck func() bool, notify func(state string)) {
	select {
	case <-connected:
	case <-ctx.Done():
		return
	}
	notify(daemon.SdNotifyReady)
	defer notify(daemon.SdNotifyStopping)
	if pause <= 0 {
		<-ctx.Done()
		return
	}
	ticks := time.NewTicker(pause)
	defer ticks.Stop()
	for {
		if !stuck() {
			notify(daemon.SdNotifyWatchdog)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
	}
}
