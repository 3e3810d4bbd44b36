package bot

import (
	"context"
	"errors"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// noMeeting is the answer to who opens an agenda although no meeting is to come.
var noMeeting = practice.Problems{{Text: "No team meeting of yours is coming up, so there's no agenda to write. /coach playbook shows what's expected of you."}}

const notYourAgenda = "This agenda isn't yours, or it was taken back already."

// agenda reads the agenda of the requester's next team meeting: as it was
// posted, else as coach drafts it.
func (b *Bot) agenda(ctx context.Context, req request) (f view.TeamAgendaFacts, err error) {
	me := req.Person.ID
	if !practice.MayPostAgenda(req.Roster, me, req.Today) {
		return f, noTeam
	}
	meetings, err := service.Meetings(ctx, b.Store, req.Playbook, req.Roster, me, req.Today)
	if err != nil {
		return f, err
	}
	if len(meetings) == 0 {
		return f, noMeeting
	}
	team, err := b.Store.TeamSettings(ctx, me)
	if err != nil {
		return f, err
	}
	f = view.TeamAgendaFacts{Meeting: meetings[0], Channel: team.ChannelOr(req.Settings.Recognition), Today: req.Today}
	posted, err := b.Store.TeamAgendas(ctx, me, req.Today)
	if err != nil {
		return f, err
	}
	for _, a := range posted {
		if a.On == f.Meeting.On {
			f.Posted, f.Words, f.Channel = a, a.Words, a.Channel
			return f, nil
		}
	}
	d, err := service.DraftAgenda(ctx, b.Store, req.Roster, me, req.Today, req.Now)
	f.Words, f.News = d.Words, d.News
	return f, err
}

// agendaCommand opens the agenda of the requester's next team meeting.
func (b *Bot) agendaCommand(ctx context.Context, req request) (any, error) {
	f, err := b.agenda(ctx, req)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.TeamAgenda(f))
}

// submitAgenda stores the agenda, which then stands in the team's channel.
func (b *Bot) submitAgenda(ctx context.Context, req request) (any, error) {
	drafted, words, err := view.ParseTeamAgenda(req.View)
	if err != nil {
		return nil, err
	}
	f, err := b.agenda(ctx, req)
	switch {
	case err != nil:
		return nil, err
	case drafted.On != f.Meeting.On:
		return nil, practice.Problems{{Field: practice.FieldAgenda, Text: "That meeting is over or was moved. Copy your words, close this, and open the agenda again."}}
	case f.Channel != drafted.Channel && f.Channel != "":
		return nil, practice.Problems{{Field: practice.FieldAgenda, Text: "Your team's channel has changed meanwhile. Copy your words, close this, and open the agenda again to see where it goes now."}}
	case f.Channel == "":
		return nil, practice.Problems{{Field: practice.FieldAgenda, Text: "There's no channel to post it in yet. Choose one with /coach team."}}
	}
	news := slices.DeleteFunc(f.News, func(e practice.EntryID) bool { return !slices.Contains(drafted.News, e) })
	a, err := b.Store.PostAgenda(ctx, practice.TeamAgenda{Request: req.View.ID, Manager: req.Person.ID, On: drafted.On, Channel: f.Channel, Words: b.inWords(ctx, words), News: news, PostedAt: req.Now})
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.AgendaStored(a, f.Posted.ID != 0))), nil
}

// agendaTakeBackButton takes the requester's agenda back.
func (b *Bot) agendaTakeBackButton(ctx context.Context, req request) (any, error) {
	err := b.Store.TakeBackAgenda(ctx, practice.TeamAgendaID(req.id()), req.Person.ID, req.Now)
	if errors.Is(err, store.ErrNotFound) {
		return nil, practice.Problems{{Text: notYourAgenda}}
	}
	if err != nil {
		return nil, err
	}
	if req.View.CallbackID != view.FormAgenda {
		return nil, nil
	}
	return b.update(ctx, req, view.AgendaTakenBack())
}

// agendaKnown returns the answers that a posted agenda gives to the form of its
// team meeting; nothing for another practice, or a meeting without.
func (b *Bot) agendaKnown(ctx context.Context, req request, p *practice.Practice, on cadence.Date) (practice.Values, error) {
	if p.Key != practice.TeamMeetingKey {
		return nil, nil
	}
	posted, err := b.Store.TeamAgendas(ctx, req.Person.ID, on-weekBefore)
	if err != nil {
		return nil, err
	}
	a := practice.AgendaOf(posted, req.Person, on, b.Zone())
	if a.ID == 0 {
		return nil, nil
	}
	return practice.Values{practice.AgendaSent: {Text: practice.NextClear}, practice.FieldAgenda: {Text: a.InShort()}}, nil
}

// weekBefore is how many days before a meeting its agenda may have been for
// another day.
const weekBefore = 7

func (b *Bot) drawAgenda(ctx context.Context, f facts, n practice.AgendaPost) (to string, msg kit.Message, drop string, err error) {
	a, err := b.Store.TeamAgenda(ctx, n.Agenda)
	if err != nil || !a.TakenAt.IsZero() {
		return a.Channel, msg, delivery.TakenBack, err
	}
	team, err := b.Store.TeamSettings(ctx, a.Manager)
	return a.Channel, view.AgendaPost(a, team.Slot, f.roster.Person(a.Manager)), "", err
}

func (b *Bot) drawAgendaUnposted(ctx context.Context, f facts, n practice.AgendaUnposted) (to string, msg kit.Message, drop string, err error) {
	a, err := b.Store.TeamAgenda(ctx, n.Agenda)
	if err != nil {
		return "", msg, "", err
	}
	to, drop = address(f.roster, a.Manager)
	return to, view.AgendaUnposted(a, n.Archived, n.Shared), drop, nil
}

func (b *Bot) drawGoodNews(ctx context.Context, f facts, n practice.GoodNews, drawn bool) (to string, msg kit.Message, drop string, err error) {
	news, err := service.ReadFriday(ctx, b.Store, f.roster, n, f.settings.Recognition)
	if err != nil {
		return "", msg, "", err
	}
	zone := f.roster.Person(n.Manager).Location(b.Zone())
	switch {
	case len(news.Teams) == 0:
		return news.Group.Channel, msg, delivery.TakenBack, nil
	case !drawn && !n.Due(b.Now(), zone):
		drop = "its Friday is over"
	}
	facts := view.FridayFacts{Teams: news.Teams, Elsewhere: news.Elsewhere, Form: news.Form, Roster: f.roster, Who: f.roster.Person, On: n.On}
	return news.Group.Channel, view.GoodNews(facts), drop, nil
}
