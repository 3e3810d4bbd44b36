package bot

import (
	"testing"

	"github.com/slack-go/slack"

	"coach/practice"
)

// The directory says whether somebody belongs to the company: to its workspace,
// or to the organisation that this is part of.
func TestWhoTheDirectoryLetsIn(t *testing.T) {
	b := &Bot{team: "T1", enterprise: "E1"}
	alone := &Bot{team: "T1"}
	of := func(enterprise string) slack.EnterpriseUser { return slack.EnterpriseUser{EnterpriseID: enterprise} }
	for name, c := range map[string]struct {
		b    *Bot
		user slack.User
		want practice.AccountStatus
	}{
		"a member":                           {b, slack.User{TeamID: "T1"}, practice.Member},
		"of another workspace of ours":       {b, slack.User{TeamID: "T2", Enterprise: of("E1")}, practice.Member},
		"at home elsewhere, and a member":    {alone, slack.User{TeamID: "T2", Enterprise: slack.EnterpriseUser{EnterpriseID: "E1", Teams: []string{"T2", "T1"}}}, practice.Member},
		"at home elsewhere, and no member":   {alone, slack.User{TeamID: "T2", Enterprise: slack.EnterpriseUser{EnterpriseID: "E1", Teams: []string{"T2", "T3"}}}, practice.Outside},
		"of another organisation":            {b, slack.User{TeamID: "T2", Enterprise: of("E2")}, practice.Outside},
		"of another workspace":               {alone, slack.User{TeamID: "T2"}, practice.Outside},
		"of an organisation, we are of none": {alone, slack.User{TeamID: "T2", Enterprise: of("E1")}, practice.Outside},
		"a stranger of a shared channel":     {b, slack.User{TeamID: "T1", IsStranger: true}, practice.Outside},
		"an app":                             {b, slack.User{TeamID: "T1", IsBot: true}, practice.Outside},
		"Slackbot":                           {b, slack.User{ID: "USLACKBOT", TeamID: "T1"}, practice.Outside},
		"a guest":                            {b, slack.User{TeamID: "T1", IsRestricted: true}, practice.Guest},
		"a guest of a channel":               {b, slack.User{TeamID: "T1", IsUltraRestricted: true}, practice.Guest},
		"a guest of another company":         {alone, slack.User{TeamID: "T2", IsRestricted: true}, practice.Outside},
		"a closed account":                   {b, slack.User{TeamID: "T1", Deleted: true}, practice.Gone},
	} {
		if got := c.b.member(c.user).Account; got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestNamesOfTheDirectoryAreWashed(t *testing.T) {
	b := &Bot{}
	u := slack.User{ID: "U1", Name: "ana", Profile: slack.UserProfile{RealName: "\u202e\x00", DisplayName: "Ana\u202e\nLima"}}
	if got := b.member(u).Name; got != "Ana Lima" {
		t.Errorf("the name is %q", got)
	}
}
