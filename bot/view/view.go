// Package view draws coach. Every function is pure: domain in, Block Kit out.
// Nothing here reads a clock, calls Slack, or decides who may see what; a view
// shows what it is given.
//
//   - Messages: [Morning], [Due], [Help], [Welcome], [Shoutout], [Thanks], [Excusal],
//     [LeaveNoted], [ClaimAsk], [ClaimAnswer], [Suggested], [Digest] and [Sorry] each return a [Message], the
//     blocks and the preview that a notification shows. A preview has counts and
//     names only: it lights up on locked screens.
//   - The playbook: [Expected] says what is asked of somebody, an [Announcement]
//     what is new of it; [Playbook], [Practice], [Review] and [History] are how
//     its owners change it.
//   - [Home] is what a person sees when they open coach, with the [HomeLinks] to what
//     they can do; [HomeSays] is an answer in its place, [Reading] one on top.
//   - Forms: [SetUp], [Core] and [Settings] ask what an organisation decides about
//     coach. [Log], [LogPicker], [Skip], [Excuse], [Away] and [Team] return a modal.
//     [ParseSettings], [ParseCore], [ParseLog], [ParsePick], [ParseSkip],
//     [ParseExcuse], [ParseAway] and [ParseTeam] are their inverses. A practice's
//     form is data; it draws the modal and reads it back. [ParseDraft] reads one that is not
//     finished, to draw it again for more people or with more rows, with all
//     that was typed. [About] and [FieldErrors] put what is wrong at
//     the input that caused it. [Logged], [Skipped], [Excused] and [SorryView]
//     replace a form.
//
// Everything is built from the small vocabulary in kit.go. It has no mrkdwn
// text objects: words go into plain_text and rich_text, where nothing that a
// person typed can ping a channel, pass for a link or break the layout. Every
// text is cut to Slack's limits, in characters, with an ellipsis.
//
// The block ID of an input is the path of its field, such as plan.0.due, or
// plan.7.0.due where a form about several people asks it about person 7, then a
// tilde and a number that reading ignores: Slack keeps what was typed under
// an unchanged ID, so a form that is to show something else needs another. The
// action ID of every input is v. What a modal's metadata and a button's value
// keep is IDs, never words.
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
	ActionAddRow    = "add_row" // the value is the path of the field
	ActionUndo      = "undo"
	FormPick        = "pick_form"
	FormLog         = "log_form"
)

// Skipping and excusing.
const (
	ActionSkip    = "skip"
	FormSkip      = "skip_form"
	FormExcuseWho = "excuse_who_form"
	FormExcuse    = "excuse_form"
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
	FormSuggest          = "suggest_form"
	FormPlaybook         = "playbook_form"
	FormPractice         = "practice_form"
	FormPublish          = "publish_form"
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

// A Who returns the person with an ID.
type Who func(practice.PersonID) practice.Person
