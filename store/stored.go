package store

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"coach/cadence"
	"coach/practice"
)

// A holding is a kind of things that are stored about a person: the statement
// that counts them, in which $1 is the person and $2 their day, and where the
// number goes.
type holding struct {
	count string
	into  func(*practice.Holdings) *int
}

// holdings are all kinds. What a new table stores about somebody belongs into
// one of them: a test holds them to the columns that refer to people.
var holdings = []holding{
	{`(SELECT count(*) FROM lines WHERE report_id = $1 OR manager_id = $1) + (SELECT count(*) FROM claims WHERE manager_id = $1 OR person_id = $1)`, func(h *practice.Holdings) *int { return &h.Lines }},
	{`(SELECT count(*) FROM contradictions WHERE person_id = $1)`, func(h *practice.Holdings) *int { return &h.Doubts }},
	{`(SELECT count(*) FROM entry_people p JOIN entries e ON e.id = p.entry_id WHERE p.person_id = $1 AND e.author_id <> $1 AND e.withdrawn_at = 0)`, func(h *practice.Holdings) *int { return &h.Sessions }},
	{`(SELECT count(*) FROM occurrences WHERE subject_id = $1)`, func(h *practice.Holdings) *int { return &h.Owed }},
	{`(SELECT count(*) FROM actions WHERE (subject_id = $1 OR owner_id = $1 OR author_id = $1) AND dropped_at = 0)`, func(h *practice.Holdings) *int { return &h.Steps }},
	{`(SELECT count(*) FROM plans WHERE writer_id = $1 OR reader_id = $1)`, func(h *practice.Holdings) *int { return &h.Plans }},
	{`(SELECT count(*) FROM topics WHERE (report_id = $1 OR manager_id = $1) AND dropped_at = 0)`, func(h *practice.Holdings) *int { return &h.Topics }},
	{`(SELECT count(*) FROM focuses WHERE report_id = $1 OR manager_id = $1)`, func(h *practice.Holdings) *int { return &h.Focuses }},
	{`(SELECT count(*) FROM time_requests WHERE report_id = $1 OR manager_id = $1)`, func(h *practice.Holdings) *int { return &h.Requests }},
	{`(SELECT count(*) FROM visits WHERE leader_id = $1 OR manager_id = $1 OR rep_id = $1 AND agreed_at > 0 AND on_day <= $2)`, func(h *practice.Holdings) *int { return &h.Visits }},
	{`(SELECT count(*) FROM stand_ins WHERE manager_id = $1 OR person_id = $1)`, func(h *practice.Holdings) *int { return &h.StandIns }},
	{`(SELECT count(*) FROM digest_help WHERE about_id = $1)`, func(h *practice.Holdings) *int { return &h.Helps }},
	{`(SELECT count(*) FROM leaves WHERE (person_id = $1 OR noted_by = $1) AND ` + hasDays + `)`, func(h *practice.Holdings) *int { return &h.Leave }},
	{`(SELECT count(*) FROM entries WHERE author_id = $1 AND withdrawn_at = 0)`, func(h *practice.Holdings) *int { return &h.Logged }},
	{`(SELECT count(*) FROM occurrences WHERE performer_id = $1)`, func(h *practice.Holdings) *int { return &h.Expected }},
	{`(SELECT count(*) FROM occurrences WHERE performer_id = $1 AND (skip_reason <> '' OR excused_by <> 0))`, func(h *practice.Holdings) *int { return &h.Skips }},
	{`(SELECT count(*) FROM occurrences WHERE excused_by = $1)`, func(h *practice.Holdings) *int { return &h.Excuses }},
	{`(SELECT count(*) FROM obstacles o WHERE raiser_id = $1 OR owner_id = $1 OR offered_to = $1
		OR EXISTS (SELECT 1 FROM obstacle_people p WHERE p.obstacle_id = o.id AND p.person_id = $1)
		OR EXISTS (SELECT 1 FROM obstacle_events v WHERE v.obstacle_id = o.id AND (v.by_id = $1 OR v.owner_id = $1)))`, func(h *practice.Holdings) *int { return &h.Obstacles }},
	{`(SELECT count(*) FROM teams WHERE manager_id = $1) + (SELECT count(*) FROM team_agendas WHERE manager_id = $1)
		+ (SELECT count(*) FROM sessions WHERE manager_id = $1 OR deliverer_id = $1)`, func(h *practice.Holdings) *int { return &h.Team }},
	{`(SELECT count(*) FROM drafts WHERE person_id = $1) + (SELECT count(*) FROM playbooks WHERE published_by = $1)
		+ (SELECT count(*) FROM suggestions WHERE person_id = $1) + (SELECT count(*) FROM pledges WHERE person_id = $1)`, func(h *practice.Holdings) *int { return &h.Proposals }},
	{`(SELECT count(*) FROM asks WHERE person_id = $1)`, func(h *practice.Holdings) *int { return &h.Asks }},
	{`(SELECT count(*) FROM questions WHERE person_id = $1 OR kind = '` + string(practice.WhomToMeet) + `' AND about_id = $1)
		+ (SELECT count(*) FROM patterns WHERE person_id = $1) + (SELECT count(*) FROM thanks_asked WHERE person_id = $1)`, func(h *practice.Holdings) *int { return &h.Questions }},
	{`(SELECT count(*) FROM mutes WHERE person_id = $1) + (SELECT count(*) FROM open_questions WHERE person_id = $1)`, func(h *practice.Holdings) *int { return &h.Choices }},
	{`(SELECT count(*) FROM subscriptions WHERE root_id = $1)`, func(h *practice.Holdings) *int { return &h.Digests }},
	{`(SELECT count(*) FROM outbox WHERE person_id = $1)`, func(h *practice.Holdings) *int { return &h.Messages }},
	{`(SELECT count(*) FROM sent_files WHERE person_id = $1)`, func(h *practice.Holdings) *int { return &h.Files }},
	{`(SELECT count(*) FROM audit WHERE by_id = $1)`, func(h *practice.Holdings) *int { return &h.Deeds }},
}

