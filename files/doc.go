// Package files reads and writes what people keep in files: the playbook (YAML,
// [LoadWritten], [Load], [Apply]), people and leave (CSV, [ParsePeople], [ParseLeave]) and
// holidays (iCalendar, [ReadHolidays]). It is pure: bytes come in, and the
// domain's types go out with every [Fault] of the file, each a sentence at its
// line that says what would be right. [ReadText] is the one way in for what
// people wrote: whatever the encoding and the line ends, readers see the same text.
//
// It also has the form of the interchange file, in which everything in a database
// leaves and comes back: a struct for each kind of [Line], a [Writer], and a [Reader]
// that refuses what the format or the rules of the domain do not allow. The page
// docs/interchange.md says what each key is.
//
// The default playbook is embedded; [Default] is a copy of it.
package files
