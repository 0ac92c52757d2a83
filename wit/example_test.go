package wit_test

import (
	"errors"
	"fmt"
	"os"

	"wcomp/wit"
)

const shop = `
package acme:shop@1.2.0;

/// Money, in the smallest unit.
interface money {
  record amount { units: u64, currency: string }
}

interface cart {
  use money.{amount};

  resource item {
    constructor(name: string);
    price: func() -> amount;
  }
  total: func(items: list<borrow<item>>) -> result<amount, string>;
  pay: async func(what: amount);
}

world client {
  import cart;
  import log: func(text: string);
  export run: func(args: list<string>) -> u32;
}
`

// A world's functions with the signatures that core code has for them.
func Example() {
	resolve, pkg, err := wit.Parse("shop.wit", []byte(shop), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	world, err := resolve.SelectWorld(pkg, "client")
	if err != nil {
		fmt.Println(err)
		return
	}
	abi := wit.NewABI(resolve, false)
	for f := range resolve.Functions(world) {
		convention := wit.Lower
		switch {
		case f.Export:
			convention = wit.Lift
		case f.Kind.Async():
			convention = wit.LowerAsync
		}
		fmt.Printf("%s %s: %s\n", resolve.KeyName(f.Key), f.Name, abi.Signature(f.Function, convention))
	}
	// Output:
	// acme:shop/cart@1.2.0 [constructor]item: (param i32 i32) (result i32)
	// acme:shop/cart@1.2.0 [method]item.price: (param i32 i32)
	// acme:shop/cart@1.2.0 total: (param i32 i32 i32)
	// acme:shop/cart@1.2.0 pay: (param i64 i32 i32) (result i32)
	// log log: (param i32 i32)
	// run run: (param i32 i32) (result i32)
}

func ExampleResolve_WriteWIT() {
	resolve, pkg, err := wit.Parse("a.wit", []byte("package a:b; world w{export f:func(a:list<u8>)->string;}"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := resolve.WriteWIT(os.Stdout, pkg, wit.PrintOptions{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// package a:b;
	//
	// world w {
	//   export f: func(a: list<u8>) -> string;
	// }
}

func ExampleABI() {
	resolve, pkg, err := wit.Parse("shop.wit", []byte(shop), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	money, _ := resolve.Packages[pkg].Interfaces.Get("money")
	amount, _ := resolve.Interfaces[money].Types.Get("amount")
	for _, memory64 := range []bool{false, true} {
		abi := wit.NewABI(resolve, memory64)
		flat, _ := abi.Flat(amount.Ref())
		fmt.Println(abi.Size(amount.Ref()), abi.Align(amount.Ref()), flat)
	}
	// Output:
	// 16 8 [i64 i32 i32]
	// 24 8 [i64 i64 i64]
}

// What a component has to be told when its world changes.
func ExampleCheckSemver() {
	parse := func(text string) (*wit.Resolve, wit.WorldID) {
		resolve, pkg, err := wit.Parse("w.wit", []byte(text), nil)
		if err != nil {
			panic(err)
		}
		world, err := resolve.SelectWorld(pkg, "")
		if err != nil {
			panic(err)
		}
		return resolve, world
	}
	old, oldWorld := parse("package a:b@1.0.0; world w { import log: func(level: u8, text: string); }")
	now, newWorld := parse("package a:b@1.1.0; world w { import log: func(level: u16, text: string); import flush: func(); }")
	for _, difference := range wit.CheckSemver(old, oldWorld, now, newWorld) {
		fmt.Println(difference.Breaking, difference)
		if difference.Breaking {
			fmt.Println("  old:", difference.Old)
			fmt.Println("  new:", difference.New)
		}
	}
	// Output:
	// true import log: function log differs: parameter level: u8 became u16
	//   old: func(level: u8, text: string)
	//   new: func(level: u16, text: string)
	// false import flush: it is new
}

func ExampleResolve_Merge() {
	into, _, err := wit.Parse("a.wit", []byte("package a:b; interface i { type t = u8; }"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	from, _, err := wit.Parse("b.wit", []byte("package a:b; interface i { type t = u16; f: func(); }"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = into.Merge(from)
	var conflict *wit.Error
	fmt.Println(errors.As(err, &conflict), err)
	// Output:
	// true interface a:b/i: the two definitions of type t differ: u8 in one, u16 in the other
}

func ExampleResolve_Reachable() {
	resolve, pkg, err := wit.Parse("shop.wit", []byte(shop), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	cart, _ := resolve.Packages[pkg].Interfaces.Get("cart")
	total, _ := resolve.Interfaces[cart].Functions.Get("total")
	for id := range resolve.Reachable(total.Result) {
		if name := resolve.TypeName(id); name != "" {
			fmt.Println(name)
		}
	}
	// Output:
	// acme:shop/money@1.2.0.amount
	// acme:shop/cart@1.2.0.amount
}
