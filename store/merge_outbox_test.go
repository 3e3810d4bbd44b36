package store

import (
	"database/sql"
	"fmt"
	"maps"
	"reflect"
	"testing"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// fillPeople has a value name a person wherever it can.
func fillPeople(v reflect.Value, who practice.PersonID) {
	switch {
	case v.Type() == reflect.TypeFor[practice.PersonID]():
		v.SetInt(int64(who))
	case v.Type() == reflect.TypeFor[[]practice.Concern]():
		v.Set(reflect.ValueOf([]practice.Concern{{Kind: practice.NoDigest, About: fmt.Sprint(who)}}))
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillPeople(v.Elem(), who)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fillPeople(v.Field(i), who)
			}
		}
	}
}

// naming is a notice of a type that names a person wherever it can.
func naming(t *testing.T, typ string, who practice.PersonID) practice.Notice {
	t.Helper()
	n, err := decoders[typ]("{}")
	ok(t, err)
	whole := reflect.New(reflect.TypeOf(n)).Elem()
	fillPeople(whole, who)
	n = whole.Interface().(practice.Notice)
	if f, is := n.(practice.FileAsked); is {
		f.Digest = nil // the key is of the report, which is somebody's
		return f
	}
	return n
}

// Each notice that names whoever was merged names the other instead, in its key
// too, sent or not.
func TestNoticesNameWhomSomebodyWasMergedInto(t *testing.T) {
	c := newCompany(t)
	from, into := c.dan, c.cora
	ok(t, c.exec(t.Context(), `DELETE FROM outbox_shows`))
	ok(t, c.exec(t.Context(), `DELETE FROM outbox`))
	want := map[string]string{}
	for typ := range decoders {
		ok(t, c.Post(t.Context(), naming(t, typ, from), naming(t, typ, 9999)))
		for _, who := range []practice.PersonID{9999, into} {
			n := naming(t, typ, who)
			_, body, err := encode(n)
			ok(t, err)
			want[n.Key()] = body
		}
	}
	ok(t, c.exec(t.Context(), `INSERT INTO sent_files (request, person_id, made_at) VALUES ($1, $2, 0)`, naming(t, "file", from).Key(), from))
	swept := practice.Bundle{Person: from, On: thursday}
	ok(t, c.Post(t.Context(), swept))
	ok(t, c.exec(t.Context(), `UPDATE outbox SET body = '', state = 'sent' WHERE key = $1`, swept.Key()))
	swept.Person = into
	want[swept.Key()] = ""
	ok(t, c.tx(t.Context(), func(tx *engine.Tx) error { return merge(t.Context(), tx, from, into, false) }))

	rows, err := c.read.QueryContext(t.Context(), `SELECT key, body FROM outbox`)
	ok(t, err)
	found, err := collect(rows, func(rows *sql.Rows, p *posted) error { return rows.Scan(&p.key, &p.body) })
	ok(t, err)
	got := map[string]string{}
	for _, p := range found {
		got[p.key] = p.body
	}
	if !maps.Equal(got, want) {
		t.Errorf("the notices are\n%q, want\n%q", got, want)
	}
	if n := c.count(t, `sent_files WHERE request = '`+naming(t, "file", into).Key()+`'`); n != 1 {
		t.Errorf("%d files are found by their notice, want 1", n)
	}
}

// Whom the two that were one each had the same notice hears it once: the one
// that was sent stays, else the one that will be.
func TestOfTwoNoticesOfOnePersonOneStays(t *testing.T) {
	c := newCompany(t)
	cases := []struct{ from, into, stays string }{
		{"queued", "queued", "queued"}, {"sent", "queued", "sent"}, {"queued", "sent", "sent"}, {"sending", "held", "sending"},
		{"dropped", "queued", "queued"}, {"queued", "dropped", "queued"}, {"failed", "sent", "sent"}, {"sent", "sent", "sent"},
	}
	for i, one := range cases {
		for who, state := range map[practice.PersonID]string{c.dan: one.from, c.cora: one.into} {
			b := practice.Bundle{Person: who, On: thursday + 100 + cadence.Date(i)}
			ok(t, c.Post(t.Context(), b))
			ok(t, c.exec(t.Context(), `UPDATE outbox SET state = $2 WHERE key = $1`, b.Key(), state))
		}
	}
	ok(t, c.tx(t.Context(), func(tx *engine.Tx) error { return merge(t.Context(), tx, c.dan, c.cora, false) }))
	for i, one := range cases {
		key := practice.Bundle{Person: c.cora, On: thursday + 100 + cadence.Date(i)}.Key()
		if n := c.count(t, `outbox WHERE key = '`+key+`' AND state = '`+one.stays+`'`); n != 1 {
			t.Errorf("of one %s and one %s, %d are %s, want 1", one.from, one.into, n, one.stays)
		}
	}
	if n := c.count(t, fmt.Sprintf(`outbox WHERE key LIKE 'bundle/%d/%%'`, c.dan)); n != 0 {
		t.Errorf("%d notices are still of whoever was merged", n)
	}
}
