package stories

import (
	"fmt"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
)

// forgedRows are how each row of the route table is forged. A stranger is a
// member of the company, who may thank people, say who reports to them and note
// their own leave.
var forgedRows = []forgedRow{
	// What people type.
	{"command", commands(""), nil},
	{"command due", commands("due", "due <@UDANA0000>"), nil},
	{"command log", commands("log", "log 1:1 <@UBEN00000>", "log 1:1 ben", "log team meeting", "log zzz"), nil},
	{"command recognize", commands("recognize <@UBEN00000> for the demo", "recognize ben"), nil},
	{"command topic", commands("topic <@UDANA0000> forged", "topic <@UBEN00000> forged", "topic"), map[string]string{"rep": "topics"}},
	{"command ask", commands("ask <@UDANA0000> about forged", "ask <@UBEN00000>", "ask"), nil},
	{"command history", commands("history", "history <@UDANA0000>", "history <@UBEN00000>", "history zzz"), nil},
	{"command undo", commands("undo"), nil},
	{"command away", commands("away 3 Jun <@UBEN00000>", "away <@UBEN00000>", "away"), nil},
	{"command obstacle", commands("obstacle", "obstacle "+"nothing <@UDANA0000|dana>", "obstacle <@UBEN00000|ben> what is in the way"), nil},
	{"command obstacles", commands("obstacles", "obstacles all"), nil},
	{"command steps", commands("steps", "steps <@UBEN00000>", "steps ben"), nil},
	{"command best", commands("best", "best forged", "best <@UBEN00000>"), nil},
	{"command playbook", commands("playbook", "playbook <@UDANA0000>"), nil},
	{"command team", commands("team", "team <@UDANA0000>"), nil},
	{"command excuse", commands("excuse <@UDANA0000>", "excuse dana", "excuse"), nil},
	{"command plan", commands("plan", "plan <@UDANA0000>"), nil},
	{"command agenda", commands("agenda", "agenda <@UDANA0000>"), nil},
	{"command report", commands("report company", "report <@UBEN00000>", "report dana month", "report zzz", "report 3/4"), nil},
	{"command settings", commands("settings", "settings <@UDANA0000>"), nil},
	{"command help", commands("help"), nil},
	{"typed", typed("due", "log 1:1 <@UBEN00000>", "thank <@UBEN00000> for the demo", "away 3 Jun <@UBEN00000>", "steps <@UBEN00000>", "help", "undo", "topic <@UBEN00000> forged", "ask <@UBEN00000> about forged", "what did dana write"), nil},
	{"home", looks, nil},

	// Shortcuts.
	{"shortcut log", anywhere("log"), nil},
	{"shortcut thank", anywhere("thank"), nil},
	{"shortcut obstacle", anywhere("obstacle"), nil},
	{"message thank_for_this", onMessages("thank_for_this"), nil},
	{"message log_moment", onMessages("log_moment"), nil},
	{"message this_is_an_obstacle", onMessages("this_is_an_obstacle"), nil},
	{"message talk_about_this", onMessages("talk_about_this"), nil},

	// Home.
	{"button " + view.ActionPerson, refused("This person doesn't report to you.", presses(view.ActionPerson, func(s *scene) []string {
		return []string{s.IDs["ben"], s.IDs["dana"], s.IDs["cy"], "9999", "-1", "", "x"}
	})), nil},
	{"button " + view.ActionPeople, presses(view.ActionPeople, func(*scene) []string { return []string{"10", "-1", "9999", "x"} }), nil},
	{"button " + view.ActionPeopleBack, presses(view.ActionPeopleBack, func(*scene) []string { return []string{"10", "-1", "x"} }), nil},
	{"button " + view.ActionKnown, presses(view.ActionKnown, func(s *scene) []string { return []string{s.IDs["dana"], "1", "-1", "x"} }), nil},

	{"button " + view.ActionTakeData, presses(view.ActionTakeData, (*scene).people), map[string]string{ // each their own
		"stranger": "sent_files outbox", "guest who has left": "sent_files outbox", "rep": "sent_files outbox", "manager": "sent_files outbox", "owner": "sent_files outbox"}},

	// Logging and thanking.
	{"button " + view.ActionDue, presses(view.ActionDue, (*scene).anyID), nil},
	{"button " + view.ActionLog, refused("This one is already settled.", presses(view.ActionLog, (*scene).owed)), nil},
	{"button " + view.ActionLogAny, presses(view.ActionLogAny, (*scene).anyID), nil},
	{"button " + view.ActionRecognize, presses(view.ActionRecognize, (*scene).anyID), nil},
	{"button " + view.ActionOpen, presses(view.ActionOpen, func(s *scene) []string {
		return []string{
			fmt.Sprintf(`{"practice":"one_on_one","person":%s,"on":"2026-03-05"}`, s.IDs["ben"]),
			fmt.Sprintf(`{"practice":"recognition","person":%s,"on":"2026-03-05","message":"1772701200.000100"}`, s.IDs["dana"]),
			`{"practice":"no_such"}`, "null", "x",
		}
	}), nil},
	{"button " + kit.ActionChoose, choices, nil},
	{"button " + view.ActionAddRow, func(s *scene) (sent []forgery) {
		for _, path := range []string{"plan", "plan." + s.IDs["cy"], "x"} {
			sent = append(sent, s.pressIn("log_form", view.ActionAddRow, path), s.pressIn("recognize", view.ActionAddRow, path))
		}
		return append(sent, s.pressInEdit(view.ActionAddRow, "plan"))
	}, nil},
	{"button " + view.ActionMore, func(s *scene) (sent []forgery) {
		for _, value := range []string{"open", "closed", "x"} {
			sent = append(sent, s.pressIn("log_form", view.ActionMore, value))
		}
		return sent
	}, map[string]string{"manager": "open_questions"}},
	{"button " + view.ActionGood, presses(view.ActionGood, func(*scene) []string { return []string{"one_on_one", "no_such", ""} }), nil},
	{"button " + view.ActionUndo, refused(notYours, presses(view.ActionUndo, func(s *scene) []string {
		return []string{s.entry, s.thanks, s.entry + "," + s.thanks, "", "9999", "-1"}
	})), nil},
	{"button " + view.ActionLikePublic, presses(view.ActionLikePublic, (*scene).anyID), map[string]string{
		"stranger": "revisions", "rep": "revisions", "manager": "revisions", "owner": "revisions"}},
	{"button " + view.ActionLikePrivate, presses(view.ActionLikePrivate, (*scene).anyID), map[string]string{
		"stranger": "revisions", "rep": "revisions", "manager": "revisions", "owner": "revisions"}},
	{"submit " + view.FormPick, submits(view.FormPick), nil},

	// The life of an entry.
	{"button " + view.ActionRead, refused("This one was withdrawn, or isn't yours to read.", presses(view.ActionRead, (*scene).entries)), nil},
	{"button " + view.ActionEdit, refused(notYours, presses(view.ActionEdit, (*scene).entries)), nil},
	{"button " + view.ActionWithdraw, refused(notYours, presses(view.ActionWithdraw, (*scene).entries)), nil},
	{"button " + view.ActionBetween, presses(view.ActionBetween, (*scene).histories), nil},
	{"button " + view.ActionOlder, presses(view.ActionOlder, (*scene).histories), nil},
	{"submit " + view.FormEdit, refused(notYours, func(s *scene) []forgery {
		return []forgery{s.submit(view.FormEdit), s.submit(view.FormEdit, s.value("ben"), s.value("cy")),
			s.submitAs(view.FormEdit, fmt.Sprintf(`{"practice":"recognition","entry":%s}`, s.thanks)), s.submitAs(view.FormEdit, `{"practice":"one_on_one","entry":9999}`)}
	}), nil},

	// The agenda of a team meeting. Eli may open his own.
	{"button " + view.ActionAgenda, presses(view.ActionAgenda, (*scene).people), nil},
	{"button " + view.ActionAgendaTakeBack, refused("This agenda isn't yours, or it was taken back already.", presses(view.ActionAgendaTakeBack, func(s *scene) []string {
		return []string{s.agenda, "9999", ""}
	})), nil},
	{"submit " + view.FormAgenda, func(s *scene) []forgery {
		return []forgery{s.submit(view.FormAgenda), s.submitAs(view.FormAgenda, `{"on":"2026-03-05"}`), s.submitAs(view.FormAgenda, "x")}
	}, map[string]string{"manager": "team_agendas outbox"}},

	// Whether an entry matches what Ben remembers.
	{"button " + view.ActionMatchYes, refused(notTheirAsk, presses(view.ActionMatchYes, (*scene).confirmations)), nil},
	{"button " + view.ActionMatchLike, refused(notTheirAsk, presses(view.ActionMatchLike, (*scene).confirmations)), nil},
	{"button " + view.ActionMatchNo, refused(notTheirAsk, presses(view.ActionMatchNo, (*scene).confirmations)), nil},
	{"button " + view.ActionConfirmation, refused(notTheirAsk, presses(view.ActionConfirmation, (*scene).confirmations)), nil},
	{"button " + view.ActionKeep, refused(notTheirAsk, presses(view.ActionKeep, (*scene).confirmations)), nil},
	{"submit " + view.FormConfirmation, refused(notTheirAsk, func(s *scene) []forgery {
		return []forgery{s.submit(view.FormConfirmation), s.submitAs(view.FormConfirmation, `{"ask":9999}`)}
	}), nil},

	// Skipping and excusing.
	{"button " + view.ActionTakeBackSkip, refused(settledForAll, presses(view.ActionTakeBackSkip, (*scene).owed)), nil},
	{"button " + view.ActionTakeBackExcuse, refused(settledForAll, presses(view.ActionTakeBackExcuse, (*scene).owed)), nil},
	{"button " + view.ActionSkip, refused("This one is already settled.", presses(view.ActionSkip, (*scene).owed)), nil},
	{"submit " + view.FormSkip, func(s *scene) (sent []forgery) {
		for _, id := range []string{s.waiting, s.skipped, s.excused, "9999"} {
			f := s.submitAs(view.FormSkip, fmt.Sprintf(`{"occurrence":%s}`, id))
			f.refused = "Only the person who does it can skip this one."
			sent = append(sent, f)
		}
		return append(sent, s.submitAs(view.FormSkip, "x"))
	}, nil},
	{"submit " + view.FormExcuseWho, func(s *scene) []forgery {
		to := func(handle, refused string) forgery {
			f := s.submit(view.FormExcuseWho, s.value("dana"), s.value(handle))
			f.refused = refused
			return f
		}
		const notTheirs = "doesn't report to you"
		return []forgery{to("dana", notTheirs), to("ben", notTheirs), to("cy", notTheirs), to("ana", ""), to("eli", ""), to("olga", notTheirs)}
	}, nil},
	{"submit " + view.FormExcuse, excuses, nil},

	// What a manager and a report share. Ana reports to Dana as Ben does, so she may add to what is hers.
	{"button " + view.ActionTopics, presses(view.ActionTopics, (*scene).people), nil},
	{"button " + view.ActionTopicDrop, refused(notTheirTopic, presses(view.ActionTopicDrop, func(s *scene) []string { return []string{s.topic, "9999", ""} })), nil},
	{"button " + view.ActionTopicStep, refused(notTheirTopic, presses(view.ActionTopicStep, func(s *scene) []string { return []string{s.topic, "9999", ""} })), nil},
	{"submit " + view.FormTopics, func(s *scene) []forgery {
		toDana := s.submit(view.FormTopics, s.value("ben"), s.value("dana"))
		return []forgery{s.submit(view.FormTopics), toDana, s.submitAs(view.FormTopics, "x")}
	}, map[string]string{"rep": "topics"}},
	{"submit " + view.FormTopicStep, refused(notTheirTopic, func(s *scene) []forgery {
		return []forgery{s.submit(view.FormTopicStep), s.submitAs(view.FormTopicStep, `{"topic":9999}`), s.submitAs(view.FormTopicStep, "x")}
	}), nil},
	{"button " + view.ActionFocus, presses(view.ActionFocus, func(s *scene) []string {
		return append(s.people(), s.IDs["dana"]+","+s.entry, s.IDs["ben"]+","+s.entry)
	}), nil},
	{"button " + view.ActionFocusAside, refused(notTheirFocus, presses(view.ActionFocusAside, func(s *scene) []string { return []string{s.focus, "9999", ""} })), nil},
	{"button " + view.ActionLookAgain, refused(notTheirFocus, presses(view.ActionLookAgain, func(s *scene) []string { return []string{s.focus, "9999", ""} })), nil},
	{"submit " + view.FormFocus, func(s *scene) []forgery {
		return []forgery{s.submit(view.FormFocus), s.submitAs(view.FormFocus, fmt.Sprintf(`{"with":%s,"entry":%s}`, s.IDs["dana"], s.entry)), s.submitAs(view.FormFocus, "x")}
	}, map[string]string{"rep": "focuses"}},
	{"submit " + view.FormLookAgain, refused(notTheirFocus, func(s *scene) []forgery {
		return []forgery{s.submit(view.FormLookAgain), s.submitAs(view.FormLookAgain, `{"focus":9999}`), s.submitAs(view.FormLookAgain, "x")}
	}), nil},
	{"button " + view.ActionAskTime, presses(view.ActionAskTime, func(s *scene) []string {
		return []string{fmt.Sprintf(`{"person":%s}`, s.IDs["dana"]), fmt.Sprintf(`{"person":%s,"message":"1772701200.000100"}`, s.IDs["ben"]), "", "x"}
	}), nil},
	{"button " + view.ActionPlanTime, refused(notTheirRequest, presses(view.ActionPlanTime, (*scene).requests)), nil},
	{"button " + view.ActionTimeDone, refused(notTheirRequest, presses(view.ActionTimeDone, (*scene).requests)), nil},
	{"button " + view.ActionTimeWithdraw, refused(notTheirRequest, presses(view.ActionTimeWithdraw, (*scene).requests)), nil},
	{"submit " + view.FormAskTime, func(s *scene) []forgery {
		return []forgery{s.submitAs(view.FormAskTime, fmt.Sprintf(`{"with":%s}`, s.IDs["ben"])), s.submit(view.FormAskTime), s.submitAs(view.FormAskTime, "x")}
	}, map[string]string{"rep": "time_requests"}},
	{"submit " + view.FormPlanTime, refused(notTheirRequest, func(s *scene) []forgery {
		return []forgery{s.submit(view.FormPlanTime), s.submitAs(view.FormPlanTime, `{"request":9999}`), s.submitAs(view.FormPlanTime, "x")}
	}), nil},

	// Visits to a manager's sessions.
	{"button " + view.ActionVisitYes, refused(notTheirVisit, presses(view.ActionVisitYes, (*scene).visits)), nil},
	{"button " + view.ActionVisitMove, refused(notTheirVisit, presses(view.ActionVisitMove, (*scene).visits)), nil},
	{"button " + view.ActionVisitOff, refused(notTheirVisit, presses(view.ActionVisitOff, (*scene).visits)), nil},
	{"submit " + view.FormVisit, refused("This one is not yours to plan", func(s *scene) []forgery {
		return []forgery{s.submit(view.FormVisit), s.submitAs(view.FormVisit, `{"occurrence":9999}`)}
	}), nil},
	{"submit " + view.FormVisitMove, refused(notTheirVisit, func(s *scene) []forgery {
		return []forgery{s.submit(view.FormVisitMove), s.submitAs(view.FormVisitMove, `{"visit":9999}`)}
	}), nil},

	// Time away.
	{"button " + view.ActionAway, presses(view.ActionAway, func(s *scene) []string {
		return []string{fmt.Sprintf(`{"person":%s}`, s.IDs["ben"]), fmt.Sprintf(`{"person":%s,"from":"2026-06-02","to":"2026-06-03"}`, s.IDs["dana"]), "", "x"}
	}), nil},
	{"button " + view.ActionEndLeave, func(s *scene) []forgery {
		return append(presses(view.ActionEndLeave, func(s *scene) []string { return []string{s.leave, "9999", ""} })(s),
			s.pressIn(view.FormAway, view.ActionEndLeave, s.leave))
	}, nil},
	{"submit " + view.FormAway, func(s *scene) []forgery {
		return []forgery{s.submit(view.FormAway), s.submit(view.FormAway, s.value("cy"), s.value("ben")), s.submit(view.FormAway, s.value("cy"), s.value("carla"))}
	}, nil},

	// The playbook.
	{"button " + view.ActionExpected, presses(view.ActionExpected, (*scene).anyID), nil},
	{"button " + view.ActionPledge, presses(view.ActionPledge, (*scene).versions), map[string]string{"stranger": "pledges", "rep": "pledges", "manager": "pledges", "owner": "pledges"}},
	{"button " + view.ActionSuggest, presses(view.ActionSuggest, (*scene).versions), nil},
	{"submit " + view.FormSuggest, func(s *scene) []forgery {
		return []forgery{
			s.submitAs(view.FormSuggest, `{"version":`+s.version+`}`), s.submit(view.FormSuggest, s.viewOf(view.FormSuggest), "V0SUGGESTION"),
			s.submitAs(view.FormSuggest, `{"version":9999}`), s.submitAs(view.FormSuggest, "x"),
		}
	}, map[string]string{"stranger": "suggestions outbox", "rep": "suggestions outbox", "manager": "suggestions outbox", "owner": "suggestions outbox"}},
	{"button " + view.ActionChangePlaybook, refused(ownersOnly, presses(view.ActionChangePlaybook, (*scene).anyID)), nil},
	{"button " + view.ActionChangePractice, refused(ownersOnly, presses(view.ActionChangePractice, keysOfPractices)), nil},
	{"button " + view.ActionHistory, refused(ownersOnly, presses(view.ActionHistory, (*scene).anyID)), nil},
	{"submit " + view.FormPractice, refused(ownersOnly, func(s *scene) []forgery {
		return []forgery{s.submit(view.FormPractice), s.submitAs(view.FormPractice, `{"practice":"no_such"}`), s.submitAs(view.FormPractice, "x")}
	}), map[string]string{"owner": "drafts"}},
	{"button " + view.ActionDropChange, refused(ownersOnly, presses(view.ActionDropChange, keysOfPractices)), map[string]string{"owner": "drafts"}},
	{"submit " + view.FormPlaybook, refused(ownersOnly, submits(view.FormPlaybook)), nil},
	{"submit " + view.FormPublish, refused(ownersOnly, func(s *scene) []forgery {
		return append([]forgery{s.submit(view.FormPractice)}, submits(view.FormPublish)(s)...)
	}), map[string]string{"owner": "drafts playbooks playbook_words revisions people"}},
	{"button " + view.ActionWords, refused(ownersOnly, presses(view.ActionWords, keysOfPractices)), nil},
	{"submit " + view.FormWords, refused(ownersOnly, func(s *scene) []forgery {
		return []forgery{s.submitAs(view.FormWords, `{"practice":"no_such"}`), s.submitAs(view.FormWords, "x")}
	}), nil},
	{"button " + view.ActionPurpose, refused(ownersOnly, presses(view.ActionPurpose, (*scene).anyID)), nil},
	{"submit " + view.FormPurpose, refused(ownersOnly, func(s *scene) []forgery {
		return []forgery{s.submitAs(view.FormPurpose, "")}
	}), map[string]string{"owner": "drafts"}},
	{"button " + view.ActionUnpublish, refused(ownersOnly, presses(view.ActionUnpublish, func(s *scene) []string { return []string{s.version, "1", "9999", "x"} })), nil},

	// After the playbook: what is logged with a version keeps it.
	{"submit " + view.FormLog, logs, map[string]string{
		"stranger": "entries outbox", "rep": "entries outbox", "owner": "entries outbox", "manager": "entries outbox occurrences actions"}},

	// Teams.
	{"button " + view.ActionTeam, presses(view.ActionTeam, (*scene).anyID), nil},
	{"button " + view.ActionClaimYes, presses(view.ActionClaimYes, (*scene).claims), nil},
	{"button " + view.ActionClaimNo, presses(view.ActionClaimNo, (*scene).claims), nil},
	{"button " + view.ActionTakeBack, presses(view.ActionTakeBack, (*scene).claims), nil},
	{"button " + view.ActionRemove, presses(view.ActionRemove, (*scene).people), nil},
	{"button " + view.ActionLeave, presses(view.ActionLeave, (*scene).people), nil},
	{"button " + view.ActionStandIn, presses(view.ActionStandIn, (*scene).anyID), nil},
	{"button " + view.ActionStandInEnd, refused("This isn't yours to end.", presses(view.ActionStandInEnd, func(s *scene) []string { return []string{s.standIn, "9999", "-1", "", "x"} })), nil},
	{"submit " + view.FormStandIn, func(s *scene) []forgery {
		// Eli leads a team of his own, for which he may name Priya; nobody else may name anybody.
		return []forgery{s.submit(view.FormStandIn, s.value("priya"), s.value("ben")), s.submit(view.FormStandIn, s.value("priya"), s.value("fay"))}
	}, nil},
	{"submit " + view.FormTeam, func(s *scene) []forgery {
		return []forgery{s.submit(view.FormTeam), s.submit(view.FormTeam, "UHAL00000", "UANA00000"), s.submit(view.FormTeam, "UHAL00000", "UXENO0000")}
	}, map[string]string{"stranger": "claims outbox", "rep": "claims outbox", "manager": "claims outbox", "owner": "claims outbox"}},
	{"button " + view.ActionTeamSettings, presses(view.ActionTeamSettings, (*scene).anyID), nil},
	{"submit " + view.FormTeamSettings, submits(view.FormTeamSettings), map[string]string{"manager": "teams"}},

	// Next steps and plans.
	{"button " + view.ActionSteps, presses(view.ActionSteps, (*scene).anyID), nil},
	{"button " + view.ActionStepDone, refused(stepsOnly, presses(view.ActionStepDone, (*scene).steps)), nil},
	{"button " + view.ActionStepUndone, refused(stepsOnly, presses(view.ActionStepUndone, (*scene).steps)), nil},
	{"button " + view.ActionStepMove, refused(stepsOnly, presses(view.ActionStepMove, (*scene).steps)), nil},
	{"button " + view.ActionStepCancel, func(s *scene) []forgery {
		sent := append(presses(view.ActionStepCancel, (*scene).steps)(s), s.pressIn("move_form", view.ActionStepCancel, s.step))
		return refused(stepsOnly, func(*scene) []forgery { return sent })(s)
	}, nil},
	{"button " + view.ActionStepKeep, refused(stepsOnly, presses(view.ActionStepKeep, (*scene).steps)), nil},
	{"button " + view.ActionPlanWrite, refused(plansOnly, presses(view.ActionPlanWrite, (*scene).plans)), nil},
	{"button " + view.ActionPlanAgree, refused(plansOnly, presses(view.ActionPlanAgree, (*scene).plans)), nil},
	{"button " + view.ActionPlanTalk, refused(plansOnly, presses(view.ActionPlanTalk, (*scene).plans)), nil},
	{"submit " + view.FormMove, refused(stepsOnly, func(s *scene) []forgery {
		return []forgery{s.submit(view.FormMove), s.submitAs(view.FormMove, `{"action":9999}`)}
	}), nil},
	{"submit " + view.FormPlan, refused(plansOnly, func(s *scene) []forgery {
		return []forgery{s.submit(view.FormPlan), s.submitAs(view.FormPlan, `{"entry":`+s.planned+`}`), s.submitAs(view.FormPlan, `{"entry":9999}`)}
	}), nil},

	// Sessions of a team's plans, and questions of coach's own.
	{"button " + view.ActionSessionTake, refused(sessionsOnly, presses(view.ActionSessionTake, (*scene).scheduled)), nil},
	{"button " + view.ActionSessionNotMine, refused(sessionsOnly, presses(view.ActionSessionNotMine, (*scene).scheduled)), nil},
	{"button " + view.ActionSessionDone, refused(sessionsOnly, presses(view.ActionSessionDone, (*scene).scheduled)), nil},
	{"button " + view.ActionWhoWon, refused(sessionsOnly, presses(view.ActionWhoWon, (*scene).scheduled)), nil},
	{"button " + view.ActionNobodyWon, refused(sessionsOnly, presses(view.ActionNobodyWon, (*scene).scheduled)), nil},
	{"button " + view.ActionPlanRight, refused("This question has passed.", presses(view.ActionPlanRight, (*scene).entries)), nil},
	{"button " + view.ActionPlanUpdate, refused("This question has passed.", presses(view.ActionPlanUpdate, (*scene).entries)), nil},
	{"button " + view.ActionCustomers, refused("This question has passed.", presses(view.ActionCustomers, (*scene).moved)), nil},
	{"button " + view.ActionNoCustomers, refused("This question has passed.", presses(view.ActionNoCustomers, (*scene).moved)), nil},
	{"submit " + view.FormCustomers, refused("This question has passed.", func(s *scene) []forgery {
		return []forgery{s.submit(view.FormCustomers), s.submitAs(view.FormCustomers, fmt.Sprintf(`{"person":%s,"with":%s}`, s.IDs["ben"], s.IDs["eli"])), s.submitAs(view.FormCustomers, "x")}
	}), nil},

	// Obstacles. Whoever takes part may raise one of their own; this one is Ben's and Dana's.
	{"button " + view.ActionObstacle, presses(view.ActionObstacle, func(s *scene) []string {
		return []string{fmt.Sprintf(`{"person":%s,"message":"1772701200.000100"}`, s.IDs["dana"]), "", "x"}
	}), nil},
	{"button " + view.ActionObstacles, presses(view.ActionObstacles, func(*scene) []string { return []string{"", "owner,0", "team,10", "age,-10", "x,x"} }), nil},
	{"button " + view.ActionObstacleOpen, refused(obstaclesOnly, presses(view.ActionObstacleOpen, (*scene).obstacles)), nil},
	{"button " + view.ActionObstacleTake, refused(obstaclesOnly, presses(view.ActionObstacleTake, (*scene).obstacles)), nil},
	{"button " + view.ActionObstacleName, refused(obstaclesOnly, presses(view.ActionObstacleName, (*scene).obstacles)), nil},
	{"button " + view.ActionObstacleUpdate, refused(obstaclesOnly, presses(view.ActionObstacleUpdate, (*scene).obstacles)), nil},
	{"button " + view.ActionObstacleDue, refused(obstaclesOnly, presses(view.ActionObstacleDue, (*scene).obstacles)), nil},
	{"button " + view.ActionObstacleResolve, refused(obstaclesOnly, presses(view.ActionObstacleResolve, (*scene).obstacles)), nil},
	{"button " + view.ActionMakeObstacle, refused("This one was withdrawn, or isn't yours to read.", presses(view.ActionMakeObstacle, func(s *scene) []string {
		return []string{s.entry + ".support", s.entry + ".note", s.entry, s.cause + "." + practice.FieldCause, "9999.heard", "x"}
	})), nil},
	{"button " + view.ActionObstacleMore, refused(obstaclesOnly, func(s *scene) []forgery {
		return append(presses(view.ActionObstacleMore, (*scene).obstacles)(s), s.pressIn(view.FormObstacleResolve, view.ActionObstacleMore, s.obstacle))
	}), nil},
	{"button " + view.ActionObstacleDecline, refused(obstaclesOnly, presses(view.ActionObstacleDecline, (*scene).obstacles)), nil},
	{"button " + view.ActionObstaclePass, refused(obstaclesOnly, presses(view.ActionObstaclePass, (*scene).obstacles)), nil},
	{"button " + view.ActionObstacleGone, refused(obstaclesOnly, presses(view.ActionObstacleGone, (*scene).obstacles)), nil},
	{"button " + view.ActionObstacleStill, refused(obstaclesOnly, presses(view.ActionObstacleStill, (*scene).obstacles)), nil},
	{"button " + view.ActionObstacleWithdraw, refused(obstaclesOnly, presses(view.ActionObstacleWithdraw, (*scene).obstacles)), nil},
	{"submit " + view.FormObstacle, func(s *scene) []forgery {
		return []forgery{s.submit(view.FormObstacle), s.submitAs(view.FormObstacle, fmt.Sprintf(`{"obstacle":%s}`, s.obstacle)), s.submitAs(view.FormObstacle, "x")}
	}, map[string]string{"rep": "obstacles", "manager": "obstacles", "owner": "obstacles"}},
	{"submit " + view.FormObstacleOwner, refused(obstaclesOnly, obstacleForms(view.FormObstacleOwner)), nil},
	{"submit " + view.FormObstacleUpdate, refused(obstaclesOnly, obstacleForms(view.FormObstacleUpdate)), nil},
	{"submit " + view.FormObstacleDue, refused(obstaclesOnly, obstacleForms(view.FormObstacleDue)), nil},
	{"submit " + view.FormObstacleResolve, refused(obstaclesOnly, obstacleForms(view.FormObstacleResolve)), nil},

	// One's own week and messages.
	{"button " + view.ActionPlanWeek, presses(view.ActionPlanWeek, (*scene).anyID), nil},
	{"button " + view.ActionMoveDay, presses(view.ActionMoveDay, (*scene).anyID), nil},
	{"button " + view.ActionPlanOne, refused("This one is already settled.", presses(view.ActionPlanOne, (*scene).owed)), nil},
	{"button " + view.ActionPatternDay, refused("This question has passed.", presses(view.ActionPatternDay, keysOfPractices)), nil},
	{"button " + view.ActionPatternLoad, refused("This question has passed.", presses(view.ActionPatternLoad, keysOfPractices)), nil},
	{"button " + view.ActionPatternMine, refused("This question has passed.", presses(view.ActionPatternMine, keysOfPractices)), nil},
	{"button " + view.ActionMessages, presses(view.ActionMessages, (*scene).anyID), nil},
	{"submit " + view.FormPlanWeek, refused("This one is not yours to plan.", submits(view.FormPlanWeek)), nil},
	{"submit " + view.FormMessages, submits(view.FormMessages), map[string]string{
		"stranger": "revisions", "rep": "revisions", "manager": "revisions", "owner": "revisions"}},

	// A leader's digest, and what it is going to say of somebody.
	{"button " + view.ActionDigestTable, refused(notTheirDigest, presses(view.ActionDigestTable, digests)), nil},
	{"button " + view.ActionDigestWhy, refused(notTheirDigest, presses(view.ActionDigestWhy, digests)), nil},
	{"button " + view.ActionDigestReached, refused(notTheirDigest, presses(view.ActionDigestReached, digests)), nil},
	{"button " + view.ActionDigestCSV, refused(notTheirDigest, presses(view.ActionDigestCSV, digests)), nil},
	{"button " + view.ActionReportCSV, refused("This report isn't yours", presses(view.ActionReportCSV, func(s *scene) []string {
		return []string{s.report, "report/" + s.report, "9999", "x", ""}
	})), nil},
	{"button " + view.ActionOfferHelp, refused(notTheirDigest, presses(view.ActionOfferHelp, (*scene).helps)), nil},
	{"button " + view.ActionExcuseHelp, presses(view.ActionExcuseHelp, (*scene).helps), nil},
	{"button " + view.ActionHelped, refused(notTheirDigest, presses(view.ActionHelped, (*scene).helps)), nil},
	{"button " + view.ActionHelpedNotYet, refused(notTheirDigest, presses(view.ActionHelpedNotYet, (*scene).helps)), nil},
	{"button " + view.ActionHelpComment, refused("The digest is out already", presses(view.ActionHelpComment, digests)), nil},
	{"submit " + view.FormHelpComment, submitsBare(view.FormHelpComment), nil},

	// Set-up and settings.
	{"button " + view.ActionSetUp, refused(setUpAlready, presses(view.ActionSetUp, (*scene).anyID)), nil},
	{"button " + view.ActionShowMe, presses(view.ActionShowMe, (*scene).anyID), nil},
	{"button " + view.ActionLookLess, refused(ownersOnly, presses(view.ActionLookLess, func(*scene) []string {
		return []string{"no_such/monthly", "observation/yearly", "observation", "/", ""}
	})), nil},
	{"button " + view.ActionLookRecordings, refused(ownersOnly, presses(view.ActionLookRecordings, keysOfPractices)), nil},
	{"button " + view.ActionLookPause, refused(ownersOnly, presses(view.ActionLookPause, keysOfPractices)), map[string]string{"owner": "drafts"}},
	{"button " + view.ActionDigests, refused(settingsOnly, presses(view.ActionDigests, (*scene).anyID)), nil},
	{"button " + view.ActionDigestAdd, refused(settingsOnly, presses(view.ActionDigestAdd, (*scene).anyID)), nil},
	{"button " + view.ActionDigestChange, refused(settingsOnly, presses(view.ActionDigestChange, (*scene).orders)), nil},
	{"submit " + view.FormDigest, refused(settingsOnly, func(s *scene) (sent []forgery) {
		for _, id := range s.orders() {
			f := s.submitAs(view.FormDigest, `{"digest":`+id+`,"edits":0}`)
			f.barred = id != s.order
			sent = append(sent, f)
		}
		return append(sent, s.submitAs(view.FormDigest, "x"), s.submit(view.FormDigest))
	}), map[string]string{"owner": "subscriptions"}},
	{"button " + view.ActionDigestStop, refused(settingsOnly, func(s *scene) (sent []forgery) {
		for _, id := range s.orders() {
			for _, f := range presses(view.ActionDigestStop, func(*scene) []string { return []string{id} })(s) {
				f.barred = id != s.order
				sent = append(sent, f)
			}
		}
		return sent
	}), map[string]string{"owner": "subscriptions"}},
	{"button " + view.ActionOwners, refused(settingsOnly, presses(view.ActionOwners, (*scene).anyID)), nil},
	{"button " + view.ActionOwnerAdd, refused(settingsOnly, presses(view.ActionOwnerAdd, (*scene).anyID)), nil},
	{"button " + view.ActionOwnerRemove, refused(settingsOnly, presses(view.ActionOwnerRemove, (*scene).anyID)), nil},
	{"submit " + view.FormOwner, refused(settingsOnly, submitsBare(view.FormOwner)), nil},
	{"button " + view.ActionErase, refused(settingsOnly, presses(view.ActionErase, (*scene).people)), nil},
	{"submit " + view.FormEraseWhom, refused(settingsOnly, func(s *scene) []forgery {
		return append(submitsBare(view.FormEraseWhom)(s), s.typedIn(view.FormEraseWhom, "", view.AskErased, "Dana Ruiz"))
	}), nil},
	{"button " + view.ActionKept, refused(settingsOnly, presses(view.ActionKept, (*scene).anyID)), nil},
	{"submit " + view.FormKept, refused(settingsOnly, submitsBare(view.FormKept)), nil},
	{"submit " + view.FormKeptSure, refused(settingsOnly, func(s *scene) []forgery {
		return append(submitsBare(view.FormKeptSure)(s), s.typedIn(view.FormKeptSure, `{"keep":[0,-1,9999,3,7,1]}`, "x", ""))
	}), map[string]string{"owner": "settings"}},
	{"button " + view.ActionAudit, refused(settingsOnly, presses(view.ActionAudit, (*scene).anyID)), nil},
	{"button " + view.ActionAuditPage, refused(settingsOnly, presses(view.ActionAuditPage, (*scene).anyID)), nil},
	{"button " + view.ActionAuditNewest, refused(settingsOnly, presses(view.ActionAuditNewest, (*scene).anyID)), nil},
	{"button " + view.ActionSettings, refused(settingsOnly, presses(view.ActionSettings, (*scene).anyID)), nil},
	{"submit " + view.FormSetUp, refused(setUpAlready, submitsBare(view.FormSetUp)), nil},
	{"submit " + view.FormCore, refused(setUpAlready, submitsBare(view.FormCore)), nil},
	{"submit " + view.FormSettings, refused(settingsOnly, submits(view.FormSettings)), map[string]string{"owner": "playbooks revisions people"}},
	// Last, since nobody comes back. Another's name erases nobody.
	{"submit " + view.FormErase, refused(settingsOnly, func(s *scene) []forgery {
		sent := submitsBare(view.FormErase)(s)
		for _, name := range []string{"Ben Okafor", "", "Hal Ito"} {
			f := s.typedIn(view.FormErase, `{"person":`+s.IDs["hal"]+`}`, view.AskTheName, name)
			f.barred = name != "Hal Ito"
			sent = append(sent, f)
		}
		return append(sent, s.typedIn(view.FormErase, `{"person":9999}`, view.AskTheName, "somebody"))
	}), map[string]string{"owner": "people erasures outbox revisions"}},
}
