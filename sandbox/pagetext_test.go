package sandbox

import (
	"regexp"
	"strings"
	"testing"
)

// reader makes a canvas for somebody who knows two people and two channels.
func reader(t testing.TB) *canvas {
	t.Helper()
	w, err := New([]byte("features: {bot_user: {display_name: helper}}\nsettings: {socket_mode_enabled: true}"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.AddPerson(Person{Handle: "cy", Name: "Cy <b>"})
	w.AddChannel("wins", ChannelOptions{})
	w.AddChannel("secret", ChannelOptions{Private: true})
	return &canvas{w: w, viewer: w.AddPerson(Person{Handle: "dana"})}
}

func TestMarkupBecomesHTML(t *testing.T) {
	c := reader(t)
	for name, test := range map[string]struct{ mrkdwn, want string }{
		"emphasis":                         {"*bold* _soft_ ~gone~ 2*3*4", "<strong>bold</strong> <em>soft</em> <s>gone</s> 2*3*4"},
		"emphasis around a name":           {"*<@UCY000000>*", `<strong><span class="mention">@Cy &lt;b&gt;</span></strong>`},
		"one's own name":                   {"<@UDANA0000>", `<span class="mention me">@Dana</span>`},
		"a channel one can see":            {"<#CWINS0000>", `<a class="mention" href="/as/dana/c/wins">#wins</a>`},
		"a channel one cannot see":         {"<#CSECRET00>", `<span class="mention">#secret</span>`},
		"everybody":                        {"<!here>", `<span class="mention">@here</span>`},
		"a link":                           {"<https://example.com?a=1&amp;b=2|our *site*>", `<a href="https://example.com?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">our *site*</a>`},
		"an address as it is":              {"see https://example.com/a, or not", `see <a href="https://example.com/a" target="_blank" rel="noopener noreferrer">https://example.com/a</a>, or not`},
		"a link that runs something":       {"<javascript:alert(1)|click>", "click"},
		"a link that breaks out":           {`<https://x/"onclick="y|z>`, `<a href="https://x/%22onclick=%22y" target="_blank" rel="noopener noreferrer">z</a>`},
		"escaped characters":               {"1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;", "1 &lt; 2 &amp;&amp; 3 &gt; 2 &amp;quot;"},
		"a tag":                            {"<b>not bold</b>", "bnot bold/b"},
		"lines":                            {"a\nb", "a<br>b"},
		"a quote":                          {"&gt; said\n&gt;twice\nthen", "<blockquote>said<br>twice</blockquote>then"},
		"code":                             {"`*x* <@UCY000000> &lt;` y", "<code>*x* &lt;@UCY000000&gt; &lt;</code> y"},
		"a block of code":                  {"before\n```\na *b*\n  c\n```\nafter", "before<pre>a *b*\n  c</pre>after"},
		"emoji":                            {":tada: :no_such_thing: 10:30:00", "🎉 :no_such_thing: 10:30:00"},
		"a character of our own":           {"\U000F0000*b*&#983040;", "<strong>b</strong>&amp;#983040;"},
		"code where a link wants its name": {"<mailto:a@x|`y`>", "&lt;mailto:a@x|<code>y</code>&gt;"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := string(c.mrkdwn(test.mrkdwn)); got != test.want {
				t.Errorf("%q becomes\n%s\nwant\n%s", test.mrkdwn, got, test.want)
			}
		})
	}
}

func TestStandardMarkdownBecomesHTML(t *testing.T) {
	c := reader(t)
	for name, test := range map[string]struct{ markdown, want string }{
		"paragraphs":    {"a\nb\n\nc", "<p>a<br>b</p><p>c</p>"},
		"headings":      {"# A\n## B", "<h4>A</h4><h4>B</h4>"},
		"lists":         {"- a\n* b\n1. c\n2. d", "<ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>"},
		"emphasis":      {"**a** *b* _c_ ~~d~~ __e__", "<p><strong>a</strong> <em>b</em> <em>c</em> <s>d</s> <strong>e</strong></p>"},
		"links":         {"[a](https://example.com) [b](javascript:x)", `<p><a href="https://example.com" target="_blank" rel="noopener noreferrer">a</a> b</p>`},
		"tags":          {"<b>&amp;</b>", "<p>&lt;b&gt;&amp;amp;&lt;/b&gt;</p>"},
		"quotes, code":  {"> a\n> b\n\n`x`", "<blockquote>a<br>b</blockquote><p><code>x</code></p>"},
		"fenced blocks": {"```\n- a\n```", "<pre>- a</pre>"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := string(c.markdown(test.markdown)); got != test.want {
				t.Errorf("%q becomes\n%s\nwant\n%s", test.markdown, got, test.want)
			}
		})
	}
}

// FuzzTextsAreEscaped holds that whatever somebody writes, only tags of our own
// come out.
func FuzzTextsAreEscaped(f *testing.F) {
	for _, s := range []string{"*a*", "<@UCY000000|x>", "`<b>`", "```\n<script>\n```", "&lt;b&gt;", "> q", "<https://x|\"y>", "[a](https://x\"y)", "\U000F0001", "&#983040;", "<!date^1^{date}|<b>>"} {
		f.Add(s)
	}
	c := reader(f)
	ours := regexp.MustCompile(`</?(?:strong|em|s|code|pre|br|blockquote|p|ul|ol|li|h4|span|a)(?: (?:class|href|target|rel)="[^"<>]*")*>`)
	f.Fuzz(func(t *testing.T, s string) {
		for _, drawn := range []string{string(c.mrkdwn(s)), string(c.markdown(s)), string(c.text(object{"type": "plain_text", "text": s}))} {
			if rest := ours.ReplaceAllString(drawn, ""); strings.ContainsAny(rest, `<>"`) {
				t.Errorf("%q comes out as %q", s, drawn)
			}
		}
	})
}

func TestAxesHaveRoundNumbers(t *testing.T) {
	for name, test := range map[string]struct {
		values          []float64
		low, high, step float64
	}{
		"small numbers":    {[]float64{1, 4}, 0, 4, 1},
		"large numbers":    {[]float64{120, 340}, 0, 400, 100},
		"shares":           {[]float64{0.2, 0.8}, 0, 0.8, 0.2},
		"below zero":       {[]float64{-3, 5}, -4, 6, 2},
		"nothing but zero": {[]float64{0, 0}, 0, 1, 0.2},
	} {
		t.Run(name, func(t *testing.T) {
			low, high, step := scale([][]float64{test.values})
			if brief(low) != brief(test.low) || brief(high) != brief(test.high) || brief(step) != brief(test.step) {
				t.Errorf("the axis goes from %v to %v by %v, want %v to %v by %v", low, high, step, test.low, test.high, test.step)
			}
		})
	}
}
