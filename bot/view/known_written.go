package view

import (
	"fmt"
	"strings"

	"coach/practice"
)

// written lists what a person has written and done themselves.
func (f KnownFacts) written() []known {
	kinds := []known{{"What you logged", fmt.Sprintf("%s, thanks included.", figured(f.Logged, "entry", "entries")), f.ownReaders()}}
	if f.Leads || f.Expected > 0 {
		kinds = append(kinds, known{"Your rhythm", fmt.Sprintf("What was due, done, late, skipped or excused: %s.", figured(f.Expected, "moment", "moments")), f.rhythmReaders()})
	}
	if f.Leads {
		kinds = append(kinds, known{"Your habits", "How soon you write down a conversation, and how much of plans, reviews and next steps your people do themselves. It's counted when you ask, from what you logged.",
			"Read by: you, in /coach report me."})
	}
	if f.Leads || f.Skips > 0 {
		kinds = append(kinds, known{"Skips and excuses", fmt.Sprintf("%s, with the reason and a few words.", figured(f.Skips, "skip or excuse", "skips and excuses")),
			"Read by: you, and the leader you had that day. Others read counts."})
	}
	kinds = append(kinds, anyOf(f.Excuses, known{"What you excused", figured(f.Excuses, "excuse", "excuses") + " that you gave to somebody who reports to you, with the reason.", "Read by: the two of you. Others read how many."})...)
	kinds = append(kinds,
		known{"Thanks", "Thanks you gave or were given, and how you like thanks.", "Read by: everybody in the channel they went to. Thanks given privately: the two of you. How you like them: whoever thanks you, if it's just to you. That nobody has thanked you in 30 days: your manager."},
		known{"Links to messages", "What you write from somebody's message in Slack keeps its link, and not its words. Of a direct message there's no link either.", "Read by: whoever reads what you wrote. Slack opens it only for people who are in that channel, if it's private."})
	kinds = append(kinds, anyOf(f.Team, known{"Your team", figured(f.Team, "thing", "things") + ": your team's settings, its agendas, and sessions that you planned or deliver.", "Read by: your team, whoever delivers a session, and everybody in the channel an agenda went to."})...)
	return append(kinds, anyOf(f.Proposals, known{"The playbook", figured(f.Proposals, "thing", "things") + ": your drafts, what you published and suggested, and that you said you're in.", "Read by: owners of the playbook. What you published, and why: everybody who takes part."})...)
}

// chosen lists what a person answers and chooses, and what coach sent them.
func (f KnownFacts) chosen() []known {
	var kinds []known
	kinds = append(kinds, anyOf(f.Asks, known{"Does it match?", f.asks(), "Read by: whoever logged it, whether it matches. What you say of its use, and of the next step, nobody reads but you: others see an average of five answers of four people or more."})...)
	kinds = append(kinds, anyOf(f.Questions, known{"My questions", figured(f.Questions, "question", "questions") + " that I asked you, or a manager you had when you moved, and what you said.", "Read by: whoever was asked."})...)
	kinds = append(kinds,
		known{"Your choices", "On which days and at what time I write to you, until when I write on Mondays only, and how you like thanks. " +
			figured(f.Choices, "practice", "practices") + " that you muted, or whose further questions you opened.", "Read by: you."},
		known{"My messages to you", fmt.Sprintf("What I've told you and on which days: %s.", figured(f.Messages, "morning message", "morning messages")), "Read by: you."})
	kinds = append(kinds, anyOf(f.Files, known{"Files", figured(f.Files, "file", "files") + " that you asked for. I delete each of them after a day.", "Read by: you."})...)
	kinds = append(kinds, anyOf(f.Digests, known{"Your digests", figured(f.Digests, "digest", "digests") + " about your team: where they go, on which day and at what time.", "Read by: you, and owners of the playbook. What's in one: you, or everybody in its channel."})...)
	return append(kinds, anyOf(f.Deeds, known{"The list of changes", figured(f.Deeds, "change or refusal", "changes and refusals") + " of yours, without anybody's words.", "Read by: whoever runs coach."})...)
}

// asks tells what the person was asked of late, and what they said.
func (f KnownFacts) asks() string {
	said := []string{figured(f.Asks, "time", "times") + " somebody logged something that I ask you about."}
	for _, a := range f.Latest {
		said = append(said, fmt.Sprintf("%s · %s, by %s: %s.", weekdayMonth(a.HappenedOn, f.Today), shortOf(f.Playbook, a.Practice, a.HappenedOn), firstName(f.Who(a.Author)), saidTo(a)))
	}
	return strings.Join(said, "\n")
}

// saidTo is what a person said to an ask.
func saidTo(a practice.Ask) string {
	if !a.Answered() {
		return "no answer"
	}
	said := map[practice.Matched]string{practice.MatchedYes: "yes, it matches", practice.MatchedLike: "something like it", practice.MatchedNo: "you don't remember it"}[a.Answer.Match]
	if a.Answer.Useful > 0 {
		said += fmt.Sprintf(" · useful: %d of 5", a.Answer.Useful)
	}
	switch a.Answer.Next {
	case practice.NextClear:
		said += " · a clear next step"
	case practice.NextUnclear:
		said += " · no clear next step"
	}
	return said
}

const (
	meAndLeader = "Read by: you and your manager by name. Others only in totals for at least three managers."
	meAlone     = "Read by: you alone."
	inPools     = "Read by: you. Others only in totals for at least three managers, from five on."
)

// measured lists every number that is made of what is stored about a person,
// with its formula.
func (f KnownFacts) measured() []known {
	return []known{
		{"Done, and on time", "Done is what you logged, late or not, of what was expected of you and is decided. On time is what you logged within its grace. What's excused, or skipped within the allowance, isn't expected.", meAndLeader},
		{"Skip rate", "What you skipped, of what was due and not excused.", meAndLeader},
		{"Streak", "How many periods running you did all that was expected of you. A period in which nothing was expected neither counts nor breaks it.", meAlone},
		{"Coverage and reach", "Of the people to whom a practice was owed, those with whom it took place, whoever did it. The longest gap is the working days since it last did.", meAndLeader},
		{"Ahead or back", "The minutes of practices that look ahead, of all minutes you logged. One that does both counts as you answer where the time went, else half.", inPools},
		{"Plans and next steps", "Plans that the person coached wrote, of all plans. Next steps done by their day, of those that fell due. Your own next steps count, too, for whoever agreed them with you.", inPools},
		{"Obstacles", "How many are open, for how many working days, how many are past their day, and of how many whoever raised it has heard.", "Read by: whoever reads totals of your part of the company."},
		{"What people say", "Matches is the answers that it matches, of all answers to your sessions. The gap is how much less people confirm than is logged. Usefulness is the mean from 1 to 5.",
			"Read by: whoever logged it, and leaders for everybody below them together. It takes five answers of four people, and at least half of those asked."},
		{"Thanks", "Whether anybody has thanked you in 30 days.", "Read by: your manager, by name. Others read a share of everybody."},
		{"How soon you write", "What you logged within a working day of the conversation, of all that you logged.", meAlone},
		{"What your people do themselves", "Three shares, never one: plans they wrote, reviews they led, and open next steps that are theirs.", meAlone},
		{"Causes", "How often each cause, response and factor was ticked in 90 days.", "Read by: you, in the forms that ask for them. Others only in totals of at least five logs of two authors."},
		{"Load", "The minutes of what is expected of you, of eight hours a working day.", "Read by: you. Others read the middle and the most of at least three managers, without a name."},
	}
}
