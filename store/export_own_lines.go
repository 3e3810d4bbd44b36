package store

import (
	"fmt"
	"time"

	"coach/files"
	"coach/practice"
)

// withheld stands for what somebody's own file does not say and has a place for
// as a text.
const withheld = "withheld"

// of returns what a person's own file has of a line of the full one; nil for
// nothing.
func (o *ownFile) of(e *exporter, line files.Line) files.Line {
	me := e.ref(o.id)
	switch l := line.(type) {
	case files.HeaderLine:
		l.Of, l.Private = me, files.PrivateWithheld
		if o.lawful {
			l.Private = files.PrivateIncluded
		}
		return l
	case files.PersonLine:
		return o.person(e, l)
	case files.PlaybookLine:
		if !o.versions[l.Version] {
			return nil
		}
		return l
	case files.OccurrenceLine:
		return o.occurrence(e, l)
	case files.EntryLine:
		return o.entry(e, l)
	case files.AskLine:
		return o.ask(e, l)
	case files.ObstacleLine:
		return o.obstacle(e, l)
	case files.SettingsLine, files.HolidayLine, files.DraftLine, files.SubscriptionLine, files.DigestLine,
		files.PlaybookWords, files.HolidayMore, files.DigestMore, files.TurnLine:
		return nil // the organisation's
	}
	if l, ok := o.simple(e, line); ok {
		return l
	}
	return o.further(e, line)
}

// simple returns a line that is either wholly in somebody's own file or not at
// all; and whether it is of such a kind.
func (o *ownFile) simple(e *exporter, line files.Line) (files.Line, bool) {
	switch l := line.(type) {
	case files.ReportingLine:
		return o.mine(e, l, l.Report), true
	case files.LeaveLine:
		return o.mine(e, l, l.Person), true
	case files.ClaimLine:
		return o.mine(e, l, l.Person, l.Manager), true
	case files.PledgeLine:
		return o.mine(e, l, l.Person), true
	case files.SuggestionLine:
		return o.isMine(e, l, l.ID, l.Person), true
	case files.ActionLine:
		return o.isMine(e, l, l.ID, l.Author, l.Owner, l.Subject), true
	case files.TopicLine:
		return o.topic(e, l), true
	case files.NoticeLine:
		return o.isFirst(l, l.ID), true // the query has asked
	case files.AuditLine:
		return o.mine(e, l, l.By), true
	}
	return nil, false
}

// isMine is mine of a line that further lines may have more about.
func (o *ownFile) isMine(e *exporter, line files.Line, id int64, whose ...files.Ref) files.Line {
	if o.mine(e, line, whose...) == nil {
		return nil
	}
	return o.isFirst(line, id)
}

// further returns what somebody's own file has of the kinds that only coach
// needs.
func (o *ownFile) further(e *exporter, line files.Line) files.Line {
	switch l := line.(type) {
	case files.PersonMore:
		if l.ID != int64(o.id) {
			return nil
		}
		return l
	case files.SuggestionMore:
		return o.more(l, "suggestion", l.ID)
	case files.OccurrenceMore:
		return o.more(l, "occurrence", l.ID)
	case files.EntryMore:
		if !o.wrote[l.ID] && !(o.lawful && o.entries[l.ID]) {
			return nil
		}
		return l
	case files.AskMore:
		return o.more(l, "ask", l.ID)
	case files.ActionMore:
		return o.more(l, "action", l.ID)
	case files.TopicMore:
		return o.more(l, "topic", l.ID)
	case files.ObstacleMore:
		return o.more(l, "obstacle", l.ID)
	case files.NoticeMore:
		return o.more(l, "notice", l.ID)
	case files.AgendaNews:
		if !o.wrote[l.Entry] {
			return nil
		}
		return l
	}
	return o.mine(e, line, whoseIs(line)...)
}

