package bot

import (
	"testing"

	"coach/files"
	"coach/practice"
)

func TestNobodyIsMessagedWhomTheDirectoryDoesNotKnowAsOurs(t *testing.T) {
	for standing, sent := range map[practice.AccountStatus]bool{practice.Member: true, practice.Guest: true, practice.Unfound: false, practice.Outside: false, practice.Gone: false} {
		r := practice.NewRoster([]practice.Person{{ID: 1, SlackID: "U1", Account: standing}}, nil, files.Default())
		if _, drop := address(r, 1); (drop == "") != sent {
			t.Errorf("%s: %q", standing, drop)
		}
	}
}
