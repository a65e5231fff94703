# A room is one static library: generator/<name>/*.cpp, listed by hand, and the rooms it may include.
#   formwork_room(<name> SOURCES a.cpp ... [DEPS room ...] [LIBS target ...])
# The dependency list is the architecture: a room that includes one it does not name does not link,
# and tests/unit/architecture_test.cpp reads the #include lines against the same list.
function(formwork_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;DEPS;LIBS" ${ARGN})
  list(TRANSFORM ROOM_SOURCES PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
  add_library(room_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(room_${name} PUBLIC "${PROJECT_SOURCE_DIR}/generator")
  target_compile_features(room_${name} PUBLIC cxx_std_20)
  list(TRANSFORM ROOM_DEPS PREPEND room_)
  target_link_libraries(room_${name} PUBLIC ${ROOM_DEPS} ${ROOM_LIBS})
  target_link_libraries(room_${name} PRIVATE formwork_warnings formwork_sanitizers)
endfunction()

# The tests of one room: formwork_room_test(<name> SOURCES x_test.cpp ... [LIBS target ...])
# gives the executable <name>_test, each TEST a ctest name, under the label "unit".
function(formwork_room_test name)
  cmake_parse_arguments(T "" "LABEL" "SOURCES;LIBS" ${ARGN})
  if(NOT T_LABEL)
    set(T_LABEL unit)
  endif()
  add_executable(${name}_test ${T_SOURCES})
  target_include_directories(${name}_test PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_compile_definitions(${name}_test PRIVATE
    FORMWORK_SOURCE_DIR="${PROJECT_SOURCE_DIR}" FORMWORK_BINARY_DIR="${PROJECT_BINARY_DIR}")
  target_link_libraries(${name}_test PRIVATE ${T_LIBS} formwork_warnings formwork_sanitizers
    GTest::gmock GTest::gtest GTest::gtest_main)
  gtest_discover_tests(${name}_test PROPERTIES LABELS ${T_LABEL} TIMEOUT 600
    DISCOVERY_MODE PRE_TEST)
endfunction()
