// Turns stderr off and on. TensorFlow writes to it while its libraries are loaded, before any setting of its own can
// tell it not to; in a graded cell anything on stderr costs the learner the points.
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

namespace {

int saved = -1;

napi_value Mute(napi_env, napi_callback_info) {
  if (saved >= 0) return nullptr;
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return nullptr;
  saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (saved >= 0) dup2(nowhere, STDERR_FILENO);
  close(nowhere);
  return nullptr;
}

napi_value Unmute(napi_env, napi_callback_info) {
  if (saved < 0) return nullptr;
  dup2(saved, STDERR_FILENO);
  close(saved);
  saved = -1;
  return nullptr;
}

}  // namespace

NAPI_MODULE_INIT() {
  const napi_property_descriptor functions[] = {
      {"mute", nullptr, Mute, nullptr, nullptr, nullptr, napi_default, nullptr},
      {"unmute", nullptr, Unmute, nullptr, nullptr, nullptr, napi_default, nullptr},
  };
  if (napi_define_properties(env, exports, 2, functions) != napi_ok) return nullptr;
  return exports;
}
