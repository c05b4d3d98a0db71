// The commands: each adds its options and, when chosen, sets the action that main runs.
#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace mulens::cli {

void add_sample_command(CLI::App& app, std::function<int()>& action);
void add_score_command(CLI::App& app, std::function<int()>& action);
void add_check_command(CLI::App& app, std::function<int()>& action);
void add_export_command(CLI::App& app, std::function<int()>& action);
void add_scheme_command(CLI::App& app, std::function<int()>& action);
void add_assemble_command(CLI::App& app, std::function<int()>& action);
void add_find_command(CLI::App& app, std::function<int()>& action);
void add_options_command(CLI::App& app, std::function<int()>& action);
void add_plan_command(CLI::App& app, std::function<int()>& action);
void add_projects_command(CLI::App& app, std::function<int()>& action);
void add_years_command(CLI::App& app, std::function<int()>& action);
void add_diff_command(CLI::App& app, std::function<int()>& action);
void add_space_command(CLI::App& app, std::function<int()>& action);
void add_robust_command(CLI::App& app, std::function<int()>& action);
void add_render_command(CLI::App& app, std::function<int()>& action);  ///< with the viewer only
void add_view_command(CLI::App& app, std::function<int()>& action);    ///< with the viewer only

// Reference texts printed by `mulens help …`; docs/ is held against them by a test.
[[nodiscard]] std::string columns_text();
[[nodiscard]] std::string metrics_text();
[[nodiscard]] std::string findings_text();
[[nodiscard]] std::string fields_text();

}  // namespace mulens::cli