// whoseIs returns the people whom a line of a further kind is about.
func whoseIs(line files.Line) []files.Ref {
	switch l := line.(type) {
	case files.DigestHelpLine:
		return []files.Ref{l.About}
	case files.TeamLine:
		return []files.Ref{l.Manager}
	case files.AgendaLine:
		return []files.Ref{l.Manager}
	case files.SessionLine:
		return []files.Ref{l.Manager, l.Deliverer}
	case files.VisitLine:
		return []files.Ref{l.Leader, l.Manager, l.Rep}
	case files.StandInLine:
		return []files.Ref{l.Manager, l.Person}
	case files.FocusLine:
		return []files.Ref{l.Manager, l.Report}
	case files.TimeRequestLine:
		return []files.Ref{l.Report, l.Manager}
	case files.PlanLine:
		return []files.Ref{l.Writer, l.Reader}
	case files.OpenQuestions:
		return []files.Ref{l.Person}
	case files.QuestionLine:
		return []files.Ref{l.Person}
	case files.PatternLine:
		return []files.Ref{l.Person}
	case files.ContradictionLine:
		return []files.Ref{l.Person}
	case files.ThanksAsked:
		return []files.Ref{l.Person}
	case files.SentFileLine:
		return []files.Ref{l.Person}
	}
	panic(fmt.Sprintf("nothing says whose a line of the kind %s is", line.Kind()))
}

// person returns the person's own line, and of others whom the file names how
// they are called.
func (o *ownFile) person(e *exporter, l files.PersonLine) files.Line {
	ref := e.ref(practice.PersonID(l.ID))
	switch {
	case l.ID == int64(o.id):
		return l
	case o.mentioned && o.refs[ref]:
		return files.PersonLine{ID: l.ID, Email: l.Email, Name: l.Name}
	}
	return nil
}

// occurrence returns what the person is expected to do whole. Of what somebody
// else is expected to do with them, why it did not happen is between that
// performer and their leader.
func (o *ownFile) occurrence(e *exporter, l files.OccurrenceLine) files.Line {
	me := e.ref(o.id)
	switch {
	case l.Performer == me:
		return o.isFirst(l, l.ID)
	case l.Subject != me:
		return nil
	}
	if l.Skip != nil {
		l.Skip = &files.Skip{Withheld: files.WithheldLeader}
	}
	if l.Excuse != nil {
		l.Excuse = &files.Excuse{Withheld: files.WithheldLeader}
	}
	if l.Reason == string(practice.PerformerAway) {
		l.Reason = withheld
	}
	l.PlannedFor = 0
	return l
}

// topic returns the topics of the person's pairs, and what they said for a pair
// of others. What these two did with it is theirs.
func (o *ownFile) topic(e *exporter, l files.TopicLine) files.Line {
	if line := o.isMine(e, l, l.ID, l.Manager, l.Report); line != nil {
		return line
	}
	l.CoveredBy, l.DroppedAt = 0, time.Time{}
	return o.isMine(e, l, l.ID, l.By)
}

// ask returns what the person was asked, with their answers. Of an ask about
// something that they wrote, they see whether it matches, as they do in coach,
// and never what it was worth to the other.
func (o *ownFile) ask(e *exporter, l files.AskLine) files.Line {
	switch {
	case l.Person == e.ref(o.id):
		return o.isFirst(l, l.ID)
	case !o.wrote[l.Entry]:
		return nil
	case l.Answer != nil:
		answer := *l.Answer
		answer.Withheld = files.WithheldRating
		l.Answer = &answer
	}
	return l
}

// obstacle returns the obstacles that the person raised, owned or is affected
// by. A raiser whom only the owner may know is not named to anybody else.
func (o *ownFile) obstacle(e *exporter, l files.ObstacleLine) files.Line {
	me := e.ref(o.id)
	owned, mine := false, l.RaisedBy == me
	for _, h := range l.History {
		owned = owned || h.Owner == me && (h.Event == "owned" || h.Event == "accepted")
	}
	for _, who := range l.Affects {
		mine = mine || who == me
	}
	if !mine && !owned {
		return nil
	}
	if hidden := l.RaisedBy; l.Named == namedToOwner && hidden != me && !owned {
		l.RaisedBy, l.Link = withheld, ""
		history := append([]files.ObstacleHappened{}, l.History...)
		for i := range history {
			if history[i].By == hidden {
				history[i].By = withheld
			}
		}
		l.History = history
	}
	return o.isFirst(l, l.ID)
}
