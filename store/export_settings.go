package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"maps"

	"coach/files"
	"coach/practice"
)

func (e *exporter) header() error {
	return e.write(files.HeaderLine{Format: files.InterchangeFormat, Version: files.InterchangeVersion, MadeAt: e.madeAt, Private: files.PrivateIncluded})
}

// settings writes the one line about the organisation. The rows in which the
// settings stand are left out where zone and channel say all that is in them.
func (e *exporter) settings() error {
	var line files.SettingsLine
	found, err := e.q.QueryContext(e.ctx, `SELECT team_id, name FROM workspace`)
	if err != nil {
		return err
	}
	bound, err := collect(found, func(rows *sql.Rows, w *files.Workspace) error { return rows.Scan(&w.ID, &w.Name) })
	if err != nil {
		return err
	}
	for _, w := range bound {
		line.Workspace = &w
	}
	if line.Values, err = e.settingRows(); err != nil {
		return err
	}
	now, _, err := settings(e.ctx, e.q)
	if err != nil {
		return err
	}
	line.Zone, line.RecognitionChannel = now.Zone, now.Recognition
	plain, err := plainly(e.ctx, e.q, line.Zone, line.RecognitionChannel)
	if err != nil {
		return err
	}
	if line.Values[settingsOfRun] == "" || saysNoMore(line.Values[settingsOfRun], practice.Settings{}) {
		if saysNoMore(line.Values[settingsOfSlack], plain) {
			delete(line.Values, settingsOfRun)
			delete(line.Values, settingsOfSlack)
		}
	}
	return e.write(line)
}

// plainly returns the settings that say nothing but the zone, the channel for
// recognition and, where the first subscription goes to a channel, that digest.
func plainly(ctx context.Context, q querier, zone, recognition string) (practice.Settings, error) {
	s := practice.Settings{Zone: zone, Recognition: recognition}
	found, err := q.QueryContext(ctx, `SELECT root_id, channel, weekday, at FROM subscriptions WHERE id = $1 AND channel <> '' AND stopped_at = 0`, digestID)
	if err != nil {
		return s, err
	}
	digests, err := collect(found, func(rows *sql.Rows, sub *practice.Subscription) error {
		return rows.Scan(&sub.Root, &sub.Channel, &sub.Weekday, &sub.At)
	})
	for _, sub := range digests {
		s.Digest = sub
	}
	return s, err
}

// saysNoMore reports whether a row of settings says what the given settings do.
func saysNoMore(row string, plain practice.Settings) bool {
	var s practice.Settings
	if row != "" && json.Unmarshal([]byte(row), &s) != nil {
		return false
	}
	s.Digest.ID, s.Digest.Zone = 0, ""
	if s.Digest.Channel == "" {
		s.Digest = practice.Subscription{}
	}
	return s == plain
}

func (e *exporter) settingRows() (map[string]string, error) {
	type setting struct{ name, value string }
	found, err := e.q.QueryContext(e.ctx, `SELECT name, value FROM settings WHERE name <> $1`, settingBackedUp)
	if err != nil {
		return nil, err
	}
	rows, err := collect(found, func(rows *sql.Rows, one *setting) error { return rows.Scan(&one.name, &one.value) })
	return maps.Collect(func(yield func(string, string) bool) {
		for _, one := range rows {
			if !yield(one.name, one.value) {
				return
			}
		}
	}), err
}
