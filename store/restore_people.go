package store

import (
	"encoding/json"
	"errors"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// settings stores the workspace and the rows of settings. Where the file has
// none of the rows in which zone and channel stand, there is one that says
// these two.
func (r *restorer) settings(l files.SettingsLine) error {
	if l.Workspace != nil {
		if err := r.exec(`INSERT INTO workspace (id, team_id, name) VALUES (1, $1, $2)`, l.Workspace.ID, l.Workspace.Name); err != nil {
			return err
		}
	}
	for name, value := range l.Values {
		if (name == settingsOfRun || name == settingsOfSlack) && json.Unmarshal([]byte(value), new(practice.Settings)) != nil {
			return r.fault(faultSettingUnread, name)
		}
		if err := r.exec(`INSERT INTO settings (name, value) VALUES ($1, $2)`, name, value); err != nil {
			return err
		}
	}
	_, ofRun := l.Values[settingsOfRun]
	_, ofSlack := l.Values[settingsOfSlack]
	if r.plain = !ofRun && !ofSlack; r.plain {
		if err := setSetting(r.ctx, r.tx, settingsOfSlack, practice.Settings{Zone: l.Zone, Recognition: l.RecognitionChannel}); err != nil {
			return err
		}
	}
	now, _, err := settings(r.ctx, r.tx)
	if err != nil {
		return err
	}
	if now.Zone != l.Zone || now.Recognition != l.RecognitionChannel {
		return r.fault("%s", faultSettingsDiffer)
	}
	r.zone = now.Location()
	return nil
}

// plainSettings has the digest of the settings be the first subscription, if that
// goes to a channel.
func (r *restorer) plainSettings() error {
	var now practice.Settings
	if err := setting(r.ctx, r.tx, settingsOfSlack, &now); err != nil {
		return err
	}
	plain, err := plainly(r.ctx, r.tx, now.Zone, now.Recognition)
	if err != nil || plain == (practice.Settings{}) {
		return errors.Join(err, r.exec(`DELETE FROM settings WHERE name = $1`, settingsOfSlack))
	}
	return setSetting(r.ctx, r.tx, settingsOfSlack, plain)
}

// person stores a person. Whoever had mornings before is no newcomer, and nobody
// has ignored a message since the file was made.
func (r *restorer) person(l files.PersonLine) error {
	id := practice.PersonID(l.ID)
	r.ids[refTo(id, l.Email, !l.ErasedAt.IsZero())] = id
	r.zones[id] = l.Zone
	r.alone[id] = l.Preferences.Thanks == string(practice.LikesPrivate)
	inFile := func(name string) flag {
		for _, one := range l.FromFile {
			if one == name {
				return true
			}
		}
		return false
	}
	var begun cadence.Date
	if l.Marks.BundledOn != 0 {
		begun = longBegun
	}
	err := r.insert(clashPerson, `INSERT INTO people (id, slack_id, email, name, zone, calendar, standing, file_name, file_zone, imported, admin, playbook_owner,
		morning, days, thanks, weekly_until, told, told_before, planned_on, bundled_on, erased_at, begun_on, active_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`,
		l.ID, null(l.Slack), null(l.Email), l.Name, l.Zone, l.Calendar, l.Standing, inFile("name"), inFile("zone"), flag(l.Participates), flag(l.Admin), flag(l.Owner),
		l.Preferences.Morning, cadence.Days(l.Preferences.Days...), l.Preferences.Thanks, day(l.Preferences.WeeklyUntil),
		l.Marks.Told, l.Marks.ToldBefore, day(l.Marks.PlannedOn), day(l.Marks.BundledOn), orZero(l.ErasedAt), day(begun), orZero(r.madeAt))
	for _, key := range l.Preferences.Muted {
		err = errors.Join(err, r.insert(clashMuted, `INSERT INTO mutes (person_id, practice) VALUES ($1, $2)`, l.ID, key))
	}
	return err
}

// longBegun is the first day of whoever took part before coach wrote it down.
var longBegun = cadence.NewDate(2000, time.January, 1)

// playbook stores a version as it is. One that this coach cannot read is stored
// as well.
func (r *restorer) playbook(l files.PlaybookLine) error {
	pb, err := files.LoadPublished("", []byte(l.Source))
	if err != nil {
		r.warn(warnPlaybook, l.Version)
	} else {
		r.books[l.Version] = pb
	}
	return r.exec(`INSERT INTO playbooks (version, in_force_from, published_at, published_on, published_by, undone_at, source) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		l.Version, day(l.InForceFrom), millis(l.PublishedAt), day(l.PublishedOn), r.who(l.PublishedBy), orZero(l.UndoneAt), l.Source)
}

func (r *restorer) holiday(l files.HolidayLine) error {
	return r.exec(`INSERT INTO holidays (calendar, day) VALUES ($1, $2)`, l.Calendar, day(l.On))
}

func (r *restorer) reporting(l files.ReportingLine) error {
	return r.exec(`INSERT INTO lines (id, report_id, manager_id, dotted, level, from_on, to_on, source) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		l.ID, r.who(l.Report), null64(r.who(l.Manager)), flag(l.Dotted), l.Level, day(l.From), day(l.To), l.Source)
}

func (r *restorer) leave(l files.LeaveLine) error {
	return r.exec(`INSERT INTO leaves (id, person_id, from_on, to_on, known_on, source, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		l.ID, r.who(l.Person), day(l.From), day(l.To), day(l.KnownOn), l.Source, r.who(l.NotedBy))
}

func (r *restorer) claim(l files.ClaimLine) error {
	manager := r.who(l.Manager)
	return r.insert(clashClaim, `INSERT INTO claims (id, request, manager_id, person_id, asked_at, answer) VALUES ($1, $2, $3, $4, $5, $6)`,
		l.ID, keyed(manager, l.Request), manager, r.who(l.Person), millis(l.AskedAt), l.Answer)
}

func (r *restorer) pledge(l files.PledgeLine) error {
	return r.exec(`INSERT INTO pledges (person_id, version) VALUES ($1, $2)`, r.who(l.Person), l.Version)
}

func (r *restorer) suggestion(l files.SuggestionLine) error {
	who := r.who(l.Person)
	return r.insert(clashRequest, `INSERT INTO suggestions (id, request, person_id, version, words) VALUES ($1, $2, $3, $4, $5)`,
		l.ID, keyed(who, l.Request), who, l.Version, suggested.of(who, l.Words, l.ID))
}

func (r *restorer) draft(l files.DraftLine) error {
	return r.insert(clashDraft, `INSERT INTO drafts (person_id, version, edits) VALUES ($1, $2, $3)`, r.who(l.Person), l.Version, draftEdits.of(r.who(l.Person), string(l.Edits), r.who(l.Person)))
}

func (r *restorer) subscription(l files.SubscriptionLine) error {
	return r.exec(`INSERT INTO subscriptions (id, root_id, channel, weekday, at, zone, stopped_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		l.ID, r.who(l.Root), l.Channel, int(l.Weekday), l.At, l.Zone, orZero(l.StoppedAt))
}
