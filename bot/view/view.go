// Package view draws everything that coach shows in Slack. Every function is
// pure: domain types in, Block Kit out. Nothing here reads a clock, calls Slack,
// or decides who may see what; a view shows the data it is given.
//
//   - Messages: [Morning], [Due], [Help], [Welcome], [Shoutout], [Thanks], [ThanksAsk],
//     [Excusal], [LeaveNoted], [ClaimAsk], [ClaimAnswer], [Suggested], [Digest] and [Sorry] each
//     return a message: its blocks, and the preview for a notification. A preview
//     has counts and names only, because it appears on locked screens.
//   - What a leader inspects: [Inspect] is the digest of a week, drawn from a report;
//     [InspectTable], [InspectReached] and [InspectWhy] are behind its
//     buttons. [OfferHelp] has words for whom it names, who reads it beforehand with
//     [HelpPreviewBlocks] and may say something with [HelpComment].
//   - What was said: [LatelyBlocks] are on both Homes, [Between] is the history of
//     two people, [ReadEntry] one entry in full. They show what the reader may read.
//   - The playbook: [Expected] lists the practices expected of a person, and an
//     [Announcement] presents new ones; with [Playbook], [Practice], [Review] and
//     [History] the owners change it.
//   - Next steps: [Steps] lists a person's, and [StepLines] are their lines for any
//     screen; [MoveStep] gives one another day. [PlanAsk] asks for a plan, [WritePlan]
//     is its form, and [PlanWritten] brings it to who agrees. [Before] is what stands
//     above the questions of a form about one person.
//   - [Home] is the Home tab, with [HomeLinks] to a person's actions; [HomeSays]
//     shows a message in its place, [Reading] one on top of it. [PersonPage] is the
//     page of one of a manager's people, [WhatCoachKnows] what is stored about whoever
//     asks, and who reads it.
//   - What a manager and a report share: [Topics], [Focus] and [AskTime] are its
//     forms, [RequestLines] are lines about time that was asked for, and
//     [AgendaBlocks] are questions above a session's form, which [ParseAgenda]
//     reads. Only the two are shown any of it. In [Customers] a former manager
//     names topics for the next one.
//   - Between a leader and their managers: with [VisitForm] a leader plans to sit in
//     on a session, which [VisitAsk] asks the manager; [VisitLine] is what a morning
//     says of it. With [StandIn] a manager names who leads their team for a while.
//   - Messages of people: a form that is opened from one has it as [Linked], and what
//     is stored leads to it.
//   - Forms: [SetUp], [Core] and [Settings] are the forms for an organisation's
//     choices about coach. [Log], [LogPicker], [Skip], [Excuse], [Away], [Team] and
//     [TeamSettings] return a modal. [ParseSettings], [ParseCore], [ParseLog], [ParsePick],
//     [ParseSkip], [ParseExcuse], [ParseAway] and [ParseTeam] are their inverses. A
//     practice's form is data, from which its modal is drawn and read back.
//     [ParseDraft] reads an unfinished one, to draw it again for more people or with
//     more rows, with all its input. [About] and [FieldErrors] assign problems to the
//     inputs that caused them. [Logged], [Skipped], [Excused] and [SorryView] replace
//     a form.
//
// Everything is built with the functions of package kit. There are no mrkdwn text
// objects: words go into plain_text and rich_text, where a person's input cannot
// mention a channel, imitate a link or break the layout. Every text is cut to
// Slack's limits, in characters, with an ellipsis.
//
// The block ID of an input is the path of its field, such as plan.0.due, or
// plan.7.0.due where a form about several people repeats it for person 7. Then
// come a tilde and a number, which reading ignores: Slack keeps the input under
// an unchanged ID, so a form that is to show another value needs another ID. The
// action ID of every input is v. A modal's metadata and a button's value contain
// IDs, never words.
package view

import "coach/practice"

// The action IDs of buttons and the callback IDs of forms, by feature.

// Logging and thanking. The value of a Log or Skip button is the IDs of the
// occurrences that wait, separated by commas.
const (
	ActionDue       = "due"
	ActionLog       = "log"
	ActionLogAny    = "log_any"
	ActionRecognize = "recognize"
	ActionOpen      = "open_form"
	ActionAddRow    = "add_row"        // the value is the path of the field
	ActionMore      = "more_questions" // the value is open or closed
	ActionGood      = "good"           // the value is a practice's key
	ActionUndo      = "undo"
	FormPick        = "pick_form"
	FormLog         = "log_form"
)

