package service

import (
	"context"
	"slices"
	"time"

	"coach/practice"
	"coach/store"
)

// A FridayNews is the content of Friday's good news as it is now.
type FridayNews struct {
	Group     practice.FridayGroup
	Teams     []practice.TeamNews
	Elsewhere practice.Entry // a best practice of another team; none without an ID
	Form      func(practice.Entry) *practice.Practice
}

// ReadFriday reads Friday's good news. It is empty where none of the teams has
// any, and where the channel is nobody's any more.
func ReadFriday(ctx context.Context, db *store.Store, roster *practice.Roster, n practice.GoodNews, organisation string) (news FridayNews, err error) {
	teams, err := db.AllTeamSettings(ctx)
	if err != nil {
		return news, err
	}
	for _, g := range practice.FridayGroups(roster, teams, organisation, n.On) {
		if slices.Contains(g.Managers, n.Manager) {
			news.Group = g
		}
	}
	if len(news.Group.Managers) == 0 {
		return news, nil
	}
	f := practice.FridayFacts{Group: news.Group, Roster: roster, Friday: n.On}
	last, err := db.LastGoodNews(ctx, news.Group.Channel, n.On)
	if err != nil {
		return news, err
	}
	f.From, f.To = practice.FridayWindow(roster, n.Manager, last, n.On, roster.Person(n.Manager).Location(db.Zone()))
	var people []practice.PersonID
	for _, manager := range news.Group.Managers {
		people = append(append(people, manager), roster.Reports(manager, n.On)...)
	}
	if f.Thanks, err = thanksTo(ctx, db, roster, people, f.From, f.To); err != nil {
		return news, err
	}
	if f.Shares, err = db.EntriesOf(ctx, practice.BestPracticeKey, f.From, f.To); err != nil {
		return news, err
	}
	if f.Raised, err = db.ObstaclesSince(ctx, practice.RaisedSince(n.On)); err != nil {
		return news, err
	}
	if f.Form, err = forms(ctx, db, slices.Concat(f.Thanks, f.Shares)); err != nil {
		return news, err
	}
	news.Teams, news.Elsewhere = f.Choose()
	news.Form = f.Form
	return news, nil
}

// PostFridays posts the good news of every group of teams whose time has come,
// and returns the time at which it may be due next.
func PostFridays(ctx context.Context, db *store.Store, now time.Time) (next time.Time, err error) {
	teams, err := db.AllTeamSettings(ctx)
	if err != nil || len(teams) == 0 {
		return next, err
	}
	settings, _, err := db.Settings(ctx)
	if err != nil {
		return next, err
	}
	roster, err := db.Roster(ctx)
	if err != nil {
		return next, err
	}
	for _, t := range teams {
		zone := roster.Person(t.Manager).Location(db.Zone())
		friday := practice.NextFriday(roster.Person(t.Manager).Today(now, db.Zone()))
		at := friday.At(practice.FridayAt, zone)
		groups := practice.FridayGroups(roster, teams, settings.Recognition, friday)
		i := slices.IndexFunc(groups, func(g practice.FridayGroup) bool { return g.Host() == t.Manager })
		if n := (practice.GoodNews{Manager: t.Manager, On: friday}); i >= 0 && n.Due(now, zone) {
			if err := postFriday(ctx, db, groups[i].Channel, n); err != nil {
				return next, err
			}
		}
		if !at.After(now) {
			at = (friday + 1).At(0, zone) // from when the next Friday is the one to come
		}
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next, nil
}

// postFriday posts good news in a channel that has none of that Friday. It may
// have some under another manager: a team that came to the channel since is first
// of its managers now.
func postFriday(ctx context.Context, db *store.Store, channel string, n practice.GoodNews) error {
	last, err := db.LastGoodNews(ctx, channel, n.On+1)
	if err != nil || last == n.On {
		return err
	}
	return db.Post(ctx, n)
}
