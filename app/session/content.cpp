#include "app/session/content.h"

#include "app/session/embedded.h"
#include "app/session/scene.h"
#include "app/session/strings.h"

#include <algorithm>
#include <array>
#include <set>

namespace session {
namespace {

using sim::Error;
using sim::Result;

constexpr std::string_view kClaimsFile = "content/claims.en.json";

struct ClaimReader {
    std::string name;
    std::string at;  // pointer of the claim
    Error error;

    void wrong(std::string_view key, std::string what) {
        if (error.what.empty()) error = {std::move(what), name + ":" + pointer_append(at, key)};
    }
    std::string text(const Json& json, std::string_view key) {
        const Json* value = json.find(key);
        if (value && value->text() && !value->text()->empty()) return *value->text();
        wrong(key, value ? "is " + given_text(*value) + ", must be a text" : "is missing");
        return "";
    }
    void one_of(std::string_view key, std::string_view given,
                std::span<const std::string_view> known) {
        if (std::find(known.begin(), known.end(), given) != known.end()) return;
        std::string what = "is \"" + std::string(given) + "\", must be one of ";
        for (std::size_t i = 0; i < known.size(); ++i)
            what += (i ? ", " : "") + std::string(known[i]);
        wrong(key, what);
    }
    Claim claim(const Json& json) {
        Claim read;
        read.id = text(json, "id");
        read.section = text(json, "section");
        read.claim = text(json, "claim");
        read.evidence = text(json, "evidence");
        one_of("evidence", read.evidence, kClaimEvidence);
        const Json* behaviour = json.find("behaviour");
        if (!behaviour || !behaviour->list() || behaviour->list()->empty())
            wrong("behaviour", "must be a list of one or more");
        else
            for (const Json& entry : *behaviour->list()) {
                const std::string word = entry.text() ? *entry.text() : given_text(entry);
                one_of("behaviour", word, kClaimBehaviours);
                read.behaviour.push_back(word);
            }
        return read;
    }
};

void check_scene(const Json& json, std::string_view name, Checked& checked) {
    auto read = read_scene(json, name);
    if (!read)
        checked.errors.push_back(read.error());
    else
        checked.warnings = std::move(read.value().warnings);
}
void check_strings(const Json& json, std::string_view name, Checked& checked) {
    if (auto read = read_strings(json, name); !read) checked.errors.push_back(read.error());
}
void check_claims(const Json& json, std::string_view name, Checked& checked) {
    if (auto read = read_claims(json, name); !read) checked.errors.push_back(read.error());
}

// A file says what it is by this key; a new kind of content is one line here.
struct Kind {
    std::string_view key, name;
    void (*check)(const Json&, std::string_view, Checked&);
};
constexpr std::array<Kind, 3> kKinds = {{{"papilla", "scene", check_scene},
                                         {"papilla_strings", "strings", check_strings},
                                         {"papilla_claims", "claims", check_claims}}};

// Every key of a scene is optional, so its version may be missing: its groups tell as well.
bool looks_like_scene(const Json& json) {
    for (const std::string_view group : {"skin", "device", "technique", "rf", "course", "view"})
        if (json.find(group)) return true;
    return false;
}

}  // namespace

Result<std::vector<Claim>> read_claims(const Json& json, std::string_view name) {
    const Json* claims = json.find("claims");
    if (!claims || !claims->list())
        return Error{"must be a list of claims", std::string(name) + ":/claims"};
    std::vector<Claim> read;
    std::set<std::string> ids;
    ClaimReader reader{std::string(name), {}, {}};
    for (std::size_t i = 0; i < claims->list()->size(); ++i) {
        reader.at = "/claims/" + std::to_string(i);
        read.push_back(reader.claim((*claims->list())[i]));
        if (!ids.insert(read.back().id).second) reader.wrong("id", "is given twice");
        if (!reader.error.what.empty()) return reader.error;
    }
    return read;
}

std::vector<Claim> shipped_claims() {
    const EmbeddedFile* file = find_embedded(kClaimsFile);
    if (!file) return {};
    auto json = parse_json(file->text, kClaimsFile);
    if (!json) return {};
    auto claims = read_claims(json.value(), kClaimsFile);
    return claims ? std::move(claims).value() : std::vector<Claim>{};
}

Checked check_content(std::string_view text, std::string_view name) {
    Checked checked;
    auto json = parse_json(text, name);
    if (!json) {
        checked.errors.push_back(json.error());
        return checked;
    }
    for (const Kind& kind : kKinds) {
        if (!json.value().find(kind.key)) continue;
        checked.kind = kind.name;
        kind.check(json.value(), name, checked);
        // Every kind has one version so far; a scene says so itself.
        const Json* version = json.value().find(kind.key);
        if (kind.key != "papilla" && *version != Json(1))
            checked.errors.push_back({"is " + given_text(*version) + ", must be 1",
                                      std::string(name) + ":/" + std::string(kind.key)});
        return checked;
    }
    if (looks_like_scene(json.value())) {
        checked.kind = "scene";
        check_scene(json.value(), name, checked);
        return checked;
    }
    std::string keys;
    for (const Kind& kind : kKinds) keys += (keys.empty() ? "" : ", ") + std::string(kind.key);
    checked.errors.push_back(
        {"is no known kind of content, must have one of the keys " + keys, std::string(name)});
    return checked;
}

}  // namespace session
