package delivery

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
	"coach/store"
)

// upload sends a file in Slack's three steps: its ID and an address, the bytes,
// and the message that shows it. Nobody sees anything before the third. The ID
// is written down after the first, since a file's message carries no token: by
// its ID it is looked for when the outcome of the third is unknown.
func (s *Sender) upload(ctx context.Context, d store.Delivery, n practice.FileAsked, to string, msg kit.Message) error {
	f := msg.File
	c, _, _, err := s.API.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{to}}) // it shares files with conversations, not with people
	if err != nil {
		return s.untaken(ctx, d, n, to, err)
	}
	place, err := s.API.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: f.Name, FileSize: len(f.Content)})
	if err != nil {
		return s.untaken(ctx, d, n, to, err)
	}
	posting, cancel := s.posting(ctx)
	defer cancel()
	if err := s.Store.AttemptFile(ctx, d, c.ID, place.FileID, time.Now()); err != nil {
		return err
	}
	if err := s.API.UploadToURL(posting, slack.UploadToURLParameters{UploadURL: place.UploadURL, Filename: f.Name, Content: f.Content}); err != nil {
		return s.untaken(ctx, d, n, to, err)
	}
	_, err = s.API.CompleteUploadExternalContext(posting, slack.CompleteUploadExternalParameters{
		Files: []slack.FileSummary{{ID: place.FileID, Title: f.Title}}, Channel: c.ID, Blocks: slack.Blocks{BlockSet: msg.Blocks}})
	if err != nil {
		return s.untaken(ctx, d, n, to, err)
	}
	return s.Store.FileSent(ctx, d, c.ID, "", s.Now())
}

// refusals are Slack's errors that mean it takes no files now, by what the
// person who asked for one reads.
var refusals = map[string]practice.FileRefusal{
	"storage_limit_reached": practice.FilesFull,
	"file_uploads_disabled": practice.FilesOff, "file_type_not_allowed": practice.FilesOff, "file_uploads_except_images_disabled": practice.FilesOff,
	"posting_to_channel_denied": practice.FilesOff,
}

// refusalOf returns why Slack does not take a file; false where it may take the
// same one later, or has taken it.
func refusalOf(err error) (why practice.FileRefusal, refused bool) {
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		if said.Err == "missing_scope" && said.Needed == practice.FilesScope {
			return practice.FilesUngranted, true
		}
		if why, ok := refusals[said.Err]; ok {
			return why, true
		}
	}
	if v, _ := Judge(err); v == BadCall {
		return practice.FileUntaken, true
	}
	status, ok := errors.AsType[slack.StatusCodeError](err) // of the address for the bytes
	return practice.FileUntaken, ok && status.Code >= http.StatusBadRequest && status.Code < http.StatusInternalServerError && status.Code != http.StatusTooManyRequests
}

// untaken handles an error of one of the steps. Whoever asked for the file hears
// that it does not come.
func (s *Sender) untaken(ctx context.Context, d store.Delivery, n practice.FileAsked, to string, cause error) error {
	why, refused := refusalOf(cause)
	switch v, _ := Judge(cause); {
	case refused && why == practice.FileUntaken:
		s.Log.Error().Err(Reasons(cause)).Int64("notice", d.ID).Msg("Slack refuses a file that coach made")
	case refused:
		s.Log.Warn().Err(cause).Int64("notice", d.ID).Msg("Slack takes no file")
	case v == NoTarget:
		return s.unreachable(ctx, d, to, cause)
	default:
		return s.failed(ctx, d, cause)
	}
	return s.Store.Fail(ctx, d, cause.Error(), n.Refused(why))
}

// lookForFile searches for a file of unknown outcome in the conversation, and
// sends another only if it is not there. What was uploaded is deleted before:
// if it should arrive yet, there is one file all the same.
func (s *Sender) lookForFile(ctx context.Context, d store.Delivery) error {
	f, err := s.Store.SentFile(ctx, d.Notice.(practice.FileAsked))
	if err != nil {
		return s.undrawn(ctx, d, err)
	}
	channel, ts, err := s.find(ctx, d.Channel, d.AttemptedAt, func(m slack.Message) bool {
		return slices.ContainsFunc(m.Files, func(shown slack.File) bool { return shown.ID == f.SlackID })
	})
	switch v, _ := Judge(err); {
	case err == nil && ts != "":
		return s.Store.FileSent(ctx, d, channel, ts, s.Now())
	case v == TryLater || v == Uncertain:
		return s.failed(ctx, d, err)
	}
	err = s.deleteFile(ctx, f.SlackID)
	if v, _ := Judge(err); v == TryLater || v == Uncertain {
		return s.failed(ctx, d, err)
	}
	d.Task = store.Send
	return s.post(ctx, d)
}

// deleteFile deletes a file, which may be gone already.
func (s *Sender) deleteFile(ctx context.Context, slackID string) error {
	err := s.API.DeleteFileContext(ctx, slackID)
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok && (said.Err == "file_not_found" || said.Err == "file_deleted") {
		return nil
	}
	return err
}

// expire deletes a file that has been in Slack for long enough. It is tried
// until it is gone.
func (s *Sender) expire(ctx context.Context, d store.Delivery) error {
	f, err := s.Store.SentFile(ctx, d.Notice.(practice.FileAsked))
	if err != nil {
		return s.undrawn(ctx, d, err)
	}
	if !f.Expired(s.Now()) {
		return s.Store.Unchanged(ctx, d)
	}
	if wait := s.editWait(); wait > 0 {
		return s.Store.Later(ctx, d, time.Now().Add(wait))
	}
	err = s.deleteFile(ctx, f.SlackID)
	why, _ := refusalOf(err)
	switch v, _ := Judge(err); {
	case err == nil:
		return errors.Join(s.Store.FileDeleted(ctx, d, s.Now()), s.Store.Observe(ctx, undeletable, false))
	case why == practice.FilesUngranted:
		if err := s.Store.Observe(ctx, undeletable, true); err != nil {
			return err
		}
	case v == TryLater || v == Uncertain || v == NoAccess:
		return s.failed(ctx, d, err)
	}
	s.Log.Warn().Err(err).Int64("notice", d.ID).Msg("a file cannot be deleted yet")
	return s.Store.Later(ctx, d, time.Now().Add(longestRest))
}

// undeletable is the concern that files stay longer than they should.
var undeletable = practice.Concern{Kind: practice.NoScope, About: practice.FilesScope}
