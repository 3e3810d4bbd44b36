package view

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/cadence"
	"coach/practice"
)

// A DigestKey names a digest in buttons and forms: its subscription, and the
// last day of what it is about. An answer to a question has no subscription.
type DigestKey struct {
	Subscription practice.SubscriptionID
	To           cadence.Date
}

// String encodes the key for a button: 7/2026-03-08.
func (k DigestKey) String() string { return idValue(k.Subscription) + "/" + k.To.String() }

// ParseDigestKey is the inverse of [DigestKey.String]; false for anything else.
func ParseDigestKey(value string) (DigestKey, bool) {
	digits, day, _ := strings.Cut(value, "/")
	id, err := strconv.ParseInt(digits, 10, 64)
	to, undated := cadence.ParseDate(day)
	return DigestKey{practice.SubscriptionID(id), to}, err == nil && undated == nil
}

// A helpKey names somebody in a digest: 7/2026-03-08/12.
type helpKey struct {
	digest DigestKey
	about  practice.PersonID
}

func (k helpKey) String() string { return k.digest.String() + "/" + idValue(k.about) }

// ParseHelpKey reads the value of a button about somebody in a digest; false for
// anything else.
func ParseHelpKey(value string) (DigestKey, practice.PersonID, bool) {
	i := strings.LastIndex(value, "/")
	if i < 0 {
		return DigestKey{}, 0, false
	}
	key, ok := ParseDigestKey(value[:i])
	about, err := strconv.ParseInt(value[i+1:], 10, 64)
	return key, practice.PersonID(about), ok && err == nil
}

// A digestOrigin is the metadata of a form about somebody in a digest.
type digestOrigin struct {
	Digest practice.SubscriptionID `json:"digest"`
	To     cadence.Date            `json:"to"`
}

func (o digestOrigin) String() string {
	text, _ := json.Marshal(o) // two numbers always can be
	return string(text)
}

// digestOf reads the metadata of a form; what cannot be read names no digest.
func digestOf(v slack.View) DigestKey {
	var o digestOrigin
	if json.Unmarshal([]byte(v.PrivateMetadata), &o) != nil {
		return DigestKey{}
	}
	return DigestKey{o.Digest, o.To}
}
