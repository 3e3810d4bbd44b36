package sandbox

import (
	"html/template"
	"regexp"
	"strings"
	"unicode/utf8"
)

// markdownRules are the marks within a line of standard markdown and their tags.
var markdownRules = []struct {
	pattern *regexp.Regexp
	tag     string
}{
	{regexp.MustCompile(`\*\*([^\s*](?:[^\n]*?[^\s*])?)\*\*`), "strong"},
	{regexp.MustCompile(`__([^\s_](?:[^\n]*?[^\s_])?)__`), "strong"},
	{regexp.MustCompile(`\*([^\s*](?:[^*\n]*[^\s*])?)\*`), "em"},
	{regexp.MustCompile(`\b_([^\s_](?:[^_\n]*[^\s_])?)_\b`), "em"},
	{regexp.MustCompile(`~~([^\s~](?:[^~\n]*[^\s~])?)~~`), "s"},
}

var (
	markdownLink = regexp.MustCompile(`\[([^\]\n]+)\]\(([^)\s]+)\)`)
	markdownLine = regexp.MustCompile(`^\s*(?:(#{1,6})\s+|([-*+])\s+|(\d+)[.)]\s+|(>)\s?)(.*)$`)
)

// markdown draws the standard markdown of a markdown block: headings, lists,
// quotes, code, links and emphasis. Anything else shows as it was written.
func (c *canvas) markdown(s string) template.HTML {
	var p pieces
	s = p.code(withoutPieces(s))
	s = markdownLink.ReplaceAllStringFunc(s, func(match string) string {
		if strings.ContainsFunc(match, isPiece) {
			return match
		}
		parts := markdownLink.FindStringSubmatch(match)
		return p.keep(link(parts[2], escapeLines(parts[1])))
	})
	s = p.links(s)
	for _, r := range markdownRules {
		s = r.pattern.ReplaceAllString(s, p.keep("<"+r.tag+">")+"${1}"+p.keep("</"+r.tag+">"))
	}
	return p.finish(p.structure(p.apart(withEmoji(s))))
}

// apart puts each block of code on a line of its own.
func (p *pieces) apart(s string) string {
	var out strings.Builder
	for _, r := range s {
		if p.isBlock(r) {
			out.WriteString("\n" + string(r) + "\n")
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

// isBlock says whether a character stands for a block of code.
func (p *pieces) isBlock(r rune) bool {
	return isPiece(r) && strings.HasPrefix(p.html[r-firstPiece], "<pre>")
}

// structure makes paragraphs, lists, quotes and headings of lines.
func (p *pieces) structure(s string) string {
	var out strings.Builder
	open := "" // the element that the last line is in
	enter := func(tag string) bool {
		if open == tag {
			return false
		}
		if open != "" {
			out.WriteString(p.keep("</" + open + ">"))
		}
		if tag != "" {
			out.WriteString(p.keep("<" + tag + ">"))
		}
		open = tag
		return true
	}
	for line := range strings.SplitSeq(s, "\n") {
		if first, size := utf8.DecodeRuneInString(line); size == len(line) && p.isBlock(first) {
			enter("")
			out.WriteString(line)
			continue
		}
		tag, inner, item := markdownKind(line)
		fresh := enter(tag)
		switch {
		case item:
			out.WriteString(p.keep("<li>") + inner + p.keep("</li>"))
			continue
		case tag == "":
			continue
		case !fresh:
			out.WriteString(p.keep("<br>"))
		}
		out.WriteString(inner)
		if tag == "h4" {
			enter("")
		}
	}
	enter("")
	return out.String()
}

// markdownKind says which element a line belongs to, "" for none, what of it is
// to be seen, and whether it is an item of a list.
func markdownKind(line string) (tag, inner string, item bool) {
	m := markdownLine.FindStringSubmatch(line)
	switch {
	case strings.TrimSpace(line) == "":
		return "", "", false
	case m == nil:
		return "p", line, false
	case m[1] != "":
		return "h4", m[5], false
	case m[2] != "":
		return "ul", m[5], true
	case m[3] != "":
		return "ol", m[5], true
	}
	return "blockquote", m[5], false
}
