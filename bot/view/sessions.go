package view

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// SessionFacts is the data behind whatever says that a session is planned.
type SessionFacts struct {
	Session practice.Session
	Reader  practice.PersonID
	Part    bool // the reader takes part in coach
	Who     Who
	Today   cadence.Date
}

// what names a session: the contest “Spring sprint”, or just the topic of a
// training session.
func (f SessionFacts) what() string {
	topic := "“" + kit.Flat(f.Session.Topic) + "”"
	switch {
	case f.Session.Topic == "" && f.Session.Kind == practice.Contest:
		return "the contest"
	case f.Session.Topic == "":
		return "the session"
	case f.Session.Kind == practice.Contest:
		return "the contest " + topic
	}
	return topic
}

// kind names a session without its topic, as a notification does.
func (f SessionFacts) kind() string {
	if f.Session.Kind == practice.Contest {
		return "a contest"
	}
	return "a training session"
}

// team names the team that a session is for.
func (f SessionFacts) team() string {
	if f.Session.Manager == f.Reader {
		return "your team"
	}
	return firstName(f.Who(f.Session.Manager)) + "'s team"
}

// when is the day and time of a session, as a sentence has it.
func (f SessionFacts) when() string {
	return sessionWhen(f.Session.On, f.Session.Until, f.Session.At, f.Today)
}

func sessionWhen(on, until cadence.Date, at string, today cadence.Date) string {
	switch {
	case until != 0:
		return "from " + fullDay(on, today) + " to " + fullDay(until, today)
	case at != "":
		return "on " + fullDay(on, today) + " at " + at
	}
	return "on " + fullDay(on, today)
}

// whoWrites introduces coach to somebody who takes no part in it, once.
const whoWrites = "I'm coach, and I help managers here plan time with their people. Unless you take this, I won't write to you about it again."

// SessionGiven is the message to somebody whom a manager has put down for a
// session.
func SessionGiven(f SessionFacts, n practice.SessionGiven) kit.Message {
	s, manager := f.Session, fullName(f.Who(f.Session.Manager))
	preview := manager + " put you down for " + f.kind() + "."
	if !s.DroppedAt.IsZero() || s.Given() != n {
		said := fmt.Sprintf("%s put you down for %s %s. %s", manager, f.kind(), sessionWhen(n.On, n.Until, n.At, f.Today), f.changed(n))
		return kit.NewMessage(preview, kit.Line(kit.Text(said)))
	}
	blocks := []slack.Block{kit.Line(kit.Bold(manager), kit.Text(" put you down "+f.deed()+" "), kit.Bold(f.when()), kit.Text("."))}
	blocks = append(blocks, f.state()...)
	if !f.Part {
		blocks = append(blocks, kit.Aside(whoWrites))
	}
	return kit.NewMessage(preview, blocks...)
}

// deed is what somebody is put down for.
func (f SessionFacts) deed() string {
	if f.Session.Kind == practice.Contest {
		return "to run " + f.what() + " for their team"
	}
	return "to deliver " + f.what() + " to their team"
}

// changed says why a message that put somebody down holds no longer.
func (f SessionFacts) changed(n practice.SessionGiven) string {
	switch {
	case !f.Session.DroppedAt.IsZero():
		return "It's off the plan now."
	case f.Session.Deliverer != n.To:
		return "It isn't yours any more."
	}
	return "It has moved since."
}

// state is what became of a session, or the buttons of who is put down for it.
func (f SessionFacts) state() []slack.Block {
	s := f.Session
	contest := s.Kind == practice.Contest
	id, notMine := idValue(s.ID), f.notMine()
	switch {
	case !s.DoneAt.IsZero() && contest:
		return []slack.Block{kit.Line(kit.Text("It's over. Thank you for running it."))}
	case !s.DoneAt.IsZero():
		return []slack.Block{kit.Line(kit.Text("Delivered. Thank you."))}
	case !s.Declined.IsZero():
		return []slack.Block{kit.Item("You said that it isn't yours. I've told "+firstName(f.Who(s.Manager))+".", f.take("I'll take it after all"))}
	case s.Accepted.IsZero():
		take := f.take("I'll take it")
		take.WithStyle(slack.StylePrimary)
		return []slack.Block{kit.Buttons(take, notMine)}
	case contest:
		return []slack.Block{kit.Line(kit.Text("You run it. Say who won once it's over, and they'll be thanked.")),
			kit.Buttons(kit.Button(ActionWhoWon, id, "Say who won", "Say who won "+f.what()), notMine)}
	}
	return []slack.Block{kit.Line(kit.Text("You deliver it. Press Delivered once it has happened.")), kit.Buttons(f.delivered(), notMine)}
}

func (f SessionFacts) take(label string) *slack.ButtonBlockElement {
	return kit.Button(ActionSessionTake, idValue(f.Session.ID), label, label+": "+f.what())
}

