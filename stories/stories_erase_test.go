package stories

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"coach/service"
	"coach/store"
)

// Ben has left. Carla, who owns the playbook, erases him: his name and words go,
// the thanks that name him leave the channel, the numbers stay, and Priya, who
// owns it too, hears of it. Nobody else can.
func TestSomebodyIsErasedInSlack(t *testing.T) {
	story(t, setting{people: company, change: withoutDigest}, func(st *stage) {
		st.publishOnly("one_on_one", "recognition")
		for _, owner := range []string{"carla", "priya"} {
			st.owner(owner + "@example.com")
		}
		st.until(3, 10, 0)
		st.note("dana", "ben")
		st.thank("dana", "ben", "Held the fort on Friday", "In the channel")
		st.thank("ben", "ana", "Explained the price list", "In the channel")
		st.thank("dana", "ana", "Wrote the offer", "In the channel")
		st.until(4, 10, 0)
		st.Note("Dana may not")
		st.press("dana", "erase", "")
		carla := st.User("carla")
		form := carla.Command("/coach settings").Modal().Click("Owners").Click("Erase somebody")
		form.Fill("Who?", "Benny Goodman").Submit()
		form.Fill("Who?", "ben okafor").Submit()
		form.Fill("Type their name to go ahead", "Dana Ruiz").Submit()
		form.Fill("Type their name to go ahead", "Ben Okafor").Submit()
		st.settle()
		st.until(4, 10, 10)
		carla.Modal().Close()
		carla.Modal().Click("Audit").Close()
		carla.Modal().Close()
		st.User("dana").Command("/coach history @ana").Modal().Close()
		for _, m := range st.Channel("wins").Messages() {
			if text := m.Text(); strings.Contains(text, "Ben") || strings.Contains(text, "price list") {
				t.Errorf("the channel still has %q", text)
			}
		}
		st.withStore(func(ctx context.Context, db *store.Store) error {
			more, err := db.EraseRest(ctx, time.Now(), 1)
			if more {
				t.Error("something of Ben's is left")
			}
			return err
		})
	})
}

// Of the owners one stays: the only one cannot erase themselves, and one of two
// can.
func TestOneOwnerStaysWhenOneErasesThemselves(t *testing.T) {
	unwritten(t, setting{people: company, change: withoutDigest}, func(st *stage) {
		st.owner("carla@example.com")
		carla := st.User("carla")
		st.until(4, 10, 0)
		erase := func() string {
			form := carla.Command("/coach settings").Modal().Click("Owners").Click("Erase somebody")
			form.Fill("Who?", "carla@example.com").Submit()
			form.Fill("Type their name to go ahead", "carla  STONE").Submit()
			st.settle()
			return form.Text() + fmt.Sprint(form.Errors())
		}
		if text := erase(); !strings.Contains(text, "Somebody has to own the playbook.") {
			t.Errorf("the only owner reads\n%s", text)
		}
		for range 3 {
			carla.Modal().Close()
		}
		st.owner("priya@example.com")
		if text := erase(); !strings.Contains(text, "You're erased") {
			t.Errorf("one of two owners reads\n%s", text)
		}
		if text := st.DM("priya").Last().Text(); !strings.Contains(text, "erased somebody from coach: they're #") {
			t.Errorf("the other reads %q", text)
		}
	})
}

// Whoever runs coach erases Priya, who owns the playbook as Carla and Dana do,
// beside a running coach: both of them hear of it, and read no name; the one
// who was erased hears nothing.
func TestWhoeverRunsCoachErasesSomebody(t *testing.T) {
	const says = "Whoever runs coach erased somebody from coach: they're #"
	unwritten(t, setting{people: company, change: withoutDigest}, func(st *stage) {
		for _, owner := range []string{"carla", "priya", "dana"} {
			st.owner(owner + "@example.com")
		}
		st.until(4, 10, 0)
		st.withStore(func(ctx context.Context, db *store.Store) error {
			priya, err := db.PersonByEmail(ctx, "priya@example.com")
			if err != nil {
				return err
			}
			return service.Erase(ctx, db, priya.ID, nil, time.Now())
		})
		st.until(4, 10, 10)
		for handle, want := range map[string]int{"carla": 1, "dana": 1, "priya": 0, "eli": 0} {
			if n := saidIn(st.DM(handle), says); n != want {
				t.Errorf("%s hears of it %d times, want %d", handle, n, want)
			}
		}
		if text := st.DM("carla").Last().Text(); strings.Contains(text, "Priya") {
			t.Errorf("Carla reads %q", text)
		}
	})
}
