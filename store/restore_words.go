package store

// What is wrong with a line of an interchange file that only the database or a
// form can tell.
const (
	clashPerson     = "A person above has the same address or Slack ID."
	clashMuted      = "The practice is muted twice."
	clashClaim      = "A claim above has the same request and person, or is between the same two and waits, too."
	clashRequest    = "A line above has the same request."
	clashDraft      = "A draft above is the same person's."
	clashOccurrence = "An occurrence above has the same practice, people, period, due code and number."
	clashEntry      = "An entry above has the same author, request and subject."
	clashAsk        = "An ask above is about the same entry and person."
	clashMove       = "An action is moved twice at one instant."
	clashCancel     = "An action is cancelled twice by one person."
	clashAffects    = "An obstacle affects the same person twice."
	clashDigest     = "A digest above has the same subscription and week."
	clashHelp       = "A digest offers help to the same person twice."
	clashFocus      = "A focus above is the same pair's and open, too."
	clashNotice     = "A notice above has the same key."
	clashShows      = "A notice shows an occurrence twice."
	clashMore       = "A line above has something that only one may have, and this line has it, too."

	faultThirdAsk       = "%s was asked twice already in the week from %s."
	faultNUL            = "A text has the character U+0000 in it, which a database cannot hold."
	faultSettingUnread  = "The value of “%s” cannot be read as settings."
	faultSettingsDiffer = "Zone and recognition_channel are not those that “run” and “slack” say."

	warnPlaybook = "This coach cannot read playbook version %d, so it cannot tell what the answers of its entries are."
)
