#include "style/xml.hpp"

namespace mulens::style {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&apos;";
                break;
            case '\n':
            case '\t':
                out += ' ';
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20) out += c;
        }
    }
    return out;
}

void Xml::begin(std::string_view tag, Attributes attributes) {
    out_.append(open_.size() * 2, ' ');
    out_ += '<';
    out_ += tag;
    for (const auto& [name, value] : attributes) {
        out_ += ' ';
        out_ += name;
        out_ += "=\"" + escaped(value) + "\"";
    }
}

void Xml::raw(std::string_view line) {
    out_ += line;
    out_ += '\n';
}

void Xml::open(std::string_view tag, Attributes attributes) {
    begin(tag, attributes);
    out_ += ">\n";
    open_.emplace_back(tag);
}

void Xml::close() {
    const std::string tag = std::move(open_.back());
    open_.pop_back();
    out_.append(open_.size() * 2, ' ');
    out_ += "</" + tag + ">\n";
}

void Xml::empty(std::string_view tag, Attributes attributes) {
    begin(tag, attributes);
    out_ += "/>\n";
}

void Xml::text(std::string_view tag, std::string_view words, Attributes attributes) {
    begin(tag, attributes);
    out_ += '>';
    out_ += escaped(words);
    out_ += "</";
    out_ += tag;
    out_ += ">\n";
}

std::string Xml::take() {
    while (!open_.empty()) close();
    return std::move(out_);
}

}  // namespace mulens::style
