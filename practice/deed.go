package practice

import "slices"

// A Deed is something done with coach that the audit keeps a line of: a change of
// rights, settings or the playbook, data that came in or went out, what somebody
// did on another's behalf, a refusal, and a reading of somebody else's data by
// name.
type Deed string

// The deeds. They are stored, so none is renamed.
const (
	DeedClaimedSetUp    Deed = "claimed set-up"
	DeedFinishedSetUp   Deed = "finished set-up"
	DeedChangedSettings Deed = "changed settings"
	DeedAddedOwner      Deed = "added an owner"
	DeedRemovedOwner    Deed = "removed an owner"

	DeedPublished Deed = "published"
	DeedTookBack  Deed = "took back"

	DeedAddedDigest   Deed = "subscribed to a digest"
	DeedChangedDigest Deed = "changed a digest"
	DeedStoppedDigest Deed = "stopped a digest"
	DeedChangedTeam   Deed = "changed a team's settings"

	DeedClaimedPeople  Deed = "claimed people"
	DeedWithdrewClaim  Deed = "withdrew a claim"
	DeedConfirmedClaim Deed = "confirmed a claim"
	DeedEndedLine      Deed = "ended a line"
	DeedNamedStandIn   Deed = "named a stand-in"
	DeedEndedStandIn   Deed = "ended a stand-in"
	DeedEditedEntry    Deed = "entry edited"
	DeedExcused        Deed = "excused"
	DeedTookExcuseBack Deed = "took an excuse back"
	DeedNotedLeave     Deed = "noted leave for somebody"
	DeedEndedLeave     Deed = "ended leave of somebody"

	DeedImportedPeople   Deed = "imported people"
	DeedImportedLeave    Deed = "imported leave"
	DeedImportedHolidays Deed = "imported holidays"
	DeedFollowedProfile  Deed = "followed a profile"
	DeedExported         Deed = "exported"
	DeedErased           Deed = "erased"

	DeedExplained  Deed = "explained"
	DeedReadReport Deed = "read a report"
	DeedRefused    Deed = "refused"
)

// Deeds are all deeds.
var Deeds = []Deed{DeedClaimedSetUp, DeedFinishedSetUp, DeedChangedSettings, DeedAddedOwner, DeedRemovedOwner, DeedPublished, DeedTookBack,
	DeedAddedDigest, DeedChangedDigest, DeedStoppedDigest, DeedChangedTeam, DeedClaimedPeople, DeedWithdrewClaim, DeedConfirmedClaim, DeedEndedLine,
	DeedNamedStandIn, DeedEndedStandIn, DeedEditedEntry, DeedExcused, DeedTookExcuseBack, DeedNotedLeave, DeedEndedLeave,
	DeedImportedPeople, DeedImportedLeave, DeedImportedHolidays, DeedFollowedProfile, DeedExported, DeedErased, DeedExplained, DeedReadReport, DeedRefused}

// IsKnown reports whether the deed is one that this coach knows: a newer one may
// have written others.
func (d Deed) IsKnown() bool { return slices.Contains(Deeds, d) }
