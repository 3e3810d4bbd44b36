package view_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
)

// thanksTo is a recognition by Dana.
func thanksTo(where, behaviour string, to ...practice.PersonID) practice.Entry {
	return practice.Entry{Practice: practice.RecognitionKey, Author: dana, Values: practice.Values{
		"person":            {People: to},
		"behaviour":         {Text: behaviour},
		"impact":            {Text: "The customer stayed."},
		"value":             {Text: "Ownership"},
		practice.ShareWhere: {Text: where},
	}}
}

const calledBack = "Called the customer back the same evening."

func thanksStates() map[string]any {
	p := practiceOf(practice.RecognitionKey)
	bare := thanksTo(practice.ShareInChannel, calledBack, ana)
	bare.Values = practice.Values{"person": bare.Values["person"]}
	long := strings.Repeat(hostileWords, 40)
	shoutout := func(e practice.Entry) any { return view.Shoutout(e, p, e.Recipients(), who) }
	alone := func(place string, to ...practice.PersonID) practice.Entry {
		e := thanksTo(practice.ShareInChannel, calledBack, to...)
		e.Shared = practice.Sharing{Place: place, Alone: to[:1]}
		return e
	}
	private := func(e practice.Entry, to practice.PersonID, with []practice.PersonID, likes practice.Liking, asks bool) any {
		as := func(id practice.PersonID) practice.Person {
			p := who(id)
			p.Thanks = likes
			return p
		}
		return view.Thanks(view.ThanksFacts{Entry: e, Practice: p, Who: as, To: to, With: with, Asks: asks})
	}
	asked := func(likes practice.Liking) any {
		to := who(ana)
		to.Thanks = likes
		return view.ThanksAsk(thanksTo(practice.ShareInChannel, calledBack, ana), to, who)
	}
	one, two := thanksTo(practice.ShareWithThem, calledBack, ana), thanksTo(practice.ShareWithThem, calledBack, ana, ben)
	return map[string]any{
		"shoutout_one":                 shoutout(thanksTo(practice.ShareInChannel, calledBack, ana)),
		"shoutout_about_a_message":     shoutout(about(linkedMessage, thanksTo(practice.ShareInChannel, calledBack, ana))),
		"thanks_about_a_message":       private(about(linkedMessage, one), ana, one.Recipients(), "", false),
		"shoutout_three":               shoutout(thanksTo(practice.ShareInChannel, calledBack, ana, nia, ben)),
		"shoutout_of_those_in_public":  view.Shoutout(alone(practice.ShareInChannel, cy, ana, ben), p, []practice.PersonID{ana, ben}, who),
		"shoutout_hostile":             shoutout(thanksTo(practice.ShareInChannel, long, hostile, wordy, noa)),
		"shoutout_bare":                shoutout(bare),
		"thanks_one":                   private(one, ana, one.Recipients(), "", false),
		"thanks_in_company":            private(two, ben, two.Recipients(), "", false),
		"thanks_alone":                 private(alone(practice.ShareInChannel, cy, ana), cy, []practice.PersonID{cy, ana}, practice.LikesPrivate, false),
		"thanks_ask_in_private":        private(one, ana, one.Recipients(), "", true),
		"thanks_asked_in_private":      private(one, ana, one.Recipients(), practice.LikesPublic, true),
		"thanks_ask":                   asked(""),
		"thanks_ask_answered_public":   asked(practice.LikesPublic),
		"thanks_ask_answered_private":  asked(practice.LikesPrivate),
		"unshared_archived":            view.Unshared(thanksTo(practice.ShareInChannel, calledBack, ana, ben), "C0WINS", 0, true, false, who),
		"unshared_shared":              view.Unshared(thanksTo(practice.ShareInChannel, calledBack, ana), "C0WINS", 0, false, true, who),
		"unshared_closed":              view.Unshared(thanksTo(practice.ShareInChannel, long, hostile, wordy, noa), "C0WINS", 0, false, false, who),
		"unshared_of_a_team":           view.Unshared(alone(practice.ShareInChannel, cy, ana), "C0EMEA", nia, true, false, who),
		"unshared_of_ones_own_team":    view.Unshared(thanksTo(practice.ShareInChannel, calledBack, ana), "C0EMEA", dana, false, false, who),
		"team_settings":                view.TeamSettings(practice.TeamSettings{Manager: dana}),
		"team_settings_chosen":         view.TeamSettings(practice.TeamSettings{Manager: dana, Channel: "C0EMEA", Friday: true}),
		"team_settings_saved":          view.TeamSettingsSaved(),
		"log_recognition_in_a_channel": view.Log(goesTo(practice.Sharing{Channel: "C0WINS"}, false)),
		"log_recognition_in_a_team":    view.Log(goesTo(practice.Sharing{Channel: "C0EMEA"}, true, ana, ben)),
		"log_recognition_on_friday":    view.Log(goesTo(practice.Sharing{Channel: "C0EMEA", Friday: true}, true, ana)),
		"logged_recognition_alone":     loggedThanks(practice.Sharing{Place: practice.ShareWithThem, Alone: []practice.PersonID{cy}}, cy),
		"logged_recognition_all_alone": loggedThanks(practice.Sharing{Place: practice.ShareWithThem, Alone: []practice.PersonID{cy, dee}}, cy, dee),
		"logged_recognition_one_alone": loggedThanks(practice.Sharing{Place: practice.ShareInChannel, Alone: []practice.PersonID{cy}}, ana, ben, cy),
		"logged_recognition_on_friday": loggedThanks(practice.Sharing{Place: practice.ShareInChannel, Friday: true}, ana),
	}
}

