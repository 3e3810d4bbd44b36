package store

import (
	"database/sql"
	"regexp"
	"strings"
	"testing"

	"coach/store/engine"
)

// One wrong index makes a statement of every beat slow enough to notice in a
// company of some thousands. Each hot statement must be answered by the index
// made for it, and none may read a whole table.
func TestHotStatementsUseTheirIndex(t *testing.T) {
	onlyFile(t)
	tests := []struct {
		name, query string
		uses        []string
	}{
		{"an obstacle", selectObstacles + obstacleSQL, []string{"obstacles USING INTEGER PRIMARY KEY (rowid=?)"}},
		{"what somebody raised", selectObstacles + obstaclesOfSQL, []string{"obstacles USING INDEX sqlite_autoindex_obstacles_1 (raiser_id=?)"}},
		{"what somebody raised in a day", obstaclesRaisedSQL, []string{"obstacles USING INDEX sqlite_autoindex_obstacles_1 (raiser_id=?)"}},
		{"the open obstacles of somebody", selectObstacles + obstaclesOwnedSQL, []string{"obstacles USING INDEX obstacles_open (owner_id=?)"}},
		{"an obstacle's request", obstacleServedSQL, []string{"obstacle_events USING COVERING INDEX obstacle_events_once (obstacle_id=? AND by_id=? AND request=?)"}},
		{"an obstacle's messages", redrawObstacleSQL, []string{"outbox USING INDEX sqlite_autoindex_outbox_1 (key>? AND key<?)"}},
		{"somebody's messages of some mornings", morningsSQL, []string{"outbox USING INDEX sqlite_autoindex_outbox_1 (key>? AND key<?)"}},
		{"what waits for somebody", selectOccurrences + isWaiting, []string{"occurrences USING INDEX occurrences_waiting (performer_id=? AND closes_on>?)"}},
		{"what an entry could settle", selectOccurrences + isCandidate, []string{"occurrences USING INDEX occurrences_waiting (performer_id=? AND closes_on>?)"}},
		{"what is coming for somebody", selectOccurrences + comingSQL, []string{"occurrences USING INDEX occurrences_waiting (performer_id=? AND closes_on>?)"}},
		{"what is coming with somebody", selectOccurrences + comingWithSQL, []string{"occurrences USING INDEX occurrences_waiting (performer_id=? AND closes_on>?)"}},
		{"what managers did lately", rhythmSQL, []string{"occurrences USING INDEX occurrences_done (performer_id=? AND logged_on>? AND logged_on<?)", "occurrences USING INDEX occurrences_waiting (performer_id=? AND closes_on>?)"}},
		{"the open steps of a manager's people", openStepsSQL, []string{"actions USING INDEX actions_of_pair (author_id=?)"}},
		{"somebody's own entries", selectEntries + ownRhythmSQL, []string{"entries USING INDEX entries_last (author_id=? AND practice=? AND subject_id=?)"}},
		{"what was skipped in a quarter", usedSQL, []string{"occurrences USING INDEX occurrences_skipped (performer_id=? AND practice=? AND nominal_on>? AND nominal_on<?)"}},
		{"what precedes a skip", precedesSQL, []string{"occurrences USING INDEX sqlite_autoindex_occurrences_1 (performer_id=? AND practice=? AND subject_id=?)"}},
		{"what somebody did not do lately", selectOccurrences + isUndone, []string{"occurrences USING INDEX occurrences_waiting (performer_id=? AND closes_on>?)"}},
		{"what somebody skipped lately", selectOccurrences + isCounted, []string{"occurrences USING INDEX occurrences_skipped (performer_id=?)"}},
		{"what is planned for somebody", storedSQL, []string{"occurrences USING INDEX sqlite_autoindex_occurrences_1 (performer_id=?)", "outbox_shows USING PRIMARY KEY (occurrence_id=?)", "n USING INTEGER PRIMARY KEY (rowid=?)"}},
		{"what changed", selectOccurrences + isNews, []string{"occurrences USING INDEX occurrences_news (performer_id=?)"}},
		{"what was named", namedSQL, []string{"o USING INDEX occurrences_waiting (performer_id=? AND closes_on>?)", "s USING PRIMARY KEY (occurrence_id=?)", "n USING INTEGER PRIMARY KEY (rowid=?)"}},
		{"what is no news any more", heardSQL, []string{"occurrences USING COVERING INDEX occurrences_news (performer_id=?)", "n USING COVERING INDEX sqlite_autoindex_outbox_1 (key=?)", "s USING PRIMARY KEY (occurrence_id=? AND notice_id=?)"}},
		{"what somebody chose of their messages", preferencesSQL, []string{"people USING INTEGER PRIMARY KEY (rowid=?)"}},
		{"what somebody muted", mutesSQL, []string{"mutes USING PRIMARY KEY (person_id=?)"}},
		{"somebody's latest messages", sentSQL, []string{"outbox USING INDEX outbox_mornings (person_id=?)"}},
		{"a message to redraw", staleMorningSQL, []string{"outbox USING COVERING INDEX outbox_mornings (person_id=?)"}},
		{"what was decided of somebody's", selectOccurrences + isPast, []string{"occurrences USING INDEX sqlite_autoindex_occurrences_1 (performer_id=?)"}},
		{"when anybody logged about somebody", aboutSQL, []string{"entries USING COVERING INDEX entries_contacts (subject_id=?)"}},
		{"what waits to be confirmed", asksWaitingSQL, []string{"a USING INDEX asks_waiting (person_id=? AND waits_until>?)", "e USING INTEGER PRIMARY KEY (rowid=?)"}},
		{"how many somebody was asked this week", askedSinceSQL, []string{"asks USING COVERING INDEX asks_of_person (person_id=? AND asked_on>?)"}},
		{"the week that a digest carries", carriedSQL, []string{"outbox USING INDEX outbox_carried (carrier=?)"}},
		{"when a week would go alone", ownTimeSQL, []string{"outbox USING INDEX outbox_carried (carrier=?)"}},
		{"whether somebody's message is undecided", undecidedSQL, []string{"people USING INTEGER PRIMARY KEY (rowid=?)"}},
		{"until when the next notice is held", nextHeldSQL, []string{"outbox USING COVERING INDEX outbox_held"}},
		{"whether topics were asked for", topicsAskedSQL, []string{"s USING PRIMARY KEY (occurrence_id=?)", "n USING INTEGER PRIMARY KEY (rowid=?)"}},
		{"the next delivery", nextSQL, []string{
			"outbox USING INDEX outbox_queued (not_before<?)", "outbox USING INDEX outbox_sending (not_before<?)", "outbox USING INDEX outbox_stale (not_before<?)",
			"outbox_turns USING INTEGER PRIMARY KEY (rowid=?)"}},
		{"whose turn is over", servedSQL, []string{"outbox USING INTEGER PRIMARY KEY (rowid=?)", "outbox_turns USING COVERING INDEX outbox_turns_served"}},
		{"the counts of a report", windowSQL, []string{"occurrences USING COVERING INDEX occurrences_by_grace (grace_until>? AND grace_until<?)"}},
		{"the trend of a report", pooledSQL + pooledBy, []string{"occurrences USING COVERING INDEX occurrences_by_grace (grace_until>? AND grace_until<?)"}},
		{"what subjects confirm", confirmedSQL([]string{"visit", "one_on_one"}), []string{"occurrences USING COVERING INDEX occurrences_by_grace (grace_until>? AND grace_until<?)"}},
		{"the people owed something", owedSQL, []string{"occurrences USING COVERING INDEX occurrences_owed (grace_until>? AND grace_until<?)"}},
		{"the people with whom something happened", touchedSQL, []string{"e USING COVERING INDEX entries_happened (happened_on>? AND happened_on<?)"}},
		{"the coverage of a practice", coveredSQL, []string{"occurrences USING COVERING INDEX occurrences_ended (practice=? AND performer_id>?)",
			"occurrences USING INDEX occurrences_ended (practice=? AND performer_id=? AND period_end<?)", "occurrences USING INDEX occurrences_ended (practice=? AND performer_id=? AND period_end>? AND period_end<?)",
			"e USING COVERING INDEX entries_contacts (subject_id=? AND practice=? AND happened_on>? AND happened_on<?)"}},
		{"the health of a practice", healthSQL, []string{"occurrences USING COVERING INDEX occurrences_ended (practice=? AND performer_id>?)",
			"occurrences USING INDEX occurrences_ended (practice=? AND performer_id=? AND period_end<?)", "occurrences USING INDEX occurrences_ended (practice=? AND performer_id=? AND period_end=?)"}},
		{"when practices last happened with people", lastTouchSQL, []string{"e USING COVERING INDEX entries_contacts (subject_id>?)"}},
		{"what authors spent their time on", spentSQL, []string{"e USING COVERING INDEX entries_happened (happened_on>? AND happened_on<?)", "v USING PRIMARY KEY (entry_id=? AND field=?)"}},
		{"who wrote plans", plannedBySQL, []string{"e USING COVERING INDEX entries_happened (happened_on>? AND happened_on<?)", "v USING PRIMARY KEY (entry_id=? AND field=?)"}},
		{"how soon somebody wrote entries", writtenSQL, []string{"e USING INDEX entries_by_author (author_id=? AND happened_on>? AND happened_on<?)"}},
		{"which reviews somebody's people led", ledSQL, []string{"e USING INDEX entries_by_author (author_id=? AND happened_on>? AND happened_on<?)", "v USING PRIMARY KEY (entry_id=? AND field=?)"}},
		{"the open steps that somebody agreed", openAgreedSQL, []string{"actions USING INDEX sqlite_autoindex_actions_1 (author_id=?)"}},
		{"causes", causeSQL, []string{"e USING COVERING INDEX entries_happened (happened_on>? AND happened_on<?)", "v USING PRIMARY KEY (entry_id=? AND field=?)"}},
		{"somebody's own causes", causeSQL + ` AND e.author_id = $4`, []string{"e USING INDEX entries_by_author (author_id=? AND happened_on>? AND happened_on<?)", "v USING PRIMARY KEY (entry_id=? AND field=?)"}},
		{"the recognitions of a report", givenSQL, []string{"e USING COVERING INDEX entries_by_practice (practice=? AND happened_on>? AND happened_on<?)"}},
		{"who was thanked", thankedBySQL, []string{"e USING COVERING INDEX entries_by_practice (practice=? AND happened_on>? AND happened_on<?)", "n USING COVERING INDEX entry_people_by_entry (entry_id=?)"}},
		{"somebody's occurrences", selectOccurrences + isOwn, []string{"occurrences USING INDEX sqlite_autoindex_occurrences_1 (performer_id=?)"}},
		{"the steps that were due in a span", selectActions + isDueIn, []string{"actions USING COVERING INDEX actions_due (due_first>? AND due_first<?)", "action_moves USING COVERING INDEX action_moves_to (to_on>? AND to_on<?)"}},
		{"marking notices stale", staleSQL, []string{"outbox USING INTEGER PRIMARY KEY (rowid=?)", "outbox_shows USING PRIMARY KEY (occurrence_id=?)"}},
		{"who is to be planned", unplannedSQL, []string{"people USING COVERING INDEX people_unplanned (zone=? AND planned_on<?)", "people USING INDEX people_replan (zone=?)"}},
		{"whose morning it is", wakingSQL, []string{"people USING COVERING INDEX people_waking (zone=? AND morning<?)"}},
		{"when the next morning is", nextMorningSQL, []string{"people USING COVERING INDEX people_waking (zone=? AND morning>?)"}},
		{"who was thanked since", lastThankedSQL, []string{"e USING COVERING INDEX entries_by_practice (practice=? AND happened_on>?)", "n USING COVERING INDEX entry_people_by_entry (entry_id=?)"}},
		{"whether a file is on its way", underwaySQL, []string{"outbox USING INDEX sqlite_autoindex_outbox_1 (key>? AND key<?)"}},
		{"the files to be deleted", expiredSQL, []string{"outbox USING INDEX sqlite_autoindex_outbox_1 (key=?)", "sent_files USING INDEX sent_files_standing (made_at<?)"}},
		{"when the next file is to be deleted", nextExpirySQL, []string{"sent_files USING INDEX sent_files_standing"}},
		{"what waits for Friday", selectEntries + fridayThanksSQL, []string{"entries USING INDEX entries_friday (channel=?)", "outbox USING INDEX sqlite_autoindex_outbox_1 (key>? AND key<?)"}},
		{"the thanks to somebody that no channel has yet", selectEntries + isWaitingThanks, []string{"entries USING INTEGER PRIMARY KEY (rowid=?)", "entry_people USING PRIMARY KEY (person_id=?)", "outbox USING INDEX sqlite_autoindex_outbox_1 (key=?)"}},
		{"who was asked with thanks", unaskLikingSQL, []string{"thanks_asked USING COVERING INDEX thanks_asked_with (entry_id=?)", "people USING INTEGER PRIMARY KEY (rowid=?)"}},
		{"somebody's last contacts", lastSQL, []string{"entries USING COVERING INDEX entries_last (author_id=?)"}},
		{"somebody's leave", selectLeaves + isLeaveOf, []string{"leaves USING INDEX leaves_by_person (person_id=?)"}},
		{"who is planned again after leave", replanAroundSQL, []string{"people USING INTEGER PRIMARY KEY (rowid=?)"}},
		{"what somebody asked", selectClaims + claimsBySQL, []string{"claims USING COVERING INDEX claims_waiting (manager_id=?)"}},
		{"what somebody is asked", selectClaims + claimsAboutSQL, []string{"claims USING INDEX claims_about (person_id=?)"}},
		{"whether somebody was asked lately", selectClaims + askedLately, []string{"claims USING INDEX claims_waiting (manager_id=? AND person_id=?)", "claims USING INDEX claims_by_time (manager_id=? AND asked_at>?)"}},
		{"somebody's messages about a playbook", announcedSQL, []string{"outbox USING INDEX outbox_telling (playbook=? AND person_id=?)"}},
		{"what a submission has logged", selectEntries + loggedBySQL, []string{"entries USING INDEX sqlite_autoindex_entries_1 (request=?)"}},
		{"how often somebody thanked today", thankedSQL, []string{"entries USING COVERING INDEX entries_thanks (author_id=? AND logged_on=?)"}},
		{"how many somebody claimed lately", claimedSQL, []string{"claims USING COVERING INDEX claims_by_time (manager_id=? AND asked_at>?)"}},
		{"how much somebody suggested lately", suggestedSQL, []string{"suggestions USING COVERING INDEX suggestions_by_time (person_id=? AND made_at>?)"}},
		{"somebody's latest entries", selectEntries + latelySQL, []string{"entries USING COVERING INDEX entries_by_author (author_id=?)", "entry_people USING PRIMARY KEY (person_id=?)"}},
		{"the entries between two people", selectEntries + historySQL, []string{"entries USING COVERING INDEX entries_by_author (author_id=?)", "n USING PRIMARY KEY (person_id=?)"}},
		{"one's own entries", selectEntries + ownSQL, []string{"entries USING COVERING INDEX entries_by_author (author_id=?)", "entry_people USING PRIMARY KEY (person_id=?)"}},
		{"somebody's latest entries about nobody", selectEntries + ofTeamSQL, []string{"entries USING INDEX entries_by_author (author_id=? AND happened_on>?)"}},
		{"somebody's last entry of a practice", selectEntries + lastBySQL, []string{"entries USING INDEX entries_by_author (author_id=?)"}},
		{"the last entry of a practice about somebody", selectEntries + lastAboutSQL, []string{"entries USING INDEX entries_about (subject_id=?)"}},
		{"what somebody waived", waivedSQL, []string{"occurrences USING INDEX occurrences_skipped (performer_id=?)", "occurrences USING INDEX occurrences_excused (excused_by=? AND excused_at>?)"}},
		{"what somebody logged since", selectEntries + undoableSQL, []string{"entries USING INDEX entries_by_author (author_id=?)"}},
		{"the extra entry that fits", selectEntries + adoptSQL, []string{"entries USING INDEX entries_last (author_id=? AND practice=? AND subject_id=? AND happened_on>? AND happened_on<?)"}},
		{"what an entry settled", selectOccurrences + settledBySQL, []string{"occurrences USING INDEX occurrences_by_entry (entry_id=?)"}},
		{"what teams have shared", selectEntries + sharedSQL, []string{"entries USING INDEX entries_by_practice (practice=?)"}},
		{"what somebody delivers", sessionsRunSQL, []string{"s USING INDEX sessions_open (deliverer_id=?)", "e USING INTEGER PRIMARY KEY (rowid=?)"}},
		{"what a manager has planned", sessionsOfTeamSQL, []string{"s USING INDEX sessions_of_team (manager_id=?)", "e USING INTEGER PRIMARY KEY (rowid=?)"}},
		{"what a plan has scheduled", sessionsInSQL, []string{"s USING INDEX sessions_by_entry (entry_id=?)", "e USING INTEGER PRIMARY KEY (rowid=?)"}},
		{"what somebody was asked", askingsSQL, []string{"questions USING PRIMARY KEY (person_id=?)"}},
		{"the latest asking", answerSQL, []string{"questions USING PRIMARY KEY (person_id=? AND kind=? AND about_id=? AND asked_on=?)", "questions USING PRIMARY KEY (person_id=? AND kind=? AND about_id=? AND asked_on>?)"}},
		{"whether a question was answered", hasAnswerSQL, []string{"questions USING PRIMARY KEY (person_id=? AND kind=? AND about_id=? AND asked_on>?)"}},
		{"who has left a manager", transfersSQL, []string{"people USING INDEX people_left (left_manager=?)"}},
		{"by whom somebody was led", wasLedSQL, []string{"people USING INTEGER PRIMARY KEY (rowid=?)"}},
		{"a contest that was won", unwinSQL, []string{"sessions USING COVERING INDEX sessions_won (won_in=?)"}},
		{"somebody's open steps", selectActions + isOpenStep, []string{"actions USING INDEX actions_open (owner_id=?)"}},
		{"a pair's open steps", selectActions + isOpenOfPair, []string{"actions USING INDEX actions_of_pair (author_id=? AND subject_id=?)"}},
		{"a pair's closed steps", selectActions + isClosedOfPair, []string{"actions USING INDEX actions_of_pair (author_id=? AND subject_id=?)"}},
		{"the steps of somebody's people", selectActions + isOpenOfPeople, []string{"actions USING INDEX sqlite_autoindex_actions_1 (author_id=?)"}},
		{"what was ticked lately", selectActions + isDoneLately, []string{"actions USING INDEX sqlite_autoindex_actions_1 (author_id=?)", "actions USING INDEX actions_by_subject (subject_id=?)"}},
		{"the last entries about somebody", selectEntries + isLastAbout, []string{"entries USING INDEX entries_by_author (author_id=?)"}},
		{"what nobody touched of an entry", selectActions + untouched, []string{"actions USING INDEX actions_by_entry (entry_id=?)"}},
		{"the steps of a plan", selectActions + isOfPlan, []string{"actions USING INDEX actions_by_entry (entry_id=?)"}},
		{"the plans to write", selectPlans + isToWrite, []string{"plans USING INDEX plans_to_write (writer_id=?)"}},
		{"the plans to agree to", selectPlans + isToAgree, []string{"plans USING INDEX plans_to_agree (reader_id=?)"}},
		{"what is to be done with somebody", selectOccurrences + isAbout, []string{"occurrences USING INDEX occurrences_with (subject_id=? AND closes_on>?)"}},
		{"what a pair wants to talk about", topicsOfPairSQL, []string{"topics USING INDEX topics_open (manager_id=? AND report_id=?)"}},
		{"what somebody wants to talk about", topicsOfSQL, []string{"topics USING INDEX topics_open (manager_id=?)", "topics USING INDEX topics_of_report (report_id=?)"}},
		{"how many topics somebody added lately", topicsRaisedSQL, []string{"topics USING INDEX sqlite_autoindex_topics_1 (by_id=?)"}},
		{"what an entry covered", uncoverSQL, []string{"topics USING INDEX topics_covered (covered_by=?)"}},
		{"what a pair works on", openFocusSQL, []string{"focuses USING INDEX focuses_open (manager_id=? AND report_id=?)"}},
		{"what somebody has worked on", focusesOfSQL, []string{"focuses USING INDEX focuses_of_report (report_id=?)"}},
		{"how a focus went", focusMarksSQL, []string{"focus_marks USING PRIMARY KEY (focus_id=?)"}},
		{"who asks a manager for time", requestsToSQL, []string{"time_requests USING INDEX time_requests_to (manager_id=?)"}},
		{"what time somebody asked for", requestsBySQL, []string{"time_requests USING INDEX time_requests_by (report_id=?)"}},
		{"how often somebody asked for time lately", askedAtSQL, []string{"time_requests USING COVERING INDEX time_requests_by (report_id=? AND asked_at>?)"}},
		{"what somebody asked of one manager", waitingFromSQL, []string{"time_requests USING INDEX time_requests_by (report_id=?)"}},
		{"what an entry answers", metBySQL, []string{"time_requests USING INDEX time_requests_by (report_id=?)"}},
		{"what an entry had answered", unmetSQL, []string{"time_requests USING COVERING INDEX time_requests_met (entry_id=?)"}},
		{"who stands in for somebody, and for whom they do", standInsOfSQL, []string{"stand_ins USING INDEX sqlite_autoindex_stand_ins_1 (manager_id=?)", "stand_ins USING INDEX stand_ins_of_person (person_id=? AND to_on>?)"}},
		{"the visits of a pair", visitsOfPairSQL, []string{"visits USING INDEX visits_planned (leader_id=? AND manager_id=?)"}},
		{"the visits to somebody's sessions", visitsWithSQL, []string{"visits USING INDEX visits_of_manager (manager_id=? AND on_day>?)", "visits USING INDEX visits_of_rep (rep_id=? AND on_day>?)"}},
		{"how many visits somebody planned lately", visitsPlannedSQL, []string{"visits USING INDEX sqlite_autoindex_visits_1 (leader_id=?)"}},
		{"the playbook that stands", versionInForceSQL, []string{"playbooks USING COVERING INDEX playbooks_standing"}},
		{"what was logged under a playbook", loggedUnderSQL, []string{"entries USING INDEX entries_logged (logged_at>?)"}},
		{"a person by Slack ID", personSQL("slack_id"), []string{"people USING INDEX sqlite_autoindex_people_1 (slack_id=?)"}},
		{"a person by email", personSQL("email"), []string{"people USING INDEX sqlite_autoindex_people_2 (email=?)"}},
		{"a person by what Slack and the file call them", concernsSQL, []string{"people USING COVERING INDEX sqlite_autoindex_people_1 (slack_id=?)",
			"people USING COVERING INDEX sqlite_autoindex_people_2 (email=?)", "people USING COVERING INDEX people_file_email (file_email=?)",
			"people USING COVERING INDEX people_former_id (former_id=?)"}},
		{"the person of a row", knownSQL("file_email"), []string{"people USING INDEX people_file_email (file_email=?)"}},
		{"who lost an address", knownSQL("lost_email"), []string{"people USING INDEX people_lost_email (lost_email=?)"}},
		{"the person of an old account", knownSQL("former_id"), []string{"people USING INDEX people_former_id (former_id=?)"}},
	}
	s := own(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := s.queryPlan(t, test.query)
			for _, use := range test.uses {
				if !strings.Contains(plan, "SEARCH "+use) {
					t.Errorf("the plan does not search %s:\n%s", use, plan)
				}
			}
			for _, scan := range wholeTable.FindAllStringSubmatch(plan, -1) {
				if !strings.Contains(plan, "CO-ROUTINE "+scan[1]) && !strings.Contains(plan, "MATERIALIZE "+scan[1]) { // a subquery's rows
					t.Errorf("the plan reads a whole table (%s):\n%s", scan[1], plan)
				}
			}
		})
	}
}

var (
	wholeTable  = regexp.MustCompile(`SCAN ([a-z_]+)\b`)
	placeholder = regexp.MustCompile(`\$\d+`)
)

// queryPlan returns how SQLite would run a statement, a step a line.
func (s *Store) queryPlan(t *testing.T, query string) string {
	t.Helper()
	values := map[string]bool{}
	for _, p := range placeholder.FindAllString(query, -1) {
		values[p] = true
	}
	var plan []string
	ok(t, s.tx(t.Context(), func(tx *engine.Tx) error {
		rows, err := tx.QueryContext(t.Context(), `EXPLAIN QUERY PLAN `+query, make([]any, len(values))...)
		if err != nil {
			return err
		}
		plan, err = collect(rows, func(rows *sql.Rows, step *string) error {
			var id, parent, unused int
			return rows.Scan(&id, &parent, &unused, step)
		})
		return err
	}))
	return strings.Join(plan, "\n")
}
