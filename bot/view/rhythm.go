package view

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// offeredRhythms are the rhythms in the menu. Two-week blocks can begin in
// either week.
var offeredRhythms = []cadence.Rhythm{
	{Cadence: cadence.Daily},
	{Cadence: cadence.Weekly},
	{Cadence: cadence.Biweekly, Phase: cadence.PhaseA},
	{Cadence: cadence.Biweekly, Phase: cadence.PhaseB},
	{Cadence: cadence.Monthly},
	{Cadence: cadence.Quarterly},
	{Cadence: cadence.Trimester},
	{Cadence: cadence.Semiannual},
	{Cadence: cadence.Yearly},
}

// rhythmValue returns the option value of a rhythm.
func rhythmValue(r cadence.Rhythm) string {
	if r.Cadence == cadence.Biweekly && r.Phase != cadence.PhaseB {
		r.Phase = cadence.PhaseA
	}
	return strings.TrimSuffix(string(r.Cadence)+"."+string(r.Phase), ".")
}

func rhythmOf(value string) (cadence.Rhythm, bool) {
	name, phase, _ := strings.Cut(value, ".")
	r := cadence.Rhythm{Cadence: cadence.Cadence(name), Phase: cadence.Phase(phase)}
	return r, slices.Contains(offeredRhythms, r)
}

func rhythms(f PracticeFacts) []*slack.OptionBlockObject {
	var options []*slack.OptionBlockObject
	begins := func(r cadence.Rhythm) cadence.Date {
		if r.Cadence != cadence.Biweekly {
			return 0
		}
		return f.Starts(r).Next
	}
	inOrder := slices.Clone(offeredRhythms)
	slices.SortStableFunc(inOrder, func(a, b cadence.Rhythm) int { // keeps the two rhythms of two weeks together
		if a.Cadence != b.Cadence {
			return cmp.Compare(slices.Index(offeredRhythms, a), slices.Index(offeredRhythms, b))
		}
		return cmp.Compare(begins(a), begins(b))
	})
	for _, r := range inOrder {
		words := capital(r.Cadence.Every())
		if next := begins(r); r.Cadence == cadence.Biweekly && next != 0 {
			words += ", next from " + weekdayMonth(next, f.Today)
		}
		options = append(options, kit.Choice(rhythmValue(r), words, ""))
	}
	return options
}

// workingDays are the days of a longer period that the menu offers, counted
// from its beginning or its end.
var workingDays = []int{1, 2, 3, 4, 5, 6, 8, 10, 12, 15, -15, -12, -10, -8, -6, -5, -4, -3, -2, -1}

// dues returns the due days that suit the chosen rhythm, and the selected one:
// the practice's own while its cadence stays.
func dues(f PracticeFacts) (options []*slack.OptionBlockObject, chosen string) {
	offer := func(codes string, words string) {
		if !slices.ContainsFunc(options, func(o *slack.OptionBlockObject) bool { return o.Value == codes }) {
			options = append(options, kit.Choice(codes, words, ""))
		}
	}
	p := f.Practice
	if p.Cadence == f.Rhythm.Cadence {
		chosen = codesOf(p.Due)
		if len(p.Due) > 1 {
			offer(chosen, "As now: "+dueWords(f.Rhythm, p.Due))
		}
	}
	var codes []string
	switch f.Rhythm.Cadence {
	case cadence.Weekly:
		codes = weekdayCodes("")
	case cadence.Biweekly:
		codes = append(weekdayCodes("W1-"), weekdayCodes("W2-")...)
	default:
		for _, n := range workingDays {
			codes = append(codes, fmt.Sprintf("WD%d", n))
		}
	}
	if chosen != "" && len(p.Due) == 1 && !slices.Contains(codes, chosen) {
		codes = append([]string{chosen}, codes...)
	}
	for _, code := range codes {
		if due, err := cadence.ParseDue(code, f.Rhythm.Cadence); err == nil {
			offer(code, capital(dueWords(f.Rhythm, []cadence.Due{due})))
		}
	}
	if chosen == "" {
		chosen = practice.UsualDue(f.Rhythm.Cadence)
	}
	return options, chosen
}

// weekdayCodes are the codes of the days of a week, from Monday.
func weekdayCodes(prefix string) []string {
	var codes []string
	for i := range 7 {
		day := time.Weekday((i + 1) % 7)
		codes = append(codes, prefix+strings.ToUpper(day.String()[:3]))
	}
	return codes
}

// codesOf returns the option value of a practice's due codes.
func codesOf(due []cadence.Due) string {
	codes := make([]string, len(due))
	for i, d := range due {
		codes[i] = d.String()
	}
	return strings.Join(codes, ",")
}

// dueWords returns the part of a rule's description about its days.
func dueWords(r cadence.Rhythm, due []cadence.Due) string {
	said := practice.Rule{Rhythm: r, Due: due, Times: 1}.Words()
	if _, by, ok := strings.Cut(said, ", "); ok {
		return by
	}
	return said
}

// RhythmChosen returns the rhythm chosen in a form for a practice, and how
// often its due days were redrawn.
func RhythmChosen(v slack.View) (r cadence.Rhythm, key string, redrawn int, err error) {
	from, err := originOf(v)
	if err != nil {
		return r, "", 0, err
	}
	r, _ = rhythmOf(answersOf(v).option(pathRhythm))
	for _, b := range v.Blocks.BlockSet {
		if fieldPath(b.ID()) == pathDue {
			_, n, _ := strings.Cut(b.ID(), "~")
			redrawn, _ = strconv.Atoi(n) // 0 for what is not ours
		}
	}
	return r, from.Practice, redrawn, nil
}

