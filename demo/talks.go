package demo

// A subject is a skill that two people work on for some weeks, and what is said
// about it. What stands on one line was said in one session, so that its parts
// belong together. Nobody of the company is named, since it may be anybody's.
type subject struct {
	skill string
	seen  []seen
	talks []talk
}

// A seen is what somebody saw in a call or a session, and what was said
// afterwards: a strength, the one thing, what is behind it, and the next step.
type seen struct{ setting, well, better, cause, step string }

// A talk is what was said in a 1:1: a strength, the plan, how the results came
// about, and what the manager will do.
type talk struct {
	strength, results, help string
	plan                    []string
}

// The settings of an observation.
const (
	ride  = "Ride-along or field day"
	joint = "Joint selling"
	live  = "Live call-along"
	heard = "Call or meeting recording"
	role  = "Role-play or practice"
)

// The causes of an observation, by their values.
const (
	unknown  = "knowledge"
	unsure   = "skill"
	another  = "priorities"
	rewarded = "consequences"
	blocked  = "obstacle"
	fine     = "none"
)

// ofSellers are what those work on with their manager who lead nobody.
var ofSellers = []subject{
	{"Discovery questions",
		[]seen{
			{live, "Opened with the customer's own goal for the year, not with us", "Asked three questions in one breath, and only the last was answered", unsure, "One question at a time in the next two calls, and count the silences"},
			{heard, "Noticed the remark about the second warehouse and came back to it", "The cost of doing nothing was never asked for", unknown, "Ask “what happens if nothing changes?” in the Halden call"},
			{joint, "Got the operations lead to describe a bad Monday, step by step", "Moved to our screens as soon as it got interesting", unsure, "Stay ten minutes longer with the problem before opening anything"},
			{role, "Short questions, in plain words", "They sounded like a list; the answers didn't change what came next", unsure, "Prepare only the first question, and take the second from their answer"},
			{live, "Asked who else feels this, and got two names", "Didn't ask what they have tried already", another, "Add “what have you tried?” to the plan for each first meeting"},
			{ride, "Let the plant manager talk for a quarter of an hour and wrote it all down", "Nothing to fix: this is how it should go", fine, "Write down today's five best questions and bring them on Tuesday"},
		},
		[]talk{
			{"Curious in a way customers enjoy: they call back to add things", "Activity is on plan. Second meetings are too few, because the first ones end without a reason for another.", "Listen to one first call together and mark the questions", []string{"Write three open questions before each first meeting", "Ask every new contact what would make this year a good one"}},
			{"Prepares: had read Kestrel's annual report and used page 14", "Results are fine; the pipeline behind them is thin. More first meetings of the same kind.", "Find two recordings of good discovery to listen to", []string{"Book five first meetings with finance leaders by the end of the month"}},
			{"Hears what isn't said, and asks about it", "Method rather than activity: six meetings, but the problem had a number in only one of them", "", []string{"Put a number on the problem in three open deals", "Draft the summary in the customer's words before the next meeting"}},
			{"Asks the awkward question kindly", "On plan, and mostly with people who were easy to reach", "An introduction to operations at Brightwater", []string{"Speak to one person in operations at each of the four largest accounts"}},
		}},
	{"The price conversation",
		[]seen{
			{live, "Said the price in one sentence and then stopped", "Filled the silence after eleven seconds with a discount nobody had asked for", unsure, "Say the price twice in a role-play and let me be the one who speaks next"},
			{heard, "Explained what drives the price without apologising", "Answered “too expensive” before finding out compared with what", unknown, "Ask “compared with what?” the next three times, and note the answers"},
			{joint, "Held the price when procurement got louder", "The trade was one-sided: we gave the term and got nothing for it", unsure, "List four things to ask for in return, before Thursday's call"},
			{role, "Calm voice, even slower than usual", "Talked about features again as soon as money came up", unsure, "Tie the price to the one number they gave us in the first meeting"},
			{live, "Brought up the price early, so that nobody was surprised", "The approval for the special terms wasn't there in time", blocked, "Agree with finance what can be decided in the room"},
			{heard, "Walked them from list to total without a single “just” or “only”", "Nothing to fix; keep the pace", fine, "Show the others how you lay out the three lines"},
		},
		[]talk{
			{"Talks about money as if it were the weather", "Discounts cost more than volume did this month: method, not activity", "Clear with finance what can be offered without asking", []string{"Practise the price talk with a colleague, twice", "No discount in a first quote until the end of the month"}},
			{"Keeps promises on terms to the day", "Two deals closed at list, and one that should have been", "", []string{"Write down what each discount of the quarter bought us"}},
			{"Never surprised by procurement any more", "On plan. The Orbis renewal alone makes up a third of it.", "Sit in on the Orbis price call and keep quiet", []string{"Take the Orbis renewal apart: what would make them leave?", "Name the price in the second meeting, not in the quote"}},
			{"Can explain the invoice to a bank and to a bakery", "Enough meetings; three of them stalled at the price for the same reason", "Get one page about payback from marketing", []string{"Redo the payback sheet with Marlow's own numbers", "Ask three customers what they compare us with"}},
		}},
	{"Next step before the demo",
		[]seen{
			{live, "Asked what they'd need to see to go on, and wrote it on the first slide", "The meeting ended with “we'll be in touch”", unsure, "Agree on a date before sharing the screen, in both demos next week"},
			{joint, "Left with a date, in writing, from both sides", "The date was ours; their own deadline never came up", unknown, "Find out what happens on their side in May, and plan backwards from it"},
			{heard, "Ended five minutes early to talk about what comes next", "Offered three next steps; they picked the smallest", unsure, "Propose one next step, with a reason, and then wait"},
			{ride, "Had the signature path on paper, with names", "Legal is missing on it, and always takes two weeks", unknown, "Add legal and the data clause to the Northwind plan"},
			{live, "Checked at the start whether half an hour was still right", "Did the whole tour although they had asked for one thing", another, "Next demo: their one thing first, then ask whether to go on"},
			{role, "Good close: “if this works on Thursday, what do we do on Friday?”", "Nothing to fix; use it on a real customer", fine, "Use the Friday question with Silverline and tell me what they said"},
		},
		[]talk{
			{"Follows up within the hour, every time", "Plenty of demos, few decisions: we show before we know what for", "Join the Thursday demo and take notes", []string{"Agree on the next step before each demo, and note it in the invitation", "Turn down one demo that has no question behind it"}},
			{"Writes plans that customers keep: Copperfield's lead updates it on her own", "Results ahead of plan thanks to two early renewals; new business is level", "", []string{"Write the mutual plan with the buyer at Fairmont, not for the buyer"}},
			{"Knows when a deal is dead and says so", "Activity is right. A third of the pipeline has no date from the customer.", "Look through the deals without a date together", []string{"Call the four quiet accounts before Thursday", "Close every deal that has no next step by the end of the week"}},
			{"Leaves meetings with a calendar entry, not with a hope", "On plan; the middle of the pipeline moves too slowly", "Ask for a security contact who answers in a day", []string{"Move one date forward in each of the five largest deals"}},
		}},
	{"Handling objections",
		[]seen{
			{live, "Didn't jump at the first objection; asked what was behind it", "Three good answers to it, where one would have been enough", unsure, "Answer in two sentences, then ask “does that help?”"},
			{heard, "Named the failed project of two years ago before they could", "Sounded hurt when they compared us with the cheaper one", unsure, "Role-play the comparison with a colleague until it bores you"},
			{joint, "Thanked them for the objection, and meant it", "Took “we need to think” as an answer", unknown, "Ask what exactly there is to think about, and who will be thinking"},
			{live, "Wrote every concern on the whiteboard and got through all of them", "The data question had to wait for legal, again", blocked, "Ask legal for one standard answer about where data is kept"},
			{role, "Repeated the objection in their words first", "The repeat came out like a phrase from a course", unsure, "Find your own words for it; three versions, on paper"},
			{ride, "Let the quiet engineer finish his doubt", "Nothing to fix: he was on our side afterwards", fine, "Send him the two pages he asked for, today"},
		},
		[]talk{
			{"Stays friendly when it gets rough, without giving in", "Lost two deals to the same objection; worth a day of work", "Bring the product lead for half an hour", []string{"Collect the objections of the last ten calls, with what was answered", "Try the short answer on the next three calls"}},
			{"Admits what we can't do, which makes the rest believable", "Results slightly behind, activity right, method nearly there", "", []string{"Prepare the competitor question for the Vantage call", "Ask one lost customer why, and listen"}},
			{"Asks for help early enough", "On plan. Small deals make up for one large one that slipped.", "A word with legal about the data clause", []string{"Write down the data answer on half a page and have it checked"}},
			{"Doesn't take a no personally", "Fewer calls than agreed: four days went to one tender", "Decide with me before the next tender", []string{"Ten calls to accounts that said no last year", "Ask about the budget in the first meeting"}},
		}},
	{"Listening more than talking",
		[]seen{
			{heard, "Summed up what the customer had said before answering", "Talk time was 70 to 30, and it felt like less", unknown, "Listen to the recording and count your questions"},
			{live, "Let the silence work after “and how is that for you?”", "Typed while they spoke; they noticed", unsure, "Take notes by hand in the next three meetings"},
			{joint, "Brought the quiet person in the room into the talk", "Finished two of their sentences", unsure, "Count to three before each answer, in two calls this week"},
			{live, "Heard “for now” in an answer and asked about it", "Checked on the remote side only at the end", another, "Ask the people on screen first, every time"},
			{role, "Asked back instead of explaining", "Still explained afterwards", unsure, "One call in which you explain nothing for the first ten minutes"},
			{ride, "Half an hour in the warehouse, and perhaps ten sentences of your own", "Nothing to fix. The order came from the ten minutes you said nothing.", fine, "Write down what you learned there for the rest of us"},
		},
		[]talk{
			{"Makes a room relax", "Activity fine, results fine; the long deals hang on one contact each", "", []string{"Find a second sponsor at Brightwater", "Sit in on a support call to hear the complaints first hand"}},
			{"Customers say “you remembered that?”", "Behind objective by two deals: both are still open, both with a reason", "Visit Halden together before their board meets", []string{"Ask both customers what we have misunderstood so far"}},
			{"Best notes on the team; anybody could take over tomorrow", "Talks a lot with people who like us, little with those who decide", "Open a door to the CFO at Orbis", []string{"Talk to one person who doesn't like us yet", "Bring talk time under half in three calls"}},
			{"Gives colleagues the floor as well", "On plan, and the plan was too easy", "", []string{"Set a goal that makes you a little nervous, and tell me on Monday"}},
		}},
	{"A short recap, the same day",
		[]seen{
			{live, "The recap was there before they were back at their desks", "A page and a half; the question for them was in the last line", unsure, "Five lines at most, and the question first"},
			{heard, "Used their words, even the odd one for our product", "No date in it, so no answer came", unknown, "Put one date and one name into each recap this week"},
			{joint, "Agreed on three points aloud before anybody left", "They were never sent", another, "Block ten minutes after each meeting for the recap"},
			{ride, "Recap spoken into the phone on the way to the car", "It read like that, too", unsure, "Read it once aloud before it goes out"},
			{heard, "Left out everything that was about us", "Forgot the person who decides", unknown, "Ask at the end of each meeting who else should read it"},
			{live, "Four lines, one date, and the CFO forwarded it unchanged", "Nothing to fix", fine, "Share the template with the team"},
		},
		[]talk{
			{"Writes so that people answer", "Response rate doubled; meetings haven't yet", "", []string{"Send each recap the same day, for two weeks", "Ask for one small thing in every recap"}},
			{"Clear. I've never had to ask what was meant.", "On plan; time goes into long emails that a call would settle", "Two hours a week without internal meetings", []string{"Call instead of writing the third email"}},
			{"Keeps the whole account team in the picture", "Good activity, but all of it in accounts we already have", "Take over the monthly report this once", []string{"Send Kestrel the one-page version and ask for 20 minutes", "Pick two new accounts and write to them by hand"}},
			{"Spots the sentence in a contract that will hurt later", "Results a little behind; two recaps without a date cost us three weeks", "", []string{"Go through the open recaps and add a date to each"}},
		}},
	{"Finding out who decides",
		[]seen{
			{live, "Asked who'd be unhappy if it went ahead. Great question.", "Sent the quote before we knew who signs", another, "Names and roles for Northwind on one page before the next quote"},
			{joint, "Thanked the champion and asked for the next name", "Accepted “I'll pass it on”", unsure, "Offer to write the three lines they would pass on"},
			{heard, "Asked how the last purchase of this size was decided", "Stopped at the first answer", unsure, "Ask “and then?” until there is a signature"},
			{role, "Drew the people on paper while we talked", "The drawing never reached the customer", unknown, "Check the drawing with your contact at Greyfriars"},
			{ride, "Said hello to everybody on the way to the meeting room", "The budget owner was two doors on, and we left", another, "Ask for five minutes with her when you're there on the 12th"},
			{live, "Had both signatories in the second meeting", "Nothing to fix; tell the others how", fine, "Two minutes in the team meeting about how you got them both there"},
		},
		[]talk{
			{"Well connected on every floor", "Three deals depend on people we've never met: that's method", "An introduction to their CFO", []string{"Find out who signs in the five largest deals", "Meet one of them this month"}},
			{"Has built real trust with the two buyers at Northwind", "Results on plan, and all from known buyers", "Bring our finance lead along to meet theirs", []string{"Ask every new contact who else must agree"}},
			{"Never goes around people; asks them for the way", "Activity below plan: holidays, and one big workshop", "", []string{"Ask the champion at Ashdown to bring the budget owner along", "Six first meetings in the next two weeks"}},
			{"Reads an organisation chart like a map", "Best case looks good, commit is thin", "Check the three biggest deals with me, person by person", []string{"Write one line on what each signatory wants"}},
		}},
	{"First words of a first call",
		[]seen{
			{live, "Said why this company, and why today, in twenty seconds", "Then asked “how are you?”, and the moment was gone", unsure, "Go straight from the reason to the question, ten times"},
			{heard, "Sounded like somebody one could say no to", "The reason was about our product", unknown, "Write three reasons that are about them"},
			{role, "Warm, unhurried, no script", "Too long before the first question", unsure, "First question within thirty seconds; use a clock"},
			{live, "Twelve calls in an hour, the last as friendly as the first", "The list was old; four of the twelve have left", blocked, "Tell marketing which fields are wrong, with the four examples"},
			{heard, "Took the no and asked what would have been interesting", "Didn't write the answer down", another, "Note each no in one line; we read them on Friday"},
			{live, "Two meetings out of six calls", "Nothing to fix. Same again tomorrow.", fine, "Let a colleague listen in on Tuesday's hour"},
		},
		[]talk{
			{"Picks up the phone when others write", "Activity: three new accounts a week instead of six", "Keep Tuesday mornings free of meetings", []string{"Block Tuesday mornings for prospecting, phone away afterwards", "Six new accounts a week until Easter"}},
			{"Takes a no with a smile, and gets a name out of it", "First meetings up by half. Second ones will follow, or we look at why.", "", []string{"Try the new opening twice a day and keep a tally"}},
			{"Sounds the same on Friday at four as on Monday at nine", "Enough first meetings, few second ones: method", "Listen to two calls that didn't work", []string{"Write the reason for the call on paper before dialling", "Ask for the second meeting during the first"}},
			{"Learns out loud, and takes us along", "Ahead of plan on activity, behind on results; that's the right order", "Find the reference customer for Redfern", []string{"Call back everybody who said “after the holidays”"}},
		}},
}

