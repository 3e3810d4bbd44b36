package view

import (
	"github.com/slack-go/slack"

	"coach/bot/view/kit"
)

// NotTakingPart is the answer to a person who takes no part in coach and asks
// for something that requires it. What coach holds of them they may read all the
// same.
func NotTakingPart(doors HomeLinks) kit.Message {
	said := notTakingPart(doors.Left)
	blocks := []slack.Block{kit.Line(said...)}
	offered := doors.buttons()
	if doors.Known {
		offered = append(offered, knownButton())
	}
	if len(offered) > 0 {
		blocks = append(blocks, kit.Buttons(offered...))
	}
	return kit.NewMessage(kit.Words(said), blocks...)
}

func notTakingPart(left bool) []kit.Run {
	if left {
		return []kit.Run{kit.Text("You don't take part in coach at the moment. If you should, ask whoever runs it to add you to the people file. What I know about you is still yours to read, and to take with you.")}
	}
	return []kit.Run{
		kit.Text("You're not set up in coach yet. Ask whoever runs it to add you to the people file. If people report to you, say so with "), kit.Code("/coach team"),
		kit.Text(". You can already thank somebody with "), kit.Code("/coach recognize"), kit.Text("."),
	}
}
