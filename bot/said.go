package bot

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"github.com/slack-go/slack"

	"coach/practice"
)

// The ways in which Slack writes channels, links, groups and announcements in a
// text.
var (
	channelMention = regexp.MustCompile(`<#([CG][A-Z0-9]+)(?:\|[^>]*)?>`)
	linkMention    = regexp.MustCompile(`<((?:https?|mailto|tel):[^>|]+)(?:\|[^>]*)?>`)
	otherMention   = regexp.MustCompile(`<[!@#][^>|]*(?:\|([^>]*))?>`)
)

// inWords returns typed words as both of a pair may read them: people by their
// names, links as their address, a public channel by its name. A private
// channel is “a channel”: who reads the words need not know that it exists.
func (b *Bot) inWords(ctx context.Context, words string) string {
	words = b.inNames(ctx, words)
	words = channelMention.ReplaceAllStringFunc(words, func(m string) string {
		return b.channelName(ctx, channelMention.FindStringSubmatch(m)[1])
	})
	words = linkMention.ReplaceAllStringFunc(words, func(m string) string {
		address := linkMention.FindStringSubmatch(m)[1]
		return strings.TrimPrefix(strings.TrimPrefix(address, "mailto:"), "tel:")
	})
	return strings.TrimSpace(otherMention.ReplaceAllString(words, "$1"))
}

// channelName returns the name of a public channel of this company, or else “a
// channel”.
func (b *Bot) channelName(ctx context.Context, id string) string {
	c, err := b.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
	if err != nil || c.IsPrivate || c.IsIM || c.IsMpIM || c.IsExtShared || c.Name == "" {
		return "a channel"
	}
	return "#" + c.Name
}

// leading matches a person who is mentioned before any word.
var leading = regexp.MustCompile(`^\s*<@([UW][A-Z0-9]+)(?:\|[^>]*)?>[\s,:]*`)

// addressed separates the person whom typed words are for from the words: the
// one who is mentioned first of all. Whoever is mentioned later belongs to the
// words.
func addressed(text string) (slackID, words string) {
	m := leading.FindStringSubmatch(text)
	if m == nil {
		return "", strings.TrimSpace(text)
	}
	return m[1], strings.TrimSpace(text[len(m[0]):])
}

// theirs reports whether an error is one that the person can mend.
func theirs(err error) bool {
	_, theirs := errors.AsType[practice.Problems](err)
	return theirs
}
