// Columns of text that line up.
#pragma once
#include <string>
#include <vector>

namespace app {

using Row = std::vector<std::string>;

/// Two spaces between columns, none at the end of a line.
std::string table_text(const std::vector<Row>& rows);

}  // namespace app
