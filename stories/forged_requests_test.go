package stories

import (
	"fmt"
	"slices"

	"coach/bot/view"
	"coach/bot/view/kit"
)

// digests are digests as buttons name them.
func digests(*scene) []string {
	return []string{"1/2026-03-08", "1/2026-03-01", "0/2026-03-08", "9999/2026-03-08", "1/x", "x", ""}
}

// orders are a channel's digest and Priya's own, which is hers alone.
func (s *scene) orders() []string { return []string{s.order, s.ownOrder, "9999", "-1"} }

// helps are people in digests as buttons name them.
func (s *scene) helps() []string {
	return []string{"1/2026-03-08/" + s.IDs["dana"], "1/2026-03-08/" + s.IDs["ben"], "9999/2026-03-08/" + s.IDs["dana"], "1/2026-03-08/x", "x", ""}
}

// What everybody hears who does not own the playbook.
const (
	notTheirDigest = "This digest isn't yours, or it was stopped."
	ownersOnly     = "Only the owners of the playbook can change it"
	setUpAlready   = "I'm already set up."
	settingsOnly   = "Only the owners of the playbook can change settings."
	notYours       = "Only the person who logged this can change it."
	settledForAll  = "This can't be undone any more."
)

// What everybody hears who presses a button of a step, a plan or an obstacle of
// others.
const (
	obstaclesOnly   = "This obstacle isn't open to you"
	stepsOnly       = "This step isn't open to you."
	plansOnly       = "This plan isn't yours to answer."
	sessionsOnly    = "This one is done, off the plan, or not yours."
	notTheirTopic   = "This topic isn't open any more"
	notTheirFocus   = "This focus isn't open any more"
	notTheirAsk     = "This question has lapsed, or it wasn't put to you."
	notTheirVisit   = "This visit isn't open any more"
	notTheirRequest = "This request isn't open any more"
)

// refused are requests to which nobody but an owner hears anything else.
func refused(words string, send func(*scene) []forgery) func(*scene) []forgery {
	return func(s *scene) []forgery {
		sent := send(s)
		for i := range sent {
			sent[i].refused = words
		}
		return sent
	}
}

// commands type them.
func commands(texts ...string) func(*scene) []forgery {
	return func(*scene) (sent []forgery) {
		for _, text := range texts {
			sent = append(sent, forgery{kind: "slash_commands", payload: map[string]any{"command": "/coach", "text": text}})
		}
		return sent
	}
}

// looks opens coach's Home.
func looks(*scene) []forgery {
	return []forgery{{kind: "events_api", payload: map[string]any{"event": map[string]any{"type": "app_home_opened", "tab": "home"}}}}
}

// typed are messages in coach's own conversation with the sender.
func typed(texts ...string) func(*scene) []forgery {
	return func(*scene) (sent []forgery) {
		for _, text := range texts {
			sent = append(sent, forgery{kind: "events_api", payload: map[string]any{"event": map[string]any{
				"type": "message", "channel_type": "im", "text": text, "ts": "1772701200.000100"}}})
		}
		return sent
	}
}

// pressed is a button pressed in a message, or in a view.
func pressed(action, value string, in map[string]any) map[string]any {
	payload := map[string]any{"type": "block_actions", "actions": []any{map[string]any{
		"type": "button", "action_id": action, "block_id": "b", "value": value, "action_ts": "1772701200.000100"}}}
	if in != nil {
		payload["view"], payload["response_url"] = in, ""
		payload["container"] = map[string]any{"type": "view", "view_id": in["id"]}
	}
	return payload
}

// moved are the one who moved from Dana to Eli, and others who did not.
func (s *scene) moved() []string {
	return []string{s.IDs["mia"], s.IDs["ben"], s.IDs["fay"], "9999", "-1", "", "x"}
}

// presses press a button with each value, in a message, on the Home and in
// somebody else's form.
func presses(action string, values func(*scene) []string) func(*scene) []forgery {
	return func(s *scene) (sent []forgery) {
		for _, value := range values(s) {
			home := map[string]any{"id": "V0HOME", "type": "home", "callback_id": "", "blocks": []any{}}
			sent = append(sent, forgery{kind: "interactive", payload: pressed(action, value, nil)}, forgery{kind: "interactive", payload: pressed(action, value, home)},
				s.pressIn(view.FormTeam, action, value))
		}
		return sent
	}
}

// pressIn presses a button in somebody else's form.
func (s *scene) pressIn(form, action, value string) forgery {
	return forgery{kind: "interactive", payload: pressed(action, value, s.form(form))}
}

