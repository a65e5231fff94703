# Warnings and sanitizers are INTERFACE targets, linked PRIVATE; -Werror sits in the presets.
add_library(formwork_warnings INTERFACE)
target_compile_options(formwork_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
add_library(formwork_sanitizers INTERFACE)
if(FORMWORK_SANITIZE)
  target_compile_options(formwork_sanitizers INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(formwork_sanitizers INTERFACE -fsanitize=address,undefined)
  target_compile_definitions(formwork_sanitizers INTERFACE _GLIBCXX_ASSERTIONS)
endif()
if(FORMWORK_COVERAGE)
  target_compile_options(formwork_sanitizers INTERFACE --coverage)
  target_link_options(formwork_sanitizers INTERFACE --coverage)
endif()
