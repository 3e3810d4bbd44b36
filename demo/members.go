package demo

import (
	"cmp"
	"fmt"
	"strings"

	"coach/files"
	"coach/sandbox"
)

// A Member is somebody of a people file who has joined a workspace.
type Member struct{ email, Handle string }

// Join lets everybody join who stands on a row, once, in the file's order. The
// first is an admin if there is to be one. The error of a row is a [files.Fault].
func Join(ws *sandbox.Workspace, rows []files.PeopleRow, admin bool) (members []Member, err error) {
	names := map[string]string{}
	for _, row := range rows {
		names[row.Email] = cmp.Or(names[row.Email], row.Name)
	}
	joined := map[string]bool{}
	for _, row := range rows {
		if joined[row.Email] {
			continue
		}
		joined[row.Email] = true
		p := sandbox.Person{ID: row.SlackID, Handle: freeHandle(ws, row.Email), Name: names[row.Email], Email: row.Email, Zone: row.Zone, Admin: admin && len(members) == 0}
		if _, err := ws.Join(p); err != nil {
			return nil, files.Fault{Line: row.Line, Text: fmt.Sprintf("%v; give them another slack_id, or none.", err)}
		}
		members = append(members, Member{row.Email, p.Handle})
	}
	return members, nil
}

// freeHandle is what stands before the @ of an address, in the characters of a
// handle, with a number where somebody else has it: ana@a.com and ana@b.com are
// two people.
func freeHandle(ws *sandbox.Workspace, email string) string {
	local, _, _ := strings.Cut(strings.ToLower(email), "@")
	wanted := cmp.Or(strings.Trim(strings.Map(handleRune, local), ".-_"), "person")
	handle := wanted
	for n := 2; ws.IsHandle(handle); n++ {
		handle = fmt.Sprintf("%s%d", wanted, n)
	}
	return handle
}

func handleRune(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("._-", r) {
		return r
	}
	return -1
}

// Handles are what the members are called after an @.
func Handles(members []Member) (list []string) {
	for _, m := range members {
		list = append(list, m.Handle)
	}
	return list
}
