#include "csp/bypass.h"

#include "csp/match.h"

#include <algorithm>
#include <array>

namespace formwork::csp {
namespace {

constexpr std::string_view kLibraries = "libraries that run what the page says (AngularJS)";
constexpr std::string_view kCallbacks = "answers that call what the address says (JSONP)";
constexpr std::string_view kUploads = "files of anybody";

constexpr std::array<Bypass, 45> kBypasses = {{
    {"ajax.googleapis.com", kLibraries},
    {"cdnjs.cloudflare.com", kLibraries},
    {"cdn.jsdelivr.net", kUploads},
    {"unpkg.com", kUploads},
    {"esm.sh", kUploads},
    {"cdn.skypack.dev", kUploads},
    {"code.angularjs.org", kLibraries},
    {"cdn.bootcss.com", kLibraries},
    {"cdn.staticfile.org", kLibraries},
    {"www.gstatic.com", kLibraries},
    {"gstatic.com", kLibraries},
    {"yastatic.net", kLibraries},
    {"cdn.shopify.com", kUploads},
    {"raw.githubusercontent.com", kUploads},
    {"gist.githubusercontent.com", kUploads},
    {"storage.googleapis.com", kUploads},
    {"s3.amazonaws.com", kUploads},
    {"any.s3.amazonaws.com", kUploads},
    {"any.cloudfront.net", kUploads},
    {"any.blob.core.windows.net", kUploads},
    {"any.azureedge.net", kUploads},
    {"any.herokuapp.com", kUploads},
    {"any.appspot.com", kUploads},
    {"any.github.io", kUploads},
    {"any.netlify.app", kUploads},
    {"any.vercel.app", kUploads},
    {"any.pages.dev", kUploads},
    {"any.firebaseapp.com", kUploads},
    {"any.akamaihd.net", kUploads},
    {"accounts.google.com", kCallbacks},
    {"www.google.com", kCallbacks},
    {"maps.googleapis.com", kCallbacks},
    {"maps.google.com", kCallbacks},
    {"translate.googleapis.com", kCallbacks},
    {"www.youtube.com", kCallbacks},
    {"graph.facebook.com", kCallbacks},
    {"api.twitter.com", kCallbacks},
    {"connect.mail.ru", kCallbacks},
    {"api.vk.com", kCallbacks},
    {"mc.yandex.ru", kCallbacks},
    {"googleads.g.doubleclick.net", kCallbacks},
    {"www.googleadservices.com", kCallbacks, true},
    {"www.googletagmanager.com", kCallbacks, true},
    {"www.google-analytics.com", kCallbacks, true},
    {"ssl.google-analytics.com", kCallbacks, true},
}};

constexpr std::array<std::string_view, 2> kPlugins = {"ajax.googleapis.com", "vk.com"};

bool reaches(const Source& source, std::string_view host) {
  return source.kind == SourceKind::host && source.host != "*" &&
         host_part_matches(source.host, {.host = std::string(host)});
}

}  // namespace

const Bypass* find_bypass(const Source& source, bool eval) {
  const auto it = std::find_if(kBypasses.begin(), kBypasses.end(), [&](const Bypass& b) {
    return (eval || !b.needs_eval) && reaches(source, b.host);
  });
  return it == kBypasses.end() ? nullptr : &*it;
}

bool served_plugins(const Source& source) {
  return std::any_of(kPlugins.begin(), kPlugins.end(),
                     [&](std::string_view host) { return reaches(source, host); });
}

}  // namespace formwork::csp
