#pragma once
// Files of the overlay folder that do nothing there: a misspelt name would leave the built-in file
// in force, unseen.
#include "diag/diagnostic.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace formwork {

/// FW8009 for each of `unused`, paths below the folder `overlays`, with the nearest name of its
/// pack. `packs`: all names. `below`: the files of a pack, without its folder. READMEs, licences
/// and hidden files are passed over.
void report_unused(const std::vector<std::string>& unused, const std::string& overlays,
                   const std::set<std::string>& packs,
                   const std::function<std::vector<std::string>(const std::string&)>& below,
                   Diagnostics& diagnostics);

}  // namespace formwork
