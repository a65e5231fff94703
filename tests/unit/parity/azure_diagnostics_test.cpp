// Whatever can be logged is: a diagnostic setting for each resource that can have one, in both
// languages.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace formwork {
namespace {

namespace fs = std::filesystem;
const fs::path kModules = fs::path(FORMWORK_SOURCE_DIR) / "templates/azure/modules";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Types with a setting of their own:
/// https://learn.microsoft.com/azure/azure-monitor/reference/supported-logs/logs-index and
/// …/supported-metrics/metrics-index. By Terraform type, the Azure type.
const std::map<std::string, std::string> kLogged = {
    {"azurerm_cdn_frontdoor_profile", "Microsoft.Cdn/profiles"},
    {"azurerm_container_app_environment", "Microsoft.App/managedEnvironments"},
    {"azurerm_container_registry", "Microsoft.ContainerRegistry/registries"},
    {"azurerm_key_vault", "Microsoft.KeyVault/vaults"},
    {"azurerm_kubernetes_cluster", "Microsoft.ContainerService/managedClusters"},
    {"azurerm_log_analytics_workspace", "Microsoft.OperationalInsights/workspaces"},
    {"azurerm_managed_redis", "Microsoft.Cache/redisEnterprise"},
    {"azurerm_network_security_group", "Microsoft.Network/networkSecurityGroups"},
    {"azurerm_postgresql_flexible_server", "Microsoft.DBforPostgreSQL/flexibleServers"},
    {"azurerm_servicebus_namespace", "Microsoft.ServiceBus/namespaces"},
    {"azurerm_static_web_app", "Microsoft.Web/staticSites"},
    {"azurerm_storage_account", "Microsoft.Storage/storageAccounts"},
    {"azurerm_virtual_network", "Microsoft.Network/virtualNetworks"},
};

/// Those that could have one, and why they have none.
const std::map<std::string, std::string> kElsewhere = {
    {"azurerm_application_insights", "it stores in the workspace itself"},
    {"azurerm_container_app",
     "its logs are the environment's, alerts read its metrics where they are"},
    {"azurerm_container_app_job", "its logs are the environment's"},
    {"azurerm_monitor_workspace", "it is a store of metrics"},
};

/// Those that Azure has no setting for.
const std::set<std::string> kNone = {
    "azurerm_application_insights_standard_web_test",
    "azurerm_application_insights_workbook",
    "azurerm_cdn_frontdoor_custom_domain",
    "azurerm_cdn_frontdoor_endpoint",
    "azurerm_cdn_frontdoor_firewall_policy",
    "azurerm_cdn_frontdoor_origin",
    "azurerm_cdn_frontdoor_origin_group",
    "azurerm_cdn_frontdoor_route",
    "azurerm_cdn_frontdoor_rule",
    "azurerm_cdn_frontdoor_rule_set",
    "azurerm_cdn_frontdoor_security_policy",
    "azurerm_consumption_budget_resource_group",
    "azurerm_dns_cname_record",
    "azurerm_dns_txt_record",
    "azurerm_federated_identity_credential",
    "azurerm_key_vault_key",
    "azurerm_kubernetes_cluster_node_pool",
    "azurerm_managed_redis_access_policy_assignment",
    "azurerm_management_lock",
    "azurerm_monitor_action_group",
    "azurerm_monitor_alert_prometheus_rule_group",
    "azurerm_monitor_data_collection_endpoint",
    "azurerm_monitor_data_collection_rule",
    "azurerm_monitor_data_collection_rule_association",
    "azurerm_monitor_diagnostic_setting",
    "azurerm_monitor_metric_alert",
    "azurerm_monitor_scheduled_query_rules_alert_v2",
    "azurerm_postgresql_flexible_server_active_directory_administrator",
    "azurerm_postgresql_flexible_server_configuration",
    "azurerm_postgresql_flexible_server_database",
    "azurerm_private_dns_a_record",
    "azurerm_private_dns_zone",
    "azurerm_private_dns_zone_virtual_network_link",
    "azurerm_private_endpoint",
    "azurerm_resource_group",
    "azurerm_role_assignment",
    "azurerm_servicebus_queue",
    "azurerm_static_web_app_custom_domain",
    "azurerm_storage_account_static_website",
    "azurerm_storage_container",
    "azurerm_storage_container_immutability_policy",
    "azurerm_storage_management_policy",
    "azurerm_subnet",
    "azurerm_subnet_network_security_group_association",
    "azurerm_user_assigned_identity",
};

/// What stands in the first group of `pattern`, and in the second after a space.
std::vector<std::pair<std::string, std::string>> all(const std::string& text, const RE2& pattern) {
  std::vector<std::pair<std::string, std::string>> found;
  re2::StringPiece rest = text;
  std::string first, second;
  while (RE2::FindAndConsume(&rest, pattern, &first, &second)) found.emplace_back(first, second);
  return found;
}

std::vector<fs::path> files(std::string_view extension) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(kModules))
    if (entry.path().extension() == extension) found.push_back(entry.path());
  return found;
}

TEST(AzureDiagnostics, EveryResourceOfTerraformThatCanHaveASettingHasOne) {
  static const RE2 kResource(R"re((?m)^resource "(azurerm_\w+)" "(\w+)")re");
  std::size_t held = 0;
  for (const fs::path& file : files(".tf")) {
    const std::string text = read(file);
    for (const auto& [type, name] : all(text, kResource)) {
      const int places = static_cast<int>(kLogged.contains(type)) +
                         static_cast<int>(kElsewhere.contains(type)) +
                         static_cast<int>(kNone.contains(type));
      EXPECT_EQ(places, 1) << type << ": say whether Azure logs it, and where";
      if (!kLogged.contains(type)) continue;
      ++held;
      const RE2 target(R"re((?m)^  target_resource_id\s+= "?(?:\$\{)?)re" +
                       RE2::QuoteMeta(type + "." + name) + R"re((?:\[[^\]]*\])?[.])re");
      EXPECT_TRUE(RE2::PartialMatch(text, target)) << file << ": " << type << "." << name;
    }
  }
  EXPECT_GE(held, 18U);
}

TEST(AzureDiagnostics, EveryResourceOfBicepThatCanHaveASettingHasOne) {
  static const RE2 kResource(R"re((?m)^resource (\w+) '([\w./]+)@[\w.-]+' = )re");
  std::set<std::string> types;
  for (const auto& [terraform, arm] : kLogged) types.insert(arm);
  std::size_t held = 0;
  for (const fs::path& file : files(".bicep")) {
    const std::string text = read(file);
    for (const auto& [symbol, type] : all(text, kResource)) {
      if (!types.contains(type)) continue;
      ++held;
      const RE2 setting(
          R"re(resource \w+ 'Microsoft[.]Insights/diagnosticSettings@[^']+' = [^']*'log-analytics'\s+scope: )re" +
          symbol + R"re((?:\[\w+\])?\s)re");
      EXPECT_TRUE(RE2::PartialMatch(text, setting)) << file << ": " << symbol;
    }
  }
  EXPECT_GE(held, 18U);
}

}  // namespace
}  // namespace formwork
