#include "app/render/shader_text.h"

#include <gtest/gtest.h>

#include <map>

namespace {

using render::expand_shader;
using render::Origin;

render::SourceLookup from(std::map<std::string, std::string, std::less<>> files) {
    return [files = std::move(files)](std::string_view name) -> std::optional<std::string> {
        const auto found = files.find(name);
        return found == files.end() ? std::nullopt : std::optional(found->second);
    };
}

TEST(ExpandShader, PastesEachFileOnceAndKeepsWhereLinesCameFrom) {
    const auto text =
        expand_shader("a.frag", render::gl::Dialect::core330, {},
                      from({{"a.frag", "#include \"b\"\n#include \"b\"\nvoid main() {}\n"},
                            {"b", "float x;\nfloat y;\n"}}));
    ASSERT_TRUE(text);
    EXPECT_EQ(text.value().glsl, "#version 330 core\nfloat x;\nfloat y;\nvoid main() {}\n");
    const std::vector<Origin> expected = {{"", 0}, {"b", 1}, {"b", 2}, {"a.frag", 3}};
    EXPECT_EQ(text.value().origin, expected);
}

TEST(ExpandShader, NamesTheLineThatAsksForAMissingFile) {
    const auto text = expand_shader("a.frag", render::gl::Dialect::es300, {},
                                    from({{"a.frag", "\n#include \"c.glsl\"\n"}}));
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().text(), "a.frag:2: c.glsl: is not there");
}

TEST(ExpandShader, AFileThatIncludesItselfIsPastedOnce) {
    const auto text = expand_shader("a", render::gl::Dialect::core330, {},
                                    from({{"a", "#include \"a\"\nint x;"}}));
    ASSERT_TRUE(text);
    EXPECT_EQ(text.value().glsl, "#version 330 core\nint x;\n");
}

TEST(TranslateLog, ReadsWhatThreeDriversWrite) {
    const render::ShaderText text{"", {{"", 0}, {"common/x.glsl", 7}, {"pass/y.frag", 3}}};
    for (const char* log : {"0:3(15): error: no such name\n", "ERROR: 0:3: error: no such name\n",
                            "0(3) : error: no such name\n"}) {
        const auto errors = render::translate_log(log, text, "pass/y.frag");
        ASSERT_EQ(errors.size(), 1u) << log;
        EXPECT_EQ(errors[0].text(), "pass/y.frag:3: error: no such name");
    }
    EXPECT_EQ(render::translate_log("0:2(1): bad", text, "pass/y.frag")[0].where,
              "common/x.glsl:7");
    EXPECT_EQ(render::translate_log("out of luck", text, "pass/y.frag")[0].text(),
              "pass/y.frag: out of luck");
}

}  // namespace
