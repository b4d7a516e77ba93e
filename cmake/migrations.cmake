# bt_embed_migrations(NAME): src/NAME/migrations/*.sql become a source of the folder's library.
function(bt_embed_migrations name)
  set(directory ${PROJECT_SOURCE_DIR}/src/${name}/migrations)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed_migrations.cmake)
  set(output ${CMAKE_BINARY_DIR}/generated/${name}/embedded_migrations.cpp)
  file(GLOB files CONFIGURE_DEPENDS ${directory}/*.sql)
  add_custom_command(OUTPUT ${output} DEPENDS ${files} ${script} VERBATIM COMMENT "Embedding ${name} migrations"
    COMMAND ${CMAKE_COMMAND} -DDIRECTORY=${directory} -DOUTPUT=${output} -P ${script})
  target_sources(bt_${name} PRIVATE ${output})
endfunction()
