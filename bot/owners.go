package bot

import (
	"context"
	"slices"

	"coach/practice"
)

// owns reports whether the person who asks may change and publish the
// playbook.
func (b *Bot) owns(ctx context.Context, req request) (bool, error) {
	owners, err := b.Store.Owners(ctx)
	if err != nil {
		return false, err
	}
	return practice.MayPublish(req.Person, b.Owners, slices.Contains(owners, req.Person.ID)), nil
}

// owners are all people who may change and publish the playbook.
func (b *Bot) owners(ctx context.Context, r *practice.Roster) ([]practice.PersonID, error) {
	made, err := b.Store.Owners(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(r.People(), func(id practice.PersonID) bool {
		return !practice.MayPublish(r.Person(id), b.Owners, slices.Contains(made, id))
	}), nil
}
