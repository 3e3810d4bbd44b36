package bot

import (
	"testing"

	"github.com/slack-go/slack"
)

func TestNamesOfTheDirectoryAreWashed(t *testing.T) {
	b := &Bot{}
	u := slack.User{ID: "U1", Name: "ana", Profile: slack.UserProfile{RealName: "\u202e\x00", DisplayName: "Ana\u202e\nLima"}}
	if got := b.member(u).Name; got != "Ana Lima" {
		t.Errorf("the name is %q", got)
	}
}