func (f SessionFacts) notMine() *slack.ButtonBlockElement {
	return kit.Button(ActionSessionNotMine, idValue(f.Session.ID), "Not mine", "Not mine: "+f.what())
}

func (f SessionFacts) delivered() *slack.ButtonBlockElement {
	return kit.Button(ActionSessionDone, idValue(f.Session.ID), "Delivered", "Delivered: "+f.what())
}

// SessionDeclined is the message to a manager that a session is not somebody's
// whom they put down for it.
func SessionDeclined(f SessionFacts, by practice.PersonID) kit.Message {
	name, s := fullName(f.Who(by)), f.Session
	preview := name + " says that " + f.kind() + " isn't theirs."
	switch {
	case !s.DroppedAt.IsZero():
		return kit.NewMessage(preview, kit.Line(kit.Text(name+" said that "+f.kind()+" isn't theirs. It's off your plan now.")))
	case s.Deliverer != by || s.Declined.IsZero():
		return kit.NewMessage(preview, kit.Line(kit.Text(fmt.Sprintf("%s said that %s isn't theirs. That has changed since.", name, f.what()))))
	}
	ask := "Who else could deliver it?"
	if s.Kind == practice.Contest {
		ask = "Who else could run it?"
	}
	return kit.NewMessage(preview,
		kit.Line(kit.Bold(name), kit.Text(fmt.Sprintf(" says that %s %s isn't theirs. %s", f.what(), f.when(), ask))),
		kit.Buttons(f.nameAnother()))
}

// nameAnother opens the plan of a session.
func (f SessionFacts) nameAnother() *slack.ButtonBlockElement {
	return kit.Button(ActionEdit, entryValue(f.Session.Entry), "Name somebody else", "Name somebody else for "+f.what())
}

// SessionOff is the message to somebody that they are not needed for a session
// any more.
func SessionOff(f SessionFacts, n practice.SessionOff) kit.Message {
	manager := fullName(f.Who(f.Session.Manager))
	why := "somebody else does it now"
	switch {
	case !f.Session.DroppedAt.IsZero():
		why = "it's off the plan"
	case f.Session.Deliverer == n.To:
		why = "that has changed again since"
	}
	return kit.NewMessage(manager+" doesn't need you for "+f.kind()+" any more.",
		kit.Line(kit.Bold(manager), kit.Text(fmt.Sprintf(" doesn't need you for %s on %s any more: %s.", f.what(), fullDay(n.On, f.Today), why))))
}

// maxSessions is how many sessions have a line in a message.
const maxSessions = 2

// sessions are the lines of a message about what the person delivers soon.
func (f MorningFacts) sessions() []slack.Block {
	var blocks []slack.Block
	for _, s := range f.Sessions[:min(len(f.Sessions), maxSessions)] {
		one := SessionFacts{Session: s, Reader: f.Person.ID, Who: f.Who, Today: f.Today}
		said := one.soon(f.On)
		switch {
		case !s.DoneAt.IsZero():
			blocks = append(blocks, kit.Line(kit.Text(one.over())))
		case !s.DroppedAt.IsZero(), s.Runs() != f.Person.ID:
			blocks = append(blocks, kit.Line(kit.Text(capital(one.kind())+" that was yours is off the plan, or somebody else's now.")))
		case practice.MayTickSession(f.Person.ID, s, f.Today) && s.Kind == practice.Training:
			blocks = append(blocks, kit.Item(said, one.delivered()))
		case s.Waits():
			blocks = append(blocks, kit.Line(kit.Text(said)), kit.Buttons(one.take("I'll take it"), one.notMine()))
		default:
			blocks = append(blocks, kit.Line(kit.Text(said)))
		}
	}
	if more := len(f.Sessions) - maxSessions; more > 0 {
		blocks = append(blocks, kit.Line(kit.Text(fmt.Sprintf("And %s more to deliver, on Home.", number(more)))))
	}
	return blocks
}

// soon says in a message of a day what its reader delivers on it or on the next
// working day.
func (f SessionFacts) soon(on cadence.Date) string {
	s := f.Session
	day := func(d cadence.Date) string {
		switch d {
		case on:
			return "Today"
		case on + 1:
			return "Tomorrow"
		}
		return "On " + d.Format("Monday")
	}
	switch {
	case s.Kind == practice.Contest && s.On < on:
		return fmt.Sprintf("%s is the last day of %s.", capital(cmp.Or(map[string]string{"Today": "today", "Tomorrow": "tomorrow"}[day(s.Until)], s.Until.Format("Monday"))), f.what())
	case s.Kind == practice.Contest:
		return fmt.Sprintf("%s %s begins. You run it until %s.", day(s.On), f.what(), fullDay(s.Until, f.Today))
	}
	at := ""
	if s.At != "" {
		at = " at " + s.At
	}
	return fmt.Sprintf("%s%s you deliver %s to %s.", day(s.On), at, f.what(), f.team())
}