// How somebody likes to be thanked. The buttons have no value: they are about
// whoever presses them.
const (
	ActionLikePublic  = "like_public"
	ActionLikePrivate = "like_private"
)

// The life of an entry. The value of a button is the entry's ID, or the page of
// a history that it leads to.
const (
	ActionRead     = "read_entry"
	ActionEdit     = "edit_entry"
	ActionWithdraw = "withdraw"
	ActionBetween  = "between"
	ActionOlder    = "between_older"
	FormEdit       = "edit_form"
)

// The agenda of a team meeting. The value of the second button is the agenda's
// ID.
const (
	ActionAgenda         = "agenda"
	ActionAgendaTakeBack = "agenda_take_back"
	FormAgenda           = "agenda_form"
)

// Whether an entry matches what a person remembers. The value of a button is
// the ask's ID.
const (
	ActionMatchYes     = "match_yes"
	ActionMatchLike    = "match_like"
	ActionMatchNo      = "match_no"
	ActionConfirmation = "confirmation"
	ActionKeep         = "keep_entry"
	FormConfirmation   = "confirmation_form"
)

// Skipping and excusing. The value of a button that takes something back is the
// occurrence's ID.
const (
	ActionTakeBackSkip   = "skip_take_back"
	ActionTakeBackExcuse = "excuse_take_back"
	ActionSkip           = "skip"
	FormSkip             = "skip_form"
	FormExcuseWho        = "excuse_who_form"
	FormExcuse           = "excuse_form"
)

// Home. The value of a button is a person's ID, how many people to pass over, or
// the page of what coach knows; that of taking it along is the page it stands on.
const (
	ActionPerson     = "person"
	ActionPeople     = "people"
	ActionPeopleBack = "people_back"
	ActionKnown      = "known"
	ActionTakeData   = "take_my_data"
	PagePerson       = "person_page"
)

// Visits of a leader to a session of one of their managers. The value of a
// button is the visit's ID.
const (
	ActionVisitYes  = "visit_yes"
	ActionVisitMove = "visit_move"
	ActionVisitOff  = "visit_off"
	FormVisit       = "visit_form"
	FormVisitMove   = "visit_move_form"
)

// Time away.
const (
	ActionAway     = "away"
	ActionEndLeave = "end_leave" // the value is the leave's ID
	FormAway       = "away_form"
)

// The playbook. The value of a button is a practice's key for those about a
// practice, a version for those about one.
const (
	ActionExpected       = "expected"
	ActionPledge         = "pledge"
	ActionSuggest        = "suggest"
	ActionChangePlaybook = "change_playbook"
	ActionChangePractice = "change_practice"
	ActionDropChange     = "drop_change"
	ActionHistory        = "playbook_history"
	ActionUnpublish      = "unpublish"
	ActionWords          = "change_words"
	ActionPurpose        = "change_purpose"
	FormSuggest          = "suggest_form"
	FormPlaybook         = "playbook_form"
	FormPractice         = "practice_form"
	FormPublish          = "publish_form"
	FormWords            = "words_form"
	FormPurpose          = "purpose_form"
)

// Teams. The value of a button is the ID of a claim, or that of the person at
// the other end of a line.
const (
	ActionTeam     = "team"
	ActionClaimYes = "claim_yes"
	ActionClaimNo  = "claim_no"
	ActionTakeBack = "team_take_back" // a claim
	ActionRemove   = "team_remove"    // a report
	ActionLeave    = "team_leave"     // the manager
	FormTeam       = "team_form"

	ActionStandIn      = "stand_in"
	ActionStandInEnd   = "stand_in_end" // a stand-in
	FormStandIn        = "stand_in_form"
	ActionTeamSettings = "team_settings"
	FormTeamSettings   = "team_settings_form"
)

// Next steps and plans. The value of a button is the ID of an action, or for a
// plan that of its session.
const (
	ActionSteps      = "steps" // the value is a person whose steps with the presser are listed, or nobody
	ActionStepDone   = "step_done"
	ActionStepUndone = "step_undone"
	ActionStepMove   = "step_move"
	ActionStepCancel = "step_cancel"
	ActionStepKeep   = "step_keep"
	ActionPlanWrite  = "plan_write"
	ActionPlanAgree  = "plan_agree"
	ActionPlanTalk   = "plan_talk"
	FormSteps        = "steps_list"
	FormMove         = "move_form"
	FormPlan         = "plan_form"
)

