package view

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// The paths of the inputs in the forms for what people read.
const (
	pathWhy    = "why"
	pathGood   = "good"
	pathLearn  = "learn"
	pathLabel  = "label" // with the question's key after it
	pathNeed   = "need"
	pathVision = "vision"
	pathSkills = "skills"
)

// How long what people read may be, in characters, and how many lines it may
// have. The reader of playbook files has the same limits.
const (
	sentenceMost = 200
	goodMost     = 100
	skillsMost   = kit.MaxOptions
)

// PracticeWords is the form for what people read of a practice: why it is worth
// their time, what good looks like, and the words of its questions.
func PracticeWords(p *practice.Practice) slack.ModalViewRequest {
	link := slack.NewURLTextInputBlockElement(nil, kit.ActionChoose)
	link.InitialValue = p.Learn
	blocks := []slack.Block{
		kit.Input(pathWhy, "Why do we do this?", "One sentence, which people read with it.", false, textInput(p.Why, sentenceMost)),
		kit.Input(pathGood, "What good looks like, a line each", fmt.Sprintf("%d lines at most. People read it before they do it.", practice.MaxGood), false,
			textInput(strings.Join(p.Good, "\n"), practice.LongTextMax).WithMultiline(true)),
		kit.Input(pathLearn, "Where can people learn more?", "A link.", false, link),
	}
	for _, f := range p.Form {
		blocks = append(blocks, kit.Input(personless(pathLabel, f.Key), "A question of its form", "", true, textInput(f.Label, practice.TextMax)))
		if !fixedNeed(p, f) {
			blocks = append(blocks, kit.Input(personless(pathNeed, f.Key), "Does it need an answer?", "", true, kit.Menu("Pick one", needs(f), string(f.Need()))))
		}
	}
	m := kit.Modal(FormWords, p.Short, "Keep this change", blocks...)
	m.PrivateMetadata = origin{Practice: p.Key}.String()
	return m
}

// personless returns the path of an input about a question.
func personless(path, key string) string { return path + "." + key }

// fixedNeed reports whether coach needs the answer to a question, whatever the
// owners prefer: whom an entry is about, and what thanks consist of.
func fixedNeed(p *practice.Practice, f practice.Field) bool {
	thanks := f.Key == practice.RecognitionWho || f.Key == practice.RecognitionWhat || f.Key == practice.ShareWhere
	return f.Key == p.SubjectField() || p.Key == practice.RecognitionKey && thanks
}

// WordsPath returns the path of the input for a member of a practice in the
// playbook file, such as observation.form.improve.
func WordsPath(key, member string) string {
	member = strings.TrimPrefix(member, key+".")
	if question, ok := strings.CutPrefix(member, "form."); ok {
		question, _, _ = strings.Cut(question, ".")
		return personless(pathNeed, question)
	}
	return member
}

// needs are the answers to whether a question needs one.
func needs(f practice.Field) []*slack.OptionBlockObject {
	options := []*slack.OptionBlockObject{
		kit.Choice(string(practice.Needed), "It needs an answer", ""),
		kit.Choice(string(practice.Free), "It may stay empty", ""),
		kit.Choice(string(practice.Waits), "It is behind More questions", ""),
	}
	if f.Need() == practice.NeededWhere {
		options = append(options, kit.Choice(string(practice.NeededWhere), "It depends on another answer, as now", ""))
	}
	return options
}

// ParsePracticeWords is the inverse of [PracticeWords], given the practice as
// published: nil where nothing differs from it.
func ParsePracticeWords(v slack.View, published *practice.Practice) (*practice.Words, error) {
	given, p := answersOf(v), published
	var problems practice.Problems
	w := practice.Words{Why: given.text(pathWhy), Learn: given.text(pathLearn)}
	if utf8.RuneCountInString(w.Why) > sentenceMost {
		problems = append(problems, practice.Problem{Field: pathWhy, Text: fmt.Sprintf("Keep it to one sentence of %d characters.", sentenceMost)})
	}
	if w.Learn != "" && !practice.IsLink(w.Learn) {
		problems = append(problems, practice.Problem{Field: pathLearn, Text: "Use a full link, starting with https://."})
	}
	good, said := given.lines(pathGood, goodMost, practice.MaxGood)
	w.Good, problems = good, append(problems, said...)
	for _, f := range p.Form {
		q := practice.QuestionEdit{Key: f.Key, Label: given.text(personless(pathLabel, f.Key)), Need: f.Need()}
		if need, asked := given[personless(pathNeed, f.Key)]; asked && !fixedNeed(p, f) {
			q.Need = practice.Need(need.SelectedOption.Value)
		}
		if length := utf8.RuneCountInString(q.Label); length == 0 || length > practice.TextMax {
			problems = append(problems, practice.Problem{Field: personless(pathLabel, f.Key), Text: fmt.Sprintf("Write the question, in at most %d characters.", practice.TextMax)})
		}
		if q.Label != f.Label || q.Need != f.Need() {
			w.Questions = append(w.Questions, q)
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	if len(w.Questions) == 0 && w.Why == p.Why && w.Learn == p.Learn && strings.Join(w.Good, "\n") == strings.Join(p.Good, "\n") {
		return nil, nil
	}
	return &w, nil
}

// Purpose is the form for what stands over all practices.
func Purpose(vision string, skills []string) slack.ModalViewRequest {
	return kit.Modal(FormPurpose, "Vision and skills", "Keep this change",
		kit.Input(pathVision, "Your vision, in one sentence", "It stands over the playbook.", false, textInput(vision, sentenceMost)),
		kit.Input(pathSkills, "The skills you work on, one a line", "They are offered where a skill is asked for.", false,
			textInput(strings.Join(skills, "\n"), practice.LongTextMax).WithMultiline(true)))
}

// ParsePurpose is the inverse of [Purpose].
func ParsePurpose(v slack.View) (practice.Purpose, error) {
	given := answersOf(v)
	to := practice.Purpose{Vision: given.text(pathVision)}
	var problems practice.Problems
	if utf8.RuneCountInString(to.Vision) > sentenceMost {
		problems = append(problems, practice.Problem{Field: pathVision, Text: fmt.Sprintf("Keep it to one sentence of %d characters.", sentenceMost)})
	}
	skills, said := given.lines(pathSkills, kit.MaxOption, skillsMost)
	to.Skills, problems = skills, append(problems, said...)
	if len(problems) > 0 {
		return to, problems
	}
	return to, nil
}

// lines reads an input in which every line is one thing.
func (a answers) lines(path string, longest, most int) (lines []string, ps practice.Problems) {
	seen := map[string]bool{}
	for row := range strings.Lines(a.text(path)) {
		line := strings.TrimSpace(row)
		switch {
		case line == "":
		case utf8.RuneCountInString(line) > longest:
			return nil, practice.Problems{{Field: path, Text: fmt.Sprintf("Keep each line to %d characters.", longest)}}
		case seen[line]:
			return nil, practice.Problems{{Field: path, Text: fmt.Sprintf("“%s” stands there twice. Write each line once.", kit.OneLine(line))}}
		default:
			seen[line] = true
			lines = append(lines, line)
		}
	}
	if len(lines) > most {
		return nil, practice.Problems{{Field: path, Text: fmt.Sprintf("Write %d lines at most. This has %d.", most, len(lines))}}
	}
	return lines, nil
}
