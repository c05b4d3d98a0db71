# mulens_embed(ROOM folder…): every .toml, .csv, .txt and shader under the folders becomes part of the room's library.
function(mulens_embed room)
  set(files)
  foreach(folder IN LISTS ARGN)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}
      ${CMAKE_SOURCE_DIR}/${folder}/*.toml ${CMAKE_SOURCE_DIR}/${folder}/*.csv ${CMAKE_SOURCE_DIR}/${folder}/*.txt
      ${CMAKE_SOURCE_DIR}/${folder}/*.vert ${CMAKE_SOURCE_DIR}/${folder}/*.frag ${CMAKE_SOURCE_DIR}/${folder}/*.glsl)
    list(APPEND files ${found})
  endforeach()
  list(SORT files)
  set(out ${CMAKE_BINARY_DIR}/embedded.cpp)
  list(TRANSFORM files PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE paths)
  string(REPLACE ";" "|" joined "${files}")
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} "-DFILES=${joined}" -DOUT=${out} -P ${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake
    DEPENDS ${paths} ${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake VERBATIM)
  target_sources(mulens_${room} PRIVATE ${out})
endfunction()