var holdingsSQL = sync.OnceValue(func() string {
	counts := make([]string, len(holdings))
	for i, h := range holdings {
		counts[i] = h.count
	}
	return "SELECT " + strings.Join(counts, ",\n\t")
})

// Holdings counts what is stored about a person on a day of theirs, kind by
// kind. It reads whole tables, for a page that hardly anybody opens twice.
func (s *Store) Holdings(ctx context.Context, of practice.PersonID, today cadence.Date) (h practice.Holdings, err error) {
	into := make([]any, len(holdings))
	for i, one := range holdings {
		into[i] = one.into(&h)
	}
	if err = s.read.QueryRowContext(ctx, holdingsSQL(), of, day(today)).Scan(into...); err != nil {
		return h, fmt.Errorf("what is stored about a person: %w", readable(err))
	}
	return h, nil
}

const (
	latestAsksSQL  = selectAsks + `a.person_id = $1 AND a.asked_on <> '' ORDER BY a.asked_on DESC, a.id DESC LIMIT $2`
	latestHelpsSQL = helpSQL + `h.about_id = $1 AND h.previewed_at > 0 ORDER BY h.to_on DESC, h.subscription_id LIMIT $2`
)

// LatestAsks returns what a person was asked of late whether it matches what
// they remember, with their answers, the latest first.
func (s *Store) LatestAsks(ctx context.Context, of practice.PersonID, most int) ([]practice.Ask, error) {
	found, err := asks(ctx, s.read, latestAsksSQL, of, most)
	if err != nil {
		return nil, fmt.Errorf("asks: %w", readable(err))
	}
	return found, nil
}

// LatestHelps returns what digests said of late of a person where help may be
// useful, the latest first.
func (s *Store) LatestHelps(ctx context.Context, of practice.PersonID, most int) ([]practice.HelpPreview, error) {
	found, err := helps(ctx, s.read, latestHelpsSQL, of, most)
	if err != nil {
		return nil, fmt.Errorf("digest: %w", readable(err))
	}
	return found, nil
}
