package bot

import (
	"context"
	"slices"

	"coach/practice"
	"coach/service"
)

// owns reports whether the requester may change and publish the playbook.
func (b *Bot) owns(ctx context.Context, req request) (bool, error) {
	owners, err := b.Store.Owners(ctx)
	if err != nil {
		return false, err
	}
	return practice.MayPublish(req.Person, b.Owners, slices.Contains(owners, req.Person.ID)), nil
}

// owners returns all people who may change and publish the playbook.
func (b *Bot) owners(ctx context.Context, r *practice.Roster) ([]practice.PersonID, error) {
	return service.Owners(ctx, b.Store, r, b.Owners)
}
