package files

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"coach/cadence"
)

// A holiday is an all-day event: so many days from a day on, again and again
// if it repeats.
type holiday struct {
	line    int
	name    string // empty if it has none
	uid     string
	reason  string // reason to pass it over; empty if it is a day off
	detail  string // first line of its description
	repeats bool
	home    zone // where it is

	first  cadence.Date
	days   cadence.Date
	rules  []rule
	not    []rule // on their days it does not happen
	more   []span
	except []exception
	amiss  []string // values of it that could not be read

	instead *exception // it replaces this day of the event with the same UID
	onwards bool       // and all later ones too
	beside  bool       // there is such an event
	found   bool       // and it has that day
}

// A span is a number of days from a first day on.
type span struct{ first, days cadence.Date }

// An exception is a day on which a repeating event does not begin. It is the
// first of its readings that is one of the event's days.
type exception struct {
	line int
	at   stamp
}

// Why an event is passed over.
const (
	isTimed     = "it has a time of day"
	isCancelled = "it is cancelled"
)

// readHoliday reads an event of a calendar; the error names the property at
// fault.
func (c *calendar) readHoliday(e event) (h holiday, err error) {
	h = holiday{line: e.line, days: 1}
	if p, ok := e.get("SUMMARY"); ok {
		h.name = shortText(p.value)
	}
	if p, ok := e.get("UID"); ok {
		h.uid = p.value
	}
	_, h.repeats = e.get("RRULE")
	start, _ := e.get("DTSTART")
	home := c.home()
	if z := c.where(start.tzid); z != nil {
		home = z
	}
	h.home = home
	wrong := cmp.Or(h.readLength(c, e), h.readInstead(c, e))
	status, _ := e.get("STATUS")
	if c.cancels || strings.HasPrefix(strings.ToUpper(status.value), "CANCEL") {
		h.reason = isCancelled
	}
	if h.reason != "" {
		return h, nil
	}
	h.reason, h.detail = c.judge(e, h.name)
	h.readMore(c, e)
	h.readExceptions(c, e)
	return h, cmp.Or(wrong, h.readRules(e))
}

// stamp reads the date of a property.
func (c *calendar) stamp(p property, value string) (stamp, error) {
	s, err := readStamp(value, c.where(p.tzid))
	if err != nil {
		return s, fmt.Errorf("its %s is wrong: %w", p.name, err)
	}
	s.timed = s.timed && (p.kind != "DATE" || s.utc && s.clock != 0)
	return s, nil
}

// allDayMarks are properties with which programs say that an event with times
// is one of whole days.
var allDayMarks = []string{"X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY"}

// readLength reads the day on which the event begins and how many days it
// lasts. DTEND is the day after the last; some programs repeat DTSTART there.
// Without it and a DURATION it is one day. An event with times is one of whole
// days if it goes from a midnight to a midnight, or is marked as one.
func (h *holiday) readLength(c *calendar, e event) error {
	p, ok := e.get("DTSTART")
	if !ok {
		return errors.New("it has no DTSTART")
	}
	start, err := c.stamp(p, p.value)
	if err != nil {
		return err
	}
	marked := p.kind == "DATE"
	for _, name := range allDayMarks {
		p, _ := e.get(name)
		marked = marked || strings.EqualFold(p.value, "TRUE") || p.value == "1"
	}
	r := start.readings(h.home)[0]
	h.first = r.day
	next, ends, err := h.end(c, e)
	if start.timed && !marked && (err != nil || !r.midnight || !ends) {
		h.reason, h.first = isTimed, start.date
		return nil
	}
	switch {
	case err != nil:
		return err
	case next < h.first:
		return fmt.Errorf("its DTEND %s lies before its DTSTART %s", next, h.first)
	}
	h.days = max(next-h.first, 1)
	return nil
}

