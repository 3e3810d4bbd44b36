// Package measure is every number that coach shows. It is pure: facts come in
// as occurrences and counts, numbers go out, and where a number would say too
// much about one person there is none.
//
// A [Tally] counts what became of the occurrences of a window; tallies are
// pooled first and divided last, so that a percentage is never the mean of
// percentages. A [Week] is what a digest says of everybody below one person, a
// [Trend] the same over twelve weeks, [Reach] whom it reached. A [Rate] of fewer
// than five is words, not a percentage.
package measure
