// Content files are known by what is in them, and checked.
#include "app/session/content.h"

#include "app/session/embedded.h"

#include <gtest/gtest.h>

namespace session {
namespace {

std::string first_error(std::string_view text) {
    const Checked checked = check_content(text, "c.json");
    return checked.errors.empty() ? "" : checked.errors.front().text();
}

TEST(Content, EverythingShippedIsValid) {
    ASSERT_FALSE(embedded_files().empty());
    for (const EmbeddedFile& file : embedded_files()) {
        const Checked checked = check_content(file.text, file.path);
        EXPECT_TRUE(checked.errors.empty()) << checked.errors.front().text();
        EXPECT_TRUE(checked.warnings.empty()) << file.path;
    }
}

TEST(Content, AFilesKindIsFoundByItsContent) {
    EXPECT_EQ(check_content("{\"papilla\": 1}", "").kind, "scene");
    EXPECT_EQ(check_content("{\"skin\": {}}", "").kind, "scene");
    EXPECT_EQ(check_content("{\"papilla_claims\": 1, \"claims\": []}", "").kind, "claims");
    EXPECT_EQ(check_content("{\"papilla_strings\": 1}", "").kind, "strings");
    EXPECT_EQ(first_error("{\"something\": 1}"),
              "c.json: is no known kind of content, must have one of the keys papilla, "
              "papilla_strings, papilla_claims");
}

TEST(Content, MistakesAreNamedWhereTheyStand) {
    EXPECT_EQ(first_error(R"({"papilla_strings": 1, "language": "en", "strings": {"a": 3}})"),
              "c.json:/strings/a: is 3, must be a text");
    EXPECT_EQ(first_error(R"({"papilla_strings": 1, "language": "en", "strings": {"a": "x {y"}})"),
              "c.json:/strings/a: has a { or } without its partner");
    EXPECT_EQ(first_error(R"({"papilla_claims": 1, "claims": [{"id": "c001"}]})"),
              "c.json:/claims/0/section: is missing");
    EXPECT_EQ(
        first_error(R"({"papilla_claims": 1, "claims": [{"id": "a", "section": "b", "claim": "c",
                             "evidence": "sure", "behaviour": ["show"]}]})"),
        "c.json:/claims/0/evidence: is \"sure\", must be one of supported, nuanced, open, tone");
    EXPECT_EQ(first_error(R"({"papilla_strings": 2, "language": "en", "strings": {}})"),
              "c.json:/papilla_strings: is 2, must be 1");
}

}  // namespace
}  // namespace session
