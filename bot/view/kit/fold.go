package kit

import "github.com/slack-go/slack"

// MaxFolded is the number of blocks that a fold can hold.
const MaxFolded = 10

// Fold is a part of a message or a Home that shows its title, and the blocks in
// it once somebody opens it. It holds at most [MaxFolded] sections, asides and
// rows of buttons: Slack refuses paragraphs of rich text there. Its ID keeps it
// open while a Home is drawn again.
func Fold(id, title string, open bool, blocks ...slack.Block) slack.Block {
	return slack.NewContainerBlock(blocks[:min(len(blocks), MaxFolded)]...).
		WithBlockID(id).WithTitle(Plain(title, maxHeading)).WithCollapsible(true, !open)
}

// Unfolded returns the same blocks for a workspace that knows neither folds nor
// charts yet: a fold's title becomes a heading, and its blocks follow.
func Unfolded(blocks []slack.Block) []slack.Block {
	plain := make([]slack.Block, 0, len(blocks))
	for _, b := range blocks {
		switch b := b.(type) {
		case *slack.ContainerBlock:
			plain = append(append(plain, Heading(b.Title.Text)), b.ChildBlocks.BlockSet...)
		case *slack.DataVisualizationBlock:
		default:
			plain = append(plain, b)
		}
	}
	return plain
}

// Para is a paragraph of plain words, without a style, that may stand in a
// [Fold].
func Para(s string) slack.Block {
	return slack.NewSectionBlock(Plain(s, MaxText), nil, nil)
}
