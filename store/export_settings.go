package store

import (
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
	if line.Values, err = e.values(); err != nil {
		return err
	}
	now, _, err := settings(e.ctx, e.q)
	if err != nil {
		return err
	}
	line.Zone, line.RecognitionChannel = now.Zone, now.Recognition
	plain, err := plainSettings(line.Zone, line.RecognitionChannel)
	if err != nil {
		return err
	}
	if run, given := line.Values[settingsOfRun]; !given || run == noSettings {
		if line.Values[settingsOfSlack] == plain {
			delete(line.Values, settingsOfSlack)
		}
		if _, more := line.Values[settingsOfSlack]; !more {
			delete(line.Values, settingsOfRun)
		}
	}
	return e.write(line)
}

// noSettings is the row of the settings given where coach runs, where none is.
var noSettings, _ = plainSettings("", "")

// plainSettings returns the row of settings that say nothing but a zone and the
// channel for recognition.
func plainSettings(zone, recognition string) (string, error) {
	value, err := json.Marshal(practice.Settings{Zone: zone, Recognition: recognition})
	return string(value), err
}

func (e *exporter) values() (map[string]string, error) {
	type setting struct{ name, value string }
	found, err := e.q.QueryContext(e.ctx, `SELECT name, value FROM settings`)
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
