#!/usr/bin/env python3
"""Each lint finds what is planted for it, says where, and passes what is right."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run(lint, files, *more):
    """Exit status and output of a lint over a tree of the given files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, "-B", str(HERE / f"{lint}.py"), folder, *more],
                              capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr


class Lint(unittest.TestCase):
    def finds(self, lint, files, *lines):
        status, output = run(lint, files)
        self.assertEqual(status, 1, output)
        self.assertEqual(output.splitlines(), list(lines))

    def passes(self, lint, files):
        self.assertEqual(run(lint, files), (0, ""))


class Dependencies(Lint):
    def test_the_model_may_not_see_the_interface(self):
        self.finds("dependencies", {"sim/heat.h": "#pragma once\n#include <imgui.h>\n"},
                   "sim/heat.h:2: may not include imgui.h")

    def test_the_model_may_not_see_the_session_even_by_a_detour(self):
        self.finds("dependencies", {"sim/heat.h": '#include "sim/../app/session/view.h"\n',
                                    "sim/cold.h": '#include "app/session/view.h"\n'},
                   "sim/cold.h:1: may not include app/session/view.h",
                   "sim/heat.h:1: may not include sim/../app/session/view.h")

    def test_the_renderer_sees_of_the_session_only_the_view(self):
        self.finds("dependencies", {"app/render/a.cpp": '#include "app/session/view.h"\n#include "app/session/player.h"\n'},
                   "app/render/a.cpp:2: may not include app/session/player.h")

    def test_panels_call_no_gl(self):
        self.finds("dependencies", {"app/ui/a.cpp": "// glEnable(1) is said here\nvoid f() { glEnable(1); }\n"},
                   "app/ui/a.cpp:2: knows GL: glEnable(")

    def test_product_code_includes_no_tests(self):
        self.finds("dependencies", {"app/main.cpp": '#include "tests/support/scenes.h"\n'},
                   "app/main.cpp:1: may not include tests/support/scenes.h")

    def test_the_model_uses_exact_functions_only(self):
        self.finds("dependencies",
                   {"sim/a.cpp": "double f(double x) {\n  return std::exp(x);\n}\ndouble g() { return pow(2, 3); }\n"},
                   "sim/a.cpp:2: std::exp( may differ: use sim/base/exact_math.h",
                   "sim/a.cpp:4: pow( may differ: use sim/base/exact_math.h")

    def test_the_model_has_no_clock_thread_chance_or_file(self):
        for header in ("chrono", "thread", "random", "fstream", "iostream", "unordered_map"):
            self.finds("dependencies", {"sim/a.h": f"#include <{header}>\n"}, f"sim/a.h:1: may not include <{header}>")
        self.finds("dependencies", {"sim/a.cpp": "int f() { return rand(); }\n"},
                   "sim/a.cpp:1: rand( may differ: the model does not know the world around it")

    def test_what_is_right_passes(self):
        self.passes("dependencies", {
            "sim/a.cpp": '#include "sim/a.h"\n#include <cmath>\n#include <glm/vec3.hpp>\n'
                         "// std::exp(x) would differ\ndouble f() { return exact_exp(std::sqrt(x.time())); }\n",
            "sim/a.h": "", "app/session/view.h": "",
            "app/render/a.cpp": '#include <glad/gl.h>\n#include "app/session/view.h"\n#include "shaders/interface.h"\n'})


class Units(Lint):
    def test_a_member_and_a_parameter_need_a_unit(self):
        self.finds("units", {"sim/scenario.h": "struct Needle {\n    double depth = 1;\n};\nvoid f(double time, int n);\n"},
                   "sim/scenario.h:2: depth needs a unit suffix", "sim/scenario.h:4: time needs a unit suffix")

    def test_the_second_name_of_a_declaration_counts(self):
        self.finds("units", {"sim/a.h": "struct A { double a_mm = f(1, 2), width{}, b_s = 0; };\n"},
                   "sim/a.h:1: width needs a unit suffix")

    def test_lists_and_vectors_of_numbers_count(self):
        self.finds("units", {"sim/a.h": "void f(std::span<const double> heat, const glm::dvec3& where);\n"},
                   "sim/a.h:1: heat needs a unit suffix", "sim/a.h:1: where needs a unit suffix")

    def test_units_and_listed_pure_numbers_pass(self):
        self.passes("units", {
            "sim/a.h": "struct A { double depth_mm = 0, speed_m_per_s, q_W_per_m3, k_W_per_mK, share; };\n"
                       "/* double wrong; */ double strength(double age_days);\n",
            "sim/models/healing.h": "struct S { double danger = 0; };\n", "app/a.h": "double anything;\n"})


class Sizes(Lint):
    def test_a_file_past_the_limit_is_found(self):
        self.finds("sizes", {"sim/a.cpp": "\n" * 401},
                   "sim/a.cpp:400: has 401 lines, may have 400: split it, or list it with a reason")

    def test_a_file_at_the_limit_passes(self):
        self.passes("sizes", {"sim/a.cpp": "\n" * 400, "docs/long.md": "\n" * 900})