// ofLeaders are what those work on with their manager who lead people
// themselves.
var ofLeaders = []subject{
	{"Asking before telling",
		[]seen{
			{"", "Began with “how did it go, from where you sat?”", "The answer was in the second question", "", "Count to five after a question, and look at the table"},
			{"", "Waited until the rep had found two options of their own", "Liked one of them too visibly", "", "Ask for the risk in each option before saying a word"},
			{"", "Wrote down what the rep said, in the rep's words", "Explained for eight minutes in the middle", "", "Say once, at the start, what you'd like to hear from them"},
			{"", "Came with what was seen, not with an opinion", "Four things to improve; one would have been remembered", "", "Pick the one thing before you go in"},
		},
		[]talk{
			{"People leave the room with their own plan", "Team on plan. Two of them carry it; the others need method, not pressure.", "Sit in on one of the debriefs", []string{"Ask two questions before the first advice, in each debrief this month", "Let each of the team bring one call they want to talk about"}},
			{"Patient with beginners", "Activity fine, coaching time just under an hour a week per head", "", []string{"Move the debriefs to the day of the call"}},
			{"Says “I don't know, what do you think?”, and means it", "Behind by one large deal; the team took it well", "Take the pricing escalation off the table", []string{"Have the next deal review led by somebody else", "Ask each person what to do less of"}},
		}},
	{"Time for coaching",
		[]seen{
			{"", "Phone in the bag, door shut, the whole half hour", "Started twelve minutes late", "", "Keep the ten minutes before each session empty"},
			{"", "Knew what was agreed last time without looking", "Ran out of time for the plan", "", "Begin with the plan, and end ten minutes early"},
			{"", "Took the session outside, for a walk", "Nothing was written down", "", "Three lines together at the end, standing up if need be"},
			{"", "Kept the debrief although the day was on fire", "The fire came up four times", "", "Say at the start what you'll leave outside"},
		},
		[]talk{
			{"Protects the team's time, less so their own", "Forecast calls take six hours a week; coaching takes four", "Cut my report to one page", []string{"Two fixed mornings for observations, in the calendar until summer", "Hand the weekly report to somebody who wants to learn it"}},
			{"Always there when it matters", "On plan. Observations slipped in the weeks with travel.", "", []string{"Plan observations around the trips for the next month"}},
			{"Says no to meetings, politely", "Coverage is good; the quieter two are seen less often", "Swap the Tuesday call for a written update", []string{"Start the week with the two you've seen least", "Sit in on one call of each before the 20th"}},
		}},
	{"An honest forecast",
		[]seen{
			{"", "Took a hope out of the commit without making anybody small", "Asked for the number first, and for the reason after", "", "Reason first in the next two reviews, then the number"},
			{"", "Asked “what would have to be true?” about every large deal", "Let one “should be fine” pass", "", "Ask for the customer's date whenever you hear “should”"},
			{"", "Let the team correct each other", "The bad news came last", "", "Open with what got worse"},
			{"", "Thanked the person who moved a deal out", "Nobody spoke about what was learned", "", "One lesson from each lost deal, in one sentence, out loud"},
		},
		[]talk{
			{"Bad news arrives early from this team", "Commit was within three percent; best case was fiction", "Explain the number upstairs", []string{"Have each deal's next step come from the customer", "Look at the three oldest deals without their owners' stories"}},
			{"Calm at quarter end", "Results fine, and too many of them in the last week", "", []string{"Agree on dates in the first week of the month"}},
			{"Knows every large deal and lets others present them", "Slightly behind; the gap is in the middle of the pipeline", "A visit to Bluegate together", []string{"Run one review on early deals only", "Ask each person for the deal they'd bet their own money on"}},
		}},
	{"Feedback on the same day",
		[]seen{
			{"", "Three minutes in the corridor, and it was all there", "Only what went wrong", "", "Two sentences on what to keep, first, every time"},
			{"", "Asked whether it was a good moment. It wasn't, and they waited.", "Then it took two days", "", "Agree on the moment right away: today, four o'clock"},
			{"", "Described what happened, in the order it happened", "Softened the one thing until it was gone", "", "Say the one thing in one plain sentence, and stop"},
			{"", "Said thank you for feedback on oneself, and changed it the same week", "Talked about three people at once", "", "One person, one session"},
		},
		[]talk{
			{"Fair, and known for it", "The team is on plan; two would be further with faster feedback", "", []string{"Feedback before six on the day of the call, for two weeks", "Ask each of the team how they like to hear it"}},
			{"Praises exactly: people know what to do again", "Activity and results right; one person needs a clear word", "Go through the difficult talk beforehand", []string{"Have the talk this week, with one example"}},
			{"Asks for feedback and survives it", "Good quarter so far; the newcomers are ahead of their plan", "", []string{"Collect one piece of feedback about yourself from each, and tell me the best", "Sit in on a colleague's debrief"}},
		}},
}
