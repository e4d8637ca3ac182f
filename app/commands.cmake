# The command line, for the program and for its tests. include() it from app/CMakeLists.txt after the folders.
find_package(CLI11 REQUIRED)
add_module(commands
  HEADERS commands.h shot.h commands/check.h commands/input.h commands/list.h commands/output_file.h
          commands/report.h commands/rf.h commands/run.h commands/table.h
  SOURCES commands.cpp commands/check.cpp commands/input.cpp commands/list.cpp
          commands/output_file.cpp commands/report.cpp commands/rf.cpp commands/run.cpp commands/table.cpp
  DEPENDS session)
target_link_libraries(commands PRIVATE CLI11::CLI11)
target_compile_definitions(commands PRIVATE PAPILLA_VERSION="${PROJECT_VERSION}")
# take_shot: by the renderer where there is one.
if(APP_WINDOW)
  target_sources(commands PRIVATE shot.cpp)
  target_link_libraries(commands PRIVATE render offscreen)
else()
  target_sources(commands PRIVATE shot_without_gl.cpp)
endif()
