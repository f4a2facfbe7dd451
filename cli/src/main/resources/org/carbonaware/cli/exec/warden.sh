# Sends signals to the processes of a program on behalf of the process that started this shell, and
# ends them all when that process is gone, however it went. POSIX, with no more than grep, ps or sleep.
# usage: warden.sh MARK; reads lines "root PID", "SIGNAL PID…" and "bye", answers each with "done"
trap '' INT QUIT HUP TERM TSTP
mark=$1
root=0

# Zombies are left out: they need no signal, and whoever started them may never collect them.
family() { # prints the numbers of the program's processes
  if [ -r /proc/self/stat ]; then
    found=" "
    for file in $(grep -lsaF -- "$mark" /proc/[0-9]*/environ 2> /dev/null); do
      file=${file#/proc/}
      found="$found${file%/environ} "
    done
    [ "$root" = 0 ] || found="$found$root "
    alive=" "
    more=yes
    while [ "$more" = yes ]; do
      more=no
      for file in /proc/[0-9]*/stat; do
        { read -r line < "$file"; } 2> /dev/null || continue
        pid=${line%% *}
        line=${line##*) }
        state=${line%% *}
        line=${line#* }
        parent=${line%% *}
        case $alive in *" $pid "*) continue ;; esac
        case $state in Z | X) continue ;; esac
        case $found in
          *" $pid "* | *" $parent "*)
            found="$found$pid "
            alive="$alive$pid "
            more=yes
            ;;
        esac
      done
    done
    echo "$alive"
  elif [ "$root" != 0 ]; then
    ps -A -o pid= -o ppid= -o state= | awk -v root="$root" '
      { parent[$1] = $2; if ($3 ~ /^Z/) dead[$1] = 1 }
      END {
        in_family[root] = 1
        for (more = 1; more; ) { more = 0; for (p in parent) if (!(p in in_family) && parent[p] in in_family) { in_family[p] = 1; more = 1 } }
        for (p in parent) if (p in in_family && !(p in dead)) printf "%s ", p
      }'
  fi
}

while read -r verb arguments; do
  case $verb in
    bye) exit 0 ;;
    root) root=$arguments ;;
    *) kill -s "$verb" $arguments 2> /dev/null ;;
  esac
  echo done
done

# Whoever held the other end is gone. A stopped process takes its signal when it goes on.
for process in $(family); do
  kill -s TERM "$process" 2> /dev/null
  kill -s CONT "$process" 2> /dev/null
done
tenths=0
while [ -n "$(family | tr -d ' ')" ] && [ $tenths -lt 100 ]; do
  sleep 0.1
  tenths=$((tenths + 1))
done
rounds=0
while [ -n "$(family | tr -d ' ')" ] && [ $rounds -lt 20 ]; do
  for process in $(family); do kill -s KILL "$process" 2> /dev/null; done
  rounds=$((rounds + 1))
  sleep 0.1
done
