(assert_malformed (module quote "(func) )") "extra tokens remaining after parse")
(assert_malformed (module quote "(module) (func)") "extra tokens remaining after parse")
(assert_malformed (module quote "(module) )") "extra tokens remaining after parse")
