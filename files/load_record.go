package files

import (
	"slices"

	"coach/practice"
)

// records reads the small forms. If any are known, those of the file take the
// place of known ones.
func (l *loader) records(n node, known []practice.Record) []practice.Record {
	records := slices.Clone(known)
	seen := map[string]bool{}
	for _, item := range l.named(n, n.path) {
		m := l.mapping(item, "key", "short", "form", "lifecycle")
		if m.absent() {
			continue
		}
		record := l.record(m)
		if record.Key == "" || m.get("form").absent() {
			continue
		}
		if seen[record.Key] {
			l.fault(m.get("key"), "Another record has the key “%s”.", record.Key)
		}
		seen[record.Key] = true
		l.recordOptions(record, m)
		if known == nil {
			records = append(records, record)
		} else if i := l.replaced(record, m, known); i >= 0 {
			records[i] = record
		}
	}
	return records
}

func (l *loader) record(m mapping) practice.Record {
	l.require(layers{m}, "key", "short", "form")
	record := practice.Record{
		Key:   l.key(m.get("key")),
		Short: l.text(m.get("short"), shortMax),
		Form:  l.form(m.get("form"), slices.Concat(structuredTypes, peopleTypes)),
	}
	for _, state := range l.list(m.get("lifecycle")) {
		record.Lifecycle = append(record.Lifecycle, l.key(state))
	}
	return record
}

// replaced finds the known record whose place a record of the file takes. The
// record may lack questions of the known one: what is counted from them is then
// unknown.
func (l *loader) replaced(record practice.Record, m mapping, known []practice.Record) int {
	i := slices.IndexFunc(known, func(k practice.Record) bool { return k.Key == record.Key })
	if i < 0 {
		var keys []string
		for _, k := range known {
			keys = append(keys, k.Key)
		}
		l.fault(m.get("key"), "coach has no record “%s”.%s", record.Key, instead(record.Key, keys))
		return i
	}
	for _, field := range known[i].Form {
		if own, ok := record.Form.Field(field.Key); ok && own.Type != field.Type && l.from != published {
			l.fault(m.get("form"), "Its field “%s” needs the type %s, because coach works with its answer.", field.Key, field.Type)
		}
	}
	return i
}
