package measure

import (
	"encoding/json"
	"strconv"
	"time"

	"coach/cadence"
	"coach/practice"
)

// A Report is everything that coach counts about one pool of people for one
// viewer, each key of which is explained in docs/report.md. What cannot be said
// is nil, never 0.
type Report struct {
	Report      int            `json:"report"` // version of this document
	Viewer      Who            `json:"viewer"`
	Scope       Scope          `json:"scope"`
	Root        *Who           `json:"root"`
	Window      WindowShown    `json:"window"`
	AsOf        Instant        `json:"as_of"`
	Managers    int            `json:"managers"`
	Shown       bool           `json:"shown"`
	Own         *TallyShown    `json:"own"`
	All         *TallyShown    `json:"all"`
	Undecided   *int           `json:"undecided"`
	FourWeeks   *Rate          `json:"four_weeks"`
	Previous    *Previous      `json:"previous"`
	Groups      []GroupLine    `json:"groups"`
	Practices   []PracticeLine `json:"practices"`
	Reached     *Rate          `json:"reached"`
	People      []PersonLine   `json:"people"`
	Lines       []Below        `json:"lines"`
	Trend       []Point        `json:"trend"`
	Says        *Says          `json:"says"`
	Balance     *Balance       `json:"balance"`
	Plans       *Rate          `json:"plans"`
	Actions     *ActionSides   `json:"actions"`
	Obstacles   *Obstacles     `json:"obstacles"`
	Recognition *Recognition   `json:"recognition"`
	Health      []Health       `json:"health"`
	Chain       []ChainLevel   `json:"chain"`
	Load        *Load          `json:"load"`
	Streaks     []Streak       `json:"streaks"`

	// What is told in sentences alone, and is no data for others.
	SpotChecks   *SpotChecks   `json:"-"`
	Fresh        *Rate         `json:"-"` // for its author's eyes
	Independence *Independence `json:"-"` // the same
}

// A Who is a person as files name them: by address, else by number.
type Who struct {
	ID  practice.PersonID
	Ref string
}

// MarshalJSON writes the address, or the number.
func (w Who) MarshalJSON() ([]byte, error) { return json.Marshal(w.Ref) }

// An Instant is a time as files print it: in UTC, with milliseconds.
type Instant time.Time

// MarshalJSON writes the instant.
func (i Instant) MarshalJSON() ([]byte, error) {
	return json.Marshal(time.Time(i).UTC().Format("2006-01-02T15:04:05.000Z"))
}

// A Decimal is a number with one decimal, in tenths.
type Decimal int

// MarshalJSON writes the number, such as 73.8 or 50.0.
func (d Decimal) MarshalJSON() ([]byte, error) { return []byte(d.String()), nil }

// String returns the number with its one decimal.
func (d Decimal) String() string {
	text := strconv.FormatFloat(float64(d)/10, 'f', 1, 64)
	return text
}

// decimal returns a fraction with one decimal, rounded half up from the exact
// value. The fraction is not negative.
func decimal(num, den int64) Decimal { return Decimal((20*num + den) / (2 * den)) }

// A WindowShown is a window with its days.
type WindowShown struct {
	Kind    WindowKind   `json:"kind"`
	From    cadence.Date `json:"from"`
	To      cadence.Date `json:"to"`
	Running bool         `json:"running"`
}

// A TallyShown is a tally as a report shows it, with its rates.
type TallyShown struct {
	Due             int   `json:"due"`
	Excused         int   `json:"excused"`
	ExcusedByLeader int   `json:"excused_by_leader"`
	SkippedWithin   int   `json:"skipped_within"`
	Skipped         int   `json:"skipped"`
	Expected        int   `json:"expected"`
	OnTime          int   `json:"on_time"`
	Late            int   `json:"late"`
	NotDone         int   `json:"not_done"`
	Done            *Rate `json:"done"`
	InTime          *Rate `json:"in_time"`
	SkipRate        *Rate `json:"skip_rate"`
}

// Previous is the week before: what a digest said of it, and what is true now.
type Previous struct {
	From     cadence.Date `json:"from"`
	To       cadence.Date `json:"to"`
	Said     *Rate        `json:"said"`
	Now      *Rate        `json:"now"`
	Restated bool         `json:"restated"`
}

// A GroupLine is the tally of one group of practices.
type GroupLine struct {
	Group    string `json:"group"`
	Managers int    `json:"managers"`
	TallyShown
}

// A PracticeLine is the tally of one practice, and whom it reached.
type PracticeLine struct {
	Practice string `json:"practice"`
	Managers int    `json:"managers"`
	TallyShown
	Coverage   *Rate       `json:"coverage"`
	LongestGap *LongestGap `json:"longest_gap"`
}

// A LongestGap is the longest time that a practice has not happened with one of
// the people it is owed (MEASURES M9).
type LongestGap struct {
	WorkingDays int  `json:"working_days"`
	Flagged     bool `json:"flagged"`
	Manager     *Who `json:"manager"` // whom the viewer sees by name
}

// A PersonLine is the tally of one of the viewer's direct reports.
type PersonLine struct {
	Person Who `json:"person"`
	TallyShown
}

// A Below is the tally of everybody below one leader, that leader left out.
type Below struct {
	Below    Who `json:"below"`
	Managers int `json:"managers"`
	TallyShown
}

// A Point is four weeks of a trend.
type Point struct {
	To      cadence.Date `json:"to"`
	Done    *Rate        `json:"done"`
	Reached *Rate        `json:"reached"`
}

