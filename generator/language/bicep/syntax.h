#pragma once
// The concrete syntax of a Bicep file: every token, comment and line end, in a tree of fixed
// records. The reader makes values of it, the layout prints it again.
//
// Sources: github.com/Azure/bicep docs/grammar.md; where the compiler of version 0.3x is stricter
// or wider, what it does.
#include "base/span.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::lang::bicep {

enum class TokenType : std::uint8_t {
  end_of_file,
  newline,     // a run of line ends
  identifier,  // also contextual keywords, and marks of shapes
  integer,
  string_complete,  // 'text'
  string_left,      // 'text${
  string_middle,    // }text${
  string_right,     // }text'
  true_keyword,
  false_keyword,
  null_keyword,
  at,
  left_brace,
  right_brace,
  left_paren,
  right_paren,
  left_square,
  right_square,
  comma,
  dot,
  ellipsis,
  question,
  double_question,
  colon,
  double_colon,
  assignment,
  arrow,
  plus,
  minus,
  asterisk,
  slash,
  percent,
  hat,
  exclamation,
  less,
  less_equal,
  greater,
  greater_equal,
  equals,
  equals_insensitive,
  not_equals,
  not_equals_insensitive,
  logical_and,
  logical_or,
  pipe,
};

enum class TriviaType : std::uint8_t { line_comment, block_comment, directive };

/// A comment, or `#disable-next-line …`. Blanks are not kept.
struct Trivia {
  TriviaType type = TriviaType::line_comment;
  std::uint32_t begin = 0, end = 0;
};

/// Comments belong to a token: before it, or behind it on its line (docs: the compiler's
/// "stickiness").
struct Token {
  TokenType type = TokenType::end_of_file;
  std::uint16_t leading = 0, trailing = 0;  // how many, in Tree::trivia
  std::uint32_t trivia = 0;                 // index of the first one
  std::uint32_t begin = 0, end = 0;
};

/// What may be attached to a token.
enum class Stickiness : std::uint8_t { none, leading, trailing, both };
[[nodiscard]] Stickiness stickiness(TokenType type);

enum class Syntax : std::uint8_t {
  none,
  list,     // loose elements: line ends, decorators
  program,  // declarations, line ends and the end of the file
  // Declarations: the first child is the list of decorators and line ends before them.
  target_scope,      // keyword = value
  metadata,          // keyword name = value
  parameter,         // keyword name type default?
  default_value,     // = value
  assigned,          // param name = value, of a parameter file
  variable,          // keyword name type? = value
  type_declaration,  // keyword name = type
  function,          // keyword name lambda
  output,            // keyword name type = value
  resource,          // keyword name type existing? = newlines value
  module,            // keyword name path = newlines value
  test,              // keyword name path = value
  assert_,           // keyword name = value
  import_,           // keyword what from
  extension,         // keyword what with? as?
  extension_config,  // keyword name with
  using_,            // keyword path with?
  extends,           // keyword path
  clause,            // with {…}, as name, from 'path', * as name, symbol as name: spread
  symbols,           // { a, b as c }
  symbol,            // name as?
  decorator,         // @ expression
  // Expressions. An identifier, number, true, false and null are tokens.
  string,          // tokens and expressions in turn
  object,          // { children }
  property,        // key : value
  array,           // [ children ]
  spread,          // ... value
  for_,            // [ newlines for variables in list : body newlines ]
  if_,             // if (condition) body
  ternary,         // condition newlines ? yes newlines : no
  binary,          // left operator right
  unary,           // operator value
  index,           // base [ ?? ^? value ]
  member,          // base . ?? name
  nested,          // base :: name
  non_null,        // base !
  call,            // name ( arguments )
  method,          // base . name ( arguments )
  lambda,          // variables => newlines body
  parenthesized,   // ( value )
  variables,       // ( a, b )
  typed_lambda,    // variables type => newlines body
  typed_variable,  // name type
  // Types
  resource_type,       // resource 'type'?
  nullable,            // type ?
  array_type,          // type [ ]
  items_type,          // type [ * ]
  type_index,          // type [ value ]
  type_member,         // type . name
  additional_type,     // type . *
  generic,             // name < arguments >
  member_generic,      // type . name < arguments >
  object_type,         // { children }
  type_property,       // decorators key : type
  tuple_type,          // [ children ]
  tuple_item,          // decorators type
  union_type,          // newlines, pipes and union_member
  union_member,        // type
  parenthesized_type,  // ( type )
};