// goesTo is a form for thanks that names the channel they go to.
func goesTo(s practice.Sharing, teams bool, people ...practice.PersonID) view.Known {
	k := known(practice.RecognitionKey)
	k.Goes, k.Teams, k.People = s, teams, people
	return k
}

// loggedThanks is what replaces the form of thanks meant for a channel.
func loggedThanks(s practice.Sharing, to ...practice.PersonID) any {
	e := thanksTo(practice.ShareInChannel, calledBack, to...)
	e.ID, e.Shared = 7, s
	return view.Logged(view.LoggedFacts{Practice: practiceOf(practice.RecognitionKey), Who: who, Channel: "C0EMEA", Logged: []view.LoggedEntry{{Entry: e}}})
}

// The forms for what a manager decides about a team, and for one's own messages,
// read back what they were drawn with; Friday's post needs a channel.
func TestWhatIsSaidOfThanksIsReadBack(t *testing.T) {
	slot := practice.Slot{Set: true, Where: "Room 4"}
	for _, want := range []practice.TeamSettings{{Manager: dana, Slot: slot}, {Manager: dana, Channel: "C0EMEA", Slot: slot}, {Manager: dana, Channel: "C0EMEA", Friday: true}} {
		got, err := view.ParseTeamSettings(fill(t, view.TeamSettings(want), nil), practice.TeamSettings{Manager: dana, Slot: want.Slot})
		if err != nil || got != want {
			t.Errorf("%+v was read as %+v, %v", want, got, err)
		}
	}
	_, err := view.ParseTeamSettings(fill(t, view.TeamSettings(practice.TeamSettings{Friday: true}), nil), practice.TeamSettings{})
	if ps, theirs := errors.AsType[practice.Problems](err); !theirs || ps[0].Field != view.AskTeamChannel {
		t.Errorf("Friday without a channel: %v", err)
	}
	for _, likes := range []practice.Liking{"", practice.LikesPublic, practice.LikesPrivate} {
		f := view.MessagesFacts{Preferences: practice.Preferences{Morning: practice.DefaultMorning, Thanks: likes}, Today: thursday}
		got, err := view.ParseMessages(fill(t, view.Messages(f), nil), view.MessagesFacts{Today: thursday})
		if err != nil || got.Thanks != likes {
			t.Errorf("%q was read as %q, %v", likes, got.Thanks, err)
		}
	}
}

// A form for thanks tells coach who is chosen only where that decides the
// channel, and remembers the channel that it named.
func TestAFormForThanksRemembersItsChannel(t *testing.T) {
	for _, teams := range []bool{false, true} {
		m := view.Log(goesTo(practice.Sharing{Channel: "C0EMEA"}, teams, ana))
		if got := view.NamedChannel(slack.View{PrivateMetadata: m.PrivateMetadata}); got != "C0EMEA" {
			t.Errorf("it remembers %q", got)
		}
		i := slices.IndexFunc(m.Blocks.BlockSet, func(b slack.Block) bool {
			in, ok := b.(*slack.InputBlock)
			return ok && strings.HasPrefix(in.BlockID, practice.RecognitionWho)
		})
		if told := m.Blocks.BlockSet[i].(*slack.InputBlock).DispatchAction; told != teams {
			t.Errorf("with teams' channels %t: it tells of a choice of people: %t", teams, told)
		}
	}
}
