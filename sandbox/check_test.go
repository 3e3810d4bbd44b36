package sandbox

import (
	"encoding/json"
	"strings"
	"testing"
)

func rep(n int) string { return strings.Repeat("x", n) }

func times(n int, s string) string { return strings.TrimSuffix(strings.Repeat(s+",", n), ",") }

func TestBlocksOfMessagesAreChecked(t *testing.T) {
	text := `{"type":"plain_text","text":"a"}`
	section := `{"type":"section","text":` + text + `}`
	actions := func(elements string) string { return `{"type":"actions","elements":[` + elements + `]}` }
	button := func(more string) string { return `{"type":"button","text":` + text + more + `}` }
	option := `{"text":` + text + `,"value":"a"}`
	chart := func(chart string) string { return `{"type":"data_visualization","title":"t","chart":` + chart + `}` }
	pie := chart(`{"type":"pie","segments":[{"label":"a","value":1}]}`)
	bar := func(data string) string {
		return chart(`{"type":"bar","axis_config":{"categories":["a","b"]},"series":[{"name":"s","data":[` + data + `]}]}`)
	}
	cell := `{"type":"raw_text","text":"a"}`
	container := func(blocks, more string) string {
		return `{"type":"container","title":` + text + more + `,"child_blocks":[` + blocks + `]}`
	}
	for name, c := range map[string]struct{ blocks, want string }{
		"a section":                              {section, ""},
		"fifty sections":                         {times(50, section), ""},
		"fifty-one sections":                     {times(51, section), "no more than 50 items allowed [json-pointer:/blocks]"},
		"a text at the limit":                    {`{"type":"section","text":{"type":"mrkdwn","text":"` + rep(3000) + `"}}`, ""},
		"a text over the limit":                  {`{"type":"section","text":{"type":"mrkdwn","text":"` + rep(3001) + `"}}`, "less than 3001 characters [json-pointer:/blocks/0/text/text]"},
		"characters are counted, not bytes":      {`{"type":"header","text":{"type":"plain_text","text":"` + strings.Repeat("é", 150) + `"}}`, ""},
		"an empty text":                          {`{"type":"section","text":{"type":"mrkdwn","text":""}}`, "must be more than 0 characters [json-pointer:/blocks/0/text/text]"},
		"a text that is a number":                {`{"type":"section","text":{"type":"mrkdwn","text":1}}`, "must provide a string"},
		"a section without text":                 {`{"type":"section"}`, "missing required field: text"},
		"too many fields":                        {`{"type":"section","fields":[` + times(11, text) + `]}`, "no more than 10 items"},
		"mrkdwn in a header":                     {`{"type":"header","text":{"type":"mrkdwn","text":"a"}}`, "[json-pointer:/blocks/0/text/type]"},
		"a verbatim plain text":                  {`{"type":"header","text":{"type":"plain_text","text":"a","verbatim":true}}`, "additional property: verbatim"},
		"an alert in a message":                  {`{"type":"alert","text":` + text + `}`, "not available in a message"},
		"two blocks with one ID":                 {`{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}`, "[json-pointer:/blocks/1/block_id]"},
		"two buttons with one ID":                {actions(button(`,"action_id":"a"`) + "," + button(`,"action_id":"a"`)), "`action_id` \"a\" already exists"},
		"one ID in two blocks":                   {actions(button(`,"action_id":"a"`)) + "," + actions(button(`,"action_id":"a"`)), ""},
		"actions without elements":               {actions(""), "no fewer than 1 items"},
		"too many actions":                       {actions(times(26, button(""))), "no more than 25 items"},
		"a button with a long label":             {actions(`{"type":"button","text":{"type":"plain_text","text":"` + rep(76) + `"}}`), "less than 76"},
		"a button with a long value":             {actions(button(`,"value":"` + rep(2001) + `"`)), "less than 2001"},
		"a button of no style":                   {actions(button(`,"style":"loud"`)), "/style]"},
		"a question without an answer":           {actions(button(`,"confirm":{"title":` + text + `,"text":` + text + `,"deny":` + text + `}`)), "missing required field: confirm"},
		"an unknown element":                     {actions(`{"type":"lever"}`), "unsupported type: lever"},
		"a text field among actions":             {actions(`{"type":"plain_text_input"}`), "unsupported type: plain_text_input in a block of type actions"},
		"an image nobody can hear":               {`{"type":"image","image_url":"https://example.com/a.png"}`, "missing required field: alt_text"},
		"a context with too much":                {`{"type":"context","elements":[` + times(11, text) + `]}`, "no more than 10 items"},
		"an overflow menu with too much":         {actions(`{"type":"overflow","options":[` + times(6, option) + `]}`), "no more than 5 items"},
		"radio buttons with too much":            {actions(`{"type":"radio_buttons","options":[` + times(11, option) + `]}`), "no more than 10 items"},
		"a select with too much":                 {actions(`{"type":"static_select","options":[` + times(101, option) + `]}`), "no more than 100 items"},
		"a select with options and groups":       {actions(`{"type":"static_select","options":[` + option + `],"option_groups":[]}`), "either options or option_groups"},
		"a group without a label":                {actions(`{"type":"static_select","option_groups":[{"options":[` + option + `]}]}`), "missing required field: label"},
		"an option with a long value":            {actions(`{"type":"static_select","options":[{"text":` + text + `,"value":"` + rep(76) + `"}]}`), "less than 76"},
		"an option with a link":                  {actions(`{"type":"static_select","options":[{"text":` + text + `,"value":"a","url":"https://example.com"}]}`), "additional property: url"},
		"a choice that is not offered":           {actions(`{"type":"static_select","options":[` + option + `],"initial_option":{"text":` + text + `,"value":"b"}}`), `initial option "b" is not among the options`},
		"a choice that is offered":               {actions(`{"type":"static_select","options":[` + option + `],"initial_option":` + option + `}`), ""},
		"a date that is none":                    {actions(`{"type":"datepicker","initial_date":"2026-02-30"}`), "/initial_date]"},
		"two focused elements":                   {actions(`{"type":"users_select","focus_on_load":true}`) + "," + actions(`{"type":"users_select","focus_on_load":true}`), "only one element can have focus"},
		"markdown over the limit, in two blocks": {times(2, `{"type":"markdown","text":"`+rep(6001)+`"}`), "12000 characters of markdown"},
		"a pie":                                  {pie, ""},
		"three pies":                             {times(3, pie), "no more than 2 blocks of type data_visualization"},
		"a pie with an empty slice":              {chart(`{"type":"pie","segments":[{"label":"a","value":0}]}`), "must be more than 0 [json-pointer:/blocks/0/chart/segments/0/value]"},
		"a pie with seven slices":                {chart(`{"type":"pie","segments":[` + times(7, `{"label":"a","value":1}`) + `]}`), "no more than 6 items"},
		"bars":                                   {bar(`{"label":"a","value":1},{"label":"b","value":0}`), ""},
		"a missing bar":                          {bar(`{"label":"a","value":1}`), "exactly one point for each category"},
		"a bar twice":                            {bar(`{"label":"a","value":1},{"label":"a","value":1}`), "exactly one point for each category"},
		"a chart of no kind":                     {chart(`{"type":"cloud"}`), "/chart/type]"},
		"a table":                                {`{"type":"table","rows":[[` + cell + `]]}`, ""},
		"two tables":                             {times(2, `{"type":"table","rows":[[`+cell+`]]}`), "no more than 1 blocks of type table"},
		"a table with an empty cell":             {`{"type":"table","rows":[[{"type":"raw_text","text":""}]]}`, "/rows/0/0/text]"},
		"a table too wide":                       {`{"type":"table","rows":[[` + times(21, cell) + `]]}`, "no more than 20 items"},
		"a table too long":                       {`{"type":"table","rows":[` + times(101, "["+cell+"]") + `]}`, "no more than 100 items"},
		"a column that leans":                    {`{"type":"table","rows":[[` + cell + `]],"column_settings":[{"align":""}]}`, "/column_settings/0/align]"},
		"a data table without a caption":         {`{"type":"data_table","rows":[[` + cell + `],[` + cell + `]]}`, "missing required field: caption"},
		"a data table with a number on top":      {`{"type":"data_table","caption":"c","rows":[[{"type":"raw_number","value":1}],[` + cell + `]]}`, "a header cell must be raw_text"},
		"a data table with a button":             {`{"type":"data_table","caption":"c","rows":[[` + cell + `],[{"type":"action_cell","element":` + button("") + `,"fallback":` + cell + `}]]}`, ""},
		"a container":                            {container(""+section+`,{"type":"divider"}`, ""), ""},
		"a container without a title":            {`{"type":"container","child_blocks":[` + section + `]}`, "missing required field: title"},
		"a container with a long title":          {`{"type":"container","title":{"type":"plain_text","text":"` + rep(151) + `"},"child_blocks":[` + section + `]}`, "less than 151"},
		"a container of nothing":                 {container("", ""), "no fewer than 1 items allowed [json-pointer:/blocks/0/child_blocks]"},
		"a container without blocks":             {`{"type":"container","title":` + text + `}`, "missing required field: child_blocks"},
		"a container of eleven":                  {container(times(11, section), ""), "no more than 10 items"},
		"rich text in a container":               {container(`{"type":"rich_text","elements":[]}`, ""), "unsupported type: rich_text in a container [json-pointer:/blocks/0/child_blocks/0]"},
		"a container in a container":             {container(container(section, ""), ""), "unsupported type: container in a container"},
		"an empty text in a container":           {container(`{"type":"section"}`, ""), "missing required field: text [json-pointer:/blocks/0/child_blocks/0]"},
		"one ID inside and outside a container":  {container(`{"type":"divider","block_id":"a"}`, "") + `,{"type":"divider","block_id":"a"}`, "[json-pointer:/blocks/1/block_id]"},
		"a container that is closed for ever":    {container(section, `,"default_collapsed":true`), "requires is_collapsible"},
		"a container that begins closed":         {container(section, `,"is_collapsible":true,"default_collapsed":true`), ""},
		"rich text":                              {`{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"a"}]}]}`, ""},
		"an unknown kind of rich text":           {`{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"song"}]}]}`, "unsupported type: song"},
		"a list without a style":                 {`{"type":"rich_text","elements":[{"type":"rich_text_list","elements":[{"type":"rich_text_section","elements":[]}]}]}`, "/style]"},
		"something that is not a block":          {`7`, "must be an object [json-pointer:/blocks/0]"},
	} {
		t.Run(name, func(t *testing.T) {
			var blocks []any
			if err := json.Unmarshal([]byte("["+c.blocks+"]"), &blocks); err != nil {
				t.Fatal(err)
			}
			expect(t, checkMessage(blocks), c.want)
		})
	}
}

