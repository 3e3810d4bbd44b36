package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
)

// secret reads what an environment variable holds, or the file that the
// variable with _FILE behind its name names, as container platforms hand
// secrets over. There is no flag for one: every user of a machine can read the
// command lines of all others.
func secret(name string, getenv func(string) string) (string, error) {
	value, path := getenv(name), getenv(name+"_FILE")
	switch {
	case path == "":
		return value, nil
	case value != "":
		return "", fmt.Errorf("%s and %s_FILE are both set; leave one of them out", name, name)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("%s_FILE: %w", name, err)
	}
	return strings.TrimSpace(string(data)), nil
}

// secrets fills in the tokens.
func (c *runCommand) secrets(getenv func(string) string) (err error) {
	if c.BotToken, err = secret("SLACK_BOT_TOKEN", getenv); err != nil {
		return err
	}
	c.AppToken, err = secret("SLACK_APP_TOKEN", getenv)
	return err
}

// apiAddress is the base of the Web API. The tokens go there, so it must be
// reached over https, or not leave the machine.
func apiAddress(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return "", errors.New("SLACK_API_URL is not an address such as https://slack.com/api/")
	}
	if u.Scheme != "https" && !(u.Scheme == "http" && isLoopback(u.Hostname())) {
		return "", errors.New("SLACK_API_URL: coach sends its tokens over https alone, or to this machine; write an address that begins with https://")
	}
	return strings.TrimSuffix(address, "/") + "/", nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
