package delivery

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

// What coach does about every error that Slack documents for the methods coach
// calls.
func TestEveryErrorOfSlacksIsJudged(t *testing.T) {
	for want, codes := range map[Verdict]string{
		TryLater:  `ratelimited rate_limited message_limit_exceeded team_added_to_org update_failed`,
		Uncertain: `fatal_error internal_error request_timeout service_unavailable`,
		NoTarget: `access_denied channel_not_found not_in_channel is_archived messages_tab_disabled
			restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel
			restricted_action_non_threadable_channel restricted_action_thread_locked
			slack_connect_file_link_sharing_blocked slack_connect_canvas_sharing_blocked slack_connect_lists_sharing_blocked
			message_not_found cant_update_message edit_window_closed is_inactive
			user_not_found user_not_visible user_disabled cannot_dm_bot users_not_found too_many_members channel_is_limited_access`,
		BadCall: `invalid_arguments no_text invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long metadata_too_large
			invalid_metadata_format markdown_text_conflict cannot_reply_to_message duplicate_channel_not_found duplicate_message_not_found
			block_mismatch streaming_state_conflict users_list_not_supplied invalid_user_combination method_not_supported_for_channel_type
			invalid_cursor invalid_ts_latest invalid_ts_oldest expired_trigger_id exchanged_trigger_id invalid_trigger_id
			duplicate_external_id view_too_large push_limit_reached not_found hash_conflict not_enabled something_new`,
		NoAccess: `invalid_auth not_authed account_inactive token_revoked token_expired missing_scope not_allowed_token_type no_permission
			ekm_access_denied accesslimited team_access_not_granted org_login_required enterprise_is_restricted
			team_disabled user_removed_from_team forbidden_team`,
	} {
		for code := range strings.FieldsSeq(codes) {
			if got, _ := Judge(slack.SlackErrorResponse{Err: code}); got != want {
				t.Errorf("%s is judged %d, want %d", code, got, want)
			}
		}
	}
}

func TestWhatIsNoAnswerOfSlacksIsUncertain(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		want  Verdict
		after time.Duration
	}{
		"no error":               {nil, Taken, 0},
		"told to wait":           {&slack.RateLimitedError{RetryAfter: 7 * time.Second}, TryLater, 7 * time.Second},
		"told to wait, by proxy": {slack.StatusCodeError{Code: http.StatusTooManyRequests}, TryLater, time.Minute},
		"the server's trouble":   {slack.StatusCodeError{Code: http.StatusBadGateway}, Uncertain, 0},
		"a lost reply":           {io.ErrUnexpectedEOF, Uncertain, 0},
		"a timeout":              {errors.New("context deadline exceeded"), Uncertain, 0},
	} {
		if got, after := Judge(c.err); got != c.want || after != c.after {
			t.Errorf("%s is judged %d after %s, want %d after %s", name, got, after, c.want, c.after)
		}
	}
}

// An error that ends coach is one sentence that says what to do, never Slack's
// code alone.
func TestWhatEndsCoachIsExplained(t *testing.T) {
	for code, v := range verdicts {
		said := Explain(slack.SlackErrorResponse{Err: code, Needed: "chat:write"}).Error()
		if v == NoAccess && (strings.HasPrefix(said, "answer of Slack") || !strings.Contains(said, ": ")) {
			t.Errorf("%s ends coach with %q, which does not say what to do", code, said)
		}
	}
}
