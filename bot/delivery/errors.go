package delivery

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"time"

	"github.com/slack-go/slack"
)

// A Verdict is the meaning of one of Slack's errors for a message.
type Verdict int

// The verdicts.
const (
	Taken     Verdict = iota // no error
	TryLater                 // certainly not posted; try again later
	Uncertain                // may have been posted: look before posting again
	NoTarget                 // this recipient cannot be reached
	BadCall                  // coach's own mistake: the same call fails again
	NoAccess                 // nothing works any more until somebody mends the app
)

var verdicts = map[string]Verdict{
	"ratelimited": TryLater, "rate_limited": TryLater, "message_limit_exceeded": TryLater,
	"team_added_to_org": TryLater, // while a workspace moves into an organisation, calls fail now and then
	"update_failed":     TryLater,

	"fatal_error": Uncertain, "internal_error": Uncertain, "request_timeout": Uncertain, "service_unavailable": Uncertain,

	"user_disabled": NoTarget, "user_not_found": NoTarget, "user_not_visible": NoTarget, "cannot_dm_bot": NoTarget,
	"is_archived": NoTarget, "channel_not_found": NoTarget, "messages_tab_disabled": NoTarget, "not_in_channel": NoTarget,
	"restricted_action": NoTarget, "restricted_action_read_only_channel": NoTarget, "restricted_action_thread_only_channel": NoTarget,
	sharedOutside: NoTarget,
	"restricted_action_non_threadable_channel": NoTarget, "restricted_action_thread_locked": NoTarget, "access_denied": NoTarget,
	"too_many_members": NoTarget, "channel_is_limited_access": NoTarget, "users_not_found": NoTarget,
	"is_inactive": NoTarget, "message_not_found": NoTarget, "cant_update_message": NoTarget, "edit_window_closed": NoTarget,

	"invalid_auth": NoAccess, "not_authed": NoAccess, "account_inactive": NoAccess, "token_revoked": NoAccess,
	"token_expired": NoAccess, "missing_scope": NoAccess, "not_allowed_token_type": NoAccess, "org_login_required": NoAccess,
	"team_disabled": NoAccess, "user_removed_from_team": NoAccess, "no_permission": NoAccess, "forbidden_team": NoAccess,
	"accesslimited": NoAccess, "ekm_access_denied": NoAccess, "team_access_not_granted": NoAccess, "enterprise_is_restricted": NoAccess,
}

// blockedOutside matches the errors that mean a company's policy forbids the
// post in channels shared with other companies.
var blockedOutside = regexp.MustCompile(`^slack_connect_\w+_blocked$`)

// Judge returns the verdict on an error of a Web API call, and the pause that
// Slack demands.
func Judge(err error) (v Verdict, after time.Duration) {
	if err == nil {
		return Taken, 0
	}
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return TryLater, limited.RetryAfter
	}
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		if v, ok := verdicts[said.Err]; ok {
			return v, 0
		}
		if blockedOutside.MatchString(said.Err) {
			return NoTarget, 0
		}
		return BadCall, 0
	}
	if status, ok := errors.AsType[slack.StatusCodeError](err); ok && status.Code == http.StatusTooManyRequests {
		return TryLater, time.Minute
	}
	return Uncertain, 0 // timeout, connection lost, 5xx
}

// Permanent reports whether an error of the connection is final, so that coach
// exits.
func Permanent(err error) bool {
	v, _ := Judge(err)
	return v == NoAccess || slices.Contains([]string{"invalid_auth", "not_allowed_token_type"}, fmt.Sprint(err))
}

// Explain turns a final error into one sentence that says what to do.
func Explain(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	said, ok := errors.AsType[slack.SlackErrorResponse](err)
	if !ok {
		return fmt.Errorf("connection to Slack: %w", err)
	}
	switch said.Err {
	case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive":
		return fmt.Errorf("SLACK_BOT_TOKEN is not accepted by Slack (%s): copy it from OAuth & Permissions of your Slack app again", said.Err)
	case "not_allowed_token_type":
		return errors.New("SLACK_BOT_TOKEN is a token of the wrong kind: copy the one that begins with xoxb- from OAuth & Permissions of your Slack app")
	case "missing_scope":
		if said.Needed == "connections:write" {
			return errors.New("SLACK_APP_TOKEN lacks the scope connections:write: generate an app-level token with it under Basic Information of your Slack app")
		}
		return fmt.Errorf("the Slack app may not do what coach needs (missing scope %s): update the app from manifest.yml and install it again", said.Needed)
	case "accesslimited":
		return errors.New("coach is not let in from this network by Slack (accesslimited): have an admin of the workspace allow its address")
	case "ekm_access_denied":
		return errors.New("the administrators of this workspace have suspended what coach does (ekm_access_denied): ask them, and start coach again when it is allowed")
	case "team_disabled", "user_removed_from_team", "org_login_required", "forbidden_team", "no_permission",
		"team_access_not_granted", "enterprise_is_restricted":
		return fmt.Errorf("the app is shut out of this workspace by Slack (%s): ask an admin of the workspace to install it again", said.Err)
	}
	return fmt.Errorf("answer of Slack: %s", said.Err)
}

// ExplainOpening is [Explain] for opening the connection, the only call with
// the app-level token.
func ExplainOpening(err error) error {
	code := fmt.Sprint(err) // the client's own names for what ends a connection are plain text
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		code = said.Err
	}
	switch code {
	case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive":
		return fmt.Errorf("SLACK_APP_TOKEN is not accepted by Slack (%s): copy it from Basic Information of your Slack app again", code)
	case "not_allowed_token_type":
		return errors.New("SLACK_APP_TOKEN is a token of the wrong kind: copy the one that begins with xapp- from Basic Information of your Slack app")
	}
	return Explain(err)
}

// Reasons adds Slack's details about the place of a mistake to an error.
func Reasons(err error) error {
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok && len(said.ResponseMetadata.Messages) > 0 {
		return fmt.Errorf("%s: %q", said.Err, said.ResponseMetadata.Messages)
	}
	return err
}
