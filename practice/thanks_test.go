package practice_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// Thanks reach everybody they name. Whoever likes them to be theirs alone, when
// they are given or later, is named in no channel and to nobody else; what was
// sent before stays as it was for those it was sent to.
func TestWhoLikesThanksAloneIsNamedToNobodyElse(t *testing.T) {
	likings := rapid.SampledFrom([]practice.Liking{"", practice.LikesPublic, practice.LikesPrivate})
	everybody := []practice.PersonID{1, 2, 3, 4, 5}
	some := func(r *rapid.T, label string) []practice.PersonID {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(everybody[1:]), 1, 4, rapid.ID).Draw(r, label)
	}
	rapid.Check(t, func(r *rapid.T) {
		likes := map[practice.PersonID]practice.Liking{}
		change := func(label string) {
			for _, id := range everybody {
				likes[id] = likings.Draw(r, label)
			}
		}
		roster := func() *practice.Roster {
			var people []practice.Person
			for _, id := range everybody {
				people = append(people, practice.Person{ID: id, Account: practice.Member, Thanks: likes[id]})
			}
			return practice.NewRoster(people, nil, files.Default())
		}
		entry := func(label string) practice.Entry {
			where := rapid.SampledFrom([]string{practice.ShareInChannel, practice.ShareWithThem}).Draw(r, label+" where")
			return practice.Entry{ID: 7, Practice: practice.RecognitionKey, Author: 1, Values: practice.Values{
				practice.RecognitionWho: {People: some(r, label)}, practice.ShareWhere: {Text: where}}}
		}
		change("liking")
		given := entry("given")
		given.Shared = given.Share(practice.Entry{}, func(id practice.PersonID) practice.Liking { return likes[id] })
		now := given
		if rapid.Bool().Draw(r, "edited") {
			change("liking by then")
			now = entry("edited")
			now.Values[practice.ShareWhere] = given.Values[practice.ShareWhere]
			now.Shared = now.Share(given, func(id practice.PersonID) practice.Liking { return likes[id] })
		}
		before := map[practice.PersonID]practice.Liking{}
		for id, liking := range likes {
			before[id] = liking
		}
		change("liking later")
		public := roster().ThankedInPublic(now)
		for _, id := range now.Recipients() {
			fresh := !slices.Contains(given.Recipients(), id)
			private := slices.Contains(now.Privately(), id)
			switch {
			case slices.Contains(public, id) && (likes[id] == practice.LikesPrivate || fresh && before[id] == practice.LikesPrivate || private):
				r.Fatalf("%d is named in public: %+v", id, now)
			case !private && now.IsPrivate():
				r.Fatalf("%d gets nothing: %+v", id, now)
			case fresh && !private && before[id] == practice.LikesPrivate:
				r.Fatalf("%d likes them private and gets no message: %+v", id, now)
			}
			for _, reader := range everybody[1:] {
				hidden := slices.Contains(now.Shared.Alone, id) || likes[id] == practice.LikesPrivate
				if reader != id && hidden && slices.Contains(roster().AsReadBy(reader, now).Recipients(), id) {
					r.Fatalf("%d reads that %d was thanked: %+v", reader, id, now)
				}
			}
			if !slices.Contains(roster().AsReadBy(id, now).Recipients(), id) || !slices.Contains(roster().AsReadBy(1, now).Recipients(), id) {
				r.Fatalf("%d, or who thanked them, does not read it: %+v", id, now)
			}
		}
	})
}

