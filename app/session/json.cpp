#include "app/session/json.h"

#include "sim/field.h"

#include <nlohmann/json.hpp>

#include <cassert>
#include <cmath>
#include <cstdio>
#include <set>

namespace session {
namespace {

constexpr std::size_t kDeepest = 32;

std::string place_text(std::string_view text, std::size_t bytes_read) {
    std::size_t line = 1, column = 0;
    for (std::size_t i = 0; i < std::min(bytes_read, text.size()); ++i) {
        ++column;
        if (text[i] == '\n' && i + 1 < bytes_read) ++line, column = 0;
    }
    if (bytes_read > text.size()) ++column;  // the end came too early
    return std::to_string(line) + ":" + std::to_string(std::max<std::size_t>(column, 1));
}

// "[json.exception.parse_error.101] parse error at line 1, column 3: syntax error ..." -> "syntax
// error ..."
std::string reason(std::string_view what) {
    if (const auto end = what.find("] "); end != what.npos) what.remove_prefix(end + 2);
    if (what.starts_with("parse error"))
        if (const auto colon = what.find(": "); colon != what.npos) what.remove_prefix(colon + 2);
    return std::string(what);
}

// Builds a Json from the parser's events, and stops at the first thing wrong.
class Builder : public nlohmann::json_sax<nlohmann::json> {
  public:
    Builder(std::string_view text, std::string_view name) : text_(text), name_(name) {}

    bool null() override { return put(Json()); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(double(value)); }
    bool number_unsigned(number_unsigned_t value) override { return put(double(value)); }
    bool number_float(number_float_t value, const string_t&) override { return put(value); }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Json::Object{}); }
    bool start_array(std::size_t) override { return open(Json::List{}); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& key) override {
        stack_.back().key = key;
        if (stack_.back().keys.insert(key).second) return true;
        error_ = {"is given twice", std::string(name_) + ":" + pointer()};
        return false;
    }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception& exception) override {
        error_ = {"is not JSON: " + reason(exception.what()),
                  std::string(name_) + ":" + place_text(text_, position)};
        return false;
    }

    Json result;
    const sim::Error& error() const { return error_; }

  private:
    struct Level {
        Json value;
        std::string key;
        std::set<std::string> keys;
    };

    std::string pointer() const {
        std::string path;
        for (const Level& level : stack_)
            path = pointer_append(
                path, level.value.list() ? std::to_string(level.value.list()->size()) : level.key);
        return path;
    }
    bool open(Json empty) {
        if (stack_.size() == kDeepest) {
            error_ = {"is nested deeper than " + std::to_string(kDeepest) + " levels",
                      std::string(name_) + ":" + pointer()};
            return false;
        }
        stack_.push_back({std::move(empty), {}, {}});
        return true;
    }
    bool close() {
        Json value = std::move(stack_.back().value);
        stack_.pop_back();
        return put(std::move(value));
    }
    bool put(Json value) {
        if (stack_.empty())
            result = std::move(value);
        else if (stack_.back().value.list())
            stack_.back().value.add(std::move(value));
        else
            stack_.back().value.add(stack_.back().key, std::move(value));
        return true;
    }

    std::string_view text_, name_;
    std::vector<Level> stack_;
    sim::Error error_;
};

