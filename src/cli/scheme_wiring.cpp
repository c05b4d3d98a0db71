#include "cli/commands.hpp"
#include "cli/scheme_command.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace mulens::cli {

void add_scheme_command(CLI::App& app, std::function<int()>& action) {
    CLI::App* command = app.add_subcommand("scheme", "Policy schemes 评价办法: what they say, test and change");
    command->require_subcommand(1);
    command->add_subcommand("list", "Schemes that ship, with year and status")->callback([&action] {
        action = [] { return scheme_list(std::cout); };
    });
    const auto names = std::make_shared<std::vector<std::string>>();
    CLI::App* check = command->add_subcommand("check", "Load schemes and run the test cases they carry");
    check->add_option("SCHEME", *names, "Names or files (default: all that ship)")->type_name("NAME|FILE");
    check->callback([names, &action] { action = [names] { return scheme_check(*names, std::cout); }; });
    const auto name = std::make_shared<std::string>();
    CLI::App* explain = command->add_subcommand("explain", "A scheme in words, with its sources");
    explain->add_option("SCHEME", *name, "Name or file")->required()->type_name("NAME|FILE");
    explain->callback([name, &action] { action = [name] { return scheme_explain(*name, std::cout); }; });
    const auto pair = std::make_shared<std::pair<std::string, std::string>>();
    CLI::App* diff = command->add_subcommand("diff", "What differs between two schemes");
    diff->add_option("A", pair->first, "Name or file")->required()->type_name("NAME|FILE");
    diff->add_option("B", pair->second, "Name or file")->required()->type_name("NAME|FILE");
    diff->callback([pair, &action] { action = [pair] { return scheme_diff(pair->first, pair->second, std::cout); }; });
}

}  // namespace mulens::cli
