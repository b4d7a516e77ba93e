# bt_han_readings(NAME): how Chinese characters are read, from Debian's copy of the Unihan database, as a source of the folder's library.
function(bt_han_readings name)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  find_file(UNIHAN_READINGS Unihan_Readings.txt.bz2 PATHS /usr/share/unicode REQUIRED)
  find_file(UNIHAN_VARIANTS Unihan_Variants.txt.bz2 PATHS /usr/share/unicode REQUIRED)
  set(script ${PROJECT_SOURCE_DIR}/cmake/han_readings.py)
  set(output ${CMAKE_BINARY_DIR}/generated/${name}/han_table.cpp)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated/${name})
  add_custom_command(OUTPUT ${output} DEPENDS ${script} ${UNIHAN_READINGS} ${UNIHAN_VARIANTS} VERBATIM COMMENT "Reading Chinese characters"
    COMMAND Python3::Interpreter ${script} ${UNIHAN_READINGS} ${UNIHAN_VARIANTS} ${output})
  target_sources(bt_${name} PRIVATE ${output})
endfunction()
