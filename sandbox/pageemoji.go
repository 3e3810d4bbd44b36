package sandbox

import (
	"regexp"
	"strings"
)

var emojiName = regexp.MustCompile(`:[a-z0-9_+'-]+:`)

// withEmoji puts characters in place of the short names that are known. Others
// stay as they are.
func withEmoji(s string) string {
	return emojiName.ReplaceAllStringFunc(s, func(name string) string {
		if found, ok := emoji[strings.Trim(name, ":")]; ok {
			return found
		}
		return name
	})
}

// emoji are the characters of the short names apps use most.
var emoji = map[string]string{
	"+1": "👍", "thumbsup": "👍", "-1": "👎", "thumbsdown": "👎", "clap": "👏", "wave": "👋", "raised_hands": "🙌", "pray": "🙏",
	"handshake": "🤝", "muscle": "💪", "point_right": "👉", "point_left": "👈", "point_up": "☝️", "point_down": "👇", "ok_hand": "👌",
	"raised_hand": "✋", "hand": "✋", "writing_hand": "✍️", "crossed_fingers": "🤞", "v": "✌️", "eyes": "👀", "brain": "🧠",
	"smile": "😄", "smiley": "😃", "grinning": "😀", "grin": "😁", "joy": "😂", "blush": "😊", "slightly_smiling_face": "🙂", "wink": "😉",
	"heart_eyes": "😍", "sunglasses": "😎", "thinking_face": "🤔", "neutral_face": "😐", "cry": "😢", "sob": "😭", "sweat_smile": "😅",
	"partying_face": "🥳", "star-struck": "🤩", "hugging_face": "🤗", "relieved": "😌", "worried": "😟", "confused": "😕", "sleeping": "😴",
	"heart": "❤️", "blue_heart": "💙", "green_heart": "💚", "yellow_heart": "💛", "purple_heart": "💜", "sparkling_heart": "💖", "broken_heart": "💔",
	"tada": "🎉", "confetti_ball": "🎊", "balloon": "🎈", "gift": "🎁", "birthday": "🎂", "cake": "🍰", "champagne": "🍾", "trophy": "🏆",
	"medal": "🏅", "first_place_medal": "🥇", "second_place_medal": "🥈", "third_place_medal": "🥉", "crown": "👑", "gem": "💎", "rosette": "🏵️",
	"star": "⭐", "star2": "🌟", "sparkles": "✨", "dizzy": "💫", "boom": "💥", "fire": "🔥", "zap": "⚡", "rainbow": "🌈", "sunny": "☀️",
	"sunrise": "🌅", "cloud": "☁️", "umbrella": "☔", "snowflake": "❄️", "moon": "🌔", "crescent_moon": "🌙", "earth_americas": "🌎",
	"rocket": "🚀", "airplane": "✈️", "car": "🚗", "house": "🏠", "office": "🏢", "hospital": "🏥", "school": "🏫", "bank": "🏦",
	"white_check_mark": "✅", "heavy_check_mark": "✔️", "ballot_box_with_check": "☑️", "x": "❌", "negative_squared_cross_mark": "❎",
	"heavy_plus_sign": "➕", "heavy_minus_sign": "➖", "question": "❓", "grey_question": "❔", "exclamation": "❗", "warning": "⚠️",
	"no_entry": "⛔", "no_entry_sign": "🚫", "octagonal_sign": "🛑", "information_source": "ℹ️", "bulb": "💡", "rotating_light": "🚨",
	"red_circle": "🔴", "large_orange_circle": "🟠", "large_yellow_circle": "🟡", "large_green_circle": "🟢", "large_blue_circle": "🔵",
	"large_purple_circle": "🟣", "white_circle": "⚪", "black_circle": "⚫", "small_blue_diamond": "🔹", "small_orange_diamond": "🔸",
	"arrow_up": "⬆️", "arrow_down": "⬇️", "arrow_left": "⬅️", "arrow_right": "➡️", "arrow_forward": "▶️", "arrows_counterclockwise": "🔄",
	"leftwards_arrow_with_hook": "↩️", "repeat": "🔁", "fast_forward": "⏩", "double_vertical_bar": "⏸️", "end": "🔚", "new": "🆕",
	"chart_with_upwards_trend": "📈", "chart_with_downwards_trend": "📉", "bar_chart": "📊", "calendar": "📆", "date": "📅",
	"spiral_calendar_pad": "🗓️", "clock1": "🕐", "clock9": "🕘", "alarm_clock": "⏰", "stopwatch": "⏱️", "hourglass": "⌛",
	"hourglass_flowing_sand": "⏳", "watch": "⌚", "bell": "🔔", "no_bell": "🔕", "mega": "📣", "loudspeaker": "📢", "speech_balloon": "💬",
	"thought_balloon": "💭", "email": "📧", "envelope": "✉️", "inbox_tray": "📥", "outbox_tray": "📤", "package": "📦", "memo": "📝",
	"pencil": "📝", "pencil2": "✏️", "clipboard": "📋", "page_facing_up": "📄", "books": "📚", "book": "📖", "bookmark": "🔖", "label": "🏷️",
	"pushpin": "📌", "round_pushpin": "📍", "paperclip": "📎", "link": "🔗", "lock": "🔒", "unlock": "🔓", "key": "🔑", "mag": "🔍",
	"hammer": "🔨", "wrench": "🔧", "hammer_and_wrench": "🛠️", "gear": "⚙️", "toolbox": "🧰", "computer": "💻", "phone": "☎️", "telephone_receiver": "📞",
	"moneybag": "💰", "dollar": "💵", "credit_card": "💳", "dart": "🎯", "jigsaw": "🧩", "game_die": "🎲", "checkered_flag": "🏁", "triangular_flag_on_post": "🚩",
	"seedling": "🌱", "herb": "🌿", "four_leaf_clover": "🍀", "deciduous_tree": "🌳", "sunflower": "🌻", "cherry_blossom": "🌸", "coffee": "☕", "pizza": "🍕",
	"dog": "🐶", "cat": "🐱", "bee": "🐝", "turtle": "🐢", "unicorn_face": "🦄", "robot_face": "🤖", "ghost": "👻", "100": "💯",
	"one": "1️⃣", "two": "2️⃣", "three": "3️⃣", "four": "4️⃣", "five": "5️⃣", "busts_in_silhouette": "👥", "bust_in_silhouette": "👤", "compass": "🧭",
}
