#include "drift/addresses.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace formwork {
namespace {

/// `address` is `whole`, or an instance or part of it.
bool is_within(std::string_view address, std::string_view whole) {
  return address.starts_with(whole) &&
         (address.size() == whole.size() || address[whole.size()] == '.' ||
          address[whole.size()] == '[');
}

/// `a["x"].b[0]` without its instances: `a.b`.
std::string without_instances(std::string_view address) {
  std::string out;
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (address[i] != '[') {
      out += address[i];
      continue;
    }
    bool quoted = false;
    for (++i; i < address.size() && (quoted || address[i] != ']'); ++i) {
      if (quoted && address[i] == '\\')
        ++i;
      else if (address[i] == '"')
        quoted = !quoted;
    }
  }
  return out;
}

/// Where the moves take an address, step by step; what removes it, if anything does.
struct Fate {
  std::string address{};
  const AddressMove* removed = nullptr;
};

Fate fate_of(std::string_view address, const std::vector<AddressMove>& moves) {
  Fate out{std::string(address)};
  // A chain of moves is as long as there are moves at most.
  for (std::size_t i = 0; i <= moves.size(); ++i) {
    const auto move = std::find_if(moves.begin(), moves.end(), [&](const AddressMove& m) {
      // `a` that becomes `a[0]` is the one without an index, and no longer it once it has moved.
      return is_within(m.to, m.from) ? out.address == m.from : is_within(out.address, m.from);
    });
    if (move == moves.end()) return out;
    if (move->to.empty()) {
      out.removed = &*move;
      return out;
    }
    out.address = move->to + out.address.substr(move->from.size());
  }
  return out;
}

class Comparer {
 public:
  Comparer(const LockResources& before, const LockResources& after,
           const std::vector<AddressMove>& moves)
      : before_(before), after_(after), moves_(moves) {
    Names were;
    for (const auto& [address, resource] : before) name(address, resource, were);
    for (const auto& [address, resource] : after) {
      name(address, resource, are_);
      all_.insert(without_instances(address));
      if (address.find("[*]") != std::string::npos) open_.insert(without_instances(address));
    }
    for (const auto& [address, resource] : before) {
      if (address.find("[*]") != std::string::npos) were_open_.insert(without_instances(address));
    }
    for (const auto& [name, address] : were) rename(name, address);
    if (renamed_.empty()) return;
    for (const auto& [address, resource] : before) {
      std::string now = renamed(address, resource);
      if (!now.empty() && taken_.insert(now).second) targets_.emplace(address, std::move(now));
    }
  }

  std::vector<ResourceChange> run() {
    for (const auto& [address, resource] : before_) old(address, resource);
    for (const auto& [address, resource] : after_) {
      if (taken_.contains(address)) continue;
      if (before_.contains(address) && !targets_.contains(address)) continue;
      // Which instances there were was not known; these may be among them.
      if (were_open_.contains(without_instances(address))) continue;
      out_.push_back({ResourceAction::add, address});
    }
    std::stable_sort(out_.begin(), out_.end(),
                     [](const auto& a, const auto& b) { return a.address < b.address; });
    return std::move(out_);
  }

 private:
  /// Addresses by type and name, of the resources that have no other of both; empty where several
  /// do, as those that are named below others often are (`do-not-delete`).
  using Names = std::map<std::string, std::string>;

  static std::string key(const LockResource& resource) {
    return resource.type + "\n" + resource.name;
  }
  static void name(const std::string& address, const LockResource& resource, Names& out) {
    if (resource.type.empty() || resource.name.empty()) return;
    const auto [it, first] = out.emplace(key(resource), address);
    if (!first) it->second.clear();
  }

  /// What `address` was is called otherwise now. If its module is, all that is in it is. An address
  /// that is still there is another resource's only where it is one of a loop: an item that comes
  /// or goes moves those behind it.
  void rename(const std::string& name, const std::string& address) {
    const auto it = are_.find(name);
    if (address.empty() || it == are_.end() || it->second.empty() || it->second == address) return;
    const std::string& now = it->second;
    if ((after_.contains(address) || before_.contains(now)) &&
        without_instances(address) != without_instances(now))
      return;
    renamed_.emplace(address, now);
    const std::size_t from = address.rfind('.'), to = now.rfind('.');
    if (from != std::string::npos && to != std::string::npos &&
        std::string_view(address).substr(from) == std::string_view(now).substr(to))
      renamed_.emplace(address.substr(0, from), now.substr(0, to));
  }

