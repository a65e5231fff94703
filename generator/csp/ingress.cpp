// What Ingress controllers are told of headers: a ConfigMap of them at ingress-nginx, an annotation
// at the AWS Load Balancer Controller.
#include "base/text.h"
#include "csp/carried.h"
#include "csp/grammar.h"
#include "csp/response.h"

#include <fmt/format.h>

#include <algorithm>

namespace formwork::csp {
namespace {

/// `key=value` pairs between commas, as the controller reads them: a backslash makes what follows
/// it part of the value. Of two of one key the last counts.
std::map<std::string, std::string> pairs(std::string_view text) {
  std::map<std::string, std::string> out;
  std::string pair;
  const auto take = [&] {
    const std::size_t equals = pair.find('=');
    if (equals != std::string::npos)
      out[std::string(trim(std::string_view(pair).substr(0, equals)))] =
          std::string(trim(std::string_view(pair).substr(equals + 1)));
    pair.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size())
      pair += text[++i];
    else if (text[i] == ',')
      take();
    else
      pair += text[i];
  }
  take();
  return out;
}

}  // namespace

std::vector<Carrier> ingress_nginx_carriers(Node config_map, const Reading& read) {
  const Node data = config_map.find("data");
  if (!data.is(Kind::map)) return {};
  Response response;
  for (const Node header : data)
    response.add(lower(read.key(header.key())), header_value(header, read), header);
  return {std::move(response).carrier("`data`", data)};
}

std::vector<Carrier> alb_carriers(Node ingress, const Reading& read) {
  static constexpr std::string_view kAttributes =
      "alb.ingress.kubernetes.io/listener-attributes.HTTPS-443";
  static constexpr std::string_view kResponse = "routing.http.response.";
  static constexpr std::string_view kValue = ".header_value";
  const Node annotations = ingress.find_path("metadata.annotations");
  Response response;
  Node at = annotations ? annotations : ingress;
  if (annotations.is(Kind::map)) {
    for (const Node annotation : annotations) {
      if (read.key(annotation.key()) != kAttributes) continue;
      at = annotation;
      const auto text = header_value(annotation, read);
      if (!text) {
        response.blur();
        continue;
      }
      for (const auto& [name, value] : pairs(*text)) {
        if (!name.starts_with(kResponse) || !name.ends_with(kValue)) continue;
        std::string header =
            name.substr(kResponse.size(), name.size() - kResponse.size() - kValue.size());
        std::replace(header.begin(), header.end(), '_', '-');
        response.set(header, value, annotation);
      }
    }
  }
  return {std::move(response).carrier("the listener", at)};
}

}  // namespace formwork::csp
