// Package typed reads what people type to coach: “1:1 ana yesterday”, “thank ben
// for the demo”, “24 Dec - 2 Jan”. It is pure, and knows one way to read a day
// and one to read a name. What it cannot understand it says so, and never
// guesses at: a 29 February that does not exist is no 1 March.
package typed