func TestViewsAreChecked(t *testing.T) {
	text := `{"type":"plain_text","text":"a"}`
	modal := func(more string) string { return `{"type":"modal","title":` + text + more + `}` }
	form := func(element string) string {
		return modal(`,"submit":` + text + `,"blocks":[{"type":"input","block_id":"b","label":` + text + `,"element":` + element + `}]`)
	}
	for name, c := range map[string]struct{ view, want string }{
		"an empty modal":                 {modal(`,"blocks":[]`), ""},
		"no blocks at all":               {modal(`,"blocks":null`), "missing required field: blocks"},
		"no title":                       {`{"type":"modal","blocks":[]}`, "missing required field: title"},
		"a long title":                   {`{"type":"modal","blocks":[],"title":{"type":"plain_text","text":"` + rep(25) + `"}}`, "less than 25 characters [json-pointer:/view/title/text]"},
		"a long submit button":           {modal(`,"blocks":[],"submit":{"type":"plain_text","text":"` + rep(25) + `"}`), "/view/submit/text]"},
		"long metadata":                  {modal(`,"blocks":[],"private_metadata":"` + rep(3001) + `"`), "/view/private_metadata]"},
		"a Home":                         {`{"type":"home","blocks":[]}`, "/view/type]"},
		"a hundred blocks":               {modal(`,"blocks":[` + times(100, `{"type":"divider"}`) + `]`), ""},
		"a hundred and one blocks":       {modal(`,"blocks":[` + times(101, `{"type":"divider"}`) + `]`), "no more than 100 items"},
		"an alert":                       {modal(`,"blocks":[{"type":"alert","level":"warning","text":` + text + `}]`), ""},
		"a chart":                        {modal(`,"blocks":[{"type":"data_visualization"}]`), "not available in a modal"},
		"a container":                    {modal(`,"blocks":[{"type":"container"}]`), "not available in a modal"},
		"a table":                        {modal(`,"blocks":[{"type":"table"}]`), "not available in a modal"},
		"a form":                         {form(`{"type":"plain_text_input","max_length":10}`), ""},
		"a form nobody can send":         {modal(`,"blocks":[{"type":"input","label":` + text + `,"element":{"type":"users_select"}}]`), "missing required field: submit"},
		"a field without an element":     {form(`null`), "must be an object [json-pointer:/view/blocks/0/element]"},
		"a button as a field":            {form(`{"type":"button","text":` + text + `}`), "unsupported type: button in a block of type input"},
		"a field that is too long":       {form(`{"type":"plain_text_input","max_length":3001}`), "between 1 and 3000"},
		"a field longer than its limit":  {form(`{"type":"plain_text_input","max_length":3,"initial_value":"abcd"}`), "/initial_value]"},
		"a minimum above the maximum":    {form(`{"type":"plain_text_input","min_length":4,"max_length":3}`), "must not exceed max_length"},
		"a number field without kind":    {form(`{"type":"number_input"}`), "is_decimal_allowed"},
		"a number out of bounds":         {form(`{"type":"number_input","is_decimal_allowed":false,"max_value":"3","initial_value":"4"}`), "within its bounds"},
		"a menu of nothing":              {form(`{"type":"multi_static_select","options":[]}`), "no fewer than 1 items"},
		"a choice of none":               {form(`{"type":"multi_users_select","max_selected_items":0}`), "/max_selected_items]"},
		"more chosen than may be":        {form(`{"type":"multi_users_select","max_selected_items":1,"initial_users":["U1","U2"]}`), "initial items"},
		"a moment in milliseconds":       {form(`{"type":"datetimepicker","initial_date_time":1772438700000}`), "10 digits"},
		"a long placeholder":             {form(`{"type":"users_select","placeholder":{"type":"plain_text","text":"` + rep(151) + `"}}`), "less than 151"},
		"told of each unknown keystroke": {form(`{"type":"plain_text_input","dispatch_action_config":{"trigger_actions_on":["on_sneeze"]}}`), "valid enum value"},
		"all kinds of fields": {modal(`,"submit":` + text + `,"blocks":[` + `{"type":"input","label":` + text + `,"element":{"type":"timepicker","initial_time":"09:30"}}` +
			`,{"type":"section","text":` + text + `,"accessory":{"type":"checkboxes","options":[{"text":{"type":"mrkdwn","text":"*a*"},"value":"a"}]}}]`), ""},
	} {
		t.Run(name, func(t *testing.T) {
			view, err := parseObject([]byte(c.view))
			if err != nil {
				t.Fatal(err)
			}
			expect(t, checkView(view, onModal), c.want)
		})
	}
}

// expect wants a complaint that contains a text, or none at all for "".
func expect(t *testing.T, complaints []string, want string) {
	t.Helper()
	switch {
	case want == "" && len(complaints) > 0:
		t.Errorf("Slack complains %q", complaints)
	case want != "" && !strings.Contains(strings.Join(complaints, "\n"), want):
		t.Errorf("Slack complains %q, want %q", complaints, want)
	}
}
