package delivery

import (
	"context"
	"io"
	"net/http"
	"time"
)

// A Client sends requests to Slack. With a leading context it asks first, at the
// last moment before a request goes out, whether this copy still leads; and with
// a deadline, whether there is still time. A process that was frozen meanwhile,
// however long, and goes on then sends nothing that another has sent.
type Client struct {
	Through interface {
		Do(*http.Request) (*http.Response, error)
	}
	Confirm func(context.Context) error // is an error once this copy does not lead
}

// Do sends a request.
func (c Client) Do(r *http.Request) (*http.Response, error) {
	if r.Body == nil || r.Body == http.NoBody {
		if err := c.last(r.Context()); err != nil {
			return nil, err
		}
		return c.Through.Do(r)
	}
	guarded := r.WithContext(r.Context())
	guarded.Body = &lastMoment{ReadCloser: r.Body, ask: func() error { return c.last(r.Context()) }}
	if again := r.GetBody; again != nil {
		guarded.GetBody = func() (io.ReadCloser, error) {
			body, err := again()
			return &lastMoment{ReadCloser: body, ask: func() error { return c.last(r.Context()) }}, err
		}
	}
	return c.Through.Do(guarded)
}

// last returns why a request may not go out. The time is asked last, since it is
// known at once.
func (c Client) last(ctx context.Context) error {
	if err := c.Confirm(ctx); err != nil {
		return err
	}
	if until, limited := ctx.Deadline(); limited && !time.Now().Before(until) {
		return context.DeadlineExceeded
	}
	return ctx.Err()
}

// A lastMoment is a request's body, which is read once there is a connection to
// write it to. Slack does nothing about a request of which it is missing.
type lastMoment struct {
	io.ReadCloser
	ask   func() error
	asked bool
}

func (b *lastMoment) Read(p []byte) (int, error) {
	if !b.asked {
		b.asked = true
		if err := b.ask(); err != nil {
			return 0, err
		}
	}
	return b.ReadCloser.Read(p)
}
