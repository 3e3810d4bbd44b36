package sandbox

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A chart is a data_visualization block, measured out for an SVG drawing of
// chartWidth by chartHeight units.
type chart struct {
	Kind, Title, XLabel, YLabel string
	Summary                     string   // in words
	Headings                    []string // of the numbers' columns
	Categories                  []tick   // of the horizontal axis; the label is "" where there is no room
	Ticks                       []tick   // of the vertical axis
	Series                      []series
	Baseline                    float64
}

// A tick is a label on an axis.
type tick struct {
	At    float64
	Label string
}

// A series is the bars, the line or the slice of one colour.
type series struct {
	Tint   int // 1 to maxSeries
	Name   string
	Values []string // one per category
	Bars   []bar
	Path   string // of a line, an area or a slice
	Share  string // of a slice
	Dots   []dot
}

type bar struct {
	X, Y, Width, Height, Middle float64
	Label                       string // "" where there is no room
}

type dot struct{ X, Y float64 }

const (
	chartWidth, chartHeight                = 640, 300
	plotLeft, plotTop, plotRight, plotFoot = 56, 16, 628, 248
	pieX, pieY, pieRadius                  = 150, 150, 130
	crowdedBars, crowdedLabels             = 14, 9
	labelAbove                             = 5
)

// Chart measures out a data_visualization block.
func (p part) Chart() chart {
	o := p.o.object("chart")
	axis := o.object("axis_config")
	c := chart{Kind: o.text("type"), Title: p.o.text("title"), XLabel: axis.text("x_label"), YLabel: axis.text("y_label")}
	if c.Kind == "pie" {
		c.slice(o.objects("segments"))
	} else {
		c.plot(o, axis)
	}
	for _, line := range drawChart(p.o)[1:] {
		c.Summary += strings.TrimSpace(line) + ". "
	}
	return c
}

// slice cuts a pie, clockwise from the top.
func (c *chart) slice(segments []object) {
	total := 0.0
	for _, s := range segments {
		value, _ := s.number("value")
		total += value
	}
	from := 0.0
	for i, s := range segments {
		value, _ := s.number("value")
		share := value / total
		c.Series = append(c.Series, series{
			Tint: i + 1, Name: s.text("label"), Values: []string{brief(value)}, Path: slicePath(from, from+share), Share: fmt.Sprintf("%.0f %%", 100*share),
		})
		from += share
	}
	c.Headings = []string{"Value"}
}

// slicePath outlines the slice between two shares of the circle.
func slicePath(from, to float64) string {
	if to-from > 0.9999 {
		return fmt.Sprintf("M%d %d a%d %d 0 1 1 -0.01 0 Z", pieX, pieY-pieRadius, pieRadius, pieRadius)
	}
	at := func(share float64) (x, y float64) {
		sin, cos := math.Sincos(2 * math.Pi * share)
		return pieX + pieRadius*sin, pieY - pieRadius*cos
	}
	x1, y1 := at(from)
	x2, y2 := at(to)
	wide := 0
	if to-from > 0.5 {
		wide = 1
	}
	return fmt.Sprintf("M%d %d L%.1f %.1f A%d %d 0 %d 1 %.1f %.1f Z", pieX, pieY, x1, y1, pieRadius, pieRadius, wide, x2, y2)
}

// plot draws bars, lines or areas over categories.
func (c *chart) plot(o, axis object) {
	categories, _ := axis["categories"].([]any)
	values := seriesValues(o, categories)
	low, high, step := scale(values)
	y := func(v float64) float64 { return plotFoot - (v-low)/(high-low)*(plotFoot-plotTop) }
	band := float64(plotRight-plotLeft) / float64(max(1, len(categories)))
	every := (len(categories) + crowdedLabels - 1) / crowdedLabels
	for i, name := range categories {
		c.Headings = append(c.Headings, fmt.Sprint(name))
		label := ""
		if i%max(1, every) == 0 {
			label = fmt.Sprint(name)
		}
		c.Categories = append(c.Categories, tick{round(plotLeft + band*(float64(i)+0.5)), label})
	}
	for v := low; v <= high+step/2; v += step {
		c.Ticks = append(c.Ticks, tick{round(y(v)), brief(v)})
	}
	c.Baseline = round(y(0))
	for i, s := range o.objects("series") {
		drawn := series{Tint: i + 1, Name: s.text("name")}
		for _, v := range values[i] {
			drawn.Values = append(drawn.Values, brief(v))
		}
		if c.Kind == "bar" {
			drawn.Bars = c.bars(i, values, band, y)
		} else {
			c.trace(&drawn, values[i], y)
		}
		c.Series = append(c.Series, drawn)
	}
}

// seriesValues are the values of each series, in the order of the categories.
func seriesValues(o object, categories []any) [][]float64 {
	var out [][]float64
	for _, s := range o.objects("series") {
		byLabel := map[string]float64{}
		for _, point := range s.objects("data") {
			byLabel[point.text("label")], _ = point.number("value")
		}
		row := make([]float64, len(categories))
		for i, name := range categories {
			row[i] = byLabel[fmt.Sprint(name)]
		}
		out = append(out, row)
	}
	return out
}

// scale finds round numbers for the vertical axis that take in zero and all
// values.
func scale(values [][]float64) (low, high, step float64) {
	for _, row := range values {
		for _, v := range row {
			low, high = min(low, v), max(high, v)
		}
	}
	if high == low {
		high = low + 1
	}
	step = math.Pow(10, math.Floor(math.Log10((high-low)/4)))
	for _, factor := range []float64{1, 2, 2.5, 5, 10} {
		if (high-low)/(step*factor) <= 5 {
			step *= factor
			break
		}
	}
	return math.Floor(low/step) * step, math.Ceil(high/step) * step, step
}

func (c *chart) bars(i int, values [][]float64, band float64, y func(float64) float64) []bar {
	const gap = 2
	width := min(64, (band*0.7)/float64(len(values))-gap)
	group := float64(len(values)) * (width + gap)
	var out []bar
	for j, v := range values[i] {
		x := c.Categories[j].At - group/2 + float64(i)*(width+gap) + gap/2
		b := bar{X: round(x), Y: round(min(y(v), c.Baseline)), Width: round(width), Height: round(math.Abs(y(v) - c.Baseline)), Middle: round(x + width/2)}
		if len(values)*len(values[i]) <= crowdedBars {
			b.Label = brief(v)
		}
		out = append(out, b)
	}
	return out
}

// trace draws a line through the values, and closes it where an area is wanted.
func (c *chart) trace(s *series, values []float64, y func(float64) float64) {
	var path strings.Builder
	for i, v := range values {
		d := dot{round(c.Categories[i].At), round(y(v))}
		s.Dots = append(s.Dots, d)
		command := "L"
		if i == 0 {
			command = "M"
		}
		fmt.Fprintf(&path, "%s%.1f %.1f ", command, d.X, d.Y)
	}
	if c.Kind == "area" && len(s.Dots) > 0 {
		fmt.Fprintf(&path, "L%.1f %.1f L%.1f %.1f Z", s.Dots[len(s.Dots)-1].X, c.Baseline, s.Dots[0].X, c.Baseline)
	}
	s.Path = strings.TrimSpace(path.String())
}

// LabelY is where the value of a bar stands: above it.
func (b bar) LabelY() float64 { return b.Y - labelAbove }

func round(v float64) float64 { return math.Round(v*10) / 10 }

// brief writes a number with as few digits as it needs, at most two decimals.
func brief(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) }
