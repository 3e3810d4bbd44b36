package main

import (
	"fmt"
	"os"
	"strings"
)

// fromEnvironment reads what an environment variable holds, or the file that the
// variable with _FILE behind its name names, as container platforms hand
// secrets over. There is no flag for one: every user of a machine can read the
// command lines of all others.
func fromEnvironment(name string, getenv func(string) string) (string, error) {
	value, path := getenv(name), getenv(name+"_FILE")
	switch {
	case path == "":
		return value, nil
	case value != "":
		return "", fmt.Errorf("%s and %s_FILE are both set. Leave one of them out", name, name)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("%s_FILE: %w", name, err)
	}
	return strings.TrimSpace(string(data)), nil
}

// readTokens fills in the tokens.
func (c *runCommand) readTokens(getenv func(string) string) (err error) {
	if c.BotToken, err = fromEnvironment("SLACK_BOT_TOKEN", getenv); err != nil {
		return err
	}
	c.AppToken, err = fromEnvironment("SLACK_APP_TOKEN", getenv)
	return err
}
