package main

import (
	"flag"
	"time"
)

var update = flag.Bool("update", false, "rewrite testdata")

// monday is when these tests take place.
var monday = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
