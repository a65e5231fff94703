#pragma once
// The lines of a lock, as mutations find and change them.
#include "mutations.h"

#include <string>
#include <vector>

namespace formwork::mutation {

using Lines = std::vector<std::string>;

/// The record of `output`: {"k":"out","p":"…","d":"…"}; lines.size() where there is none.
[[nodiscard]] std::size_t record_of(const Lines& lines, const std::string& output);
/// A record of kind `k` that chance picked; lines.size() where there is none.
[[nodiscard]] std::size_t any_of_kind(const Lines& lines, const std::string& k, Chance& chance);
/// The output that a record speaks of; empty for records of other kinds.
[[nodiscard]] std::string output_of(const std::string& record);
/// Where the digest of a record begins; npos where it has none.
[[nodiscard]] std::size_t digest_at(const std::string& record);
/// Another digit in the digest of a record; false where it has none.
bool other_digest(std::string& record, Chance& chance);
/// Lets the record be of `bytes`.
void set_digest(std::string& record, const std::string& bytes);
/// Lets the lock be of a formwork `version`.
void set_version(Lines& lines, const std::string& version);

}  // namespace formwork::mutation
