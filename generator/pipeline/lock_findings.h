#pragma once
// What is wrong with a unit's lock itself. A wrong lock makes no file wrong, and none right; it is
// a file that compile would write otherwise, and is told of as such.
#include "pipeline/check.h"
#include "pipeline/inspect.h"

namespace formwork {

/// False where records may be missing (absent, malformed, unmerged, of another formwork's format):
/// of a file that is right nothing can then be said by its record.
[[nodiscard]] bool lock_is_whole(const UnitReport& report);

/// True if the lock is, as git would store it, what it would be now.
[[nodiscard]] bool lock_stored_right(const UnitReport& report, const SourceMap& sources,
                                     const CheckOptions& options);

/// DR011 where the lock is a link, folder or device, or executable; DR006 where a killed run left
/// its journal.
void report_lock_kind(const UnitReport& report, const CheckOptions& options,
                      Diagnostics& diagnostics);

/// DR006 where records differ and no other finding leads to the compile that mends them
/// (`explained`); DR003 where the version is all that differs.
void report_lock_records(const UnitReport& report, bool explained, const CheckOptions& options,
                         Diagnostics& diagnostics);

/// DR003 for each overlay whose built-in is not the one that was there when the unit was compiled
/// last.
void report_built_ins(const Inputs& inputs, const UnitReport& report, bool strict,
                      Diagnostics& diagnostics);

/// DR016 where the lock was written by a formwork that is newer than this one, or that there never
/// was: its records may mean what this one does not know, and compiling would be a step back.
void refuse_newer(const UnitReport& report, const SourceMap& sources, Diagnostics& diagnostics);

}  // namespace formwork
