# Builds the program as it is shipped. Sourced by the scripts beside it, which set `root`.
. "$(dirname "${BASH_SOURCE[0]}")/progress.sh"

# Files of a folder together: a third of the time. No more at once than there are cores, since compilers take a gigabyte each.
release_steps() {
  cd "$root" && cmake --preset release -DBUILD_TESTING=OFF -DCMAKE_UNITY_BUILD=ON && cmake --build --preset release --parallel "$(nproc)" --target bonustrack
}

# Before the compiler's minutes, as it is what fails without a network. Says nothing where all is there.
fetch_web_libraries() {
  [ -e "$root/web/node_modules/.package-lock.json" ] || echo "Fetching the web app's libraries from npm ..."
  cmake -DNPM=npm -DWEB="$root/web" -P "$root/cmake/npm_ci.cmake" >>"$1" 2>&1 || { tail -n 40 "$1" >&2; return 1; }
}

# build_release LOG: shows how far it is, and the end of the compiler's words when it fails.
build_release() {
  fetch_web_libraries "$1" || return 1
  run_shown Building "$1" steps_of_ninja release_steps || { echo "$(basename "$0"): the build failed" >&2; return 1; }
}
