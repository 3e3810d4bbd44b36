package practice_test

import (
	"slices"
	"testing"

	"coach/cadence"
	"coach/practice"
)

// meetings returns the team meetings of the weeks of 2 and 9 March; the first
// can be logged until Friday the 6th, late.
func meetings(t *testing.T) []practice.Occurrence {
	t.Helper()
	planned := found(t, only("team_meeting"), "Dana", "Ana < Dana").plan("Dana", date(3, 2), date(3, 15))
	for i := range planned {
		planned[i].ID = practice.OccurrenceID(i + 1)
	}
	return planned
}

func matched(candidates []practice.Occurrence, happenedOn, loggedOn cadence.Date) []practice.OccurrenceID {
	var ids []practice.OccurrenceID
	for _, o := range practice.Match(candidates, happenedOn, loggedOn) {
		ids = append(ids, o.ID)
	}
	return ids
}

func TestAnEntryFitsWhatIsOpenOnTheDayItHappened(t *testing.T) {
	week := meetings(t)[:1]
	first := week[0]
	cancelled := first
	cancelled.Expectation = practice.Cancelled
	tests := []struct {
		name                 string
		candidate            practice.Occurrence
		happenedOn, loggedOn cadence.Date
		fits                 bool
	}{
		{"the day the period starts", first, date(3, 2), date(3, 2), true},
		{"the day before the period", first, date(3, 1), date(3, 2), false},
		{"the closing day", first, date(3, 6), date(3, 6), true},
		{"in the period, after the closing day", first, date(3, 7), date(3, 7), false},
		{"E22: logged late, until the closing day", first, date(3, 2), date(3, 6), true},
		{"E22: logged after the closing day it is kept as extra", first, date(3, 2), date(3, 9), false},
		{"what an entry has satisfied already", logged(first, date(3, 2)), date(3, 3), date(3, 3), false},
		{"what was skipped", skipped(first, false), date(3, 3), date(3, 3), false},
		{"what is excused", excused(first, practice.ByLine), date(3, 3), date(3, 3), false},
		{"what is cancelled", cancelled, date(3, 3), date(3, 3), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := len(practice.Match([]practice.Occurrence{test.candidate}, test.happenedOn, test.loggedOn)) > 0; got != test.fits {
				t.Errorf("fits: %t", got)
			}
		})
	}
	if fit := practice.Match(nil, date(3, 2), date(3, 2)); len(fit) > 0 {
		t.Errorf("with nothing to satisfy it satisfies %v", fit)
	}
}

func TestE22AMissedOccurrenceStaysMissedWhateverIsLoggedLater(t *testing.T) {
	missed := meetings(t)[0]
	if fit := practice.Match([]practice.Occurrence{missed}, missed.DueOn, missed.ClosesOn+1); len(fit) > 0 || missed.Status(missed.ClosesOn+1) != practice.Missed {
		t.Errorf("it is %s and fits %v", missed.Status(missed.ClosesOn+1), fit)
	}
}

func TestE23ThisWeeksMeetingComesFirstAndLastWeeksCanBePicked(t *testing.T) {
	both := meetings(t)
	both[0].ClosesOn = date(3, 10) // still closable on Monday
	if got, want := matched(both, date(3, 9), date(3, 9)), []practice.OccurrenceID{2, 1}; !slices.Equal(got, want) {
		t.Errorf("matched %v, want %v", got, want)
	}
	if got, want := matched(both, date(3, 6), date(3, 9)), []practice.OccurrenceID{1}; !slices.Equal(got, want) {
		t.Errorf("for last Friday matched %v, want %v", got, want)
	}
}

func TestForRhythmsLongerThanAWeekTheEarliestDueComesFirst(t *testing.T) {
	planned := found(t, only("one_on_one"), "Dana", "Ana < Dana").plan("Dana", date(3, 1), date(4, 30))
	for i := range planned {
		planned[i].ID = practice.OccurrenceID(i + 1)
	}
	slices.Reverse(planned)
	if got, want := matched(planned, date(4, 1), date(4, 1)), []practice.OccurrenceID{1, 2}; !slices.Equal(got, want) {
		t.Errorf("on 1 April matched %v, want %v", got, want)
	}
}

func TestOfSeveralOnOneDayTheFirstIsSatisfiedFirst(t *testing.T) {
	planned := found(t, only("in_moment"), "Dana", "Ana < Dana").plan("Dana", date(3, 2), date(3, 2))
	slices.Reverse(planned)
	var order []int
	for _, o := range practice.Match(planned, date(3, 3), date(3, 3)) {
		order = append(order, o.Seq)
	}
	if want := []int{1, 2, 3}; !slices.Equal(order, want) {
		t.Errorf("matched %v, want %v", order, want)
	}
}

func TestAnAuthorChoosesBetweenWhatDiffers(t *testing.T) {
	both := meetings(t)
	both[0].ClosesOn = date(3, 10)
	moments := found(t, only("in_moment"), "Dana", "Ana < Dana").plan("Dana", date(3, 2), date(3, 2))
	blocks := found(t, only("one_on_one"), "Dana", "Ana < Dana").plan("Dana", date(3, 1), date(4, 30))
	tests := []struct {
		name                 string
		candidates           []practice.Occurrence
		happenedOn, loggedOn cadence.Date
		want                 []cadence.Date
	}{
		{"E23: this week's meeting comes first, and last week's can be picked", both, date(3, 9), date(3, 9), []cadence.Date{both[1].DueOn, both[0].DueOn}},
		{"E23: one held last week leaves nothing to ask", both, date(3, 6), date(3, 9), []cadence.Date{both[0].DueOn}},
		{"E22: what is closed is not offered", both, date(3, 9), date(3, 11), []cadence.Date{both[1].DueOn}},
		{"three of one day are one", moments, date(3, 3), date(3, 3), []cadence.Date{moments[0].DueOn}},
		{"of longer rhythms the older comes first", blocks, date(4, 1), date(4, 1), []cadence.Date{blocks[0].DueOn, blocks[1].DueOn}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []cadence.Date
			for _, o := range practice.Choices(test.candidates, test.happenedOn, test.loggedOn) {
				got = append(got, o.DueOn)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("choices are due %v, want %v", got, test.want)
			}
		})
	}
}
