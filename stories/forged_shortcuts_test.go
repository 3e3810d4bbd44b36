package stories

// anywhere uses a global shortcut.
func anywhere(callback string) func(*scene) []forgery {
	return func(*scene) []forgery {
		return []forgery{{kind: "interactive", payload: map[string]any{"type": "shortcut", "callback_id": callback}}}
	}
}

// onMessages uses a message shortcut on what others wrote where the sender
// cannot look: on a message of each kind, and on none.
func onMessages(callback string) func(*scene) []forgery {
	message := func(user, ts string) map[string]any {
		return map[string]any{"type": "message", "user": user, "ts": ts, "text": secret + " message"}
	}
	return func(*scene) (sent []forgery) {
		for _, m := range []struct {
			channel, name string
			message       map[string]any
		}{
			{"C0BOARD00", "privategroup", message("UDANA0000", "1772701200.000100")},
			{"D0DANABEN", "directmessage", message("UBEN00000", "1772701200.000100")},
			{"C0BOARD00", "privategroup", with(message("UBEN00000", "1772701200.000100"), map[string]any{"bot_id": "B0OTHER"})},
			{"C0DEALS00", "deals", message("UXENO0000", "1772701200.000100")},
			{"C0/../x?y", "deals", message("U0NOBODY0", "x")},
			{"", "", nil},
		} {
			payload := map[string]any{"type": "message_action", "callback_id": callback, "channel": map[string]any{"id": m.channel, "name": m.name}}
			if m.message != nil {
				payload["message"], payload["message_ts"] = m.message, m.message["ts"]
			}
			sent = append(sent, forgery{kind: "interactive", payload: payload})
		}
		return sent
	}
}
