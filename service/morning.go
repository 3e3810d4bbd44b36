package service

import (
	"context"
	"slices"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// Wake decides about the day's one message for each of some people whose local
// clock has reached their morning, and stores those that come. A person who is
// away, has nothing to read, or has had enough this week, gets none.
func Wake(ctx context.Context, db *store.Store, ids []practice.PersonID, today cadence.Date, now time.Time) error {
	w, err := newWaker(ctx, db, today, now)
	if err != nil {
		return err
	}
	for _, id := range ids {
		d, err := w.decide(ctx, id)
		if err != nil {
			return err
		}
		if d.why == "" {
			w.Bundles = append(w.Bundles, d.Bundle)
		}
	}
	w.People, w.Told = ids, w.news.told
	return db.Wake(ctx, today, w.Waking)
}

// A waker decides about the messages of one morning.
type waker struct {
	store.Waking
	db       *store.Store
	roster   *practice.Roster
	playbook *practice.Playbook
	news     *announcer
	helper   *helper
	today    cadence.Date
	now      time.Time
	past     bool // the day is over: what waited then is told by what became of it
}

func newWaker(ctx context.Context, db *store.Store, today cadence.Date, now time.Time) (*waker, error) {
	roster, err := db.Roster(ctx)
	if err != nil {
		return nil, err
	}
	pb, _, err := db.Playbook(ctx)
	if err != nil {
		return nil, err
	}
	news, err := newAnnouncer(ctx, db)
	if err != nil {
		return nil, err
	}
	helper, err := newHelper(ctx, db, pb, roster)
	return &waker{db: db, roster: roster, playbook: pb, news: news, helper: helper, today: today, now: now}, err
}

// A decision is what a morning has decided about a person's message, and from
// what.
type decision struct {
	practice.Bundle                   // empty if one is withheld
	why             practice.Withheld // empty if one comes
	habits          practice.Habits
	day             practice.Day // everything that a message could have; read only where the week has one left
	read            bool
}

// decide returns what is decided about a person's message of the day.
func (w *waker) decide(ctx context.Context, id practice.PersonID) (d decision, err error) {
	h, err := w.db.Habits(ctx, id)
	if err != nil {
		return d, err
	}
	if h.BegunOn == 0 && w.roster.Participates(id, w.today) {
		h.BegunOn = w.today
		w.Begun = append(w.Begun, id)
	}
	return w.decideFor(ctx, id, h)
}

// decideFor is decide for a person with some habits.
func (w *waker) decideFor(ctx context.Context, id practice.PersonID, h practice.Habits) (d decision, err error) {
	d.habits = h
	if _, d.why = h.Withholds(w.roster, id, w.Carrier != nil, w.now, w.db.Zone()); d.why != "" {
		return d, nil
	}
	if h.EndsQuiet(w.today) {
		h.WeeklyUntil = 0
		w.Back = append(w.Back, id)
	}
	if h.Ignores(w.today) {
		h.WeeklyUntil = practice.QuietUntil(w.today)
		w.Quiet = append(w.Quiet, id)
	}
	d.habits = h
	week := h.WeekOf(w.roster, id, w.today)
	if d.why = week.Spends(h); d.why != "" {
		return d, nil
	}
	version, since, err := w.news.forPerson(ctx, w.roster, id, w.today)
	if err != nil {
		return d, err
	}
	if d.day, err = w.everything(ctx, id, h, version); err != nil {
		return d, err
	}
	d.read = true
	first := week.First()
	if d.why = week.Withholds(d.day.Openings(w.today, first), func(on cadence.Date) practice.Openings { return d.day.Openings(on, false) }); d.why != "" {
		return d, nil
	}
	b := d.day.Compose(w.today, first)
	if b.Playbook, b.Since = version, since; version != 0 {
		w.news.told.People = append(w.news.told.People, id)
	}
	if h.SaysQuiet(w.today) {
		b.Quiet = h.WeeklyUntil
	}
	if b.Question == nil { // a message has one question
		b.Pattern, b.Quarter, err = w.pattern(ctx, id, h.Muted)
	}
	d.Bundle = b
	return d, err
}

// everything returns all that a person's message could have, given the playbook
// version that is to be announced to them.
func (w *waker) everything(ctx context.Context, id practice.PersonID, h practice.Habits, version int) (day practice.Day, err error) {
	if w.past {
		return w.stood(ctx, id, h)
	}
	if day, err = readDay(ctx, w.db, w.playbook, w.roster, id, h, w.today); err != nil {
		return day, err
	}
	day.Announced = version != 0
	previews, fresh, err := w.helper.previews(ctx, id, w.today)
	if err != nil {
		return day, err
	}
	if w.Helps = append(w.Helps, fresh...); len(previews) > 0 {
		day.PreviewOn = w.today
	}
	return day, nil
}

// pattern returns what to ask a person about: the oldest pattern that they were
// not asked about this quarter.
func (w *waker) pattern(ctx context.Context, id practice.PersonID, muted []string) (*practice.Pattern, cadence.Date, error) {
	quarter := practice.QuarterOf(w.playbook, w.today)
	past, err := w.db.Past(ctx, id, w.today, w.today-practice.PatternDays)
	if err != nil || len(past) == 0 {
		return nil, 0, err
	}
	asked, err := w.db.PatternsAsked(ctx, id, quarter)
	if err != nil {
		return nil, 0, err
	}
	last, err := w.db.LastAboutEach(ctx, w.roster.Reports(id, w.today))
	if err != nil {
		return nil, 0, err
	}
	for _, p := range practice.Patterns(w.playbook, w.roster, id, past, last, w.today) {
		if _, was := asked[p.Practice]; !was && !slices.Contains(muted, p.Practice) {
			return &p, quarter, nil
		}
	}
	return nil, 0, nil
}

// readDay gathers everything that a person's message of a day may have.
func readDay(ctx context.Context, db *store.Store, pb *practice.Playbook, roster *practice.Roster, id practice.PersonID, h practice.Habits, today cadence.Date) (d practice.Day, err error) {
	if d.Docket, err = readDocket(ctx, db, pb, roster, id, today); err != nil {
		return d, err
	}
	d.Muted, d.Leads = h.Muted, len(roster.Reports(id, today)) > 0
	if len(h.Sent) > 0 {
		d.Since = h.Sent[0].At
	}
	if d.Changed, err = db.News(ctx, id); err != nil {
		return d, err
	}
	if d.Steps, err = db.OpenSteps(ctx, id); err != nil {
		return d, err
	}
	if d.Requests, err = db.RequestsTo(ctx, id); err != nil {
		return d, err
	}
	if d.Visits, err = db.VisitsWith(ctx, id, today); err != nil {
		return d, err
	}
	if d.Plans, err = plansOf(ctx, db, id); err != nil {
		return d, err
	}
	if d.ToTake, err = db.ObstaclesToTake(ctx, id); err != nil {
		return d, err
	}
	if d.Owned, err = db.OwnedObstacles(ctx, id); err != nil {
		return d, err
	}
	if d.About, err = db.OccurrencesAbout(ctx, id, today, today+aboutDays); err != nil {
		return d, err
	}
	if d.Asked, err = db.TopicsAsked(ctx, id, d.About); err != nil {
		return d, err
	}
	if d.Sessions, err = db.SessionsOf(ctx, id); err != nil {
		return d, err
	}
	open, asked, err := openQuestions(ctx, questioned{db, pb, roster, id, today})
	if d.Questions = practice.Unasked(open, asked); err != nil {
		return d, err
	}
	if d.Confirms, err = confirming(ctx, db, pb, id, today); err != nil {
		return d, err
	}
	if practice.MayPostAgenda(roster, id, today) {
		d.Meetings, err = unprepared(ctx, db, d, today)
	}
	return d, err
}

// aboutDays is how far ahead a 1:1 is looked for: more than two working days
// ever take.
const aboutDays = 14

// plansOf returns the plans that a person is to write or to agree, the oldest
// first.
func plansOf(ctx context.Context, db *store.Store, id practice.PersonID) ([]practice.PlanRequest, error) {
	write, err := db.PlansToWrite(ctx, id)
	if err != nil {
		return nil, err
	}
	agree, err := db.PlansToAgree(ctx, id)
	all := append(write, agree...)
	slices.SortStableFunc(all, func(a, b practice.PlanRequest) int { return a.AskedAt.Compare(b.AskedAt) })
	return all, err
}

// readDocket gathers what waits for a person.
func readDocket(ctx context.Context, db *store.Store, pb *practice.Playbook, roster *practice.Roster, id practice.PersonID, today cadence.Date) (d practice.Docket, err error) {
	d = practice.Docket{Person: id, Roster: roster, Playbook: pb}
	if d.Waiting, err = db.Waiting(ctx, id, today); err != nil || len(d.Waiting) == 0 {
		return d, err
	}
	if d.Last, err = db.Last(ctx, id); err != nil {
		return d, err
	}
	d.Named, err = db.Named(ctx, id, today)
	return d, err
}
