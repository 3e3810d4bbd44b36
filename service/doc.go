// Package service holds coach's use cases, the operations that Slack, the
// command line and the beat share, one file each: publication (with an owner's
// draft, and the playbook that a set-up ends with), the imports of people,
// leave and holidays, the morning message, the digest, and a trial plan from
// files. Each caller words the result for its own readers, so that every
// decision on the way (whether somebody published meanwhile, which people a
// people file ends, which weeks a digest counts) is made once.
//
// A use case is a function of the database, its input, and an instant or a
// day: nothing here reads a clock. Its result is facts: numbers, people and
// domain values, never a sentence of a message or a line of a terminal (but for the
// page to read that comes with a person's own file). Rules
// are in practice and measure, which know no database, and each write is one
// exported method of the store, which owns the transaction. What is left for
// this package is to read the facts, apply the rules to them, and write the
// result.
//
// A change of the playbook is first a [Proposal], which writes nothing: a form
// shows it, a command prints it, and [Publish] makes it the next version over
// exactly the playbook it was compared with. An import explains in its report
// why it is [ErrRefused], and the same file twice changes nothing. Changes
// that belong to no one person are dated by the organisation's today.
package service
