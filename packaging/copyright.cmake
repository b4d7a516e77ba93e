# Makes of the files `notices` the one file `copyright`, while it is installed: the first is there only after a build. Runs in cmake_install.cmake.
file(WRITE ${copyright} "")
foreach(file IN LISTS notices)
  if(file MATCHES "^/usr/share/doc/([^/]+)/")
    if(NOT EXISTS ${file})  # not on Debian
      continue()
    endif()
    file(APPEND ${copyright} "\n\n\nParts of Debian's ${CMAKE_MATCH_1}, compiled in\n\n")
  endif()
  file(READ ${file} text)
  file(APPEND ${copyright} "${text}")
endforeach()
