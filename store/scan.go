package store

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"time"

	"coach/cadence"
)

// A day is a date as a column stores it: 2006-01-02, or "" for none.
type day cadence.Date

// Value implements driver.Valuer.
func (d day) Value() (driver.Value, error) { return cadence.Date(d).String(), nil }

// Scan implements sql.Scanner.
func (d *day) Scan(src any) error {
	text, ok := src.(string)
	if !ok {
		return fmt.Errorf("a date column holds %T", src)
	}
	return (*cadence.Date)(d).UnmarshalText([]byte(text))
}

// A flag is a boolean as a column stores it: 1 or 0.
type flag bool

// Value implements driver.Valuer.
func (f flag) Value() (driver.Value, error) {
	if f {
		return int64(1), nil
	}
	return int64(0), nil
}

// collect reads all rows into a slice and closes them, so that no open rows
// leave this package.
func collect[T any](rows *sql.Rows, scan func(*sql.Rows, *T) error) ([]T, error) {
	defer rows.Close()
	var all []T
	for rows.Next() {
		var one T
		if err := scan(rows, &one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// theOne returns the only one that a query by ID has found, or ErrNotFound.
func theOne[T any](found []T, err error) (one T, _ error) {
	switch {
	case err != nil:
		return one, err
	case len(found) == 0:
		return one, ErrNotFound
	}
	return found[0], nil
}

// null stores an empty string as null, for unique columns that may be unknown.
func null(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }

// instant reads a column of milliseconds since 1970; 0 is no time.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
