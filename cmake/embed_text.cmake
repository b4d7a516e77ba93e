# bt_embed_text(TARGET FILE HEADER FUNCTION): makes `std::string_view bt::service::FUNCTION()` give the text of FILE.
function(bt_embed_text target file header function)
  get_filename_component(name ${file} NAME_WE)
  set(output ${PROJECT_BINARY_DIR}/generated/${name}.cpp)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  file(CONFIGURE OUTPUT ${output} @ONLY CONTENT [[
#include "@header@"

namespace bt::service {
namespace {
constexpr char kText[] = {@bytes@ '\0'};
}  // namespace
std::string_view @function@() { return {kText, sizeof kText - 1}; }
}  // namespace bt::service
]])
  target_sources(${target} PRIVATE ${output})
endfunction()