void write_text(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\t':
                out += "\\t";
                break;
            case '\r':
                out += "\\r";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    char escaped[8];
                    std::snprintf(escaped, sizeof escaped, "\\u%04x", unsigned(c));
                    out += escaped;
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

constexpr std::size_t kColumns = 110;

/// @return false once the text has grown past `limit`, when it is of no use
bool write_flat(std::string& out, const Json& json, std::size_t limit) {
    if (out.size() > limit) return false;
    if (const bool* boolean = json.boolean()) out += *boolean ? "true" : "false";
    if (const double* number = json.number())
        out += std::isfinite(*number) ? plain_number(*number) : "null";
    if (const std::string* text = json.text()) write_text(out, *text);
    if (json.null()) out += "null";
    if (const Json::List* list = json.list()) {
        out += '[';
        for (std::size_t i = 0; i < list->size(); ++i) {
            if (i) out += ", ";
            if (!write_flat(out, (*list)[i], limit)) return false;
        }
        out += ']';
    }
    if (const Json::Object* object = json.object()) {
        out += object->empty() ? "{" : "{ ";
        for (std::size_t i = 0; i < object->size(); ++i) {
            if (i) out += ", ";
            write_text(out, (*object)[i].key);
            out += ": ";
            if (!write_flat(out, (*object)[i].value, limit)) return false;
        }
        out += object->empty() ? "}" : " }";
    }
    return out.size() <= limit;
}

void write_indented(std::string& out, const Json& json, std::size_t indent, std::size_t used) {
    const Json::List* list = json.list();
    const Json::Object* object = json.object();
    const bool leaf = !list && !object;
    // The outermost object is always spread: files differ line by line.
    if (std::string flat; indent > 0 || leaf) {
        const std::size_t limit = leaf ? std::string::npos : kColumns - std::min(kColumns, used);
        if (write_flat(flat, json, limit)) {
            out += flat;
            return;
        }
    }
    const std::string margin(indent + 2, ' ');
    out += object ? "{\n" : "[\n";
    const std::size_t count = object ? object->size() : list->size();
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t line = out.size();
        out += margin;
        if (object) write_text(out, (*object)[i].key), out += ": ";
        write_indented(out, object ? (*object)[i].value : (*list)[i], indent + 2,
                       out.size() - line);
        out += i + 1 < count ? ",\n" : "\n";
    }
    out += std::string(indent, ' ') + (object ? "}" : "]");
}

}  // namespace

Json::Json() : held_(nullptr) {}
Json::Json(bool value) : held_(value) {}
Json::Json(double value) : held_(value) {}
Json::Json(int value) : held_(double(value)) {}
Json::Json(std::int64_t value) : held_(double(value)) {}
Json::Json(std::string value) : held_(std::move(value)) {}
Json::Json(std::string_view value) : held_(std::string(value)) {}
Json::Json(const char* value) : held_(std::string(value)) {}
Json::Json(List value) : held_(std::move(value)) {}
Json::Json(Object value) : held_(std::move(value)) {}

const Json* Json::find(std::string_view key) const {
    if (const Object* members = object())
        for (const Member& member : *members)
            if (member.key == key) return &member.value;
    return nullptr;
}

void Json::add(std::string_view key, Json value) {
    assert(object());
    std::get<Object>(held_).push_back({std::string(key), std::move(value)});
}

void Json::add(Json value) {
    assert(list());
    std::get<List>(held_).push_back(std::move(value));
}

// By hand: clang 14 dies of comparing a variant that holds itself.
bool Json::operator==(const Json& other) const {
    if (held_.index() != other.held_.index()) return false;
    if (boolean()) return *boolean() == *other.boolean();
    if (number()) return *number() == *other.number();
    if (text()) return *text() == *other.text();
    if (list()) return *list() == *other.list();
    if (object()) return *object() == *other.object();
    return true;
}

sim::Result<Json> parse_json(std::string_view text, std::string_view name) {
    // The lexer takes a zero byte for the end and would ignore what follows.
    if (const auto zero = text.find('\0'); zero != text.npos)
        return sim::Error{"is not JSON: holds a zero byte",
                          std::string(name) + ":" + place_text(text, zero + 1)};
    Builder builder(text, name);
    if (!nlohmann::json::sax_parse(text, &builder)) return builder.error();
    return std::move(builder.result);
}

std::string write_json(const Json& json) {
    std::string out;
    write_indented(out, json, 0, 0);
    return out + "\n";
}

std::string plain_number(double value) {
    constexpr double kExact = 9007199254740992.0;  // 2^53
    if (value == std::floor(value) && std::fabs(value) < kExact)
        return std::to_string(std::int64_t(value));
    return sim::number_text(value);
}

std::string given_text(const Json& json) {
    if (json.list()) return "a list";
    if (json.object()) return "an object";
    std::string out;
    write_flat(out, json, std::string::npos);
    if (const double* number = json.number(); number && !std::isfinite(*number))
        out = sim::number_text(*number);
    return out;
}

std::string pointer_append(std::string_view pointer, std::string_view key) {
    std::string out(pointer);
    out += '/';
    for (const char c : key) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

}  // namespace session
