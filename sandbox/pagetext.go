package sandbox

import (
	"fmt"
	"html"
	"html/template"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A canvas is what blocks are drawn on: who looks at it, what its fields hold and
// what is wrong with them. Its texts come out as HTML in which everything an app
// or a person wrote is escaped.
type canvas struct {
	w      *Workspace
	viewer *User
	id     string // of the message or view; no two on a page are equal
	state  map[fieldKey]object
	errors map[string]string     // by block ID
	found  map[fieldKey][]object // options the app found for what the viewer searched
}

// text draws a text object.
func (c *canvas) text(o object) template.HTML {
	if o.text("type") == "mrkdwn" {
		return c.mrkdwn(o.text("text"))
	}
	s := unescape(o.text("text"))
	if wanted, told := o["emoji"].(bool); !told || wanted {
		s = withEmoji(s)
	}
	return template.HTML(escapeLines(s))
}

// unescape undoes what Slack asks apps and people's clients to escape, no more.
func unescape(s string) string {
	return strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">").Replace(s)
}

// escapeLines escapes a plain text and keeps its line breaks.
func escapeLines(s string) string {
	return strings.ReplaceAll(html.EscapeString(s), "\n", "<br>")
}

// pieces are finished bits of HTML within a text that is still being worked on.
// In the text, a character from a private plane of Unicode stands for each.
type pieces struct{ html []string }

const firstPiece, lastPiece = 0xF0000, 0xFFFFD

func (p *pieces) keep(html string) string {
	if firstPiece+len(p.html) > lastPiece {
		return ""
	}
	p.html = append(p.html, html)
	return string(rune(firstPiece + len(p.html) - 1))
}

// finish escapes what is left of the text and puts the pieces in.
func (p *pieces) finish(s string) template.HTML {
	var out strings.Builder
	for _, r := range s {
		if isPiece(r) {
			out.WriteString(p.html[r-firstPiece])
			continue
		}
		out.WriteString(html.EscapeString(string(r)))
	}
	return template.HTML(out.String())
}

func isPiece(r rune) bool { return r >= firstPiece && r <= lastPiece }

// withoutPieces drops from a foreign text the characters that would stand for
// pieces.
func withoutPieces(s string) string {
	return strings.Map(func(r rune) rune {
		if isPiece(r) {
			return -1
		}
		return r
	}, s)
}

var (
	preformatted = regexp.MustCompile("(?s)\n?```\n?(.*?)\n?```\n?")
	inlineCode   = regexp.MustCompile("`([^`\n\U000F0000-\U000FFFFD]+)`")
	bareURL      = regexp.MustCompile(`https?://[^\s<>|\x{F0000}-\x{FFFFD}]*[^\s<>|\x{F0000}-\x{FFFFD}.,;:!?)\]'"*_~]`)
	emphasisTags = []string{"strong", "em", "s"} // of the patterns in emphasis
)

// mrkdwn draws Slack's own markup.
func (c *canvas) mrkdwn(s string) template.HTML {
	var p pieces
	s = p.code(withoutPieces(s))
	s = controlSequence.ReplaceAllStringFunc(s, func(sequence string) string {
		if strings.ContainsFunc(sequence, isPiece) {
			return sequence
		}
		return p.keep(c.sequence(strings.Trim(sequence, "<>")))
	})
	s = p.links(s)
	for i, pattern := range emphasis {
		tag := emphasisTags[i]
		s = pattern.ReplaceAllString(s, "${1}"+p.keep("<"+tag+">")+"${2}"+p.keep("</"+tag+">"))
	}
	return p.finish(p.paragraphs(withEmoji(unescape(s))))
}

// code keeps whatever is marked as code from being read as anything else.
func (p *pieces) code(s string) string {
	s = preformatted.ReplaceAllStringFunc(s, func(match string) string {
		inside := preformatted.FindStringSubmatch(match)[1]
		return p.keep("<pre>" + html.EscapeString(unescape(inside)) + "</pre>")
	})
	return inlineCode.ReplaceAllStringFunc(s, func(match string) string {
		return p.keep("<code>" + html.EscapeString(unescape(strings.Trim(match, "`"))) + "</code>")
	})
}

// links makes links of addresses that stand in the text as they are.
func (p *pieces) links(s string) string {
	return bareURL.ReplaceAllStringFunc(s, func(address string) string {
		address = unescape(address)
		return p.keep(link(address, html.EscapeString(address)))
	})
}

// paragraphs breaks lines and frames quotes.
func (p *pieces) paragraphs(s string) string {
	var out strings.Builder
	quoted := false
	for i, line := range strings.Split(s, "\n") {
		rest, quote := strings.CutPrefix(line, ">")
		switch {
		case quote && !quoted:
			out.WriteString(p.keep("<blockquote>"))
		case quoted && !quote:
			out.WriteString(p.keep("</blockquote>"))
		case i > 0:
			out.WriteString(p.keep("<br>"))
		}
		quoted = quote
		if quote {
			rest = strings.TrimPrefix(rest, " ")
		}
		out.WriteString(rest)
	}
	if quoted {
		out.WriteString(p.keep("</blockquote>"))
	}
	return out.String()
}