  /// Where a resource of Bicep is that was at `address`; empty if it is there, or nowhere.
  std::string renamed(const std::string& address, const LockResource& resource) const {
    // What alone is called as before is what it was.
    const auto same = are_.find(key(resource));
    if (!resource.name.empty() && same != are_.end() && same->second == address) return {};
    for (std::string whole = address; !whole.empty();) {
      if (const auto it = renamed_.find(whole); it != renamed_.end()) {
        std::string now = it->second + address.substr(whole.size());
        const auto there = after_.find(now);
        if (there != after_.end() && there->second.type == resource.type) return now;
      }
      const std::size_t dot = whole.rfind('.');
      whole.resize(dot == std::string::npos ? 0 : dot);
    }
    return {};
  }

  void old(const std::string& address, const LockResource& resource) {
    // In Bicep a resource is what it is called in Azure, whatever its symbol and its place in a
    // loop.
    if (const auto it = targets_.find(address); it != targets_.end()) {
      moved(address, it->second);
      changed(it->second, resource, after_.at(it->second));
      return;
    }
    if (const auto it = after_.find(address); it != after_.end() && !taken_.contains(address)) {
      changed(address, resource, it->second);
      return;
    }
    const Fate fate = fate_of(address, moves_);
    if (fate.removed != nullptr) {
      add(fate.removed->destroys ? ResourceAction::destroy : ResourceAction::forget, address,
          resource);
      return;
    }
    if (fate.address != address) {
      if (const auto it = after_.find(fate.address); it != after_.end()) {
        moved(address, fate.address);
        changed(fate.address, resource, it->second);
        return;
      }
    }
    const std::string all = without_instances(address);
    const bool was_open = address.find("[*]") != std::string::npos;
    if (open_.contains(all) || (was_open && all_.contains(all))) return;
    add(ResourceAction::lose, address, resource);
    // Another one stands at this address now.
    if (after_.contains(address) && !resource.name.empty()) out_.back().note = resource.name;
  }

  void moved(const std::string& from, const std::string& to) {
    taken_.insert(to);
    out_.push_back({ResourceAction::move, to, from});
  }

  void changed(const std::string& address, const LockResource& was, const LockResource& is) {
    if (was.digest.empty() || was.digest == is.digest) return;
    ResourceChange change{ResourceAction::change, address};
    if (!was.name.empty() && !is.name.empty() && was.name != is.name) {
      change.action = ResourceAction::replace;
      change.note = fmt::format("`{}` becomes `{}`", was.name, is.name);
    }
    out_.push_back(std::move(change));
  }

  void add(ResourceAction action, const std::string& address, const LockResource& resource) {
    out_.push_back({action, address, {}, {}, resource.span});
  }

  const LockResources& before_;
  const LockResources& after_;
  const std::vector<AddressMove>& moves_;
  Names are_;
  std::map<std::string, std::string> renamed_;  // resources and modules of Bicep
  std::map<std::string, std::string> targets_;  // where each resource of them is now
  std::set<std::string> all_, open_, were_open_, taken_;
  std::vector<ResourceChange> out_;
};

}  // namespace

std::string_view name(ResourceAction action) {
  switch (action) {
    case ResourceAction::add:
      return "add";
    case ResourceAction::change:
      return "change";
    case ResourceAction::replace:
      return "replace";
    case ResourceAction::move:
      return "move";
    case ResourceAction::forget:
      return "forget";
    case ResourceAction::destroy:
    case ResourceAction::lose:
      return "destroy";
  }
  return {};
}

std::vector<ResourceChange> compare_addresses(const LockResources& before,
                                              const LockResources& after,
                                              const std::vector<AddressMove>& moves) {
  return Comparer(before, after, moves).run();
}

}  // namespace formwork