// over says of a session that was ticked that it is behind its reader.
func (f SessionFacts) over() string {
	if f.Session.Kind == practice.Contest {
		return capital(f.what()) + " is over."
	}
	return "You delivered " + f.what() + " to " + f.team() + "."
}

// whoWon asks who won a contest.
func whoWon(a practice.Asking, who Who, today cadence.Date) []slack.Block {
	s := a.Contest
	f := SessionFacts{Session: s, Who: who, Today: today}
	switch {
	case s.WonIn != 0:
		return []slack.Block{kit.Line(kit.Text(capital(f.what()) + " is over, and you've thanked who won."))}
	case !s.DoneAt.IsZero():
		return []slack.Block{kit.Line(kit.Text(f.over()))}
	}
	ends := "ended on " + fullDay(s.Until, today)
	if s.Until == today {
		ends = "ends today"
	}
	return []slack.Block{
		kit.Line(kit.Text(fmt.Sprintf("%s %s. Who won?", capital(f.what()), ends))),
		kit.Buttons(
			kit.Button(ActionWhoWon, idValue(s.ID), "Say who won", "Say who won "+f.what()),
			kit.Button(ActionNobodyWon, idValue(s.ID), "Nobody won", "Nobody won "+f.what())),
	}
}

// WonWords is what the winners of a contest are thanked for, until who thanks
// them words it otherwise.
func WonWords(s practice.Session) string {
	return kit.Shorten("Won the contest "+kit.Flat(s.Topic), practice.TextMax)
}

// ComingUp are the blocks of a Home about the sessions of the reader's teams:
// what is planned, and what the reader can do about it.
func (f HomeFacts) comingUp() []slack.Block {
	if len(f.Sessions) == 0 {
		return nil
	}
	blocks := []slack.Block{kit.Heading("Training and contests")}
	for _, s := range f.Sessions[:min(len(f.Sessions), f.room.sessions)] {
		one := SessionFacts{Session: s, Reader: f.Due.Person.ID, Part: true, Who: brief(f.Due.Who), Today: f.Due.Today}
		blocks = append(blocks, one.homeLine()...)
	}
	if left := len(f.Sessions) - f.room.sessions; left > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s more after that.", number(left))))
	}
	return blocks
}

// homeLine is a session on a Home.
func (f SessionFacts) homeLine() []slack.Block {
	s, me := f.Session, f.Reader
	said := f.listed()
	switch {
	case s.Kind == practice.Training && practice.MayTickSession(me, s, f.Today):
		return []slack.Block{kit.Item(said, f.delivered())}
	case practice.MayAnswerSession(me, s) && s.Waits():
		return []slack.Block{kit.Para(said), kit.Buttons(f.take("I'll take it"), f.notMine())}
	case me == s.Manager && (s.Deliverer == 0 || !s.Declined.IsZero()):
		return []slack.Block{kit.Item(said, f.nameAnother())}
	}
	return []slack.Block{kit.Para(said)}
}

// listed is a session in two lines that fit a phone: what, then when and who.
func (f SessionFacts) listed() string {
	s := f.Session
	when := weekdayMonth(s.On, f.Today)
	if s.At != "" {
		when += " at " + s.At
	}
	if s.Until != 0 {
		when += " to " + weekdayMonth(s.Until, f.Today)
	}
	topic := line(s.Topic)
	if s.Kind == practice.Contest {
		topic = "Contest: " + topic
	}
	return topic + "\n" + when + " · " + f.by()
}

// by says who delivers a session; its manager reads whether they have answered.
func (f SessionFacts) by() string {
	s, verb := f.Session, "delivers it"
	if s.Kind == practice.Contest {
		verb = "runs it"
	}
	name := fullName(f.Who(s.Deliverer))
	switch mine := f.Reader == s.Manager; {
	case mine && s.Deliverer == 0:
		return "nobody " + verb + " yet"
	case s.Runs() == f.Reader && s.Deliverer == f.Reader:
		return "you " + map[string]string{"delivers it": "deliver it", "runs it": "run it"}[verb]
	case mine && !s.Declined.IsZero():
		return name + " said that it isn't theirs"
	case mine && s.Waits():
		return name + ", not answered yet"
	case s.Deliverer == 0 || !s.Declined.IsZero():
		return "nobody " + verb + " yet"
	case s.Waits():
		return name + " has been asked"
	}
	return name + " " + verb
}

// ComingFirst sorts sessions as a Home lists them: by day and time.
func ComingFirst(all []practice.Session) {
	slices.SortStableFunc(all, func(a, b practice.Session) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
	})
}
