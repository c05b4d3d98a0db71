# Target docs: writes the reference pages again from the binary; a test holds the committed pages against it.
add_custom_target(docs
  COMMAND ${CMAKE_COMMAND} -DMULENS=$<TARGET_FILE:mulens> -DOUT=${CMAKE_SOURCE_DIR}/docs -DVIEWER=${MULENS_WITH_VIEWER} -P ${CMAKE_SOURCE_DIR}/cmake/WriteDocs.cmake
  DEPENDS mulens VERBATIM)
