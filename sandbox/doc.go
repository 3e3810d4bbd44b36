// Package sandbox is a Slack workspace in one [http.Handler]. An app connects
// to it exactly as to Slack, over Socket Mode and the Web API; tests, or people
// in front of a page, play the users. It knows nothing about the app but its
// manifest, so anybody who develops a Slack app can use it.
//
// # Promise
//
// What Slack refuses, the sandbox refuses, with Slack's own error string: tokens,
// scopes taken from the manifest, triggers that live three seconds, the hash and
// the stack of views, membership, rates, every limit of Block Kit. It may refuse
// more than Slack, never less. It has the methods listed in [methods] and no
// others; an app that calls something else is told unknown_method.
//
// # Parts, from the bottom up
//
//   - object.go: JSON as the app sent it.
//   - manifest.go, workspace.go, people.go, channel.go, message.go, view.go,
//     field.go: the state. It reads no request and writes no reply.
//   - text.go, blocks.go, draw.go: what a person reads on the screen.
//   - check.go, checkelement.go, checkdata.go, container.go: the Block Kit validator.
//   - web.go, chat.go, conversations.go, directory.go, files.go, profiles.go,
//     views.go, responseurl.go: the Web API over that state.
//   - socket.go, deliver.go: Socket Mode.
//   - verbs.go, modal.go, home.go, fill.go, window.go: what people can do, such as
//     [User.Command], [Message.Click], [Modal.Fill] and [User.OpenHome].
//   - forge.go: what no client of Slack's would send, for tests of access.
//   - faults.go: outages, lost replies and whatever else Slack does on a bad day.
//   - transcript.go: everything that happened, in words. A line whose text starts
//     with "! " is something the app did wrong; see [Workspace.Problems].
//   - pipe.go: an in-memory listener.
//   - guard.go: all of it on one listener, behind a guard against foreign sites.
//   - page.go: the same workspace in a browser, for people. pagescreen.go collects
//     what one person sees, pagepart.go, pagetext.go, pagemarkdown.go, pageemoji.go
//     and pagechart.go turn Block Kit into HTML with the templates of page/,
//     pagefields.go reads forms back, and pageact.go does what they ask for.
//
// # Two clocks
//
// Whatever elapses (triggers, acknowledgements, pings, redeliveries, rates) uses
// the runtime's clock, so that testing/synctest can move it. Message timestamps,
// relative dates and the transcript use [Options.Now].
//
// Each Web API call costs [Options.Latency] before it takes effect. An
// acknowledgement over the socket costs nothing, so under testing/synctest what
// was acknowledged first happens first, whatever the Go scheduler does.
//
// # Locking
//
// One mutex guards the state. Exported methods take it; unexported ones expect it
// to be held unless they say otherwise. Nobody sleeps, writes to a connection or
// waits for a channel while holding it: in a synctest bubble a goroutine that
// waits for a mutex keeps time from moving.
package sandbox
