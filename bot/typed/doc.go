// Package typed parses the words that people type to coach: “1:1 ana
// yesterday”, “thank ben for the demo”, “24 Dec - 2 Jan”. It is pure, and has
// one parser for days and one for names. It reports what it cannot understand
// and never guesses: a 29 February that does not exist is not read as 1 March.
package typed
