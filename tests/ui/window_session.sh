#!/bin/bash
# The real window on a virtual screen: a script drives it as a person would and reads how it stands.
# window_session.sh PAPILLA
set -u
papilla=$1
work=$(mktemp -d)
cd "$work" || exit 1
status=$work/status.json

fail() {
    echo "window_session: $*" >&2
    [ -f "$status" ] && grep -v '": \[' "$status" >&2
    cat "$work/papilla.err" >&2
    exit 1
}
cleanup() {
    kill "$app" "$screen" 2>/dev/null
    wait 2>/dev/null
    rm -rf "$work"
}
app='' screen=''
trap cleanup EXIT

# A free screen number is the server's to find.
mkfifo number
Xvfb -displayfd 3 -screen 0 1280x800x24 3>number >/dev/null 2>&1 &
screen=$!
read -r display <number || fail "no virtual screen"
export DISPLAY=:$display

PAPILLA_STATUS=$status "$papilla" 2>"$work/papilla.err" &
app=$!

value() { sed -n "s/^ *\"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},*$/\1/p" "$status" | head -1; }
# until NAME TEST VALUE: waits for a number or word of the status; the machine may be busy.
until_is() {
    for _ in $(seq 300); do
        [ -f "$status" ] && test "$(value "$1")" "$2" "$3" && return 0
        kill -0 "$app" 2>/dev/null || fail "the program ended while waiting for $1 $2 $3"
        sleep 0.1
    done
    fail "$1 is '$(value "$1")', expected $2 $3"
}
# place NAME SHARE: screen position of a widget, at a share of its width.
place() {
    awk -v name="\"$1\":" -v share="$2" '$1 == name {
        gsub(/[][,]/, " "); printf "%d %d\n", $2 + share * ($4 - $2), ($3 + $5) / 2; exit }' "$status"
}
settle() { sleep 0.4; }
to() { read -r x y < <(place "$1" "${2:-0.5}"); [ -n "${x:-}" ] || fail "no widget $1"; xdotool mousemove "$x" "$y"; settle; }
press() { to "$1" "${2:-0.5}"; xdotool mousedown 1; settle; xdotool mouseup 1; settle; }
drag() { to "$1" "$2"; xdotool mousedown 1; settle; to "$1" "$3"; xdotool mouseup 1; settle; }
key() { xdotool keydown "$1"; sleep 0.15; xdotool keyup "$1"; settle; }

until_is frames -gt 3
window=$(xdotool search --name '^Papilla$' | head -1)
[ -n "$window" ] || fail "no window"
xdotool windowsize "$window" 1280 720
settle
to picture

# A slider is dragged; one undo takes the whole drag back.
before=$(value depth_mm)
drag technique.depth_mm 0.6 0.3
until_is depth_mm != "$before"
until_is can_undo = true
press undo
until_is depth_mm = "$before"
until_is can_undo = false

# A value is typed; one out of range is refused in words and changes nothing.
press technique.depth_mm.value
until_is typing = true
xdotool type --delay 60 0.75
key Return
until_is depth_mm = 0.75
press technique.depth_mm.value
until_is typing = true
xdotool type --delay 60 9
key Return
until_is error = true
until_is depth_mm = 0.75

# Time is scrubbed, stepped and played.
drag axis 0.2 0.7
until_is time_us -gt 3600000000
until_is reached = true
at=$(value time_us)
key Left
until_is time_us -lt "$at"
key space
until_is playing = true
key space
until_is playing = false
xdotool keydown ctrl; key Home; xdotool keyup ctrl
until_is time_us = 0

# The picture is turned; views, style and help have keys.
drag picture 0.4 0.6
until_is turn_deg != 0
key 2
until_is view = section
key d
until_is style = diagram
key F1
until_is help = true
key Escape
until_is help = false

# A scene is saved and a broken one refused.
xdotool keydown ctrl; key s; xdotool keyup ctrl
until_is typing = true
xdotool type --delay 60 "$work/mine.json"
key Return
for _ in $(seq 50); do [ -s "$work/mine.json" ] && break; sleep 0.1; done
grep -q '"depth_mm": *0.75' "$work/mine.json" || fail "the saved scene does not hold the depth"

# The picture is saved and is a picture.
key p
for _ in $(seq 100); do shot=$(ls "$work"/papilla-*.png 2>/dev/null); [ -n "$shot" ] && break; sleep 0.1; done
[ -n "${shot:-}" ] || fail "no screenshot"
if command -v identify >/dev/null; then
    colours=$(identify -format '%k' "$shot")
    [ "$colours" -gt 100 ] || fail "the screenshot has $colours colours"
fi

# Any size will do.
for size in "1024 640" "700 420" "1280 720"; do
    frames=$(value frames)
    # shellcheck disable=SC2086
    xdotool windowsize "$window" $size
    until_is frames -gt "$frames"
done

# Nothing happens, nothing is drawn.
xdotool mousemove 640 20
sleep 3
frames=$(value frames)
sleep 1.5
[ "$(value frames)" -le $((frames + 2)) ] || fail "draws $(($(value frames) - frames)) frames while idle"

kill -TERM "$app"
wait "$app"
code=$?
app=''
[ "$code" -eq 0 ] || fail "ended with $code"
[ -s "$work/papilla.err" ] && fail "said something on stderr"

# Without a display it says so and ends with 3.
env -u DISPLAY -u WAYLAND_DISPLAY "$papilla" 2>"$work/none.err"
code=$?
[ "$code" -eq 3 ] || fail "without a display it ends with $code"
grep -q display "$work/none.err" || fail "without a display it says: $(cat "$work/none.err")"
echo "window_session: passed"
