package demo

// words are what the demo's people write, by practice and field. They are
// picked in turn, so that the same note does not come twice in a row. Nobody of
// the company is named in them, since it may be anybody's company.
var words = map[string][]string{
	"one_on_one.strength": {
		"Prepares every call with two questions written down", "Keeps promises to customers to the day, and says so early when it gets tight",
		"Explains our pricing without apologising for it", "Asks for help before it is too late", "Follows up within the hour",
		"Best notes on the team; anybody could take over the Halden account tomorrow", "Makes a room relax",
		"Knows when a deal is dead and says it", "Curious. Asks me more than I ask.", "Never surprised by procurement any more",
		"Has built real trust with the two buyers at Northwind",
	},
	"one_on_one.roam": {
		"Enough first meetings, few second ones: method", "Activity: three new accounts a week instead of six", "Results are on plan",
		"Good activity, but all of it in accounts we already have", "Results behind, attitude great. Look at method.", "Two big ones carry the quarter; too thin underneath",
		"On plan, and the plan was too easy", "Calls are fine, preparation isn't",
	},
	"one_on_one.plan": {
		"Open the next three calls with the customer's own goal", "Book five first meetings with finance leaders by the 20th",
		"Write the mutual plan with the buyer, not for the buyer", "Practise the price talk with a colleague, twice",
		"Call the four quiet accounts before Thursday", "Ask every new contact who else must agree",
		"Send Kestrel the one-page version and ask for 20 minutes", "Block Tuesday mornings for prospecting, phone away",
		"Take the Orbis renewal apart: what would make them leave?", "Sit in on a support call to hear the complaints first hand",
		"Write down three questions before each demo and bring them on Friday", "Find a second sponsor at Brightwater",
	},
	"one_on_one.support": {
		"Join the Thursday call", "Find the reference customer", "Clear the discount question with finance", "A word with legal about the data clause",
		"Listen to one recorded call together", "Nothing this time, keep going", "An introduction to their CFO",
	},

	"observation.did_well": {
		"Let the silence work after the price", "Summed up what the customer said before answering",
		"Asked what happens if nothing changes", "Brought the quiet person in the room into the talk", "Agreed the next step before the demo",
		"Opened with their annual report, page 14", "Didn't jump at the first objection; asked what was behind it", "Kept the slides closed for twenty minutes",
		"Named the elephant: the failed project two years ago", "Left with a date, in writing",
	},
	"observation.improve": {
		"Ask one question at a time", "Leave the features for later", "Find out who signs before sending a quote",
		"Pause before answering an objection", "End five minutes early to agree what comes next", "Talk less: it was about 70/30",
		"Don't discount before being asked", "Check that they followed, especially on the remote side", "Take notes by hand, the typing distracts",
	},
	"observation.next_step": {
		"Try the new opening twice this week", "Write three open questions before each call", "Send the summary the same day",
		"Role-play the objection with a colleague", "Ask about the budget in the first meeting", "Listen to the recording and count your questions",
		"Next demo: problem first, screen second", "Draft the recap in the customer's words and show me",
	},
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
	},
	"forecast_review.ahead": {
		"Call the buyer's manager at Orbis", "Agree the signature path with Northwind", "Bring the specialist into the Tuesday call", "Ask for the date, not the deal",
		"Visit Halden before their board meets", "Get the security questionnaire back by Wednesday", "Find out what procurement still needs, in writing",
	},

	"observe_coach.strength": {
		"Asked before telling", "Let the rep find the answer", "Ended with a plan in the rep's words", "Stayed with one topic for the whole half hour",
		"Came with what was seen, not with an opinion",
	},
	"observe_coach.one_thing": {
		"Count to five after a question", "One thing to improve, not four", "Ask what they want from the session first", "Let them talk about what went well before you do",
		"Put the laptop away",
	},
	"observe_coach.next_step": {"Open the next debrief with a question", "Let the rep write the plan", "Swap observations with a peer next week", "Ask for feedback at the end"},

	"team_meeting.agenda": {
		"Wins, the Northwind renewal, practice for the price talk", "Pipeline, best practice, obstacles", "What we learned from the lost deals",
		"Forecast, a customer's story, who needs help", "New pricing, questions, one role-play", "Quarter so far, what we stop doing, holidays",
		"Guest from support: the five tickets we cause ourselves", "Short one: two wins, one worry each",
	},
	"team_meeting.best_practice": {
		"Opening with the customer's own words", "A one-page summary after each call, sent the same day", "Calling before the quote goes out",
		"The five-minute plan before a call", "Asking for the mutual plan early", "Asking “what would make you say no?” in the first meeting",
		"Writing promises down during the sale",
	},
	"team_meeting.actions": {
		"Everybody tries the new opening once", "Share the summary template", "Collect three customer quotes", "Clean up opportunities older than 90 days",
		"Each brings one recorded call to listen to",
	},

	"obstacle_review.new": {
		"Pricing approval takes a week", "The demo environment is down on Mondays", "Legal has no standard answer on data location",
		"Leads arrive without a phone number", "Customers get two invoices and call us about both", "The new contract template confuses everyone outside legal",
		"No travel budget left for site visits this quarter",
	},
	"obstacle_review.none_reason": {
		"Asked each person in the stand-up", "Went through the lost deals", "Sat with two people for an hour", "Had lunch with the team; only the coffee came up",
	},

	"inspect_review.how": {"Sit in on a coaching session", "Clear the forecast hour in the calendar", "Go through one plan together", "Swap a morning: I take the stand-up, you observe"},
}
