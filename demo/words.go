package demo

import "coach/practice"

// words are what the demo's people write, by practice and field. They are
// picked in turn, so that the same note does not come twice in a row. Nobody of
// the company is named in them, since it may be anybody's company.
var words = map[string][]string{
	"observation.intel": {
		"A competitor bundles training now", "Two customers froze hiring until spring", "Kestrel is consolidating vendors, decision in June",
		"Price lists of the others are going round", "They've hired a head of data; worth a visit",
	},

	"in_moment.note": {
		"Saw a long email, asked what the one question was", "Heard a strong opening, said what made it strong",
		"Asked what the customer would lose by waiting", "Asked how they would open next time", "Praised the short recap, asked to keep it",
		"Suggested calling instead of writing", "Asked who else was in the room", "In the lift: “what did you learn?” Good answer, actually",
		"Stopped a third follow-up email, made a plan for one call", "Corridor talk about the Marlow quote; took the discount out again",
		"Quick check before the call: goal, first question, next step",
	},

	"forecast_review.moved": {
		"Northwind slipped a week, legal is reading", "Two renewals came in early", "One deal out: no budget owner after all",
		"Brightwater moved up, they named a date", "Nothing moved, and we agreed why", "Orbis halved; the second site is next year's budget",
		"Took Fairmont out. It was hope.", "Silverline back in after Tuesday's meeting",
		"Two small ones in, one large one out: same number, less risk", "Vantage signed a week early", "Redfern wants to see it working first", "Copperfield added a second team",
		"Their budget year ends in June, not in March: moved",
	},
	"forecast_review.ahead": {
		"Call the buyer's manager at Orbis", "Agree the signature path with Northwind", "Bring the specialist into the next Halden call", "Ask for the date, not the deal",
		"Visit Halden before their board meets", "Get the security questionnaire back", "Find out what procurement still needs, in writing",
		"Have the two renewals confirmed by their finance teams", "Take the three oldest deals out, or give them a date", "Ask Silverline what would stop them",
		"Find the second signature at Brightwater", "Call the customers behind the best case ourselves", "Move the Marlow workshop to this month", "Swap the big pilot for a small first order",
		"Get legal and their lawyer onto one call",
	},

	"team_meeting.agenda": {
		"Wins, the Northwind renewal, practice for the price talk", "Pipeline, best practice, obstacles", "What we learned from the lost deals",
		"Forecast, a customer's story, who needs help", "New pricing, questions, one role-play", "Quarter so far, what we stop doing, holidays",
		"Guest from support: the five tickets we cause ourselves", "Short one: two wins, one worry each",
	},
	"team_meeting.best_practice": {
		"Opening with the customer's own words", "A one-page summary after each call, sent the same day", "Calling before the quote goes out",
		"The five-minute plan before a call", "Asking for the mutual plan early", "Asking “what would make you say no?” in the first meeting",
		"Writing promises down during the sale",
		"Sending the agenda as a question", "Ending five minutes early to agree on what's next", "Ringing three days after the go-live", "Drawing the people who decide, on paper",
	},
	"team_meeting.actions": {
		"Everybody tries the new opening once", "Share the summary template", "Collect three customer quotes", "Clean up opportunities older than 90 days",
		"Each brings one recorded call to listen to",
		"Write down the objection you heard most this week", "Call one customer just to ask how it's going", "Swap one account for a day and tell us what you saw",
		"One page on what we learned from the lost deals", "Book the room for the practice hour", "Read the new price list and bring questions", "Send the story of the win to marketing",
	},

	"obstacle_review.new": {
		"Pricing approval takes a week", "The demo environment is down on Mondays", "Legal has no standard answer on data location",
		"Leads arrive without a phone number", "Customers get two invoices and call us about both", "The new contract template confuses everyone outside legal",
		"No travel budget left for site visits this quarter",
		"The reference list is a year old", "Contracts need a printer", "Two tools ask for the same customer data", "Support closes before our customers do", "Training rooms are booked until May",
	},
	"obstacle_review.none_reason": {
		"Asked each person in the stand-up", "Went through the lost deals", "Sat with two people for an hour", "Had lunch with the team; only the coffee came up",
		"Asked in the debriefs what cost an hour this week", "Read the handover notes with that question in mind", "Called two customers and asked what is slow with us",
	},

	"inspect_review.how": {"Sit in on a coaching session", "Clear the forecast hour in the calendar", "Go through one plan together", "Swap a morning: I take the stand-up, you observe"},
}

// topics are what people want to talk about with their manager.
var topics = []string{
	"Halden's renewal: how far can I go on price?", "Should I bring the specialist to Kestrel, or wait?", "The Thursday stand-up is too long for me",
	"I'd like to run the next customer workshop", "Fairmont: walk away?", "My leave in April, and who looks after Brightwater", "Marketing's leads from the trade fair",
	"What would I need to move into key accounts?", "The security questionnaire ate two days", "A course on negotiation, in May", "Orbis wants a second site: who does what?",
	"I think I talk too much in demos", "Working from the customer's office on Tuesdays", "Two accounts that might suit somebody else better",
	"How do you say no to a pilot without a date?", "The new quote tool, honestly", "Stonebridge asks for a reference I don't have", "More time for prospecting",
}

// leadersTopics are what those want to talk about who lead people themselves.
var leadersTopics = []string{
	"Who could lead the pricing project?", "Two of my people want the same account", "Hiring: the second round", "The forecast call on Tuesdays: half as long?",
	"How we hand over Wren & Co.", "My own development this year", "A day of training in May", "What do we stop doing next quarter?", "Legal's answer times", "The offsite",
}

// A wish is what somebody asks their manager's time for.
type wish struct {
	kind  practice.TimeKind
	about string
}

var wishes = []wish{
	{practice.TimeRide, "the Silverline visit"}, {practice.TimeSession, "my next step here"}, {practice.TimeObstacle, "Legal's answer on data location"},
	{practice.TimeSession, "the Northwind proposal"}, {practice.TimeRide, "first meeting with Petrie"}, {practice.TimeObstacle, "Discount approval for Vantage"},
	{practice.TimeSession, "how to say no to Fairmont"},
}
