;; features: -simd,-reference-types,-gc,-multi-value
;;
;; Of several things that are wrong with a definition of types the unknown
;; index comes first, then the features that are off.

(assert_invalid (module (type (func (param (ref 5))))) "unknown type 5")
(assert_invalid (module (type (func (param v128 (ref 5))))) "unknown type 5")
(assert_invalid (module (type (func (result i32 (ref 5))))) "unknown type 5")
(assert_invalid (module (type (func (param (ref 0))))) "unknown type 0")
(assert_invalid (module (type (struct (field (ref 5))))) "unknown type 5")
(assert_invalid (module (type (cont 5))) "unknown type 5")
(assert_invalid (module (type (sub 0 (func)))) "supertypes must be")
(assert_invalid (module (type (func (param v128))) (type (func (param (ref 5))))) "SIMD support is not enabled")
(assert_invalid (module (type (func)) (type (func (param (ref 0))))) "reference types support is not enabled")
(assert_invalid (module (rec (type (func (param (ref 7)))))) "`gc`")

;; Everywhere else the features come first.
(assert_invalid (module (func (local (ref 7)))) "reference types support is not enabled")
(assert_invalid (module (table 1 (ref 7))) "reference types support is not enabled")
(assert_invalid (module (global (ref 7) (ref.null 0))) "reference types support is not enabled")

;; A name that may carry attributes needs a feature, before the rest is read.
(assert_malformed
  (component binary "\00asm\0d\00\01\00" "\0a\07" "\01" "\02" "\01a" "\00" "\05\00")
  "the `cm-implements` feature is not active")
(assert_malformed
  (component binary "\00asm\0d\00\01\00" "\0a\05" "\01" "\02" "\05abc")
  "the `cm-implements` feature is not active")
(assert_malformed
  (component binary "\00asm\0d\00\01\00" "\05\05" "\01\01\01\02\01")
  "the `cm-implements` feature is not active")
