package practice

// An Agenda is what a session adds to what its pair shares: the topics it
// covered, and how their focus is going. It goes with the entry into its
// transaction, and is stored with the topics and the focus.
type Agenda struct {
	Covered []TopicID
	Focus   FocusID   // the focus that the question was about; 0 where it was not asked
	Mark    FocusMark // its answer; none where the question was left open
}
