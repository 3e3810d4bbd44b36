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
//     changes, entries, skips, what a morning's message says, what a digest
//     counts, who may do what.
//   - [coach/store] keeps it all in one SQLite file or a PostgreSQL database, the outbox included.
//   - [coach/scheduler] is the beat that looks once a minute what has come due,
//     and brings plans in line.
//   - [coach/bot/view] draws messages and forms as pure functions.
//   - [coach/bot] answers requests and delivers notices.
//   - [coach/sandbox] is a Slack workspace in one process, for tests and for
//     anybody who develops a Slack app.
//   - cmd/coach wires them together, one file a subcommand; its stories are the
//     specification.
package coach

import _ "embed"

// Manifest describes the Slack app: what it may do and what it is told.
//
//go:embed manifest.yml
var Manifest []byte
