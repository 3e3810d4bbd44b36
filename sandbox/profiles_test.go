package sandbox_test

import (
	"encoding/json"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"coach/sandbox"
)

// Profiles have the fields that an administrator has added, and only whoever
// was granted the scope reads them, at Slack's rate.
func TestProfiles(t *testing.T) {
	story(t, sandbox.Options{Scopes: []string{"chat:write", "users.profile:read"}}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		field := w.AddProfileField(sandbox.ProfileField{Label: "Manager"})
		hidden := w.AddProfileField(sandbox.ProfileField{Label: "Salary", Type: "text", Hidden: true})
		fields, err := a.GetTeamProfileContext(t.Context())
		if err != nil || len(fields.Fields) != 2 || fields.Fields[0].ID != field || fields.Fields[0].Type != "user" || fields.Fields[1].ID != hidden || !fields.Fields[1].IsHidden {
			t.Errorf("the fields are %+v, %v", fields, err)
		}
		of := func(id string) (*slack.UserProfile, error) {
			return a.GetUserProfileContext(t.Context(), &slack.GetUserProfileParameters{UserID: id})
		}
		dana, ben := w.User("dana"), w.AddPerson(sandbox.Person{Handle: "ben"})
		if p, err := of(ben.ID); err != nil || len(p.FieldsMap()) > 0 || p.RealName != "Ben" {
			t.Errorf("a profile with nothing filled in is %+v, %v", p, err)
		}
		ben.SetField(field, dana.ID)
		if p, err := of(ben.ID); err != nil || p.FieldsMap()[field].Value != dana.ID || p.FieldsMap()[field].Label != "" {
			t.Errorf("a profile is %+v, %v", p, err)
		}
		ben.SetField(field, "")
		if p, err := of(ben.ID); err != nil || len(p.FieldsMap()) > 0 {
			t.Errorf("an emptied profile is %+v, %v", p, err)
		}
		if _, err := of("UNOBODY00"); err == nil || err.Error() != "user_not_found" {
			t.Errorf("nobody's profile: %v", err)
		}
		for n := range 96 {
			if _, err := of(ben.ID); err != nil {
				t.Fatalf("call %d: %v", n, err)
			}
		}
		_, err = of(ben.ID)
		limit, is := errors.AsType[*slack.RateLimitedError](err)
		if !is || limit.RetryAfter > time.Minute {
			t.Fatalf("a call too many: %v", err)
		}
		time.Sleep(limit.RetryAfter)
		if _, err := of(ben.ID); err != nil {
			t.Errorf("when Slack says so: %v", err)
		}
		if reply := call(t, w, w.BotToken(), "users.profile.get", "user", ben.ID, "include_labels", "true"); reply.Error != "invalid_arguments" {
			t.Errorf("with labels: %+v", reply)
		}
		r := httptest.NewRequest("POST", "/api/team.profile.get", strings.NewReader("visibility=visible&token="+w.BotToken()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, r)
		var visible struct {
			Profile struct{ Fields []struct{ ID string } }
		}
		if err := json.Unmarshal(rec.Body.Bytes(), &visible); err != nil || len(visible.Profile.Fields) != 1 || visible.Profile.Fields[0].ID != field {
			t.Errorf("the visible fields: %s", rec.Body)
		}
	})
	w, err := sandbox.New([]byte("features: {bot_user: {display_name: app}}\nsettings: {socket_mode_enabled: true}\n"), sandbox.Options{Scopes: []string{"users:read"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, method := range []string{"team.profile.get", "users.profile.get"} {
		if reply := call(t, w, w.BotToken(), method); reply.Error != "missing_scope" || reply.Needed != "users.profile:read" {
			t.Errorf("without the scope, %s answers %+v", method, reply)
		}
	}
}
