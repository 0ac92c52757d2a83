;; Bugs found by changing tokens of the corpus (TestMutatedTexts). Every
;; directive holds, here and for the reference.

;; A type use may name, by its number, a type that another type use makes.
(module
  (func (param i32))
  (func (type 0) (local $x i64) (drop (local.get 1)) (drop (local.get $x)))
  (table 1 funcref)
  (func (call_indirect (type 0) (param i32) (i32.const 0) (i32.const 0))))
(module
  (func (type 0) (param $p i32) (drop (local.get $p)))
  (func (param i32)))
(assert_malformed (module quote "(func (type 0) (param i32))") "unknown type")
(assert_malformed (module quote "(func (param i32)) (func (type 0) (param i64))") "inline function type")
(assert_malformed (module quote "(func (param i32)) (func (type 1) (param i32))") "unknown type")

;; Short forms of shared reference types.
(module
  (type (shared (struct (field (shared anyref) (mut (shared i31ref))))))
  (table 1 (shared funcref))
  (elem (shared funcref) (ref.null (shared func)))
  (func (param (shared externref)) (result (shared externref)) local.get 0))
(assert_malformed (module quote "(func (param (shared i32)))") "unexpected token")
(assert_malformed (module quote "(func (param (shared (ref any))))") "unexpected token")

;; Where nothing says how many parameters a function has, its locals keep no
;; names.
(assert_invalid (module (func (type 5) (local $x i32))) "unknown type")

(assert_malformed (component quote "(type (result u8 (error)))") "unexpected token")
(assert_malformed (component quote "(type (result (error)))") "unexpected token")
(component (type (result (error u8))) (type (result)) (type (result u8)))

;; Attributes of a name, each at most once.
(assert_malformed
  (component quote "(import \"a\" (implements \"a:b/c\") (implements \"a:b/c\") (instance))")
  "unexpected token")

;; An alias of a core export names a core sort.
(assert_malformed
  (component quote
    "(core module $m (memory (export \"m\") 1)) (core instance $i (instantiate $m))"
    "(alias core export $i \"m\" (memory))")
  "expected keyword `core`")

;; A canonical definition makes a core function.
(component (canon backpressure.inc (core func)))
(component (core func (canon backpressure.inc)))
(assert_malformed (component quote "(canon backpressure.inc)") "expected `(`")

;; The type that an export is given has no identifier.
(component (import "i" (instance $i)) (export "j" (instance $i) (instance)))
(assert_malformed
  (component quote "(import \"i\" (instance $i)) (export \"j\" (instance $i) (instance $j))")
  "expected")

;; Custom sections of components have no place among the sections.
(component (@custom "a" "b"))
(assert_malformed (component quote "(@custom \"a\" (before code) \"b\")") "expected a string")

;; Continuations are never of an exact type.
(assert_invalid
  (module
    (type $f (func))
    (type $c (cont $f))
    (func (param (ref $f)) (result (ref (exact $c))) (cont.new $c (local.get 0))))
  "type mismatch")
(assert_invalid
  (module
    (type $f (func))
    (type $c (cont $f))
    (func (param (ref $c)) (result (ref (exact $c))) (cont.bind $c $c (local.get 0))))
  "type mismatch")
