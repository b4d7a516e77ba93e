# One line on the terminal that says how far it is; where there is none, a line for each tenth. Sourced by the scripts beside it.

# progress WHAT: reads lines "PERCENT TEXT" and shows the newest. PERCENT is a whole number.
progress() {
  local percent text tenth=-1 bar
  while read -r percent text; do
    if [ -t 2 ]; then
      printf -v bar '%*s' $((percent * 30 / 100)) ''
      printf -v bar '%-30s' "${bar// /#}"
      printf '\r\033[2K  [%s] %3d %%  %.44s' "${bar// /.}" "$percent" "$1${text:+: $text}" >&2
    elif [ $((percent / 10)) -gt "$tenth" ]; then
      tenth=$((percent / 10))
      printf '  %3d %%  %s\n' "$percent" "$1${text:+: $text}" >&2
    fi
  done
  if [ -t 2 ]; then printf '\r\033[2K' >&2; fi
}

# run_shown WHAT LOG FILTER COMMAND...: runs it with its words in LOG and what FILTER makes of them shown; its end when it fails.
run_shown() {
  local what=$1 log=$2 filter=$3 status=0
  shift 3
  { "$@" 2>&1 | tee -a "$log" | "$filter" | progress "$what"; status=${PIPESTATUS[0]}; } || true
  [ "$status" -eq 0 ] || { tail -n 40 "$log" >&2; return "$status"; }
}

# Ninja's "[12/345] Building ..." as steps done of all. No word of the time left: the heaviest steps come last, and steps tell nothing of it.
steps_of_ninja() {
  local line done all
  while read -r line; do
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\] && $line != *"] Re-"* ]] || continue  # that CMake looks for new files ("Re-checking") is no step
    done=${BASH_REMATCH[1]} all=${BASH_REMATCH[2]}
    echo "$((done * 100 / all)) $done of $all steps"
  done
}

# apt's status lines (apt's progress-reporting.md): fetching is the first half, installing the second.
steps_of_apt() {
  local kind percent text
  while IFS=: read -r kind _ percent text; do
    percent=${percent%%.*}
    case $kind in
      dlstatus) echo "$((percent / 2)) $text" ;;
      pmstatus) echo "$((50 + percent / 2)) $text" ;;
    esac
  done
}
