# cmake -DDIRECTORY=... -DOUTPUT=... -P embed_migrations.cmake: writes one C++ source that holds every DIRECTORY/NNNN_name.sql.
file(GLOB files ${DIRECTORY}/*.sql)
list(SORT files)
set(rows "")
set(expected 1)
foreach(file ${files})
  get_filename_component(stem ${file} NAME_WE)
  if(NOT stem MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)$")
    message(FATAL_ERROR "${file}: migrations are called NNNN_name.sql")
  endif()
  set(name ${CMAKE_MATCH_2})
  string(REGEX REPLACE "^0+" "" number ${CMAKE_MATCH_1})
  if(NOT number EQUAL expected)
    message(FATAL_ERROR "${file}: number ${expected} is missing; migrations count from 1 without a gap")
  endif()
  math(EXPR expected "${expected} + 1")
  file(READ ${file} text)
  file(SHA256 ${file} checksum)
  string(APPEND rows "    {${number}, \"${name}\", \"${checksum}\", R\"__sql__(${text})__sql__\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
#include "store/migrations.h"

namespace bt::store {
namespace {

constexpr Migration kMigrations[] = {
@rows@};

}  // namespace

std::span<const Migration> embedded_migrations() { return kMigrations; }

}  // namespace bt::store
]])
