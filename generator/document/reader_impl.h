#pragma once
// Private to document/: the class behind read_events(). One recursive descent over the text, its
// methods by concern: cursor.cpp (white space, errors), scalars.cpp, escapes.cpp, flow.cpp ([] and
// {}), reader.cpp (block structure). `n` is the indentation of the parent: what belongs to a node
// stands in a column greater than n; -1 at the root.
#include "document/reader.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace formwork {

inline constexpr std::size_t kNowhere = std::string_view::npos;

[[nodiscard]] constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
[[nodiscard]] constexpr bool is_flow_indicator(char c) {
  return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
}

class Reader {
 public:
  Reader(SourceId source, std::string_view text, const ReaderOptions& options,
         Diagnostics& diagnostics);
  [[nodiscard]] std::optional<Events> run();

 private:
  /// Where a node stands: it decides which collections may begin here.
  enum class Place : std::uint8_t { root, value, item };
  /// How a block node begins.
  struct Start {
    Place place = Place::root;
    bool fresh = false;          // first on its line
    std::size_t tab = kNowhere;  // the first tab before it, on its line
    int column = 0;
  };

  // cursor.cpp --------------------------------------------------------------------------------
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  /// The character `ahead` of here; '\0' past the end.
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool is_line_end(std::size_t at) const {
    return at >= text_.size() || text_[at] == '\n' || text_[at] == '\r';
  }
  [[nodiscard]] bool is_space_or_end(std::size_t at) const {
    return is_line_end(at) || is_blank(text_[at]);
  }
  [[nodiscard]] std::size_t line_end(std::size_t at) const;
  [[nodiscard]] std::size_t next_line(std::size_t at) const;
  [[nodiscard]] std::size_t skip_blanks(std::size_t at) const;
  [[nodiscard]] std::size_t skip_spaces(std::size_t at) const;
  [[nodiscard]] std::size_t trim_end(std::size_t begin, std::size_t end) const;
  /// Moves over blanks, comments and line ends. False if a `#` is glued to what is before it.
  [[nodiscard]] bool gap();
  /// After gap(): is this the first token of its line? And its column, and the first tab before it.
  [[nodiscard]] bool fresh() const { return line_ >= token_end_; }
  [[nodiscard]] int column() const { return static_cast<int>(at_ - line_); }
  [[nodiscard]] std::size_t tab_before() const;
  /// `---` or `...` in column 0 at `at`, with a blank or line end after it.
  [[nodiscard]] bool is_marker(std::string_view marker, std::size_t at) const;
  [[nodiscard]] bool is_any_marker(std::size_t at) const;
  [[nodiscard]] bool at_any_marker() const { return column() == 0 && is_any_marker(at_); }
  /// Moves past a token that ends at `at`, on the line that begins at `line`.
  void token_to(std::size_t at, std::size_t line) {
    line_ = line;
    at_ = token_end_ = at;
  }
  void token_to(std::size_t at) { token_to(at, line_); }

  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const;
  [[nodiscard]] Span word_span(std::size_t at) const;
  /// A part of the text, and the word at `at`, cut to what is readable in a message.
  [[nodiscard]] std::string excerpt(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::string word(std::size_t at) const;
  /// Reports a construct outside the subset; reading goes on.
  Diagnostic& refuse(Code code, Span where, std::string message, std::string help);
  /// Reports a syntax error and returns false: the reader stops. Silent after a refusal, which may
  /// be its cause.
  bool fail(Code code, Span where, std::string message, std::string help, Note note = {});
  bool fail_tab(std::size_t at);

  // scalars.cpp -------------------------------------------------------------------------------
  /// A `:` that ends a key: before a blank or line end, within flow also before `,[]{}`.
  [[nodiscard]] bool is_key_colon(std::size_t at, bool flow) const;
  [[nodiscard]] bool can_begin_plain(bool flow) const;
  /// End of the plain text that begins at `begin`, on its line.
  [[nodiscard]] std::size_t plain_end(std::size_t begin, bool flow) const;
  [[nodiscard]] bool plain(int n, bool flow, Place place, Event& out);
  /// A plain text that ends with its line, as a key does.
  [[nodiscard]] Event plain_line(bool flow);
  [[nodiscard]] bool quoted(int n, Event& out);
  [[nodiscard]] bool unclosed_quote(std::size_t begin, std::size_t met);
  [[nodiscard]] bool block_scalar(int n, Event& out);
  [[nodiscard]] bool block_header(std::size_t& at, int& digit, char& chomp);
  [[nodiscard]] bool block_indent(int n, std::size_t at, int& indent);
  [[nodiscard]] Event slice(Style style, std::size_t begin, std::size_t end, std::size_t from,
                            std::size_t to) const;
  [[nodiscard]] Event pooled(Style style, std::size_t begin, std::size_t end,
                             std::string_view value);

  // escapes.cpp -------------------------------------------------------------------------------
  [[nodiscard]] bool escape(std::size_t& at, std::string& value);
  [[nodiscard]] bool hexadecimal(std::size_t& at, std::size_t digits, char32_t& c) const;
  [[nodiscard]] bool join_surrogates(std::size_t& at, char32_t& c) const;

  // flow.cpp ----------------------------------------------------------------------------------
  [[nodiscard]] bool flow_node(int n, int depth);
  [[nodiscard]] bool flow_collection(int n, int depth);
  [[nodiscard]] bool flow_gap(int n, std::size_t open);
  [[nodiscard]] bool flow_item(int n, int depth, std::size_t open);
  [[nodiscard]] bool flow_pair(int n, int depth, std::size_t open, std::size_t& count);
  [[nodiscard]] bool flow_scalar(int n, Event& out);
  [[nodiscard]] bool unclosed_bracket(std::size_t open, std::size_t met);

  // reader.cpp --------------------------------------------------------------------------------
  [[nodiscard]] bool stream();
  [[nodiscard]] bool node(int n, Place place, int depth);
  [[nodiscard]] bool node_content(int n, const Start& start, int depth);
  [[nodiscard]] bool may_nest(const Start& start, Span where);
  [[nodiscard]] bool begins_plain();
  [[nodiscard]] bool expect_colon_after(const Event& key);
  [[nodiscard]] bool block_map(Event key, int column, int depth);
  [[nodiscard]] bool block_map_key(int column, Event& key);
  [[nodiscard]] bool block_list(int column, int depth);
  [[nodiscard]] bool after_value();
  /// Refuses anchors, aliases and tags before a node.
  [[nodiscard]] bool properties();
  [[nodiscard]] bool is_dash() const { return peek() == '-' && is_space_or_end(at_ + 1); }
  bool unexpected();
  bool bad_indentation();
  bool complex_key(Span where, std::string_view what);
  bool needs_quotes();
  void push_empty(std::size_t at);
  [[nodiscard]] bool push_scalar(const Event& scalar);
  [[nodiscard]] bool push_key(const Event& key, std::size_t& count);
  [[nodiscard]] bool open(EventKind kind, std::size_t begin, int depth, std::size_t& index);
  void close(std::size_t index, std::size_t end);
  void report_duplicates();

  Events out_;
  const ReaderOptions& options_;
  Diagnostics& diagnostics_;
  SourceId source_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;       // where the current line begins
  std::size_t token_end_ = 0;  // end of the last token
  bool refused_ = false;
};

}  // namespace formwork
