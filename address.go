package coach

import (
	"errors"
	"net"
	"net/url"
	"strings"
)

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