// Sessions and questions of coach's own. The value of a button is the ID of the
// session, or of what the question is about.
const (
	ActionSessionTake    = "session_take"
	ActionSessionNotMine = "session_not_mine"
	ActionSessionDone    = "session_done"
	ActionWhoWon         = "who_won"
	ActionNobodyWon      = "nobody_won"

	ActionPlanRight  = "team_plan_right"
	ActionPlanUpdate = "team_plan_update"

	ActionCustomers   = "customers"
	ActionNoCustomers = "no_customers"
	FormCustomers     = "customers_form"
)

// Obstacles. The value of a button is the ID of an obstacle, but for the first
// two: who is suggested as its owner, and the part of the board that it leads
// to.
const (
	ActionObstacle         = "obstacle"
	ActionObstacles        = "obstacles"
	ActionObstacleOpen     = "obstacle_open"
	ActionObstacleTake     = "obstacle_take"
	ActionObstacleName     = "obstacle_name"
	ActionObstacleDecline  = "obstacle_decline"
	ActionObstacleUpdate   = "obstacle_update"
	ActionObstacleDue      = "obstacle_due"
	ActionObstacleResolve  = "obstacle_resolve"
	ActionObstacleMore     = "obstacle_more"
	ActionMakeObstacle     = "make_obstacle" // the value is the entry's ID and the answer's key
	ActionObstaclePass     = "obstacle_pass"
	ActionObstacleGone     = "obstacle_gone"
	ActionObstacleStill    = "obstacle_still" // it is not gone
	ActionObstacleWithdraw = "obstacle_withdraw"
	FormObstacle           = "obstacle_form"
	FormObstacleOwner      = "obstacle_owner_form"
	FormObstacleUpdate     = "obstacle_update_form"
	FormObstacleDue        = "obstacle_due_form"
	FormObstacleResolve    = "obstacle_resolve_form"
	PageObstacle           = "obstacle_page"
	PageObstacles          = "obstacles_page"
)

// Digests in channels, and what a digest's practice to look at could be asked
// for. The value of a button is the digest's ID, or [LookValue].
const (
	ActionDigests        = "digests"
	ActionDigestAdd      = "digest_add"
	ActionDigestChange   = "digest_change"
	ActionDigestStop     = "digest_stop"
	ActionLookLess       = "look_less"
	ActionLookRecordings = "look_recordings"
	ActionLookPause      = "look_pause"
	FormDigest           = "digest_form"
	PageDigests          = "digests_page"
)

// A leader's digest. The value of a button is the digest's [DigestKey]; where it
// is about a person, followed by them.
const (
	ActionDigestTable   = "digest_table"
	ActionDigestWhy     = "digest_why"
	ActionDigestReached = "digest_reached"
	ActionDigestCSV     = "digest_csv"
	ActionReportCSV     = "report_csv"
	ActionHelped        = "helped"
	ActionHelpedNotYet  = "helped_not_yet"
	ActionOfferHelp     = "offer_help"
	ActionExcuseHelp    = "excuse_help"
	ActionHelpComment   = "help_comment"
	FormHelpComment     = "help_comment_form"
)

// A person's own messages and their week. The value of a button is the IDs of
// the occurrences to plan, separated by commas, or the key of a practice.
const (
	ActionPlanWeek    = "plan_week"
	ActionMoveDay     = "move_day"
	ActionPlanOne     = "plan_one"
	ActionMessages    = "my_messages"
	ActionPatternDay  = "pattern_day"
	ActionPatternLoad = "pattern_load"
	ActionPatternMine = "pattern_mine"
	FormPlanWeek      = "plan_week_form"
	FormMessages      = "my_messages_form"
)

// Set-up and settings.
const (
	ActionSetUp    = "set_up"
	ActionSettings = "settings"
	ActionShowMe   = "show_me"
	FormSetUp      = "setup_form"
	FormCore       = "core_form"
	FormSettings   = "settings_form"
)

// Owners of the playbook, and the audit that they read. The value of a button is
// a person's ID, or that of the line of the audit before which a page ends.
const (
	ActionOwners      = "owners"
	ActionOwnerAdd    = "owner_add"
	ActionOwnerRemove = "owner_remove"
	ActionAudit       = "audit"
	ActionAuditPage   = "audit_page"
	ActionAuditNewest = "audit_newest"
	ActionErase       = "erase"
	ActionKept        = "kept"
	FormOwner         = "owner_form"
	FormEraseWhom     = "erase_whom_form"
	FormErase         = "erase_form"
	FormKept          = "kept_form"
	FormKeptSure      = "kept_sure_form"
	PageOwners        = "owners_page"
	PageAudit         = "audit_page_view"
)

// A Who returns the person with an ID.
type Who func(practice.PersonID) practice.Person
