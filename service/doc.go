// Package service is what Slack, the command line and the beat do in the same
// way, one file a use case: publication (with an owner's draft, and the playbook
// that a set-up ends with), the imports of people, leave and holidays, the
// morning message, the digest, and a trial plan from files. Whoever is asked for
// one of them calls it and says what came of it in their own words, so that what
// is decided on the way (whether somebody published meanwhile, whom a people
// file ends, which weeks a digest counts) is decided once.
//
// A use case is a function of the database, of what was asked, and of the
// instant or the day on which it was asked: nothing here reads a clock. Its
// answer is facts: numbers, people and domain values, never a sentence of a
// message or a line of a terminal. Rules stay in practice and measure, which
// know no database, and each write is one exported method of the store, which
// owns the transaction. What is left for this package is which facts to read,
// what to ask of them, and what to write.
//
// What changes the playbook is first a [Proposal], which writes nothing: a form
// shows it, a command prints it, and [Publish] makes it the next version over
// exactly the playbook it was compared with. An import says why it is
// [ErrRefused] in its report, and the same file twice changes nothing. What
// belongs to nobody in particular is dated by the organisation's today.
package service
