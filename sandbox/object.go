package sandbox

import (
	"encoding/json"
	"maps"
	"strconv"
)

// An object is a JSON object as an app sent it. Its accessors answer the zero
// value for a member that is absent or of another type; the validator is the
// place that complains.
type object map[string]any

// parseObject decodes one JSON object.
func parseObject(data []byte) (object, error) {
	var o object
	err := json.Unmarshal(data, &o)
	return o, err
}

func (o object) text(key string) string {
	s, _ := o[key].(string)
	return s
}

func (o object) flag(key string) bool {
	b, _ := o[key].(bool)
	return b
}

// number reads a JSON number, or a string that holds one.
func (o object) number(key string) (float64, bool) {
	switch v := o[key].(type) {
	case float64:
		return v, true
	case string:
		f, err := strconv.ParseFloat(v, 64)
		return f, err == nil
	}
	return 0, false
}

func (o object) object(key string) object {
	return asObject(o[key])
}

// objects reads an array of objects, leaving out whatever is not one.
func (o object) objects(key string) []object {
	return asObjects(o[key])
}

func (o object) clone() object { return maps.Clone(o) }

func asObject(v any) object {
	switch v := v.(type) {
	case object:
		return v
	case map[string]any:
		return v
	}
	return nil
}

func asObjects(v any) []object {
	var out []object
	switch v := v.(type) {
	case []object:
		return v
	case []any:
		for _, item := range v {
			if o := asObject(item); o != nil {
				out = append(out, o)
			}
		}
	}
	return out
}

// walk calls visit for o and every object inside it, parents first.
func (o object) walk(visit func(object)) {
	visit(o)
	for _, v := range o {
		walkValue(v, visit)
	}
}

func walkValue(v any, visit func(object)) {
	if o := asObject(v); o != nil {
		o.walk(visit)
		return
	}
	switch list := v.(type) {
	case []object:
		for _, item := range list {
			item.walk(visit)
		}
	case []any:
		for _, item := range list {
			walkValue(item, visit)
		}
	}
}
