// Package service holds what several doors of coach share, one file a use case.
// Slack and the command line are doors: they read what somebody asked for, call
// the use case, and say what came of it in their own words. What is decided on
// the way (whether a playbook was published meanwhile, whom a people file ends,
// which weeks a digest counts) is decided here, once, so that two doors cannot
// disagree.
//
// A use case is a function of a context, a [store.Store], what was asked, and
// the instant or the day it was asked on: nothing here reads a clock. Its answer
// is facts: numbers, people and domain values, never a sentence of a message or
// a line of a terminal. The pure part of every decision stays in practice and
// measure, and each write is one exported method of the store; what remains for
// this package is which facts to read, what to ask of them, and what to write.
package service
