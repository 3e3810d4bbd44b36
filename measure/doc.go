// Package measure computes every number that coach shows. It is pure:
// occurrences and counts come in, numbers go out, and where a number would
// reveal too much about one person there is none.
//
// A [Tally] counts the occurrences of a window by outcome. Tallies are pooled
// first and divided last, so that a percentage is never the mean of
// percentages. A [Week] holds a digest's numbers for everybody below one
// person, a [Trend] the same over twelve weeks, [Reach] the share of people
// whom coaching reached. A [Rate] of fewer than five is words, not a
// percentage.
package measure