// form is one that somebody else has filled in.
func (s *scene) form(name string) map[string]any {
	s.t.Helper()
	form, ok := s.forms[name]
	if !ok {
		s.t.Fatalf("nobody has filled in the form %q", name)
	}
	return form
}

// submit sends somebody else's form, with texts replaced in pairs.
func (s *scene) submit(name string, pairs ...string) forgery {
	s.t.Helper()
	return forgery{kind: "interactive", payload: map[string]any{"type": "view_submission", "view": changed(s.form(name), pairs...)}}
}

// submitAs sends somebody else's form with other metadata.
func (s *scene) submitAs(name, metadata string) forgery {
	s.t.Helper()
	return forgery{kind: "interactive", payload: map[string]any{"type": "view_submission", "view": with(s.form(name), map[string]any{"private_metadata": metadata, "id": "V0" + name})}}
}

// submits send somebody else's form as it is, in a view of the sender's own,
// and with other metadata.
func submits(name string) func(*scene) []forgery {
	return func(s *scene) []forgery {
		own := with(s.form(name), map[string]any{"id": "V0OWN" + name, "root_view_id": "V0OWN" + name})
		return []forgery{s.submit(name), {kind: "interactive", payload: map[string]any{"type": "view_submission", "view": own}}, s.submitAs(name, `{"version":1}`), s.submitAs(name, "x")}
	}
}

// submitsBare send a form that nobody has.
func submitsBare(name string) func(*scene) []forgery {
	return func(s *scene) []forgery {
		bare := map[string]any{"id": "V0" + name, "type": "modal", "callback_id": name, "blocks": []any{}, "private_metadata": "", "state": map[string]any{"values": map[string]any{}}}
		return []forgery{{kind: "interactive", payload: map[string]any{"type": "view_submission", "view": bare}}}
	}
}

// logs send others' forms: as they are, about others, in a view whose form is
// stored, and for what waits for others.
func logs(s *scene) []forgery {
	stored := func(entry string) string {
		return s.query(`SELECT request AS id FROM entries WHERE id = ` + entry)[0]["id"]
	}
	metadata := func(practice string) string {
		return fmt.Sprintf(`{"practice":%q,"occurrence":%s,"person":%s,"version":%s}`, practice, s.waiting, s.IDs["ben"], s.version)
	}
	sent := []forgery{ // about people of Dana's
		s.submit(view.FormLog), s.submit(view.FormLog, s.value("cy"), s.value("ben")), s.submit(view.FormLog, s.value("cy"), s.value("carla")),
		s.submit(view.FormLog, s.viewOf(view.FormLog), stored(s.entry)), s.submitAs(view.FormLog, metadata("one_on_one")), s.submitAs(view.FormLog, "x"),
	}
	// for something of Dana's, in a form about one's own people
	sent = append(sent, s.submit(view.FormLog, s.viewOf(view.FormLog), "V0WHICH", s.value("cy"), s.value("fay"),
		`"happened_on~0":{`, `"which_occurrence~0":{"v":{"type":"radio_buttons","selected_option":{"value":"o`+s.waiting+`"}}},"happened_on~0":{`))
	for i := range sent {
		sent[i].barred = true
	}
	return append(sent,
		s.submit(view.FormLog, s.value("cy"), s.value("fay")), s.submit(view.FormLog, s.value("cy"), s.value("fay"), `\"practice\"`, `\"occurrence\":`+s.waiting+`,\"practice\"`),
		s.submit("recognize"), s.submit("recognize", s.viewOf("recognize"), stored(s.thanks)), s.submitAs("recognize", metadata("recognition")),
		s.submit("recognize", s.viewOf("recognize"), "V0OUTSIDE", "UBEN00000", "UXENO0000"),
	)
}

// choices choose something in others' forms.
func choices(s *scene) []forgery {
	own := with(s.form(view.FormExcuse), map[string]any{"private_metadata": fmt.Sprintf(`{"person":%s}`, s.IDs["fay"])})
	about := with(s.form(view.FormLog), map[string]any{"private_metadata": fmt.Sprintf(`{"practice":"one_on_one","occurrence":%s,"version":%s}`, s.waiting, s.version)})
	return []forgery{
		s.pressIn(view.FormLog, kit.ActionChoose, s.value("ben")), s.pressInEdit(kit.ActionChoose, s.value("ben")), {kind: "interactive", payload: pressed(kit.ActionChoose, "", about), hides: "Ana Lima"}, s.pressIn("recognize", kit.ActionChoose, "UBEN00000"),
		s.pressIn(view.FormExcuse, kit.ActionChoose, "o"+s.skipped), {kind: "interactive", payload: pressed(kit.ActionChoose, "o"+s.skipped, own)},
		{kind: "interactive", payload: pressed(kit.ActionChoose, "", changed(s.form(view.FormExcuse), `"value":"o`, `"value":"o`+s.skipped+`","was":"o`))},
		s.pressIn(view.FormAway, kit.ActionChoose, s.value("ben")), {kind: "interactive", payload: pressed(kit.ActionChoose, "", changed(s.form(view.FormAway), s.value("cy"), s.value("ben")))},
		{kind: "interactive", payload: pressed(kit.ActionChoose, "", s.form(view.FormPractice)), refused: ownersOnly}, s.pressIn(view.FormTeam, kit.ActionChoose, "x"), s.pressIn(view.FormSkip, kit.ActionChoose, "x"),
	}
}