// sequence draws what is between the angle brackets of a control sequence.
func (c *canvas) sequence(s string) string {
	target, _, _ := strings.Cut(s, "|")
	read := html.EscapeString(unescape(c.w.resolve(s, c.viewer)))
	switch {
	case strings.HasPrefix(target, "@"):
		return c.mention(target[1:], read)
	case strings.HasPrefix(target, "#"):
		return c.channelLink(target[1:], read)
	case strings.HasPrefix(target, "!date^"):
		return read
	case strings.HasPrefix(target, "!"):
		return mark("mention", read)
	}
	return link(unescape(target), read)
}

func mark(class, inner string) string { return `<span class="` + class + `">` + inner + `</span>` }

// mention draws a person's name; one's own stands out.
func (c *canvas) mention(userID, read string) string {
	if c.viewer != nil && c.viewer.ID == userID {
		return mark("mention me", read)
	}
	return mark("mention", read)
}

func (c *canvas) channelLink(channelID, read string) string {
	channel := c.w.findChannel(channelID)
	if channel == nil || c.viewer == nil || !channel.visibleTo(c.viewer) {
		return mark("mention", read)
	}
	return fmt.Sprintf(`<a class="mention" href="%s">%s</a>`, html.EscapeString(c.viewer.address(place{channel: channel})), read)
}

// link draws a link to another site, and only its label where the address is of
// a kind that Slack would not open.
func link(address, label string) string {
	u, err := url.Parse(address)
	if err != nil || !slices.Contains([]string{"http", "https", "mailto"}, u.Scheme) {
		return label
	}
	return fmt.Sprintf(`<a href="%s" target="_blank" rel="noopener noreferrer">%s</a>`, html.EscapeString(u.String()), label)
}

// richText draws a rich_text block or cell.
func (c *canvas) richText(b object) template.HTML {
	var out strings.Builder
	for _, e := range b.objects("elements") {
		switch e.text("type") {
		case "rich_text_list":
			out.WriteString(c.richList(e))
		case "rich_text_quote":
			out.WriteString("<blockquote>" + c.richSpan(e) + "</blockquote>")
		case "rich_text_preformatted":
			out.WriteString("<pre>" + c.richSpan(e) + "</pre>")
		default:
			out.WriteString("<p>" + strings.TrimSuffix(c.richSpan(e), "<br>") + "</p>")
		}
	}
	return template.HTML(out.String())
}

func (c *canvas) richList(list object) string {
	tag := "ul"
	if list.text("style") == "ordered" {
		tag = "ol"
	}
	depth, _ := list.number("indent")
	start, _ := list.number("offset")
	var out strings.Builder
	fmt.Fprintf(&out, `<%s class="indent-%d"`, tag, min(8, max(0, int(depth))))
	if tag == "ol" && start > 0 {
		fmt.Fprintf(&out, ` start="%d"`, int(start)+1)
	}
	out.WriteString(">")
	for _, item := range list.objects("elements") {
		out.WriteString("<li>" + c.richSpan(item) + "</li>")
	}
	out.WriteString("</" + tag + ">")
	return out.String()
}

// richStyles are the styles of rich text and their tags, from the inside out.
var richStyles = []struct{ style, tag string }{{"code", "code"}, {"strike", "s"}, {"italic", "em"}, {"underline", "u"}, {"bold", "strong"}}

func (c *canvas) richSpan(section object) string {
	var out strings.Builder
	for _, e := range section.objects("elements") {
		drawn := c.richElement(e)
		for _, s := range richStyles {
			if e.object("style").flag(s.style) {
				drawn = "<" + s.tag + ">" + drawn + "</" + s.tag + ">"
			}
		}
		out.WriteString(drawn)
	}
	return out.String()
}

func (c *canvas) richElement(e object) string {
	switch e.text("type") {
	case "user":
		return c.mention(e.text("user_id"), "@"+html.EscapeString(c.w.label(e.text("user_id"))))
	case "channel":
		return c.channelLink(e.text("channel_id"), html.EscapeString(c.w.label(e.text("channel_id"))))
	case "broadcast":
		return mark("mention", "@"+html.EscapeString(e.text("range")))
	case "usergroup":
		return mark("mention", "@"+html.EscapeString(e.text("usergroup_id")))
	case "emoji":
		return html.EscapeString(withEmoji(":" + e.text("name") + ":"))
	case "color":
		return "<code>" + html.EscapeString(e.text("value")) + "</code>"
	case "date":
		seconds, _ := e.number("timestamp")
		return html.EscapeString(c.w.formatDate(time.Unix(int64(seconds), 0), e.text("format"), c.viewer))
	case "link":
		label := e.text("text")
		if label == "" {
			label = e.text("url")
		}
		return link(e.text("url"), html.EscapeString(label))
	}
	return escapeLines(e.text("text"))
}
