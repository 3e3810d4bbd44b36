package sandbox

func (w *Workspace) authTest(c *call) (object, error) {
	me := object{
		"url": c.base + "/", "team": w.opt.Name, "team_id": w.opt.TeamID, "user": w.appName(), "user_id": botUserID, "bot_id": botID,
		"is_enterprise_install": false,
	}
	if w.enterprise != "" {
		me["enterprise_id"] = w.enterprise
	}
	return me, nil
}

func (w *Workspace) usersInfo(c *call) (object, error) {
	u := w.findUser(c.text("user"))
	if u == nil {
		return nil, refuse("user_not_found")
	}
	return object{"user": u.profile()}, nil
}

func (w *Workspace) usersList(c *call) (object, error) {
	var members []object
	for _, u := range w.users {
		members = append(members, u.profile())
	}
	members, next, err := page(c, members, 1000)
	return object{"members": members, "cache_ts": w.opt.Now().Unix(), "response_metadata": next}, err
}
