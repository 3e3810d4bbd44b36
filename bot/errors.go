package bot

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

// A verdict says what an error of Slack's means for a message.
type verdict int

const (
	taken     verdict = iota // no error
	tryLater                 // certainly not posted; try again later
	uncertain                // may have been posted: look before posting again
	noTarget                 // this recipient cannot be reached
	badCall                  // coach's own mistake: the same call fails again
	noAccess                 // nothing works any more until somebody mends the app
)

var verdicts = map[string]verdict{
	"ratelimited": tryLater, "rate_limited": tryLater, "message_limit_exceeded": tryLater,
	"team_added_to_org": tryLater, // while a workspace moves into an organisation, calls fail now and then
	"update_failed":     tryLater,

	"fatal_error": uncertain, "internal_error": uncertain, "request_timeout": uncertain, "service_unavailable": uncertain,

	"user_disabled": noTarget, "user_not_found": noTarget, "user_not_visible": noTarget, "cannot_dm_bot": noTarget,
	"is_archived": noTarget, "channel_not_found": noTarget, "messages_tab_disabled": noTarget, "not_in_channel": noTarget,
	"restricted_action": noTarget, "restricted_action_read_only_channel": noTarget, "restricted_action_thread_only_channel": noTarget,
	sharedOutside: noTarget,
	"restricted_action_non_threadable_channel": noTarget, "restricted_action_thread_locked": noTarget, "access_denied": noTarget,
	"too_many_members": noTarget, "channel_is_limited_access": noTarget, "users_not_found": noTarget,
	"is_inactive": noTarget, "message_not_found": noTarget, "cant_update_message": noTarget, "edit_window_closed": noTarget,

	"invalid_auth": noAccess, "not_authed": noAccess, "account_inactive": noAccess, "token_revoked": noAccess,
	"token_expired": noAccess, "missing_scope": noAccess, "not_allowed_token_type": noAccess, "org_login_required": noAccess,
	"team_disabled": noAccess, "user_removed_from_team": noAccess, "no_permission": noAccess, "forbidden_team": noAccess,
	"accesslimited": noAccess, "ekm_access_denied": noAccess, "team_access_not_granted": noAccess, "enterprise_is_restricted": noAccess,
}

// blockedOutside is what errors are called that say what a company does not let
// into channels it shares with others.
var blockedOutside = regexp.MustCompile(`^slack_connect_\w+_blocked$`)

// judge sorts an error of a Web API call. After is how long Slack asks to wait.
func judge(err error) (v verdict, after time.Duration) {
	if err == nil {
		return taken, 0
	}
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return tryLater, limited.RetryAfter
	}
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		if v, ok := verdicts[said.Err]; ok {
			return v, 0
		}
		if blockedOutside.MatchString(said.Err) {
			return noTarget, 0
		}
		return badCall, 0
	}
	if status, ok := errors.AsType[slack.StatusCodeError](err); ok && status.Code == http.StatusTooManyRequests {
		return tryLater, time.Minute
	}
	return uncertain, 0 // timeout, connection lost, 5xx
}

func permanent(err error) bool {
	v, _ := judge(err)
	return v == noAccess || slices.Contains([]string{"invalid_auth", "not_allowed_token_type"}, fmt.Sprint(err))
}

// explain turns an error that ends coach into one sentence that says what to
// do.
func explain(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	said, ok := errors.AsType[slack.SlackErrorResponse](err)
	if !ok {
		return fmt.Errorf("connection to Slack: %w", err)
	}
	switch said.Err {
	case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive":
		return fmt.Errorf("a token is not accepted by Slack (%s): copy SLACK_BOT_TOKEN from OAuth & Permissions and SLACK_APP_TOKEN from Basic Information of your Slack app again", said.Err)
	case "not_allowed_token_type":
		return errors.New("a token is of the wrong kind: SLACK_BOT_TOKEN begins with xoxb- and SLACK_APP_TOKEN with xapp-; they may be swapped")
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
