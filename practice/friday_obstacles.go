package practice

// obstacles adds what is gone of a team's obstacles. One whose raiser shows
// their name to the owner alone is left out.
func (f FridayFacts) obstacles(n *TeamNews, people []PersonID) {}
