package stories

import "testing"

// Ben thanks Ana late on Friday, in private, and Dana in the channel; he answers
// to nobody's deed but his own. Ana reads it on Monday at eight, before the
// day's message; what stands in the channel stands there at once.
func TestThanksAtNight(t *testing.T) {
	story(t, setting{change: withoutDigest, server: true}, func(st *stage) {
		st.Cast("ana", "ben")
		st.until(6, 22, 0)
		st.thank("ben", "ana", "Stayed late with the customer", "Just to them")
		st.thank("ben", "dana", "Sat in on the call", "In the channel")
		st.until(7, 12, 0)
		st.until(9, 9, 0)
	})
}
