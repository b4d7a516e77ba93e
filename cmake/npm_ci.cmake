# cmake -DNPM=... -DWEB=... -P npm_ci.cmake: installs exactly what web/package-lock.json names. What another build directory has installed is left
# alone: npm would take it away first, from under whoever is at work with it.
set(installed ${WEB}/node_modules/.package-lock.json)
if(EXISTS ${installed} AND ${installed} IS_NEWER_THAN ${WEB}/package.json AND ${installed} IS_NEWER_THAN ${WEB}/package-lock.json AND ${installed} IS_NEWER_THAN ${WEB}/.npmrc)
  return()
endif()
execute_process(COMMAND ${NPM} ci --no-audit --no-fund --loglevel=error WORKING_DIRECTORY ${WEB} RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "npm ci could not fetch the web app's libraries. Without a network, copy web/node_modules from a "
    "machine that has one, or configure with -DBONUSTRACK_WEB=OFF for a server without pages.")
endif()
file(TOUCH ${installed})
