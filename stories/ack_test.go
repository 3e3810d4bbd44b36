package stories

import (
	"sync"
	"testing"
	"time"
)

// TestStoppedWhileSomebodySubmits: SIGTERM finishes what was begun. The
// submission that is on its way is stored and acknowledged.
func TestStoppedWhileSomebodySubmits(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		form := st.User("ben").Command("/coach recognize @ana").Modal()
		form.Fill("What did they do?", "Stayed calm when the demo broke").
			Fill("Which of our values does it show?", "Ownership").
			Fill("What difference did it make?", "The customer laughed with us").
			Fill("Where to share it", "In the channel")
		var submitting sync.WaitGroup
		submitting.Go(func() { form.Submit() })
		time.Sleep(time.Nanosecond) // the envelope is on its way
		st.stop()
		if err := <-st.done; err != nil {
			t.Error(err)
		}
		submitting.Wait()
		st.Note("coach is stopped and started again")
		st.run()
	})
}
