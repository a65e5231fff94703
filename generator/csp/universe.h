#pragma once
// Stand-ins for everything that source lists can tell apart. Private to the room.
#include "csp/match.h"

#include <string>
#include <vector>

namespace formwork::csp {

/// What a URL is asked for: an ancestor of a frame is matched by its origin, only connections have
/// the URLs of web sockets.
enum class UrlKind : unsigned char { request, connection, ancestor };

/// URLs such that any other URL is treated by each source of `lists` as one of these is. Those that
/// a reader takes for what is meant come first: HTTPS, hosts that the lists name.
[[nodiscard]] std::vector<Url> all_urls(const std::vector<const SourceList*>& lists,
                                        const Origin& origin, UrlKind kind);
/// The nonces of the lists, and none.
[[nodiscard]] std::vector<std::string> all_nonces(const std::vector<const SourceList*>& lists);
/// Digests that some code could have: none of those the lists name, each of them alone and, where
/// `together`, one of each algorithm.
[[nodiscard]] std::vector<std::vector<HashValue>> all_hashes(
    const std::vector<const SourceList*>& lists, bool together);

}  // namespace formwork::csp
