package practice

// LedByThem is the answer to [FieldRepLed] that the person coached led.
const LedByThem = "yes"

// Keys of fields whose answers are counted, in any playbook that has them.
const (
	FieldRepLed = "rep_led" // whether the person coached led the session: yes or no
	FieldCause  = "cause"   // what is behind what was observed
	FieldSeen   = "seen"    // what a leader saw a manager do who coached
	FieldNeeds  = "needs"   // the needs that a plan is based on, which [CauseFields] tell of
)

// CauseFields are the fields of which it is counted how often each value was
// given, in the order in which they are read.
var CauseFields = []string{FieldCause, "response", "factors", FieldSeen}

// Field returns a field as the first practice words it that has it today.
func (pb *Playbook) Field(key string) (Field, bool) {
	for _, p := range pb.Latest() {
		if f, ok := p.Form.Field(key); ok {
			return f, true
		}
	}
	return Field{}, false
}
