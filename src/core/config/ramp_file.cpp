#include "config/ramp_file.hpp"

#include "config/resources.hpp"
#include "config/toml_fields.hpp"

namespace mulens::config {

RampFile load_ramp_file(const std::string& name) {
    const auto text = resource(name);
    if (!text) throw Error::make(ExitCode::usage, "there is no file {}", name);
    const toml::table table = parse_toml(*text, name);
    TomlFields fields(table, name, "ramp");
    (void)fields.integer("schema_version");
    RampFile ramp;
    ramp.name = fields.required_text("name");
    ramp.zh = fields.required_text("zh");
    ramp.en = fields.required_text("en");
    ramp.source = fields.required_text("source");
    ramp.diverging = fields.flag_or("diverging", false);
    ramp.colours = fields.texts("colours");
    if (ramp.colours.size() < 2) fields.fail("colours", "a ramp needs two colours at least");
    fields.done();
    return ramp;
}

}  // namespace mulens::config
