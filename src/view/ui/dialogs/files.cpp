// Open… and Save as…: folders on the left of what is typed. Debian has no native dialog, and a typed path with Chinese
// names must work over a remote desktop too.
#include "ui/dialogs/dialogs.hpp"
#include "ui/panels/panels.hpp"

#include <algorithm>

namespace mulens::ui {

void ask_file(const View& view, Memory& memory, const std::string& verb, bool saving, const std::string& name) {
    FilePanel& files = memory.files;
    files.open = files.fresh = true;
    files.saving = saving;
    files.purpose = verb;
    files.name = name;
    files.chosen = -1;
    if (files.folder.empty() && view.outside != nullptr) files.folder = view.outside->home;
}

namespace {

std::string joined(const std::string& folder, const std::string& name) {
    if (!name.empty() && (name[0] == '/' || name[0] == '~')) return name;
    return folder.empty() || folder.back() == '/' ? folder + name : folder + "/" + name;
}

std::string parent_of(const std::string& folder) {
    const std::size_t slash = folder.find_last_of('/');
    return slash == std::string::npos || slash == 0 ? "/" : folder.substr(0, slash);
}

bool entry_row(const Entry& entry, bool chosen, int id, bool& twice) {
    ImGui::PushID(id);
    const Item row = item("entry", 28);
    ImGui::PopID();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Rect ground{row.box.x0, row.box.y0, row.box.x1, row.box.y1};
    if (chosen || row.hovered) fill(list, ground, chosen ? ink().accent_soft : ink().hover, px(4));
    icon(list, entry.folder ? Icon::folder : Icon::file, row.box.x0 + px(16), row.box.middle(), px(14),
         ink().secondary);
    put_fit(list, fonts().body, row.box.x0 + px(34), row.box.middle(), ink().text, entry.name,
            row.box.width() - px(42));
    twice = row.double_clicked;
    return row.clicked;
}

void finish(const View& view, FilePanel& files) {
    const std::string path = joined(files.folder, files.name);
    view.run(files.purpose.c_str(),
             view.outside != nullptr && view.outside->whole_path ? view.outside->whole_path(path) : path);
    files.open = false;
}

/// The list of the folder; true where a file was chosen twice.
bool folder_list(const View& view, FilePanel& files) {
    std::vector<Entry> entries;
    if (view.outside != nullptr && view.outside->list_folder) entries = view.outside->list_folder(files.folder);
    bool done = false;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Entry& entry = entries[i];
        bool twice = false;
        const bool once = entry_row(entry, !entry.folder && entry.name == files.name, static_cast<int>(i), twice);
        if (once && entry.folder) {
            files.folder = joined(files.folder, entry.name);
            if (!files.saving) files.name.clear();
        } else if (once) {
            files.name = entry.name;
        }
        done = done || (twice && !entry.folder);
    }
    if (entries.empty()) paragraph(tr("folder_empty"), ink().secondary, fonts().small);
    return done;
}

}  // namespace

void file_dialog(const View& view, Memory& memory) {
    FilePanel& files = memory.files;
    if (!files.open) return;
    if (!begin_dialog("##files", 640, 500, files.open)) return end_dialog();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Rect head = space(28);
    put(list, fonts().strong, head.x0, head.middle(), ink().text, tr("files_" + files.purpose));
    const Rect path = space(30);
    if (icon_button_at("up", {path.x0, path.y0 + px(2), path.x0 + px(26), path.y0 + px(28)}, Icon::chevron_left))
        files.folder = parent_of(files.folder);
    tooltip(tr("folder_up"));
    bool ignored = false;
    text_field("##folder", {path.x0 + px(32), path.y0, path.x1, path.y1}, files.folder, "", ignored);
    gap(8);
    ImGui::BeginChild("entries", ImVec2(0, ImGui::GetContentRegionAvail().y - px(90)));
    bool done = false;
    if (!files.saving && files.purpose == "open" && !view.recent.empty()) {
        heading(tr("recent"));
        for (std::size_t i = 0; i < std::min<std::size_t>(4, view.recent.size()); ++i) {
            bool twice = false;
            if (entry_row({view.recent[i], false}, false, 10000 + static_cast<int>(i), twice)) {
                view.run("open", view.recent[i]);
                files.open = false;
            }
        }
        heading(tr("folder"));
    }
    done = folder_list(view, files);
    ImGui::EndChild();
    gap(10);
    const Rect name = space(32);
    bool enter = false;
    text_field("##name", name, files.name, tr(files.saving ? "file_name_save" : "file_name_open"), enter, files.fresh);
    files.fresh = false;
    gap(12);
    const bool ready = !files.name.empty();
    const Rect row = space(30);
    const std::string &ok = tr(files.saving ? "save" : "open"), &no = tr("cancel");
    const float ok_width = button_width(ok), no_width = button_width(no);
    if (button_at("ok", {row.x1 - ok_width, row.y0, row.x1, row.y1}, ok, Button::primary, ready) || enter || done)
        if (!files.name.empty()) finish(view, files);
    if (button_at("no", {row.x1 - ok_width - px(8) - no_width, row.y0, row.x1 - ok_width - px(8), row.y1}, no))
        files.open = false;
    put_fit(list, fonts().small, row.x0, row.middle(), ink().secondary, tr("files_" + files.purpose + "_kinds"),
            row.width() - ok_width - no_width - px(24));
    end_dialog();
}

}  // namespace mulens::ui
