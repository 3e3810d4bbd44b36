package practice

// Holdings are how many things of each kind are stored about a person: what
// others wrote of them, what they wrote, and what coach noted by itself.
type Holdings struct {
	Lines    int // reporting lines that they are an end of, and claims of one
	Doubts   int // in which Slack and the people file differ about them
	Sessions int // logged about them, or naming them, by somebody else
	Owed     int // occurrences about them
	Steps    int // next steps that they agreed, own or are coached for
	Plans    int // that they were to write, or to agree
	Topics   int
	Focuses  int
	Requests int // for a manager's time, theirs or of them
	Visits   int // of a leader to a session, that they planned, agreed or were told of
	StandIns int // they for somebody, or somebody for them
	Helps    int // lines of a digest that name them where help may be useful
	Leave    int // runs of days that they are away, or that they noted for somebody

	Logged    int // what they logged themselves, thanks included
	Expected  int // occurrences that are theirs to do
	Skips     int // skipped by them, or excused for them
	Excuses   int // that they gave to somebody, as a leader
	Obstacles int // that they raised, own, acted on, or are named in
	Team      int // what their team has: its settings, agendas, and sessions that they planned or deliver
	Proposals int // drafts, publications, suggestions, and their word that they are in

	Asks      int // whether an entry matches what they remember
	Questions int // of coach's own, to them or about them
	Choices   int // practices that they muted, and forms whose further questions they opened or closed
	Digests   int // subscriptions to one of theirs
	Messages  int
	Files     int
	Deeds     int // in the list of changes and refusals
}

// Any reports whether anything is stored about the person besides their
// account.
func (h Holdings) Any() bool { return h != Holdings{} }
