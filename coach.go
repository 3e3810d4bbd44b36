// Package coach is a Slack bot that runs a company's management operating
// system: leaders expect, managers do, the coached confirm, everyone inspects.
//
// One picture: entries come in, notices go out. Everything people tell coach
// is an entry; everything coach says by itself is a notice. Between the two
// lies a pure domain that reads no clock and has never heard of Slack or SQL.
//
// A tour, bottom up:
//
//   - [coach/cadence] knows dates, working calendars, periods and due codes: when
//     is something due?
//   - [coach/practice] is the domain: playbook and its versions, people and their
//     time away, what is expected of whom and what becomes of it when any of that
//     changes, entries, skips, what a morning's message says, who may do what.
//   - [coach/measure] counts: every number of a digest, from facts.
//   - [coach/files] reads what people keep in files: playbooks, people, leave,
//     holidays.
//   - [coach/store] keeps it all in SQLite or PostgreSQL, the outbox included;
//     [coach/store/engine] is what differs between the two, and
//     [coach/store/seal] encrypts people's words.
//   - [coach/service] is what several doors share, one file a use case:
//     publication, imports, the morning, the digest's numbers, a plan from files.
//   - [coach/scheduler] is the beat that looks once a minute what has come due,
//     and brings plans in line.
//   - [coach/bot/view] draws messages and forms as pure functions, in the
//     vocabulary of [coach/bot/view/kit].
//   - [coach/bot/typed] reads what people type.
//   - [coach/bot/delivery] takes notices from the outbox to Slack, each once.
//   - [coach/bot] answers requests and draws notices.
//   - [coach/sandbox] is a Slack workspace in one process, for tests and for
//     anybody who develops a Slack app.
//   - [coach/demo] is a company that plays itself in a sandbox workspace.
//   - cmd/coach has flags and what a terminal prints, one file a subcommand.
//   - stories is the specification: the whole program in virtual time, its
//     transcripts in stories/testdata. Beside it the demo's page is tested in a
//     browser, and coach is killed at random moments.
package coach

import _ "embed"

// Manifest describes the Slack app: what it may do and what it is told.
//
//go:embed manifest.yml
var Manifest []byte
