package main

// words are what the demo's people write, by practice and field. They are
// picked in turn, so that the same note does not come twice in a row.
var words = map[string][]string{
	"one_on_one.strength": {
		"Prepares every call with two questions written down", "Keeps promises to customers to the day",
		"Explains our pricing without apologising for it", "Asks for help early", "Follows up within the hour",
	},
	"one_on_one.roam": {
		"Enough first meetings, few second ones: method", "Activity: three new accounts a week instead of six", "Results are on plan",
	},
	"one_on_one.plan": {
		"Open the next three calls with the customer's own goal", "Book five first meetings with finance leaders",
		"Write the mutual plan with the buyer, not for the buyer", "Practise the price talk with a colleague",
		"Call the four quiet accounts", "Ask every new contact who else must agree",
	},
	"one_on_one.support": {"Join the Thursday call", "Find the reference customer", "Clear the discount question with finance"},

	"observation.did_well": {
		"Let the silence work after the price", "Summed up what the customer said before answering",
		"Asked what happens if nothing changes", "Brought the quiet person in the room into the talk", "Agreed the next step before the demo",
	},
	"observation.improve": {
		"Ask one question at a time", "Leave the features for later", "Find out who signs before sending a quote",
		"Pause before answering an objection", "End five minutes early to agree what comes next",
	},
	"observation.next_step": {
		"Try the new opening twice this week", "Write three open questions before each call", "Send the summary the same day",
		"Role-play the objection with a colleague", "Ask about the budget in the first meeting",
	},
	"observation.intel": {"A competitor bundles training now", "Two customers froze hiring until spring"},

	"in_moment.note": {
		"Saw a long email, asked what the one question was", "Heard a strong opening, said what made it strong",
		"Asked what the customer would lose by waiting", "Asked how they would open next time", "Praised the short recap, asked to keep it",
		"Suggested calling instead of writing", "Asked who else was in the room",
	},

	"forecast_review.moved": {
		"Acme slipped a week, legal is reading", "Two renewals came in early", "One deal out: no budget owner after all",
		"Northwind moved up, they named a date", "Nothing moved, and we agreed why",
	},
	"forecast_review.ahead": {
		"Call the buyer's manager at Acme", "Agree the signature path with Northwind", "Bring the specialist into the Tuesday call", "Ask for the date, not the deal",
	},

	"observe_coach.strength": {"Asked before telling", "Let the rep find the answer", "Ended with a plan in the rep's words"},
	"observe_coach.one_thing": {
		"Count to five after a question", "One thing to improve, not four", "Ask what they want from the session first",
	},
	"observe_coach.next_step": {"Open the next debrief with a question", "Let the rep write the plan"},

	"team_meeting.agenda": {
		"Wins, the Acme renewal, practice for the price talk", "Pipeline, best practice, obstacles", "What we learned from the lost deals",
		"Forecast, customer story, who needs help", "New pricing, questions, one role-play",
	},
	"team_meeting.best_practice": {
		"Opening with the customer's own words (Ana)", "A one-page summary after each call (Ben)", "Calling before the quote goes out (Fay)",
		"The five-minute pre-call plan (Maya)", "Asking for the mutual plan early (Aiko)",
	},
	"team_meeting.actions": {"Everybody tries the new opening once", "Share the summary template", "Collect three customer quotes"},

	"obstacle_review.new": {
		"Pricing approval takes a week", "The demo environment is down on Mondays", "Legal has no standard answer on data location",
		"Leads arrive without a phone number",
	},
	"obstacle_review.none_reason": {"Asked each person in the stand-up", "Went through the lost deals", "Sat with two people for an hour"},

	"recognition.behaviour": {
		"Stayed on the line until the customer's problem was solved", "Rehearsed my demo with me the evening before",
		"Wrote up the Northwind call so that all of us can use it", "Told a customer honestly that we are not the right fit",
		"Took over my accounts while I was away", "Asked the question nobody dared to ask", "Shared a template that saved us hours",
		"Brought finance and legal to one table", "Coached a new colleague through a first call", "Turned an angry call into a renewal",
	},
	"recognition.impact": {
		"The customer said yes the same day", "I did not start from zero", "We kept a customer of six years", "The team closes faster now",
		"They come back to us when they are ready", "The quote went out right the first time", "A new colleague feels at home",
	},

	"inspect_review.how": {"Sit in on a coaching session", "Clear the forecast hour in the calendar", "Go through one plan together"},
}