// PracticeChosen returns the key of the practice that a form changes.
func PracticeChosen(v slack.View) (string, error) {
	from, err := originOf(v)
	return from.Practice, err
}

// PracticePath returns the path of the input for a practice's member in the
// playbook file.
func PracticePath(member string) string {
	switch member {
	case "cadence", "phase":
		return pathRhythm
	case "enabled":
		return pathOn
	case "effective_from":
		return PathFrom
	}
	return member
}

// A Choice is the difference between a submitted form and the practice as
// published.
type Choice struct {
	practice.Edit
	Values []string // of recognition, if they are different
}

// ParsePractice is the inverse of [Practice], given the practice as published.
func ParsePractice(v slack.View, published *practice.Practice) (c Choice, err error) {
	given, p := answersOf(v), published
	c.Key = p.Key
	var problems practice.Problems
	if on := given.option(pathOn) == yes; on != p.Enabled {
		c.Enabled = &on
	}
	rhythm, ok := rhythmOf(given.option(pathRhythm))
	if !ok {
		return c, practice.Problems{{Field: pathRhythm, Text: "Pick one."}}
	}
	if rhythmValue(rhythm) != rhythmValue(p.Rhythm) {
		c.Cadence, c.Phase = rhythm.Cadence, rhythm.Phase
	}
	codes := given.option(pathDue)
	if rhythm.Cadence != cadence.Daily && (codes != codesOf(p.Due) || c.Cadence != "") {
		for code := range strings.SplitSeq(codes, ",") {
			if _, err := cadence.ParseDue(code, rhythm.Cadence); err != nil {
				problems = append(problems, practice.Problem{Field: pathDue, Text: "Pick a day that fits how often it happens."})
				break
			}
			c.Due = append(c.Due, code)
		}
	}
	times, said := given.times()
	problems = append(problems, said...)
	if times != p.Times {
		c.Times = times
	}
	if len(said) == 0 && times > p.Times {
		c.Helps, said = given.helps()
		problems = append(problems, said...)
	}
	if c.Levels = given.levels(); len(c.Levels) == 0 {
		problems = append(problems, practice.Problem{Field: pathLevels, Text: "Tick at least one. If nobody should do it, switch it off."})
	} else if sameLevels(c.Levels, p.ExpectedLevels()) {
		c.Levels = nil
	}
	from, said := given.date(PathFrom)
	problems = append(problems, said...)
	if from != p.From {
		c.From = from
	}
	if p.Key == practice.RecognitionKey {
		var said practice.Problems
		c.Values, said = given.values(p)
		problems = append(problems, said...)
	}
	if len(problems) > 0 {
		return c, problems
	}
	return c, nil
}

func (a answers) times() (int, practice.Problems) {
	var n int
	if _, err := fmt.Sscanf(a.text(pathTimes), "%d", &n); err != nil || n < 1 || n > timesMost {
		return 0, practice.Problems{{Field: pathTimes, Text: fmt.Sprintf("Write a whole number from 1 to %d.", timesMost)}}
	}
	return n, nil
}

// helps returns what will show that a practice which is done more often still
// helps.
func (a answers) helps() (string, practice.Problems) {
	words := a.text(pathHelps)
	switch {
	case words == "":
		return "", practice.Problems{{Field: pathHelps, Text: "What will tell you that it still helps? A few words are enough."}}
	case utf8.RuneCountInString(words) > practice.TextMax:
		return "", practice.Problems{{Field: pathHelps, Text: fmt.Sprintf("Keep it to %d characters.", practice.TextMax)}}
	}
	return words, nil
}

func (a answers) levels() []practice.Level {
	var levels []practice.Level
	for _, o := range a[pathLevels].SelectedOptions {
		levels = append(levels, practice.Level(o.Value))
	}
	return levels
}

func sameLevels(a, b []practice.Level) bool {
	for _, l := range levelWords {
		if slices.Contains(a, l.level) != slices.Contains(b, l.level) {
			return false
		}
	}
	return true
}

// values returns the company's values, if they differ from those published.
func (a answers) values(p *practice.Practice) ([]string, practice.Problems) {
	var values []string
	for row := range strings.Lines(a.text(pathValues)) {
		v := strings.TrimSpace(row)
		switch {
		case v == "":
		case utf8.RuneCountInString(v) > kit.MaxOption:
			return nil, practice.Problems{{Field: pathValues, Text: fmt.Sprintf("Keep each value to %d characters.", kit.MaxOption)}}
		case slices.Contains(values, v):
			return nil, practice.Problems{{Field: pathValues, Text: fmt.Sprintf("“%s” is there twice. Write each value once.", kit.OneLine(v))}}
		default:
			values = append(values, v)
		}
	}
	if len(values) == 0 || len(values) > valuesMost {
		return nil, practice.Problems{{Field: pathValues, Text: fmt.Sprintf("Write one value per line, 1 to %d in all.", valuesMost)}}
	}
	if field, _ := p.Form.Field(practice.RecognitionValue); slices.Equal(values, field.OptionLabels()) {
		return nil, nil
	}
	return values, nil
}