func TestPublicThanksGoToTheTeamsChannel(t *testing.T) {
	c := found(t, files.Default(), "Priya", "Dana < Priya", "Eli < Priya", "Ana < Dana until 2026-03-15", "Ana < Eli from 2026-03-16", "Ben < Dana", "Fay < Eli", "Zoe, not taking part")
	teams := []practice.TeamSettings{{Manager: c.id("Dana"), Channel: "CDANA", Friday: true}, {Manager: c.id("Priya"), Channel: "CPRIYA"}, {Manager: c.id("Eli"), Friday: true}}
	for name, test := range map[string]struct {
		to   []string
		on   cadence.Date
		want practice.Sharing
	}{
		"one of a team":                       {[]string{"Ben"}, date(3, 5), practice.Sharing{Channel: "CDANA", Friday: true}},
		"two of a team":                       {[]string{"Ben", "Ana"}, date(3, 5), practice.Sharing{Channel: "CDANA", Friday: true}},
		"a team's manager and one of it":      {[]string{"Ben", "Dana"}, date(3, 5), practice.Sharing{Channel: "CDANA", Friday: true}},
		"a manager alone":                     {[]string{"Dana"}, date(3, 5), practice.Sharing{Channel: "CPRIYA"}},
		"two managers":                        {[]string{"Dana", "Eli"}, date(3, 5), practice.Sharing{Channel: "CPRIYA"}},
		"two of two teams":                    {[]string{"Ben", "Fay"}, date(3, 5), practice.Sharing{}},
		"two who were of a team":              {[]string{"Ben", "Ana"}, date(3, 16), practice.Sharing{}},
		"a team without a channel":            {[]string{"Fay"}, date(3, 5), practice.Sharing{}},
		"the top":                             {[]string{"Priya"}, date(3, 5), practice.Sharing{}},
		"somebody who takes no part":          {[]string{"Zoe"}, date(3, 5), practice.Sharing{}},
		"somebody who takes no part, and Ben": {[]string{"Ben", "Zoe"}, date(3, 5), practice.Sharing{}},
		"nobody yet":                          {nil, date(3, 5), practice.Sharing{}},
	} {
		t.Run(name, func(t *testing.T) {
			var to []practice.PersonID
			for _, who := range test.to {
				to = append(to, c.id(who))
			}
			if diff := cmp.Diff(test.want, c.roster().ThanksGo(to, teams, test.on)); diff != "" {
				t.Errorf("they go elsewhere (-want +got):\n%s", diff)
			}
		})
	}
}

// Dana reads who of her people nobody has thanked; Priya, above her, reads it of
// her own people by name, and of the others how many.
func TestNobodyHasThankedThem(t *testing.T) {
	c := found(t, files.Default(), "Priya", "Dana < Priya", "Eli < Priya", "Ana < Dana", "Ben < Dana", "Cy < Dana from 2026-02-05", "Dee < Dana from 2026-02-03", "Fay < Eli", "Gus < Eli")
	today := date(3, 5)
	last := map[practice.PersonID]cadence.Date{c.id("Ben"): date(2, 3), c.id("Fay"): date(3, 1), c.id("Eli"): date(1, 1)}
	names := func(ids []practice.PersonID) (all []string) {
		for _, id := range ids {
			all = append(all, c.roster().Person(id).Name)
		}
		return all
	}
	check := func(who string, on cadence.Date, people, fresh []string, below, of int) {
		t.Helper()
		got := c.roster().Unthanked(c.id(who), last, on)
		if diff := cmp.Diff([]any{people, fresh, below, of}, []any{names(got.People), names(got.New), got.Below, got.Of}); diff != "" {
			t.Errorf("%s on %s (-want +got):\n%s", who, on, diff)
		}
	}
	check("Dana", today, []string{"Ana", "Dee"}, nil, 0, 0) // Ben was thanked on the first day that counts, and Cy is too new
	check("Dana", today+1, []string{"Ana", "Ben", "Dee"}, nil, 0, 0)
	check("Dana", date(2, 24), []string{"Ana"}, []string{"Dee"}, 0, 0)
	check("Dana", date(2, 26), []string{"Ana"}, []string{"Cy", "Dee"}, 0, 0)
	check("Dana", date(3, 3), []string{"Ana"}, []string{"Cy"}, 0, 0)
	check("Priya", today, []string{"Dana", "Eli"}, nil, 3, 6) // Ana, Dee and Gus
	check("Eli", today, []string{"Gus"}, nil, 0, 0)
	check("Ana", today, nil, nil, 0, 0)
}
