// Tokens with their comments, and the operators that put documents together.
#include "language/bicep/layouts.h"

#include <algorithm>
#include <iterator>

namespace formwork::lang::bicep {
namespace {

std::size_t count_newlines(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')))
      ++count;
  }
  return count;
}

}  // namespace

std::string unix_lines(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r')
      out += text[i];
    else if (i + 1 == text.size() || text[i + 1] != '\n')
      out += '\n';
  }
  return out;
}

std::string Layouts::run() {
  DocList docs;
  for (std::size_t i = 0; i < size(tree_.root); ++i) append(docs, lay(child(tree_.root, i)));
  docs = collapse(trim(std::move(docs)), false);
  docs = separate(docs, Docs::kHardLine);
  std::string out = docs_.print(docs);
  out += '\n';
  return out;
}

DocList Layouts::trim(DocList docs) {
  const auto line = [](Doc d) { return d == Docs::kHardLine || d == Docs::kSoftLine; };
  while (!docs.empty() && line(docs.back())) docs.pop_back();
  docs.erase(docs.begin(), std::find_if_not(docs.begin(), docs.end(), line));
  return docs;
}

DocList Layouts::collapse(const DocList& docs, bool breaks) {
  DocList out;
  const auto hard = [&] {
    out.push_back(Docs::kHardLine);
    if (breaks) ++breakers_;
  };
  Doc previous = 0;
  for (const Doc doc : docs) {
    if (doc == Docs::kSoftLine) {
      if (previous == Docs::kSoftLine) hard();
      previous = Docs::kSoftLine;
    } else if (doc == Docs::kHardLine) {
      if (previous != Docs::kHardLine) hard();
      previous = Docs::kHardLine;
    } else {
      out.push_back(doc);
      previous = doc;
    }
  }
  return out;
}

DocList Layouts::separate(const DocList& docs, Doc separator) {
  DocList out;
  for (std::size_t i = 0; i < docs.size(); ++i) {
    if (i != 0 && docs[i - 1] != Docs::kHardLine) out.push_back(separator);
    out.push_back(docs[i]);
  }
  return out;
}

Doc Layouts::indented(const DocList& parts, unsigned before, bool leading_line) {
  DocList kept;
  std::copy_if(parts.begin(), parts.end(), std::back_inserter(kept),
               [&](Doc d) { return !docs_.is_line(d); });
  kept = separate(kept, Docs::kLineOrSpace);
  if (leading_line) kept.insert(kept.begin(), Docs::kLineOrEmpty);
  const Doc made = docs_.indent(kept);
  // A comment at its end breaks nothing within.
  if (docs_.has_suffix(made)) --breakers_;
  return group_or_glue({made}, before);
}

DocList Layouts::leading_trivia(const Token& token) {
  DocList out;
  for (std::uint32_t i = 0; i < token.leading; ++i) out.push_back(comment(token.trivia + i));
  return out;
}

Doc Layouts::comment(std::uint32_t index) {
  const Trivia& trivia = tree_.trivia[index];
  const std::string_view text = tree_.text.substr(trivia.begin, trivia.end - trivia.begin);
  if (trivia.type == TriviaType::line_comment) ++breakers_;
  if (trivia.type != TriviaType::directive) {
    return text.find('\r') == std::string_view::npos ? docs_.text(text)
                                                     : docs_.owned(unix_lines(text));
  }
  // One blank between the codes.
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\t')
      out += c;
    else if (!out.ends_with(' '))
      out += ' ';
  }
  return docs_.owned(std::move(out));
}

DocList Layouts::trailing_trivia(const Token& token, Doc& suffix) {
  DocList out;
  for (std::uint32_t i = 0; i < token.trailing; ++i) {
    const Trivia& trivia = tree_.trivia[token.trivia + token.leading + i];
    if (trivia.type == TriviaType::line_comment) {
      ++breakers_;
      suffix = docs_.suffix(
          " " + std::string(tree_.text.substr(trivia.begin, trivia.end - trivia.begin)));
    } else {
      out.push_back(comment(token.trivia + token.leading + i));
    }
  }
  return out;
}

DocList Layouts::token(Ref ref) {
  const Token& token = tree_.token(ref);
  const Doc text = docs_.text(tree_.source(ref));
  DocList leading = leading_trivia(token);
  switch (stickiness(token.type)) {
    case Stickiness::none:
      if (token.type == TokenType::comma) return leading;
      leading.push_back(text);
      return leading.size() == 1 ? leading : DocList{docs_.spread(leading)};
    case Stickiness::leading:
      return with_leading(token, std::move(leading), text);
    case Stickiness::trailing: {
      Doc suffix = 0;
      DocList parts = trailing_trivia(token, suffix);
      parts.insert(parts.begin(), text);
      leading.push_back(with_suffix(parts, suffix));  // before it: comments of the last line
      return leading;
    }
    case Stickiness::both:
      return {around(std::move(leading), text, token)};
  }
  return {};
}

Doc Layouts::with_suffix(const DocList& parts, Doc suffix) {
  const Doc text = parts.size() == 1 ? parts[0] : docs_.spread(parts);
  return suffix == 0 ? text : docs_.glue({text, suffix});
}

Doc Layouts::around(DocList leading, Doc text, const Token& last) {
  Doc suffix = 0;
  const DocList trailing = trailing_trivia(last, suffix);
  leading.push_back(text);
  append(leading, trailing);
  return with_suffix(leading, suffix);
}

DocList Layouts::with_leading(const Token& token, DocList leading, Doc text) {
  if (token.type == TokenType::pipe || token.type == TokenType::end_of_file) {
    if (leading.empty()) return {};
    return {docs_.spread(leading)};
  }
  if (token.type == TokenType::newline) {
    const bool hard = count_newlines(tree_.text.substr(token.begin, token.end - token.begin)) > 1;
    DocList out;
    if (!leading.empty()) {
      ++breakers_;
      out.push_back(docs_.spread(leading));
    }
    out.push_back(hard ? Docs::kHardLine : Docs::kSoftLine);
    return out;
  }
  leading.push_back(text);
  return leading.size() == 1 ? leading : DocList{docs_.spread(leading)};
}

}  // namespace formwork::lang::bicep
