package bot

import (
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
)

// A route is a kind of request and its handler. Every person admitted by
// practice.MayUse may make any request; the handler checks their permission for
// this one. Whom only practice.MayReadOwn admits may make those of ownRoutes.
type route struct {
	name  string // the kind of request and which: “command log”
	usage string // for commands, as typed
	help  string // for commands, one line
	do    handler
}

// table returns all routes, by feature. Help, the manifest test and serve read
// it.
func (b *Bot) table() []route {
	return []route{
		// Commands, in the order in which help lists them.
		{"command", "/coach", "what's waiting for you, and what to do next", b.takingPart(b.welcome)},
		{"command due", "/coach due", "everything that's due, with a button for each", b.takingPart(b.due)},
		{"command log", "/coach log [practice] [@person]", "log something you did, such as /coach log 1:1 @ana", b.logCommand},
		{"command recognize", "/coach recognize [@person] [for …]", "thank somebody, in the channel or privately, such as /coach recognize @ana for the demo", b.recognizeCommand},
		{"command topic", "/coach topic [@person] [words]", "put something on the list for your next 1:1, such as /coach topic @ana the renewal", b.takingPart(b.topicCommand)},
		{"command ask", "/coach ask [@person] [about …]", "ask your manager for a session, help or a ride-along", b.takingPart(b.askCommand)},
		{"command obstacle", "/coach obstacle [words] [@owner]", "raise what's in the way, such as /coach obstacle legal takes six weeks", b.takingPart(b.obstacleCommand)},
		{"command obstacles", "/coach obstacles", "what's in the way, who owns it and since when", b.takingPart(b.obstaclesCommand)},
		{"command history", "/coach history [@person]", "what you and somebody wrote to each other, to read, edit or withdraw", b.historyCommand},
		{"command undo", "/coach undo", "undo the last thing you logged, skipped or excused", b.undoCommand},
		{"command away", "/coach away [days] [@person]", "note when you or one of your people are away, such as /coach away 24 Dec - 2 Jan", b.awayCommand},
		{"command playbook", "/coach playbook", "what's expected of you, and what leaders see of it", b.takingPart(b.playbook)},
		{"command team", "/coach team", "who you report to, and who reports to you", b.teamCommand},
		{"command excuse", "/coach excuse [@person]", "excuse something one of your people couldn't do", b.takingPart(b.excuseCommand)},
		{"command steps", "/coach steps [@person]", "your next steps, and those of your people", b.stepsCommand},
		{"command best", "/coach best [word]", "best practices that teams have shared, such as /coach best discovery", b.takingPart(b.bestCommand)},
		{"command plan", "/coach plan", "give the things of your week a day", b.takingPart(b.planWeek)},
		{"command agenda", "/coach agenda", "the agenda of your next team meeting, to edit and post", b.takingPart(b.agendaCommand)},
		{"command report", "/coach report [me|team|company|@person] [week|month|quarter] [date]", "what a week, a month or a quarter came to, such as /coach report team month", b.reportCommand},
		{"command settings", "/coach settings", "when and about what I write to you; for owners of the playbook, everyone's too", b.messages},
		{"command help", "/coach help", "this list", b.help},
		{"typed", "", "", b.typed},
		{"home", "", "", b.home},
		// Shortcuts: anywhere in Slack, and on a message.
		{"shortcut log", "", "", b.logCommand},
		{"shortcut thank", "", "", b.recognizeCommand},
		{"shortcut obstacle", "", "", b.takingPart(b.obstacleCommand)},
		{"message thank_for_this", "", "", b.thankForThis},
		{"message log_moment", "", "", b.logMoment},
		{"message this_is_an_obstacle", "", "", b.takingPart(b.thisIsAnObstacle)},
		{"message talk_about_this", "", "", b.takingPart(b.talkAboutThis)},

		// Home.
		{"button " + view.ActionPerson, "", "", b.personButton},
		{"button " + view.ActionPeople, "", "", b.peopleButton},
		{"button " + view.ActionPeopleBack, "", "", b.peopleButton},
		{"button " + view.ActionKnown, "", "", b.theirOwn(b.knownButton)},
		{"button " + view.ActionTakeData, "", "", b.theirOwn(b.takeDataButton)},

		// Logging and thanking.
		{"button " + view.ActionDue, "", "", b.takingPart(b.due)},
		{"button " + view.ActionLog, "", "", b.logButton},
		{"button " + view.ActionLogAny, "", "", b.logAnyButton},
		{"button " + view.ActionRecognize, "", "", b.recognizeCommand},
		{"button " + view.ActionOpen, "", "", b.openButton},
		{"button " + kit.ActionChoose, "", "", b.chooseInput},
		{"button " + view.ActionAddRow, "", "", b.addRowButton},
		{"button " + view.ActionMore, "", "", b.moreButton},
		{"button " + view.ActionGood, "", "", b.goodButton},
		{"button " + view.ActionUndo, "", "", b.undoButton},
		{"button " + view.ActionLikePublic, "", "", b.likeButton(practice.LikesPublic)},
		{"button " + view.ActionLikePrivate, "", "", b.likeButton(practice.LikesPrivate)},
		{"submit " + view.FormPick, "", "", b.submitPick},
		{"submit " + view.FormLog, "", "", b.submitLog},

		// The life of an entry.
		{"button " + view.ActionRead, "", "", b.readButton},
		{"button " + view.ActionEdit, "", "", b.editButton},
		{"button " + view.ActionWithdraw, "", "", b.withdrawButton},
		{"button " + view.ActionBetween, "", "", b.historyWithButton},
		{"button " + view.ActionOlder, "", "", b.olderButton},
		{"submit " + view.FormEdit, "", "", b.submitEdit},

		// The agenda of a team meeting.
		{"button " + view.ActionAgenda, "", "", b.takingPart(b.agendaCommand)},
		{"button " + view.ActionAgendaTakeBack, "", "", b.agendaTakeBackButton},
		{"submit " + view.FormAgenda, "", "", b.submitAgenda},

		// Whether an entry matches what the other remembers.
		{"button " + view.ActionMatchYes, "", "", b.matchButton(practice.MatchedYes)},
		{"button " + view.ActionMatchLike, "", "", b.matchButton(practice.MatchedLike)},
		{"button " + view.ActionMatchNo, "", "", b.matchButton(practice.MatchedNo)},
		{"button " + view.ActionConfirmation, "", "", b.confirmationButton},
		{"button " + view.ActionKeep, "", "", b.keepButton},
		{"submit " + view.FormConfirmation, "", "", b.submitConfirmation},

		// Skipping and excusing.
		{"button " + view.ActionTakeBackSkip, "", "", b.takeBackWaivedButton},
		{"button " + view.ActionTakeBackExcuse, "", "", b.takeBackWaivedButton},
		{"button " + view.ActionSkip, "", "", b.skipButton},
		{"submit " + view.FormSkip, "", "", b.submitSkip},
		{"submit " + view.FormExcuseWho, "", "", b.submitExcusePicker},
		{"submit " + view.FormExcuse, "", "", b.submitExcuse},

		// What a manager and a report share: topics, a focus, time asked for.
		{"button " + view.ActionTopics, "", "", b.takingPart(b.topicsButton)},
		{"button " + view.ActionTopicDrop, "", "", b.topicDropButton},
		{"button " + view.ActionTopicStep, "", "", b.topicStepButton},
		{"submit " + view.FormTopics, "", "", b.submitTopics},
		{"submit " + view.FormTopicStep, "", "", b.submitTopicStep},
		{"button " + view.ActionFocus, "", "", b.focusButton},
		{"button " + view.ActionFocusAside, "", "", b.focusAsideButton},
		{"button " + view.ActionLookAgain, "", "", b.lookAgainButton},
		{"submit " + view.FormFocus, "", "", b.submitFocus},
		{"submit " + view.FormLookAgain, "", "", b.submitLookAgain},
		{"button " + view.ActionAskTime, "", "", b.takingPart(b.askTimeButton)},
		{"button " + view.ActionPlanTime, "", "", b.planTimeButton},
		{"button " + view.ActionTimeDone, "", "", b.timeDoneButton},
		{"button " + view.ActionTimeWithdraw, "", "", b.timeWithdrawButton},
		{"submit " + view.FormAskTime, "", "", b.submitAskTime},
		{"submit " + view.FormPlanTime, "", "", b.submitPlanTime},

		// Visits to a manager's sessions.
		{"button " + view.ActionVisitYes, "", "", b.visitYesButton},
		{"button " + view.ActionVisitMove, "", "", b.visitMoveButton},
		{"button " + view.ActionVisitOff, "", "", b.visitOffButton},
		{"submit " + view.FormVisit, "", "", b.submitVisit},
		{"submit " + view.FormVisitMove, "", "", b.submitVisitMove},

		// Time away.
		{"button " + view.ActionAway, "", "", b.awayButton},
		{"button " + view.ActionEndLeave, "", "", b.endLeaveButton},
		{"submit " + view.FormAway, "", "", b.submitAway},

		// The playbook, as everybody reads it and as its owners change it.
		{"button " + view.ActionExpected, "", "", b.takingPart(b.playbook)},
		{"button " + view.ActionPledge, "", "", b.pledgeButton},
		{"button " + view.ActionSuggest, "", "", b.suggestButton},
		{"submit " + view.FormSuggest, "", "", b.submitSuggest},
		{"button " + view.ActionChangePlaybook, "", "", b.owned(b.changePlaybookButton)},
		{"button " + view.ActionChangePractice, "", "", b.owned(b.changePracticeButton)},
		{"button " + view.ActionDropChange, "", "", b.owned(b.dropChangeButton)},
		{"button " + view.ActionHistory, "", "", b.owned(b.historyButton)},
		{"button " + view.ActionUnpublish, "", "", b.owned(b.unpublishButton)},
		{"submit " + view.FormPlaybook, "", "", b.owned(b.submitPlaybook)},
		{"submit " + view.FormPractice, "", "", b.owned(b.submitPractice)},
		{"submit " + view.FormPublish, "", "", b.owned(b.submitPublish)},
		{"button " + view.ActionWords, "", "", b.owned(b.changeWordsButton)},
		{"submit " + view.FormWords, "", "", b.owned(b.submitWords)},
		{"button " + view.ActionPurpose, "", "", b.owned(b.changePurposeButton)},
		{"submit " + view.FormPurpose, "", "", b.owned(b.submitPurpose)},

		// Teams.
		{"button " + view.ActionTeam, "", "", b.teamCommand},
		{"button " + view.ActionClaimYes, "", "", b.claimYesButton},
		{"button " + view.ActionClaimNo, "", "", b.claimNoButton},
		{"button " + view.ActionTakeBack, "", "", b.takeBackButton},
		{"button " + view.ActionRemove, "", "", b.removeButton},
		{"button " + view.ActionLeave, "", "", b.leaveButton},
		{"button " + view.ActionStandIn, "", "", b.standInButton},
		{"button " + view.ActionStandInEnd, "", "", b.standInEndButton},
		{"submit " + view.FormStandIn, "", "", b.submitStandIn},
		{"submit " + view.FormTeam, "", "", b.submitTeam},
		{"button " + view.ActionTeamSettings, "", "", b.teamSettingsButton},
		{"submit " + view.FormTeamSettings, "", "", b.submitTeamSettings},

		// Next steps and plans.
		{"button " + view.ActionSteps, "", "", b.stepsButton},
		{"button " + view.ActionStepDone, "", "", b.stepDoneButton},
		{"button " + view.ActionStepUndone, "", "", b.stepUndoneButton},
		{"button " + view.ActionStepMove, "", "", b.stepMoveButton},
		{"button " + view.ActionStepCancel, "", "", b.stepCancelButton},
		{"button " + view.ActionStepKeep, "", "", b.stepKeepButton},
		{"button " + view.ActionPlanWrite, "", "", b.planWriteButton},
		{"button " + view.ActionPlanAgree, "", "", b.planAgreeButton},
		{"button " + view.ActionPlanTalk, "", "", b.planTalkButton},
		{"submit " + view.FormMove, "", "", b.submitMove},
		{"submit " + view.FormPlan, "", "", b.submitPlan},

		// Sessions of a team's plans, and questions of coach's own.
		{"button " + view.ActionSessionTake, "", "", b.answerSessionButton(true)},
		{"button " + view.ActionSessionNotMine, "", "", b.answerSessionButton(false)},
		{"button " + view.ActionSessionDone, "", "", b.sessionDoneButton},
		{"button " + view.ActionWhoWon, "", "", b.whoWonButton},
		{"button " + view.ActionNobodyWon, "", "", b.nobodyWonButton},
		{"button " + view.ActionPlanRight, "", "", b.planRightButton},
		{"button " + view.ActionPlanUpdate, "", "", b.planUpdateButton},
		{"button " + view.ActionCustomers, "", "", b.customersButton},
		{"button " + view.ActionNoCustomers, "", "", b.noCustomersButton},
		{"submit " + view.FormCustomers, "", "", b.submitCustomers},

		// Obstacles.
		{"button " + view.ActionObstacle, "", "", b.takingPart(b.obstacleButton)},
		{"button " + view.ActionObstacles, "", "", b.takingPart(b.obstaclesButton)},
		{"button " + view.ActionObstacleOpen, "", "", b.obstaclePageButton},
		{"button " + view.ActionObstacleTake, "", "", b.obstacleForm(practice.ObstacleOwned, view.TakeObstacle)},
		{"button " + view.ActionObstacleName, "", "", b.obstacleForm(practice.ObstacleOwned, view.NameOwner)},
		{"button " + view.ActionObstacleUpdate, "", "", b.obstacleForm(practice.ObstacleUpdated, view.UpdateObstacle)},
		{"button " + view.ActionObstacleDue, "", "", b.obstacleForm(practice.ObstacleDue, view.MoveObstacle)},
		{"button " + view.ActionObstacleResolve, "", "", b.obstacleForm(practice.ObstacleResolved, view.ResolveObstacle)},
		{"button " + view.ActionMakeObstacle, "", "", b.makeObstacleButton},
		{"button " + view.ActionObstacleMore, "", "", b.obstacleMoreButton},
		{"button " + view.ActionObstacleDecline, "", "", b.obstacleDeed(practice.ObstacleDeclined)},
		{"button " + view.ActionObstaclePass, "", "", b.obstacleDeed(practice.ObstacleOffered)},
		{"button " + view.ActionObstacleGone, "", "", b.obstacleDeed(practice.ObstacleGone)},
		{"button " + view.ActionObstacleStill, "", "", b.obstacleDeed(practice.ObstacleReopened)},
		{"button " + view.ActionObstacleWithdraw, "", "", b.obstacleDeed(practice.ObstacleWithdrawn)},
		{"submit " + view.FormObstacle, "", "", b.takingPart(b.submitObstacle)},
		{"submit " + view.FormObstacleOwner, "", "", b.submitObstacleOwner},
		{"submit " + view.FormObstacleUpdate, "", "", b.submitObstacleUpdate},
		{"submit " + view.FormObstacleDue, "", "", b.submitObstacleDue},
		{"submit " + view.FormObstacleResolve, "", "", b.submitObstacleResolve},

		// A person's own messages and their week.
		{"button " + view.ActionPlanWeek, "", "", b.takingPart(b.planWeek)},
		{"button " + view.ActionMoveDay, "", "", b.takingPart(b.moveDayButton)},
		{"button " + view.ActionPlanOne, "", "", b.planOneButton},
		{"button " + view.ActionPatternDay, "", "", b.patternButton(practice.PatternDay)},
		{"button " + view.ActionPatternLoad, "", "", b.patternButton(practice.PatternLoad)},
		{"button " + view.ActionPatternMine, "", "", b.patternButton(practice.PatternMine)},
		{"button " + view.ActionMessages, "", "", b.messages},
		{"submit " + view.FormPlanWeek, "", "", b.submitPlanWeek},
		{"submit " + view.FormMessages, "", "", b.submitMessages},

		// Set-up and settings.
		{"button " + view.ActionSetUp, "", "", b.setUpButton},
		{"button " + view.ActionShowMe, "", "", b.showMeButton},
		// A leader's digest, and what it is going to say of somebody.
		{"button " + view.ActionDigestTable, "", "", b.digestTable},
		{"button " + view.ActionDigestWhy, "", "", b.digestWhy},
		{"button " + view.ActionDigestReached, "", "", b.digestReached},
		{"button " + view.ActionDigestCSV, "", "", b.digestCSV},
		{"button " + view.ActionReportCSV, "", "", b.reportCSV},
		{"button " + view.ActionOfferHelp, "", "", b.offerHelp},
		{"button " + view.ActionExcuseHelp, "", "", b.excuseHelp},
		{"button " + view.ActionHelped, "", "", b.helpedButton(practice.HelpedYes)},
		{"button " + view.ActionHelpedNotYet, "", "", b.helpedButton(practice.HelpedNotYet)},
		{"button " + view.ActionHelpComment, "", "", b.commentButton},
		{"submit " + view.FormHelpComment, "", "", b.submitComment},

		// What else a digest offers to owners of the playbook.
		{"button " + view.ActionLookLess, "", "", b.owned(b.lookButton(practice.AskedLess))},
		{"button " + view.ActionLookRecordings, "", "", b.owned(b.lookButton(practice.FromRecordings))},
		{"button " + view.ActionLookPause, "", "", b.owned(b.lookButton(practice.Paused))},
		{"button " + view.ActionDigests, "", "", b.settingsOwned(b.digestsButton)},
		{"button " + view.ActionDigestAdd, "", "", b.settingsOwned(b.addDigestButton)},
		{"button " + view.ActionDigestChange, "", "", b.settingsOwned(b.changeDigestButton)},
		{"button " + view.ActionDigestStop, "", "", b.settingsOwned(b.stopDigestButton)},
		{"submit " + view.FormDigest, "", "", b.settingsOwned(b.submitDigest)},

		{"button " + view.ActionOwners, "", "", b.settingsOwned(b.ownersButton)},
		{"button " + view.ActionOwnerAdd, "", "", b.settingsOwned(b.addOwnerButton)},
		{"button " + view.ActionOwnerRemove, "", "", b.settingsOwned(b.removeOwnerButton)},
		{"submit " + view.FormOwner, "", "", b.settingsOwned(b.submitOwner)},
		{"button " + view.ActionErase, "", "", b.settingsOwned(b.eraseButton)},
		{"submit " + view.FormEraseWhom, "", "", b.settingsOwned(b.submitEraseWhom)},
		{"submit " + view.FormErase, "", "", b.settingsOwned(b.submitErase)},
		{"button " + view.ActionKept, "", "", b.settingsOwned(b.keptButton)},
		{"submit " + view.FormKept, "", "", b.settingsOwned(b.submitKept)},
		{"submit " + view.FormKeptSure, "", "", b.settingsOwned(b.submitKeptSure)},
		{"button " + view.ActionAudit, "", "", b.settingsOwned(b.auditButton)},
		{"button " + view.ActionAuditPage, "", "", b.settingsOwned(b.auditPageButton)},
		{"button " + view.ActionAuditNewest, "", "", b.settingsOwned(b.auditPageButton)},

		{"button " + view.ActionSettings, "", "", b.settingsCommand},
		{"submit " + view.FormSetUp, "", "", b.submitSetUp},
		{"submit " + view.FormCore, "", "", b.submitCore},
		{"submit " + view.FormSettings, "", "", b.submitSettings},
	}
}

// Routes returns the names of all routes.
func Routes() []string {
	var names []string
	for _, r := range new(Bot).table() {
		names = append(names, r.name)
	}
	return names
}

// index returns the handlers by the names of their routes.
func index(table []route) map[string]handler {
	routes := make(map[string]handler, len(table))
	for _, r := range table {
		routes[r.name] = r.do
	}
	return routes
}
