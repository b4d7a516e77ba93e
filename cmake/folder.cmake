# The helpers that keep every folder's CMake to one line.

# Most of a compiler's time goes into the same headers, file after file. The scripts and the sanitizers' presets compile the files of a folder sixteen
# at a time as one instead: names in nameless namespaces are unique in their folder. That each file includes what it needs is what the dev preset and
# tests/architecture prove.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 16)

# bt_folder(NAME [HOT] [HOT_TESTS] [FUZZED] [FUZZED_PARTLY] [APART] DEPENDS folder... LIBRARIES target...): src/NAME as one library. DEPENDS are the only folders it may include.
# HOT: optimised in builds with a sanitizer too, because its tests or fuzz targets would take minutes otherwise.
# HOT_TESTS: the tests, too, because they make the music they test with. Others' tests take a fifth of the time to compile when they are not.
# FUZZED: the fuzz targets of other folders go through it.
# FUZZED_PARTLY: of its files only those whose headers its fuzz targets include tell the fuzzer where it has been: what does runs half as fast.
# APART: its own files are never compiled as one, because they repeat names (constants that were tuned, each for its own purpose).
function(bt_folder name)
  cmake_parse_arguments(ARG "HOT;HOT_TESTS;FUZZED;FUZZED_PARTLY;APART" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  list(TRANSFORM ARG_DEPENDS PREPEND bt_)
  add_library(bt_${name} STATIC ${sources})
  if(ARG_APART)
    set_target_properties(bt_${name} PROPERTIES UNITY_BUILD OFF)
    # Reading these is more than half of the time of compiling one.
    target_precompile_headers(bt_${name} PRIVATE <algorithm> <array> <chrono> <cmath> <functional> <map> <memory> <optional> <set> <span> <string> <unordered_map> <vector>)
  endif()
  target_include_directories(bt_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(bt_${name} PUBLIC ${ARG_DEPENDS} ${ARG_LIBRARIES} PRIVATE bt_warnings)
  if(BONUSTRACK_SANITIZE AND ARG_HOT)
    target_compile_options(bt_${name} PRIVATE -O2)
  endif()
  # Only what is fuzzed tells the fuzzer where it has been: that is a sixth of the time of compiling it.
  if(BONUSTRACK_FUZZ AND ARG_FUZZED_PARTLY)
    file(GLOB_RECURSE targets CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/fuzz/${name}/*_fuzz.cpp)
    foreach(target ${targets})
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${target})
      file(STRINGS ${target} includes REGEX "^#include \"${name}/")
      foreach(include ${includes})
        string(REGEX REPLACE "^#include \"(.*)\\.h\".*" "${PROJECT_SOURCE_DIR}/src/\\1.cpp" source "${include}")
        set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS -fsanitize=fuzzer-no-link SKIP_PRECOMPILE_HEADERS ON)
      endforeach()
    endforeach()
  elseif(BONUSTRACK_FUZZ AND (ARG_FUZZED OR EXISTS ${PROJECT_SOURCE_DIR}/fuzz/${name}))
    target_compile_options(bt_${name} PRIVATE -fsanitize=fuzzer-no-link)
  endif()

  file(GLOB_RECURSE tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*.cpp)
  if(tests AND BUILD_TESTING)
    add_executable(${name}_tests ${tests})
    target_include_directories(${name}_tests PRIVATE ${PROJECT_SOURCE_DIR})
    target_include_directories(${name}_tests PRIVATE ${PROJECT_BINARY_DIR}/tests)
    target_link_libraries(${name}_tests PRIVATE bt_${name} bt_warnings GTest::gmock_main)
    if(BONUSTRACK_TESTS_TOGETHER)
      set_target_properties(${name}_tests PROPERTIES UNITY_BUILD ON)
      target_link_libraries(${name}_tests PRIVATE bt_warnings_together)
    endif()
    if(ARG_HOT_TESTS)
      target_compile_options(${name}_tests PRIVATE -O2)
    elseif(NOT BONUSTRACK_SANITIZE)
      target_compile_options(${name}_tests PRIVATE -O0)  # they are compiled more often than they run
    endif()
    add_test(NAME ${name} COMMAND ${name}_tests)
    set_tests_properties(${name} PROPERTIES TIMEOUT 1800)
    # Among the first, where nobody has measured yet.
    if(ARG_HOT_TESTS)
      set_tests_properties(${name} PROPERTIES COST 95)
    elseif(ARG_HOT)
      set_tests_properties(${name} PROPERTIES COST 60)
    endif()
  endif()

  if(BONUSTRACK_FUZZ)
    file(GLOB_RECURSE targets CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/fuzz/${name}/*_fuzz.cpp)
    foreach(source ${targets})
      get_filename_component(target ${source} NAME_WE)
      add_executable(${target} ${source})
      target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
      target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
      target_link_libraries(${target} PRIVATE bt_${name} bt_warnings)
      target_link_options(${target} PRIVATE -fsanitize=fuzzer)
      set_property(GLOBAL APPEND PROPERTY BT_FUZZ_TARGETS ${target})
    endforeach()
  endif()

  if(BONUSTRACK_BENCH)
    file(GLOB_RECURSE benches CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/bench/${name}/*_bench.cpp)
    foreach(source ${benches})
      get_filename_component(target ${source} NAME_WE)
      add_executable(${target} ${source})
      target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
      target_link_libraries(${target} PRIVATE bt_${name} bt_warnings benchmark::benchmark_main)
    endforeach()
    # bench/NAME/WHAT_main.cpp is a program of its own, called bench_NAME_WHAT.
    file(GLOB_RECURSE programs CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/bench/${name}/*_main.cpp)
    foreach(source ${programs})
      get_filename_component(target ${source} NAME_WE)
      string(REGEX REPLACE "_main$" "" target bench_${name}_${target})
      add_executable(${target} ${source})
      target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
      target_link_libraries(${target} PRIVATE bt_${name} bt_warnings)
    endforeach()
  endif()
endfunction()
