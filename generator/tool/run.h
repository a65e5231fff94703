#pragma once
// What all tools have in common. Private to the room.
#include "tool/process.h"
#include "tool/tool.h"

namespace formwork::tool {

/// Variables that keep a program from the network and from asking: proxies that nobody answers on,
/// no protocol for git. Modules and providers of this machine do.
[[nodiscard]] std::map<std::string, std::string> offline();

/// Fills `outcome.failed` or `interrupted` if the program did not come to an end of its own; true
/// if it did.
[[nodiscard]] bool came_to_an_end(const Ended& ended, const Job& job, Outcome& outcome);

/// The first line that says something, without a colour; empty if there is none.
[[nodiscard]] std::string first_words(std::string_view printed);

}  // namespace formwork::tool
