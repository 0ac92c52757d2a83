module wcomp

go 1.26
