# bt_embed_web(): builds web/ with npm and makes of it the library bt_web_assets, which defines service/web_assets.h.
#
# web/node_modules is shared by all build directories; the built app lies in the build directory.
# BONUSTRACK_WEB=OFF makes a server without pages, for machines without npm. A machine without a network builds
# when web/node_modules is there already. BONUSTRACK_WEB_OF names another build directory, whose pages are taken: scripts/test builds them once.
option(BONUSTRACK_WEB "Build the web app and embed it (needs Node.js 18 or later, and npm)" ON)

set(BONUSTRACK_WEB_OF "" CACHE PATH "A build directory that has built the web app already")

function(bt_embed_web)
  set(web ${PROJECT_SOURCE_DIR}/web)
  set(work ${CMAKE_BINARY_DIR}/web)
  set(output ${CMAKE_BINARY_DIR}/generated/web/web_assets.cpp)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated/web)

  if(BONUSTRACK_WEB AND BONUSTRACK_WEB_OF)
    set(output ${BONUSTRACK_WEB_OF}/generated/web/web_assets.cpp)
  elseif(BONUSTRACK_WEB)
    find_program(NODE NAMES node nodejs)
    find_program(NPM NAMES npm)
    if(NOT NODE OR NOT NPM)
      message(FATAL_ERROR "The web app needs Node.js 18 or later and npm: apt-get install nodejs npm. "
        "For a server without pages configure with -DBONUSTRACK_WEB=OFF.")
    endif()

    set(modules ${web}/node_modules/.package-lock.json)
    add_custom_command(OUTPUT ${modules} DEPENDS ${web}/package.json ${web}/package-lock.json ${web}/.npmrc VERBATIM
      COMMENT "Fetching the web app's libraries (npm ci)" WORKING_DIRECTORY ${web}
      COMMAND ${CMAKE_COMMAND} -DNPM=${NPM} -DWEB=${web} -P ${PROJECT_SOURCE_DIR}/cmake/npm_ci.cmake)

    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${web}/src/* ${web}/public/*)
    add_custom_command(OUTPUT ${output} BYPRODUCTS ${CMAKE_BINARY_DIR}/generated/web/web_assets.bin VERBATIM
      DEPENDS ${modules} ${sources} ${web}/index.html ${web}/csp.txt ${web}/csp-libass.txt ${web}/scripts/libass.ts ${web}/scripts/licences.ts ${PROJECT_SOURCE_DIR}/LICENSE ${web}/vite.config.ts ${web}/svelte.config.js
              ${web}/tsconfig.json ${web}/scripts/precompress.mjs ${web}/scripts/embed.mjs
      COMMENT "Building the web app" WORKING_DIRECTORY ${web}
      COMMAND ${NODE} node_modules/vite/bin/vite.js build --outDir ${work} --emptyOutDir --logLevel warn
      COMMAND ${NODE} scripts/precompress.mjs ${work}
      COMMAND ${NODE} scripts/embed.mjs ${work} csp.txt csp-libass.txt ${output})
  else()
    file(CONFIGURE OUTPUT ${output} @ONLY CONTENT [[
// No web app was built: BONUSTRACK_WEB is OFF.
#include "service/web_assets.h"

namespace bt {
std::span<const WebAsset> web_assets() { return {}; }
std::string_view web_content_security_policy() { return "default-src 'none'"; }
std::string_view libass_content_security_policy() { return "default-src 'none'"; }
}  // namespace bt
]])
  endif()

  add_library(bt_web_assets STATIC ${output})
  target_include_directories(bt_web_assets PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(bt_web_assets PUBLIC bt_base PRIVATE bt_warnings)
endfunction()
