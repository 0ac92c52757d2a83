package wit_test

import (
	"errors"
	"strings"
	"testing"

	"wcomp/wit"
)

func TestSelectWorld(t *testing.T) {
	r, main, err := wit.Parse("a.wit", []byte(`package a:b;
		interface i {}
		world client {}
		world server {}
		package c:d@1.0.0 { world only {} }
		package e:f@1.0.0 { world w {} }
		package e:f@2.0.0 { world w {} }
		package g:h { world w {} }
		package g:h@1.0.0 { world w {} }
		package i:j {}
	`), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, want string }{
		{"client", "a:b/client"},
		{"%server", "a:b/server"},
		{"a:b/server", "a:b/server"},
		{"c:d/only", "c:d/only@1.0.0"},
		{"c:d/only@1.0.0", "c:d/only@1.0.0"},
		{"e:f/w@2.0.0", "e:f/w@2.0.0"},
		{"g:h/w", "g:h/w"},
	} {
		id, err := r.SelectWorld(main, test.name)
		if err != nil || r.WorldName(id) != test.want {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	for _, test := range []struct{ name, message, help string }{
		{"", "2 worlds", "a:b/client a:b/server"},
		{"clint", "no world `clint`", "did you mean `client`?"},
		{"nothing-like-it", "no world", "its worlds are: client, server"},
		{"i", "no world `i`", "its worlds are"},
		{"e:f/w", "several versions", "e:f/w@1.0.0 e:f/w@2.0.0"},
		{"e:f/w@3.0.0", "no such package", "did you mean"},
		{"x:y/z", "no such package", "the packages are"},
		{"a:b", "not the full name", ""},
	} {
		_, err := r.SelectWorld(main, test.name)
		if err == nil || !strings.Contains(err.Error(), test.message) {
			t.Errorf("%q: %v", test.name, err)
			continue
		}
		var e *wit.Error
		if !errors.As(err, &e) || !strings.Contains(strings.Join(e.Help, " "), test.help) {
			t.Errorf("%q: help %q", test.name, e.Help)
		}
	}
	for i, p := range r.Packages {
		switch p.Name.String() {
		case "c:d@1.0.0":
			if id, err := r.SelectWorld(wit.PackageID(i), ""); err != nil || r.WorldName(id) != "c:d/only@1.0.0" {
				t.Errorf("the only world: %v", err)
			}
		case "i:j":
			if _, err := r.SelectWorld(wit.PackageID(i), ""); err == nil || !strings.Contains(err.Error(), "no world") {
				t.Errorf("a package without worlds: %v", err)
			}
		}
	}
}
