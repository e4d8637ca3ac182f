# Writes every shader file into one C++ table: cmake -DOUT=table.cpp -DROOT=shaders -DFILES=a;b -P embed.cmake
set(text "#include \"shaders/table.h\"\n\nnamespace shaders {\nnamespace {\n\nconstexpr File kFiles[] = {\n")
foreach(file ${FILES})
  file(READ ${ROOT}/${file} body)
  string(APPEND text "    {\"${file}\", R\"papilla(${body})papilla\"},\n")
endforeach()
string(APPEND text "};\n\n}  // namespace\n\nstd::span<const File> files() { return kFiles; }\n\n}  // namespace shaders\n")
file(WRITE ${OUT} "${text}")
