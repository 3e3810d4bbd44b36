package sandbox

import "fmt"

const maxTextInput = 3000

func complaint(at, format string, args ...any) string {
	return fmt.Sprintf("[ERROR] %s [json-pointer:%s]", fmt.Sprintf(format, args...), at)
}

func checkMessage(blocks []any) []string { return nil }

func checkView(raw object, surface string) []string { return nil }