/// A token or a node of a Tree, or nothing.
class Ref {
 public:
  constexpr Ref() = default;
  static constexpr Ref token(std::size_t index) {
    return Ref(static_cast<std::uint32_t>(index) | kToken);
  }
  static constexpr Ref node(std::size_t index) { return Ref(static_cast<std::uint32_t>(index)); }
  constexpr explicit operator bool() const { return bits_ != 0; }
  [[nodiscard]] constexpr bool is_token() const { return (bits_ & kToken) != 0; }
  [[nodiscard]] constexpr std::uint32_t index() const { return bits_ & ~kToken; }
  friend constexpr bool operator==(Ref, Ref) = default;

 private:
  static constexpr std::uint32_t kToken = 0x80000000U;
  constexpr explicit Ref(std::uint32_t bits) : bits_(bits) {}
  std::uint32_t bits_ = 0;
};

/// What is wrong, and where.
struct Problem {
  std::uint32_t begin = 0, end = 0;
  std::string message{};
  std::string help{};
};

/// A parsed file. `text` must outlive it.
class Tree {
 public:
  struct Record {
    Syntax kind = Syntax::none;
    std::uint16_t depth = 0;
    std::uint32_t first = 0, count = 0;  // children
    std::uint32_t begin = 0, end = 0;    // bytes, without comments at the ends
  };

  std::string_view text{};
  std::vector<Token> tokens{};
  std::vector<Trivia> trivia{};
  std::vector<Problem> problems{};
  Ref root{};
  bool parameters = false;  // a .bicepparam file

  [[nodiscard]] const Token& token(Ref ref) const { return tokens[ref.index()]; }
  [[nodiscard]] Syntax kind(Ref ref) const {
    return ref && !ref.is_token() ? records_[ref.index()].kind : Syntax::none;
  }
  /// True if `ref` is a token of `type`.
  [[nodiscard]] bool is(Ref ref, TokenType type) const {
    return ref.is_token() && token(ref).type == type;
  }
  [[nodiscard]] std::size_t size(Ref node) const { return records_[node.index()].count; }
  [[nodiscard]] Ref child(Ref node, std::size_t i) const {
    return children_[records_[node.index()].first + i];
  }
  [[nodiscard]] std::uint32_t begin(Ref ref) const;
  [[nodiscard]] std::uint32_t end(Ref ref) const;
  [[nodiscard]] std::uint16_t depth(Ref ref) const {
    return ref && !ref.is_token() ? records_[ref.index()].depth : std::uint16_t{0};
  }
  /// The bytes of a token or node.
  [[nodiscard]] std::string_view source(Ref ref) const {
    return text.substr(begin(ref), end(ref) - begin(ref));
  }
  /// A new node over `children`, some of which may be nothing.
  Ref add(Syntax kind, const Ref* children, std::size_t count);

 private:
  std::vector<Record> records_{1};
  std::vector<Ref> children_{};
};

/// Splits `text` into tokens, the last one the end of the file. Problems go to `tree.problems`.
void tokenize(std::string_view text, Tree& tree);

/// Parses a whole file. With problems the tree is not to be used. `parameters`: a .bicepparam file.
[[nodiscard]] Tree parse(std::string_view text, bool parameters);

/// Guessed where the name of a file is not known: it has `using` or `extends` and no `resource`.
[[nodiscard]] bool looks_like_parameters(std::string_view text);

/// Length of the escape at `text[at]`, a backslash; 0 if it is none. Its meaning goes to `out`.
[[nodiscard]] std::size_t escape(std::string_view text, std::size_t at, std::string* out);

/// The text of a piece of a string: without quotes and `${`, escapes decoded. `multi_line` and
/// `dollars` are those of the string's first piece.
[[nodiscard]] std::string decode(const Tree& tree, Ref piece, bool multi_line, unsigned dollars);
/// If the string that begins with token `first` is a multi-line one, and its dollars.
[[nodiscard]] bool is_multi_line(std::string_view first, unsigned& dollars);

/// The text of a string without expressions; false if it has some.
[[nodiscard]] bool constant_string(const Tree& tree, Ref ref, std::string& out);

inline constexpr std::size_t kIdentifierLimit = 255;
/// `[A-Za-z_][A-Za-z0-9_]*`, and not `true`, `false` or `null`.
[[nodiscard]] bool is_identifier(std::string_view text);

}  // namespace formwork::lang::bicep
