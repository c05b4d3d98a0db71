#include "base/diagnostics.hpp"

#include <algorithm>
#include <tuple>

namespace mulens {

void Diagnostics::add(Finding finding) {
    const std::lock_guard lock(mutex_);
    findings_.push_back(std::move(finding));
}

std::vector<Finding> Diagnostics::sorted() const {
    std::vector<Finding> out;
    {
        const std::lock_guard lock(mutex_);
        out = findings_;
    }
    std::sort(out.begin(), out.end(), [](const Finding& a, const Finding& b) {
        return std::tie(b.severity, a.layer, a.file, a.code, a.row, a.subject, a.field, a.message) <
               std::tie(a.severity, b.layer, b.file, b.code, b.row, b.subject, b.field, b.message);
    });
    return out;
}

std::size_t Diagnostics::count(Severity severity) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(findings_.begin(), findings_.end(), [&](const Finding& f) { return f.severity == severity; }));
}

std::size_t Diagnostics::count(const std::string& code) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(findings_.begin(), findings_.end(), [&](const Finding& f) { return f.code == code; }));
}

std::size_t Diagnostics::size() const {
    const std::lock_guard lock(mutex_);
    return findings_.size();
}

const char* name_of(Severity severity) {
    switch (severity) {
        case Severity::note:
            return "note";
        case Severity::warning:
            return "warning";
        case Severity::error:
            return "error";
    }
    return "?";
}

}  // namespace mulens
