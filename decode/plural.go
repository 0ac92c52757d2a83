package decode

import "strconv"

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	if what == "body" {
		what = "bodie"
	}
	return strconv.Itoa(n) + " " + what + "s"
}
