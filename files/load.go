package files

import (
	"slices"
	"sync"
	"time"

	"coach/cadence"
	"coach/practice"
)

var (
	playbookKeys = []string{"version", "vision", "skills", "practices", "system_practices", "records", "calendars", "fiscal_year_start", "fiscal_months"}
	calendarKeys = []string{"working_days", "week_start"}
	weekdays     = []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"} // in the order of time.Weekday
)

// Load reads a playbook from YAML and checks everything in it; name is the
// file's name in faults. The error is [Faults].
//
// A practice needs key, name, short, levels, scope and cadence, a due code
// unless it is daily, and either a tier or enabled. The defaults are group
// coach, tier full, times 1, no grace, nothing late, a neutral lens, nobody to
// confirm, no minutes and an empty form.
//
// The built-in inspect_review and the records are added where the file lacks
// them. A file that has inspect_review, to retime it or switch it off, need
// only give the differences.
func Load(name string, data []byte) (*practice.Playbook, error) {
	return (&loader{file: name}).load(data)
}

func (l *loader) load(data []byte) (*practice.Playbook, error) {
	var pb *practice.Playbook
	if root := l.parse(data); !root.absent() {
		pb = l.playbook(root, builtIn())
	}
	if len(l.faults) > 0 {
		return nil, l.faults.inOrder()
	}
	return pb, nil
}

// The builtIns are the parts of the default playbook that every other one
// gets.
type builtIns struct {
	inspect mapping
	records []practice.Record
}

var builtIn = sync.OnceValue(func() builtIns {
	l := loader{file: defaultName}
	root := l.mapping(l.parse(defaultYAML))
	inspect := l.list(root.get("system_practices"))[0]
	return builtIns{l.mapping(inspect), l.records(root.get("records"), nil)}
})

func (l *loader) playbook(root node, built builtIns) *practice.Playbook {
	m := l.mapping(root, playbookKeys...)
	if m.absent() {
		return nil
	}
	l.require(layers{m}, "practices")
	pb := &practice.Playbook{
		Version:   l.whole(m.get("version"), 1, 1<<30, 1),
		Vision:    l.text(m.get("vision"), sentenceMax),
		Skills:    l.lines(m.get("skills"), optionMax, selectMax),
		Records:   l.records(m.get("records"), built.records),
		Calendars: l.calendars(m.get("calendars")),
		Fiscal:    l.fiscal(m),
	}
	var sources []layers
	for _, n := range slices.Concat(l.named(m.get("practices"), ""), l.named(m.get("system_practices"), "")) {
		if own := l.mapping(n, practiceKeys...); !own.absent() {
			ls := layers{own}
			if own.path == practice.InspectReview {
				ls = layers{built.inspect, own}
			}
			sources = append(sources, ls)
			pb.Practices = append(pb.Practices, l.practice(ls))
		}
	}
	l.related(sources, pb.Practices)
	if pb.LastVersion(practice.InspectReview) == nil {
		pb.Practices = append(pb.Practices, l.practice(layers{built.inspect}))
	}
	return pb
}

// Inspecting practices settle no coaching practice: mistaking inspection for
// coaching is why managers believe they coach more than their people notice.
var (
	inspectingKeys = []string{"pipeline_review", "opportunity_review", "forecast_review"}
	coachingKeys   = []string{"one_on_one", "observation", "coaching_session"}
)

// related checks references between practices.
func (l *loader) related(sources []layers, practices []practice.Practice) {
	keys := []string{practice.InspectReview}
	known := map[string]bool{practice.InspectReview: true}
	versions := map[string][]int{}
	for i, p := range practices {
		if p.Key == "" {
			continue
		}
		if !known[p.Key] {
			keys = append(keys, p.Key)
			known[p.Key] = true
		}
		l.noOverlap(sources, practices, i, versions[p.Key])
		versions[p.Key] = append(versions[p.Key], i)
	}
	for i, p := range practices {
		for j, n := range l.list(sources[i].value("also_satisfies")) {
			switch other := p.AlsoSatisfies[j]; {
			case other == "":
			case other == p.Key:
				l.fault(n, "A practice always satisfies itself. Leave it out.")
			case slices.Contains(inspectingKeys, p.Key) && slices.Contains(coachingKeys, other):
				l.fault(n, "Inspecting is not coaching: %s can never satisfy %s.", p.Key, other)
			case !known[other]:
				l.fault(n, "“%s” is not a practice of this playbook.%s", other, instead(other, keys[:min(len(keys), keysMax)]))
			}
		}
	}
}

// noOverlap checks that a practice and the earlier ones with the same key are
// versions of which at most one is in force on any day.
func (l *loader) noOverlap(sources []layers, practices []practice.Practice, i int, earlier []int) {
	for _, j := range earlier {
		a, b := &practices[i], &practices[j]
		if (a.To != 0 && a.To < b.From) || (b.To != 0 && b.To < a.From) {
			continue
		}
		l.fault(sources[i].value("key"), "The practice is in line %d too. Both can stay if one has an effective_to before the other's effective_from.",
			sources[j].top().token().Position.Line)
		return
	}
}

func (l *loader) calendars(n node) map[string]*cadence.Calendar {
	calendars := map[string]*cadence.Calendar{}
	for _, e := range l.mapping(n).entries {
		m := l.mapping(e.value, calendarKeys...)
		c := cadence.Standard()
		c.Holidays = map[cadence.Date]bool{}
		if days := choices(l, m.get("working_days"), "a weekday", weekdays); len(days) > 0 {
			c.Week = 0
			for _, day := range days {
				c.Week |= cadence.Days(weekdayOf(day))
			}
		}
		if day := choice(l, m.get("week_start"), "a weekday", weekdays); day != "" {
			c.WeekStart = weekdayOf(day)
		}
		calendars[e.key] = c
	}
	return calendars
}

func weekdayOf(name string) time.Weekday { return time.Weekday(slices.Index(weekdays, name)) }

// fiscal reads the month in which the fiscal year starts, or the table of the
// first days of its months.
func (l *loader) fiscal(m mapping) cadence.Fiscal {
	start, table := m.get("fiscal_year_start"), m.get("fiscal_months")
	if !start.absent() && !table.absent() {
		l.fault(table, "Give fiscal_year_start or fiscal_months, not both.")
	}
	fiscal := cadence.Fiscal{Start: time.Month(l.whole(start, 1, 12, 0))}
	for _, n := range l.list(table) {
		d := l.date(n)
		if d == 0 {
			continue
		}
		if last := len(fiscal.Months) - 1; last >= 0 && d <= fiscal.Months[last] {
			l.fault(n, "%s does not come after %s.", d, fiscal.Months[last])
		}
		fiscal.Months = append(fiscal.Months, d)
	}
	if count := len(l.list(table)); !table.absent() && (count < 13 || count%12 != 1) {
		l.fault(table, "Write the first day of each month, twelve a year, and the day after the last: 13, 25, 37 dates and so on, not %d.", count)
	}
	return fiscal
}
