// The one place that says which OpenGL header: GL 3.3 core on the desktop, WebGL2 in the browser.
//
// Only what both have is used anywhere.
#pragma once
#ifdef __EMSCRIPTEN__
#include <GLES3/gl3.h>
// Kinds of object for KHR_debug, which WebGL2 has not; gl::label does nothing there.
#define GL_BUFFER 0x82E0
#define GL_PROGRAM 0x82E2
#define GL_VERTEX_ARRAY 0x8074
#else
#include <glad/gl.h>
#endif