class JsonFiles(Lint):
    def test_broken_json_is_found_on_its_line(self):
        self.finds("json_files", {"assets/a.json": '{\n  "a": 1,\n}\n'},
                   "assets/a.json:3: Expecting property name enclosed in double quotes")

    def test_a_key_that_stands_twice_is_found(self):
        self.finds("json_files", {"assets/a.json": '{"a": 1, "b": {"c": 1, "c": 2}}\n'},
                   'assets/a.json:1: the key "c" stands twice in one object')

    def test_nan_and_a_missing_last_newline_are_found(self):
        self.finds("json_files", {"a.json": "[NaN]\n", "b.json": "[1]"},
                   "a.json:1: NaN is no JSON number", "b.json:1: does not end with a newline")

    def test_plain_json_passes(self):
        self.passes("json_files", {"a.json": '{"a": [1, 2.5, null, "x"]}\n'})


class Format(Lint):
    def setUp(self):
        if run("format", {})[0] == 77:
            self.skipTest("no clang-format 14")

    def test_a_crooked_line_is_found(self):
        status, output = run("format", {".clang-format": "BasedOnStyle: Google\n", "sim/a.h": "int  a ;\n"})
        self.assertEqual(status, 1)
        self.assertIn("sim/a.h:1: 1 lines are not formatted", output)

    def test_straight_code_passes(self):
        self.passes("format", {".clang-format": "BasedOnStyle: Google\n", "sim/a.h": "int a;\n"})


class Credits(Lint):
    def test_a_file_without_a_line_is_found(self):
        self.finds("credits", {"assets/textures/pore.png": "", "assets/CREDITS.md": "`textures/other.md` ours\n",
                               "assets/textures/other.md": ""},
                   "assets/textures/pore.png:1: is not in assets/CREDITS.md")

    def test_a_line_without_a_file_is_found(self):
        self.finds("credits", {"assets/CREDITS.md": "a\n`textures/gone.png` ours\n"},
                   "assets/CREDITS.md:2: there is no assets/textures/gone.png")

    def test_our_own_data_needs_no_line(self):
        self.passes("credits", {"assets/science/a.json": "{}", "assets/content/b.json": "{}",
                                "assets/fonts/c.md": "", "assets/CREDITS.md": "`fonts/c.md`\n"})


class NoPaths(Lint):
    def test_a_home_folder_is_found(self):
        home = "/".join(["", "home", "someone"])
        self.finds("no_paths", {"a.md": f"one\nsee {home}/file\n"}, f"a.md:2: a path of one machine: {home}")

    def test_the_checkout_itself_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            tree = Path(folder) / "tree"
            tree.mkdir()
            (tree / "a.cpp").write_text(f'open("{tree}/data");\n', encoding="utf-8")
            done = subprocess.run([sys.executable, "-B", str(HERE / "no_paths.py"), str(tree)],
                                  capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stdout),
                             (1, f"a.cpp:1: a path of one machine: {tree}\n"))

    def test_a_host_in_a_lock_file_is_found(self):
        address = "https:" + "//packages.example/x.tgz"
        self.finds("no_paths", {"tests/web/package-lock.json": f'{{"resolved": "{address}"}}\n'},
                   "tests/web/package-lock.json:1: names a host to fetch from: packages.example")

    def test_links_in_prose_and_local_servers_pass(self):
        self.passes("no_paths", {"README.md": "see https:" + "//doi.org/10.1 and sim/base/home/x\n",
                                 "tests/web/serve.py": "http:" + "//127.0.0.1:8000\n"})


K_ROW = ('{"parameters": [{"id": "heat.k_W_per_mK", "value": 0.3, "low": 0.2, "high": 0.4, "unit": "W/(m K)", '
         '"basis": "measured", "verified": true, "source": "duck1990"}]}\n')


class ModelsPage(Lint):
    def test_a_model_function_and_header_missing_from_the_page_are_found(self):
        self.finds("models_page", {"sim/models/heat.h": "// heat\ndouble step_heat(double t_C);\n", "docs/models.md": "# Models\n"},
                   "sim/models/heat.h:1: is not in docs/models.md", "sim/models/heat.h:2: step_heat is not in docs/models.md")

    def test_a_parameter_that_no_table_has_is_found(self):
        self.finds("models_page", {"assets/science/models.json": K_ROW,
                                   "docs/models.md": "`heat.k_W_per_mK` and `heat.gone_C`\n"},
                   "docs/models.md:1: there is no parameter heat.gone_C")

    def test_a_row_that_says_another_figure_is_found(self):
        self.finds("models_page", {"assets/science/models.json": K_ROW,
                                   "docs/models.md": "| `heat.k_W_per_mK` | 0.4 | W/(m K) | measured | duck1990 |\n"},
                   "docs/models.md:1: heat.k_W_per_mK differs from the table; models_page.py --write mends it")

    def test_a_complete_page_passes(self):
        self.passes("models_page", {"assets/science/models.json": K_ROW,
                                    "docs/models.md": "| `heat.k_W_per_mK` | 0.3 (0.2 to 0.4) | W/(m K) | measured | duck1990 |\n"})
        self.passes("models_page", {"sim/models/heat.h": "double step_heat(double t_C);\n",
                                    "docs/models.md": "`step_heat` of sim/models/heat.h\n"})


if __name__ == "__main__":
    unittest.main()
