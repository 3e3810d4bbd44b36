package service

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"

	"filippo.io/age"
	"filippo.io/age/agessh"
)

// Recipients reads for whom a backup is encrypted: each is age1… or the public
// half of an SSH key.
func Recipients(names []string) (all []age.Recipient, err error) {
	for _, name := range names {
		one, err := recipient(strings.TrimSpace(name))
		if err != nil {
			return nil, fmt.Errorf("“%s” is nobody that a backup can be encrypted to; give what age-keygen prints (age1…), or an SSH public key (ssh-ed25519 …)", name)
		}
		all = append(all, one)
	}
	return all, nil
}

func recipient(name string) (age.Recipient, error) {
	if strings.HasPrefix(name, "ssh-") {
		return agessh.ParseRecipient(name)
	}
	found, err := age.ParseRecipients(strings.NewReader(name))
	if err != nil {
		return nil, err
	}
	if len(found) != 1 {
		return nil, errors.New("not one recipient")
	}
	return found[0], nil
}

// Identities reads the file of whoever a backup was encrypted to: that of
// age-keygen, or an SSH private key without a passphrase.
func Identities(file string) ([]age.Identity, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(data, []byte("-----BEGIN ")) {
		one, err := agessh.ParseIdentity(data)
		if err != nil {
			return nil, fmt.Errorf("%s is no SSH key that coach can read; it must have no passphrase", file)
		}
		return []age.Identity{one}, nil
	}
	all, err := age.ParseIdentities(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s is no file of age-keygen (AGE-SECRET-KEY-…), nor an SSH private key", file)
	}
	return all, nil
}
