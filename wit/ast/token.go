package ast

// Token is the kind of a token.
type Token uint8

// The tokens. Comments are tokens too, for the formatter; the parser never sees them.
const (
	EOF Token = iota
	BadToken
	LineComment
	BlockComment

	Identifier         // foo
	ExplicitIdentifier // %foo
	Integer            // 12
	StringLiteral      // "foo"

	Equals      // =
	Comma       // ,
	Colon       // :
	Period      // .
	Semicolon   // ;
	LeftParen   // (
	RightParen  // )
	LeftBrace   // {
	RightBrace  // }
	LessThan    // <
	GreaterThan // >
	Star        // *
	At          // @
	Slash       // /
	Plus        // +
	Minus       // -
	Arrow       // ->

	firstKeyword
	KeywordUse
	KeywordType
	KeywordFunc
	KeywordU8
	KeywordU16
	KeywordU32
	KeywordU64
	KeywordS8
	KeywordS16
	KeywordS32
	KeywordS64
	KeywordF32
	KeywordF64
	KeywordChar
	KeywordRecord
	KeywordResource
	KeywordOwn
	KeywordBorrow
	KeywordFlags
	KeywordVariant
	KeywordEnum
	KeywordBool
	KeywordString
	KeywordOption
	KeywordResult
	KeywordFuture
	KeywordStream
	KeywordErrorContext
	KeywordList
	KeywordMap
	KeywordUnderscore
	KeywordAs
	KeywordFrom
	KeywordStatic
	KeywordInterface
	KeywordTuple
	KeywordImport
	KeywordExport
	KeywordWorld
	KeywordPackage
	KeywordConstructor
	KeywordInclude
	KeywordWith
	KeywordAsync
	lastKeyword
)

var tokenText = [...]string{
	EOF: "end of file", BadToken: "invalid text", LineComment: "comment", BlockComment: "comment",
	Identifier: "identifier", ExplicitIdentifier: "identifier", Integer: "integer", StringLiteral: "string",
	Equals: "=", Comma: ",", Colon: ":", Period: ".", Semicolon: ";", LeftParen: "(", RightParen: ")",
	LeftBrace: "{", RightBrace: "}", LessThan: "<", GreaterThan: ">", Star: "*", At: "@", Slash: "/",
	Plus: "+", Minus: "-", Arrow: "->",
	KeywordUse: "use", KeywordType: "type", KeywordFunc: "func", KeywordU8: "u8", KeywordU16: "u16", KeywordU32: "u32", KeywordU64: "u64", KeywordS8: "s8", KeywordS16: "s16", KeywordS32: "s32",
	KeywordS64: "s64", KeywordF32: "f32", KeywordF64: "f64", KeywordChar: "char", KeywordRecord: "record", KeywordResource: "resource", KeywordOwn: "own", KeywordBorrow: "borrow",
	KeywordFlags: "flags", KeywordVariant: "variant", KeywordEnum: "enum", KeywordBool: "bool", KeywordString: "string", KeywordOption: "option", KeywordResult: "result",
	KeywordFuture: "future", KeywordStream: "stream", KeywordErrorContext: "error-context", KeywordList: "list", KeywordMap: "map", KeywordUnderscore: "_", KeywordAs: "as",
	KeywordFrom: "from", KeywordStatic: "static", KeywordInterface: "interface", KeywordTuple: "tuple", KeywordImport: "import", KeywordExport: "export", KeywordWorld: "world",
	KeywordPackage: "package", KeywordConstructor: "constructor", KeywordInclude: "include", KeywordWith: "with", KeywordAsync: "async",
}

// IsKeyword reports whether the token is a word that cannot be used as a name without a `%`.
func (t Token) IsKeyword() bool { return t > firstKeyword && t < lastKeyword }

// String is the token as it is written, or the name of its kind.
func (t Token) String() string {
	if int(t) < len(tokenText) {
		return tokenText[t]
	}
	return "token"
}

// describe is the token as an error message mentions it.
func (t Token) describe() string {
	switch {
	case t.IsKeyword():
		return "keyword `" + t.String() + "`"
	case t >= Equals && t <= Arrow:
		return "`" + t.String() + "`"
	case t == Identifier || t == ExplicitIdentifier || t == Integer:
		return "an " + t.String()
	case t == EOF:
		return "the " + t.String()
	case t == StringLiteral:
		return "a string"
	}
	return t.String()
}

// keywords is indexed by a hash that is free of collisions among the keywords (held by a test).
var keywords [keywordSlots]Token

const keywordSlots = 256

func keywordSlot(word string) uint8 {
	n := len(word)
	return uint8(n*61) + word[0]*57 + word[n-1]*25 + word[n/2]*44
}

func init() {
	for t := firstKeyword + 1; t < lastKeyword; t++ {
		keywords[keywordSlot(tokenText[t])] = t
	}
}

// Keyword gives the keyword that is written so, if it is one.
func Keyword(word string) (Token, bool) {
	if word == "" {
		return 0, false
	}
	t := keywords[keywordSlot(word)]
	if t != 0 && tokenText[t] == word {
		return t, true
	}
	return Identifier, false
}
