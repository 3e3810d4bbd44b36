package practice

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"coach/cadence"
)

// FollowedProfiles returns the concern that people report to somebody else
// because of their Slack profiles. Changes that owners have not heard of yet
// are part of it, so that no weekend swallows one.
func FollowedProfiles(on cadence.Date, people int, unheard []Concern) Concern {
	for _, c := range unheard {
		if since, n := c.profiles(); c.Kind == ProfilesFollowed && n > 0 {
			on, people = min(on, since), people+n
		}
	}
	return Concern{ProfilesFollowed, on.String() + " " + strconv.Itoa(people)}
}

// profiles reads what a concern of [FollowedProfiles] is about.
func (c Concern) profiles() (since cadence.Date, people int) {
	day, count, _ := strings.Cut(c.About, " ")
	since, err := cadence.ParseDate(day)
	if err != nil {
		return 0, 0
	}
	people, _ = strconv.Atoi(count)
	return since, people
}

// saysProfiles is [Concern.Sentence] of the concerns about Slack profiles.
func (c Concern) saysProfiles() string {
	switch c.Kind {
	case ProfilesUnread:
		return saysUnread("I can't tell which field of people's Slack profiles names their manager", "Whoever runs coach can choose it (COACH_PEOPLE_FIELD); coach people from-slack --dry-run lists the fields.")
	case ProfilesEmpty:
		return saysUnread("Nobody's Slack profile names a manager", "Have people fill the field in, or switch this off where coach runs (COACH_PEOPLE_FROM_SLACK).")
	case ProfilesDoubted:
		return "Some people's Slack profiles name a manager who doesn't fit, so I don't follow those. Whoever runs coach sees whose, and what to do, with coach people unfound."
	case ProfilesFollowed:
		since, people := c.profiles()
		why := "their Slack profiles name"
		if people == 1 {
			why = "their Slack profile names"
		}
		return fmt.Sprintf("Since %s I've changed who %s to, because %s somebody else. Where that's wrong, name the manager in the people file, which counts more.",
			since.Format("Mon 2 January"), Counted(people, "person reports", "people report"), why)
	}
	return ""
}

// saysUnread says why no profile was read, what that means and what to do.
func saysUnread(why, todo string) string {
	return why + ", so who reports to whom stays as it was. " + todo
}

// AboutProfiles reports whether a concern is about reading managers from Slack
// profiles.
func (c Concern) AboutProfiles() bool {
	return slices.Contains([]ConcernKind{ProfilesUnread, ProfilesEmpty, ProfilesDoubted, ProfilesFollowed}, c.Kind) || c.Kind == NoScope && c.About == ProfileScope
}
