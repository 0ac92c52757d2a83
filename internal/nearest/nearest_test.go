package nearest

import "testing"

func TestOf(t *testing.T) {
	candidates := []string{"fd-write", "fd-read", "path_open", "proc_exit", "a", "größe", "wasi:io/streams"}
	for _, test := range []struct{ name, want string }{
		{"fd-wirte", "fd-write"},    // neighbours swapped
		{"fd_read", "fd-read"},      // - for _
		{"PATH-OPEN", "path_open"},  // case
		{"proc_exist", "proc_exit"}, // one more
		{"grösse", "größe"},         // letters, not bytes
		{"wasi:io/stream", "wasi:io/streams"},
		{"fd-write", ""}, // the name itself is no help
		{"entirely-different", ""},
		{"x", "a"},
		{"", ""},
	} {
		if got := Of(test.name, candidates); got != test.want {
			t.Errorf("Of(%q) = %q, want %q", test.name, got, test.want)
		}
	}
}