// Says is what people say of the sessions with them (MEASURES 5).
type Says struct {
	Claimed          *Rate       `json:"claimed"`
	Matches          *Rate       `json:"matches"`
	Response         *Rate       `json:"response"`
	ConfirmedPercent *Decimal    `json:"confirmed_percent"`
	Gap              *Decimal    `json:"gap"`
	GapBand          *GapBand    `json:"gap_band"`
	Since            *Instant    `json:"since"`
	Usefulness       *Usefulness `json:"usefulness"`
	NextStep         *NextStep   `json:"next_step"`
}

// A GapBand says what a perception gap calls for.
type GapBand string

// The bands: up to 10 points, up to 25, and above.
const (
	GapHealthy GapBand = "healthy"
	GapWatch   GapBand = "watch"
	GapTalk    GapBand = "talk"
)

// Usefulness is how useful people felt sessions to be, from 1 to 5.
type Usefulness struct {
	Mean  Decimal `json:"mean"`
	Score int     `json:"score"` // out of 100
	N     int     `json:"n"`
	Since Instant `json:"since"`
}

// A NextStep is the share of people who left with a clear next step.
type NextStep struct {
	Rate
	Since Instant
}

// MarshalJSON writes the rate's keys, then since.
func (n NextStep) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		rateShown
		Since Instant `json:"since"`
	}{n.shown(), n.Since})
}

// SpotChecks are the entries asked about at random that people answered: those
// of which they say that they match.
type SpotChecks struct {
	Rate
	Since Instant
}

// A Balance is how much of the time that entries stand for looked ahead.
type Balance struct {
	Minutes      int     `json:"minutes"`
	AheadMinutes int     `json:"ahead_minutes"`
	Percent      Decimal `json:"percent"`
	Logs         int     `json:"logs"`
}

// ActionSides are next steps by owner: the person coached, and the manager.
type ActionSides struct {
	Rep     *ActionSide `json:"rep"`
	Manager *ActionSide `json:"manager"`
}

// An ActionSide is what became of next steps that fell due.
type ActionSide struct {
	Due         int   `json:"due"`
	OnTime      *Rate `json:"on_time"`
	Done        *Rate `json:"done"`
	Moved       int   `json:"moved"`
	Rescheduled *Rate `json:"rescheduled"`
}

// Obstacles are what is in the way, and what became of it.
type Obstacles struct {
	Open                int      `json:"open"`
	MedianAge           *Half    `json:"median_age"`
	Oldest              *int     `json:"oldest"`
	Overdue             *Rate    `json:"overdue"`
	WithoutOwner        int      `json:"without_owner"`
	HeldBy              []HeldBy `json:"held_by"`
	Resolved            int      `json:"resolved"`
	MedianDaysToResolve *Half    `json:"median_days_to_resolve"`
	HeardBack           *Rate    `json:"heard_back"`
}

// A Half is a number of working days or minutes that may end in a half, in
// halves.
type Half int

// MarshalJSON writes the number, such as 5.5 or 8.
func (h Half) MarshalJSON() ([]byte, error) {
	return []byte(strconv.FormatFloat(float64(h)/2, 'f', -1, 64)), nil
}

// HeldBy is the number of open obstacles that people of a level hold.
type HeldBy struct {
	Level string `json:"level"`
	Open  int    `json:"open"`
}

// Recognition is who thanks and who is thanked.
type Recognition struct {
	Given   int   `json:"given"`
	Thanked *Rate `json:"thanked"`
	Waiting []Who `json:"waiting"` // nil where it is not the viewer's to read
}

// Health is how well a practice does with everybody who owes it (MEASURES M19).
type Health struct {
	Practice string        `json:"practice"`
	Managers int           `json:"managers"`
	To       cadence.Date  `json:"to"`
	Done     *Rate         `json:"done"`
	Before   *Rate         `json:"before"`
	SkipRate *Rate         `json:"skip_rate"`
	Reasons  []ReasonCount `json:"top_skip_reasons"`
	Look     bool          `json:"look"`
}

// A ReasonCount is how often something was skipped for one reason.
type ReasonCount struct {
	Reason string `json:"reason"`
	Count  int    `json:"count"`
}

// A ChainLevel says whether a level of leaders practises.
type ChainLevel struct {
	Level        practice.Level `json:"level"`
	People       int            `json:"people"`
	LastLoggedOn *cadence.Date  `json:"last_logged_on"`
	Practising   bool           `json:"practising"`
}

// Load is the time that what is expected takes.
type Load struct {
	People        int  `json:"people"`
	MedianMinutes Half `json:"median_minutes"`
	MostMinutes   int  `json:"most_minutes"`
	MostPercent   int  `json:"most_percent"` // of eight hours a working day
}

// A Streak is how many periods of a practice somebody kept in a row.
type Streak struct {
	Practice string `json:"practice"`
	Current  int    `json:"current"`
	Best     int    `json:"best"`
}

// rateShown is a rate as data: the percentage is null for fewer than five.
type rateShown struct {
	Part    int  `json:"part"`
	Whole   int  `json:"whole"`
	Percent *int `json:"percent"`
}

func (r Rate) shown() rateShown {
	s := rateShown{Part: r.Part, Whole: r.Whole}
	if percent, ok := r.Percent(); ok && r.Whole >= percentFrom {
		s.Percent = &percent
	}
	return s
}

// MarshalJSON writes part, whole and percent.
func (r Rate) MarshalJSON() ([]byte, error) { return json.Marshal(r.shown()) }

// orNil returns the rate; nil where there is nothing to divide by.
func (r Rate) orNil() *Rate {
	if r.Whole == 0 {
		return nil
	}
	return &r
}