// end returns the day after the event's last, and whether the event ends at
// the end of a day.
func (h *holiday) end(c *calendar, e event) (next cadence.Date, ends bool, err error) {
	if p, ok := e.get("DTEND"); ok {
		s, err := c.stamp(p, p.value)
		if err != nil {
			return 0, false, err
		}
		r := s.readings(h.home)[0]
		if r.late {
			r.day++
		}
		return r.day, (r.midnight || r.late) && r.day > h.first, nil
	}
	if p, ok := e.get("DURATION"); ok {
		days, err := wholeDays(p.value)
		if err != nil {
			return 0, false, fmt.Errorf("its DURATION %w", err)
		}
		return h.first + days, days > 0, nil
	}
	return h.first + 1, false, nil
}

var durationForm = regexp.MustCompile(`^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$`)

// wholeDays reads a duration that is a number of days: P1D, P1W, PT24H.
func wholeDays(value string) (cadence.Date, error) {
	parts := durationForm.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(value)))
	if parts == nil || strings.Join(parts[1:], "") == "" {
		return 0, fmt.Errorf("“%s” is not a number of days such as P2D", shortText(value))
	}
	var total time.Duration
	for i, unit := range []time.Duration{7 * fullDay, fullDay, time.Hour, time.Minute, time.Second} {
		total += time.Duration(digits(parts[i+1])) * unit
	}
	if total%fullDay != 0 {
		return 0, fmt.Errorf("“%s” is not a number of whole days such as P2D", shortText(value))
	}
	return cadence.Date(total / fullDay), nil
}

// readInstead reads the day of a repeating event that this one replaces.
func (h *holiday) readInstead(c *calendar, e event) error {
	p, ok := e.get("RECURRENCE-ID")
	if !ok {
		return nil
	}
	s, err := c.stamp(p, p.value)
	if err != nil {
		return err
	}
	h.instead = &exception{p.line, s}
	h.onwards = p.span == "THISANDFUTURE"
	return nil
}

// readRules reads how the event repeats.
func (h *holiday) readRules(e event) error {
	for _, p := range e.properties {
		if p.name != "RRULE" && p.name != "EXRULE" {
			continue
		}
		r, err := readRule(p.value, h.home)
		switch {
		case err != nil:
			return fmt.Errorf("its %s cannot be worked out: %w", p.name, err)
		case p.name == "RRULE":
			h.rules = append(h.rules, r)
		default:
			h.not = append(h.not, r)
		}
	}
	return nil
}

// readMore reads further days on which the event begins. A period among them
// has its own length.
func (h *holiday) readMore(c *calendar, e event) {
	h.readList(e, "RDATE", func(p property, value string) error {
		from, to, isPeriod := strings.Cut(value, "/")
		s, err := c.stamp(p, from)
		if err != nil {
			return err
		}
		further := span{s.day(h.home), h.days}
		if isPeriod {
			further.days, err = c.periodDays(p, further.first, to, h.home)
		}
		if err == nil {
			h.more = append(h.more, further)
		}
		return err
	})
}

// periodDays returns how many days a period lasts. Its second half is an end
// or a duration.
func (c *calendar) periodDays(p property, first cadence.Date, to string, home zone) (cadence.Date, error) {
	if days, err := wholeDays(to); err == nil {
		return max(days, 1), nil
	}
	s, err := c.stamp(p, to)
	if err != nil {
		return 0, err
	}
	r := s.readings(home)[0]
	if r.late {
		r.day++
	}
	return max(r.day-first, 1), nil
}

// readExceptions reads the days on which the event does not begin.
func (h *holiday) readExceptions(c *calendar, e event) {
	h.readList(e, "EXDATE", func(p property, value string) error {
		s, err := c.stamp(p, value)
		if err == nil {
			h.except = append(h.except, exception{p.line, s})
		}
		return err
	})
}

// readList reads the values in all properties of one name. A value that cannot
// be read does not spoil the others.
func (h *holiday) readList(e event, name string, read func(property, string) error) {
	for _, p := range e.properties {
		if p.name != name {
			continue
		}
		for _, value := range strings.FieldsFunc(p.value, func(r rune) bool { return r == ',' || r == ';' }) {
			if strings.TrimSpace(value) == "" {
				continue
			}
			if err := read(p, value); err != nil {
				h.amiss = append(h.amiss, err.Error())
			}
		}
	}
}

// called returns the event's name in lines for people.
func (h holiday) called() string {
	if h.name == "" {
		return "without a name"
	}
	return "“" + h.name + "”"
}
