# Builds the program as it is shipped. Sourced by the scripts beside it, which set `root`.
. "$(dirname "${BASH_SOURCE[0]}")/progress.sh"

# Files of a folder together: a third of the time. No more at once than there are cores, since compilers take a gigabyte each.
release_steps() {
  cd "$root" && cmake --preset release -DBUILD_TESTING=OFF -DCMAKE_UNITY_BUILD=ON && cmake --build --preset release --parallel "$(nproc)" --target bonustrack
}

# build_release LOG: shows how far it is, and the end of the compiler's words when it fails.
build_release() { run_shown Building "$1" steps_of_ninja release_steps || { echo "$(basename "$0"): the build failed" >&2; return 1; }; }