// excuses excuse what others owe, with metadata that names whom the sender may
// excuse too.
func excuses(s *scene) (sent []forgery) {
	for _, person := range []string{"dana", "fay", "ana", "eli", "olga"} {
		sent = append(sent, s.submitAs(view.FormExcuse, fmt.Sprintf(`{"person":%s}`, s.IDs[person])))
	}
	return append(sent, s.submit(view.FormExcuse), s.submitAs(view.FormExcuse, "x"))
}

// value is how a menu of a form means somebody.
func (s *scene) value(handle string) string { return `"p` + s.IDs[handle] + `"` }

// viewOf is the ID of a form's view, as it stands in payloads.
func (s *scene) viewOf(form string) string { return fmt.Sprint(s.form(form)["id"]) }

// anyID are values of buttons that carry none.
func (s *scene) anyID() []string { return []string{s.IDs["dana"]} }

// entries are Dana's.
func (s *scene) entries() []string { return []string{s.entry, s.thanks, "", "9999", "-1"} }

// histories are pages of what is between the sender and others.
func (s *scene) histories() []string {
	return []string{fmt.Sprintf(`{"other":%s}`, s.IDs["dana"]), fmt.Sprintf(`{"other":%s,"before":%s}`, s.IDs["ben"], s.thanks), `{"other":9999}`, "x", ""}
}

// pressInEdit presses a button in the form in which Dana edits an entry.
func (s *scene) pressInEdit(action, value string) forgery {
	f := s.pressIn(view.FormEdit, action, value)
	f.refused = notYours
	return f
}

// owed are occurrences that are Dana's.
func (s *scene) owed() []string {
	return []string{s.waiting, s.skipped, s.excused, s.waiting + "," + s.skipped, "", "9999"}
}

// requests are for time that others asked for.
func (s *scene) requests() []string { return []string{s.timeAsked, "9999", ""} }

func (s *scene) versions() []string { return []string{s.version, "1", "9999", "x"} }

func (s *scene) claims() []string { return []string{s.claim, "9999", "x"} }

// steps and plans are others' next steps, and sessions of which they write the
// plan.
func (s *scene) steps() []string     { return []string{s.step, "9999", "x"} }
func (s *scene) scheduled() []string { return append(slices.Clone(s.sessions), "9999", "x") }
func (s *scene) plans() []string     { return []string{s.asked, s.planned, "9999", "x"} }

// obstacles are Ben's and Dana's.
func (s *scene) obstacles() []string { return []string{s.obstacle, "9999", "x"} }

// obstacleForms send a form about an obstacle of others.
func obstacleForms(name string) func(*scene) []forgery {
	return func(s *scene) []forgery {
		return []forgery{s.submit(name), s.submitAs(name, fmt.Sprintf(`{"obstacle":%s,"listed":true}`, s.obstacle)), s.submitAs(name, `{"obstacle":9999}`), s.submitAs(name, "x")}
	}
}

// confirmations are what others are asked about.
func (s *scene) confirmations() []string { return []string{s.confirmed, "9999", "-1", ""} }

func (s *scene) visits() []string { return []string{s.visit, "9999", "-1", "", "x"} }

// people are the ends of others' lines.
func (s *scene) people() []string {
	return []string{s.IDs["ivy"], s.IDs["dana"], s.IDs["ben"], "9999", ""}
}

func keysOfPractices(*scene) []string { return []string{"observation", "recognition", "no_such"} }

// typedIn sends a form of the sender's own with words in its one input.
func (s *scene) typedIn(name, metadata, path, words string) forgery {
	typed := map[string]any{path + "~0": map[string]any{kit.ActionChoose: map[string]any{"type": "plain_text_input", "value": words}}}
	form := map[string]any{"id": "V0" + name, "type": "modal", "callback_id": name, "blocks": []any{}, "private_metadata": metadata, "state": map[string]any{"values": typed}}
	return forgery{kind: "interactive", payload: map[string]any{"type": "view_submission", "view": form}}
}
